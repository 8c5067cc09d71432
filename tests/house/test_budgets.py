"""Every page asks the database few questions, and no more of them when there are ten times as many rows."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desk_scene import Desk, desk, routes
from kudelma.core.codes import Going, Helped, Precision, ServiceClass, StatementKind, StatementSource
from kudelma.core.written_dates import RoughDate
from kudelma.rooms.casework import actions as casework
from kudelma.rooms.people import actions as people
from kudelma.rooms.services.actions import Told, View, tell_service
from kudelma.rooms.voice.actions import Shown, Speaker, write_down
from kudelma.ui import clock
from people import NOW, TODAY, told

pytestmark = pytest.mark.django_db

BUDGET = 25
#: What stands around the question of a page: the transaction's savepoints are not questions.
_NOT_ASKED = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return desk()


def questions(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code in {200, 303, 404}
    return [q["sql"] for q in asked.captured_queries if not q["sql"].startswith(_NOT_ASKED)]


def counted(world: Desk) -> dict[str, int]:
    sanna, liisa = Client(), Client()
    for client, who in ((sanna, world.scene.town.sanna), (liisa, world.scene.town.liisa)):
        client.force_login(who)
        client.get("/today/")
    return {
        route: len(questions(liisa if route.startswith("lead/") else sanna, world.address(route)))
        for route, pattern in routes().items()
        if "GET" in pattern.callback.page.methods  # type: ignore[union-attr]  # every page is declared
    }


def grow(world: Desk) -> None:
    """Ten more of what lists and pages show."""
    by, town, family = world.scene.by, world.scene.town, world.scene.family
    for number in range(10):
        people.add_person(
            by=by,
            key=uuid.uuid4(),
            family_id=family.family_id,
            given=f"Kin{number}",
            family_name="Virtanen",
            born=TODAY,
        )
        write_down(
            by=by,
            key=uuid.uuid4(),
            matter_id=world.ids["matter_id"],
            words=f"Said {number}",
            speaker=Speaker(person_id=family.mother),
            kind=StatementKind.VIEW,
            source=StatementSource.CONVERSATION,
            said_on=TODAY,
            about=[family.aino],
            assessment_id=world.ids["assessment_id"],
        )
        tell_service(
            by=by,
            key=uuid.uuid4(),
            matter_id=world.ids["matter_id"],
            told=Told(
                kind=ServiceClass.FAMILY_WORK,
                name=f"Help {number}",
                first=RoughDate(TODAY, Precision.DAY),
                going=Going.GOES_ON,
                view=View(Helped.HELPED, Speaker(person_id=family.mother), Shown(family=True), words="Yes."),
            ),
            called="family work",
        )
        casework.add_task(
            by=by, key=uuid.uuid4(), matter_id=world.ids["matter_id"], what="x", due_on=TODAY, who_id=town.sanna.pk
        )
        casework.receive(by=by, key=uuid.uuid4(), team_id=town.team.pk, told=told(town))


def test_every_page_stays_within_its_budget(world: Desk) -> None:
    over = {route: count for route, count in counted(world).items() if count > BUDGET}
    assert over == {}


def test_questions_do_not_grow_with_the_rows(world: Desk) -> None:
    before = counted(world)
    grow(world)
    after = counted(world)
    assert {route: (before[route], after[route]) for route in before if after[route] > before[route]} == {}
