"""Aino's whole case with one of everything, so that every address of the desk has something to open."""

import io
import os
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import URLPattern, URLResolver, get_resolver

from kudelma.core.codes import Going, Helped, Precision, ServiceClass, StatementKind, StatementSource
from kudelma.core.written_dates import RoughDate
from kudelma.rooms.casework import actions as casework
from kudelma.rooms.casework.models import Assessment, Matter, Task
from kudelma.rooms.consent.models import Permission
from kudelma.rooms.documents.actions import freeze_record
from kudelma.rooms.documents.content import Block, Content, Section
from kudelma.rooms.insight import logs
from kudelma.rooms.insight.models import EventLog
from kudelma.rooms.organisation.actions import tell_absence
from kudelma.rooms.plans.actions import agree_step
from kudelma.rooms.services.actions import Told, View, tell_service
from kudelma.rooms.voice.actions import Shown, Speaker, write_down
from meeting_scene import Scene, begun
from people import TODAY, Town, consultation_group, told

#: The child's words that must never reach someone they are not for.
MARKER = "Marjapuska-sana jonka vain tiimi saa nähdä"


@dataclass(frozen=True, slots=True)
class Desk:
    scene: Scene
    ids: dict[str, uuid.UUID]

    def address(self, pattern: str) -> str:
        """Fill a route's holes with the ids of Aino's case."""
        path = pattern
        for name, value in self.ids.items():
            path = path.replace(f"<uuid:{name}>", str(value))
        assert "<" not in path, path
        return f"/{path}"


#: The same in every test of one process, so that one file is written over and over, and no two write the same.
LOG = uuid.uuid5(uuid.NAMESPACE_URL, os.environ.get("PYTEST_XDIST_WORKER", "alone"))


def small_log(town: Town) -> EventLog:
    """A log from elsewhere that the leading social worker has brought in: six families on one path."""
    lines = [
        f"c{n},{what},2026-0{month}-0{n + 1}T10:00:00Z,f{n},school,{role}"
        for n in range(6)
        for what, month, role in (("asked", 1, ""), ("met", 2, "teacher"), ("closed", 5, ""))
    ]
    content = "\n".join(["case_id,activity,timestamp,household,source,role", *lines, "c9,broken,yesterday,f9,school,"])
    liisa = town.at(town.liisa)
    logs.bring_in(by=liisa, key=LOG, name="Another town", file_name="town.csv", file=io.BytesIO(content.encode()))
    return logs.name_columns(by=liisa, log_id=LOG, columns={name: name for name in logs.COLUMNS})


def desk() -> Desk:
    scene = begun()
    consultation_group(scene.town)
    scene.ready()
    scene.invite()
    by = scene.by
    matter = Matter.objects.get(pk=scene.matter.pk)
    assessment = Assessment.objects.get(matter=matter)
    write_down(
        by=by,
        key=uuid.uuid4(),
        matter_id=matter.id,
        words=MARKER,
        speaker=Speaker(person_id=scene.family.aino),
        kind=StatementKind.WISH,
        source=StatementSource.CHILD_MEETING,
        said_on=TODAY,
        about=[scene.family.aino],
        verbatim=True,
        shown=Shown(),
        assessment_id=assessment.id,
    )
    step = agree_step(
        by=by,
        key=uuid.uuid4(),
        matter_id=matter.id,
        words="I call on school mornings.",
        who=Speaker(person_id=scene.family.mother),
        due_on=TODAY + timedelta(days=7),
    )
    service = tell_service(
        by=by,
        key=uuid.uuid4(),
        matter_id=matter.id,
        told=Told(
            kind=ServiceClass.FAMILY_COUNSELLING,
            first=RoughDate(date(2024, 1, 1), Precision.YEAR),
            going=Going.GOES_ON,
            about=frozenset({scene.family.aino}),
            view=View(
                Helped.PARTLY,
                Speaker(person_id=scene.family.mother),
                Shown(persons=frozenset({scene.family.aino, scene.family.mother})),
                words=MARKER,
            ),
        ),
        called="family counselling",
    )
    clientship = casework.start_clientship(
        by=by,
        key=uuid.uuid4(),
        matter_id=matter.id,
        child_id=scene.family.aino,
        started_on=TODAY,
        ground="LSL 27 §",
        informed_guardian_on=TODAY,
        informed_child_on=TODAY,
    )
    content = Content("Record", "fi", (("Client", "Aino"),), (Section("Said", (Block("text", MARKER),)),))
    document = freeze_record(by=by, key=uuid.uuid4(), meeting_id=scene.meeting.pk, content=content)
    absence = tell_absence(
        by=by,
        key=uuid.uuid4(),
        worker_id=scene.town.omar.pk,
        cover_id=scene.town.sanna.pk,
        first_day=TODAY + timedelta(days=20),
        last_day=TODAY + timedelta(days=21),
    )
    task = Task.objects.filter(matter=matter, kind="feedback_to_referrer").first()
    permission = Permission.objects.filter(family=scene.family.family_id).first()
    arrival = matter.arrivals.first()
    casework.receive(by=by, key=uuid.uuid4(), team_id=scene.town.team.pk, told=told(scene.town))
    assert task
    assert permission
    assert arrival
    return Desk(
        scene,
        {
            "matter_id": matter.id,
            "arrival_id": arrival.id,
            "family_id": scene.family.family_id,
            "person_id": scene.family.aino,
            "member_id": scene.family.pia,
            "who_id": scene.family.mother,
            "assessment_id": assessment.id,
            "service_id": service.pk,
            "thing_id": assessment.id,
            "clientship_id": clientship.id,
            "task_id": task.id,
            "permission_id": permission.id,
            "meeting_id": scene.meeting.pk,
            "participant_id": scene.who(member=scene.family.pia).pk,
            "step_id": step.pk,
            "document_id": document.pk,
            "absence_id": absence.pk,
            "worker_id": scene.town.omar.pk,
            "source_id": scene.town.source.pk,
            "log_id": small_log(scene.town).pk,
            "unit_id": scene.town.team.unit_id,
        },
    )


def routes() -> dict[str, URLPattern]:
    """Return every address of the application by its route."""
    found: dict[str, URLPattern] = {}

    def walk(node: URLResolver, before: str) -> None:
        for one in node.url_patterns:
            route = before + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one, route)
            else:
                found[route] = one

    walk(get_resolver(), "")
    return found
