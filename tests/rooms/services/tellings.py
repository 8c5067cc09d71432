"""How the tests of the map tell of a service."""

import uuid
from datetime import date

from kudelma.core.codes import Going, Helped, Precision, ServiceClass
from kudelma.core.written_dates import RoughDate
from kudelma.rooms.services.actions import Told, View, tell_service
from kudelma.rooms.services.models import Service
from kudelma.rooms.voice.actions import Shown, Speaker
from meeting_scene import Scene

BEGAN = RoughDate(date(2024, 1, 1), Precision.YEAR)


def view(scene: Scene, **changes: object) -> View:
    facts: dict[str, object] = {
        "helped": Helped.PARTLY,
        "speaker": Speaker(person_id=scene.family.mother),
        "shown": Shown(persons=frozenset({scene.family.aino, scene.family.mother})),
        "words": "Siellä kuunneltiin.",
    }
    return View(**facts | changes)  # type: ignore[arg-type]


def told(scene: Scene, **changes: object) -> Told:
    facts: dict[str, object] = {
        "kind": ServiceClass.FAMILY_COUNSELLING,
        "provider": "Rannan perheneuvola",
        "arranged_by": "koulu",
        "first": BEGAN,
        "going": Going.GOES_ON,
        "about": frozenset({scene.family.aino}),
        "view": view(scene),
    }
    return Told(**facts | changes)  # type: ignore[arg-type]


def tell(scene: Scene, *, key: uuid.UUID | None = None, **changes: object) -> Service:
    return tell_service(
        by=scene.by,
        key=key or uuid.uuid4(),
        matter_id=scene.matter.pk,
        told=told(scene, **changes),
        called="perheneuvola",
    )
