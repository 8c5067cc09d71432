import uuid
from datetime import timedelta

import pytest
from django.test import Client

from kudelma.core.codes import StatementKind
from kudelma.rooms.meetings import actions
from kudelma.rooms.plans.models import SmallStep
from kudelma.rooms.voice.actions import Speaker
from kudelma.ui import clock
from meeting_scene import STARTS, Scene, begun
from people import NOW, TODAY


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = begun()
    made.ready()
    return made


@pytest.fixture
def desk(client: Client, scene: Scene) -> Client:
    client.force_login(scene.town.sanna)
    client.cookies["language"] = "en"
    return client


def at(scene: Scene, rest: str = "") -> str:
    return f"/families/{scene.matter.pk}/meetings/{scene.meeting.pk}/{rest}"


def errors(response: object) -> list[str]:
    form = response.context["form"]  # type: ignore[attr-defined]
    return [str(e) for es in form.errors.values() for e in es]


def every_address(scene: Scene) -> list[str]:
    one = scene.who(member=scene.family.pia)
    step = SmallStep.objects.first()
    who = f"people/{one.pk}/"
    rest = ["", "question/", "cancel/", "prepare/", "people/", "roles/", "invite/", "held/", "record/", "follow-up/"]
    rest += [
        "next-question/",
        who,
        *(f"{who}{p}/" for p in ("remove", "reply", "invitation", "calendar", "evaluation")),
    ]
    family = f"/families/{scene.matter.pk}/"
    found = [f"{family}meetings/", f"{family}meetings/new/", f"{family}steps/", f"{family}steps/new/"]
    return [*found, *(at(scene, r) for r in rest), *([f"{family}steps/{step.pk}/"] if step else [])]


def with_words(scene: Scene, rows: int = 1) -> None:
    """Write so many statements, steps and evaluations, and hold the meeting."""
    scene.invite()
    scene.hold()
    by = scene.at(STARTS + timedelta(hours=3))
    pia = scene.who(member=scene.family.pia)
    for _n in range(rows):
        actions.write_in_record(
            by=by,
            key=uuid.uuid4(),
            meeting_id=scene.meeting.pk,
            participant_id=scene.who(person=scene.family.aino).pk,
            words="Aamulla on kiire.",
            kind=StatementKind.WORRY,
            about=[scene.family.aino],
        )
        from kudelma.rooms.plans.actions import agree_step

        agree_step(
            by=by,
            key=uuid.uuid4(),
            matter_id=scene.matter.pk,
            words="Soitan Ainolle seitsemältä.",
            who=Speaker(member_id=pia.member_id),
            due_on=TODAY + timedelta(days=20),
            meeting_id=scene.meeting.pk,
        )
    actions.evaluate(by=by, participant_id=pia.pk, version=0, heard=8)


def test_every_page_opens_for_the_team_while_the_meeting_is_to_come(desk: Client, scene: Scene) -> None:
    scene.invite()
    answers = {address: desk.get(address).status_code for address in every_address(scene)}
    assert answers == dict.fromkeys(answers, 200)


def test_every_page_opens_for_the_team_after_the_meeting(
    desk: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_words(scene)
    monkeypatch.setattr(clock, "now", lambda: STARTS + timedelta(days=3))
    answers = {address: desk.get(address).status_code for address in every_address(scene)}
    assert answers == dict.fromkeys(answers, 200)


def test_every_page_is_unknown_to_another_unit(client: Client, scene: Scene) -> None:
    with_words(scene)
    client.force_login(scene.town.mirja)
    addresses = every_address(scene)
    got = {address: client.get(address).status_code for address in addresses}
    assert got == dict.fromkeys(addresses, 404)
    posted = {client.post(address, {"version": "1"}).status_code for address in addresses}
    assert posted <= {404, 405}
