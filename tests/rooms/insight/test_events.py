"""The unit's own assessments as events: what happened, in order, by keyed hashes, and never of a marked family."""

from datetime import date, datetime, timedelta

import pytest

from desk_scene import Desk, desk
from kudelma.core.codes import EventKind
from kudelma.rooms.insight.events import HELSINKI, SCHEMA, Event, in_order, own_events
from kudelma.rooms.insight.pseudonyms import MOST_DAYS, pseudonym, shift_of
from kudelma.rooms.people.models import SafetyMark
from people import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Desk:
    return desk()


def test_what_happened_with_aino_is_told_in_the_order_of_the_process(world: Desk) -> None:
    town = world.scene.town
    table = own_events(town.at(town.liisa))
    rows = table.to_pylist()
    assert table.schema == SCHEMA
    assert [row["activity"] for row in rows] == [
        "initiated",
        "urgency_assessed",
        "decision_made",
        "invited",
        "steps_agreed",
        "clientship_started",
    ]
    assert rows == sorted(rows, key=lambda row: row["timestamp"])
    assert {row["source"] for row in rows} == {"school"}


def test_nothing_that_names_anyone_is_told(world: Desk) -> None:
    town = world.scene.town
    text = str(own_events(town.at(town.liisa)).to_pylist())
    ids = [str(one) for one in world.ids.values()]
    assert [word for word in ("Aino", "Virta", "Pia", "Sanna", *ids) if word in text] == []


def test_case_and_family_are_the_same_letters_each_time_and_differ_by_kind(world: Desk) -> None:
    family = world.ids["family_id"]
    assert pseudonym("family", family) == pseudonym("family", family)
    assert pseudonym("family", family) != pseudonym("case", family)
    assert len(pseudonym("family", family)) == 16


def test_leader_of_another_unit_gets_nothing_of_this_one(world: Desk) -> None:
    town = world.scene.town
    assert own_events(town.at(town.mirja)).num_rows == 0


def test_family_with_a_safety_mark_is_left_out_whole(world: Desk) -> None:
    town, family = world.scene.town, world.scene.family
    mark = SafetyMark.objects.create(person_id=family.mother, valid_from=TODAY)
    assert own_events(town.at(town.liisa)).num_rows == 0
    mark.lifted_at = NOW
    mark.save()
    assert own_events(town.at(town.liisa)).num_rows == 6


def test_shifted_dates_keep_the_times_between(world: Desk) -> None:
    liisa = world.scene.town.at(world.scene.town.liisa)
    told, moved = (own_events(liisa, shift=shift)["timestamp"].to_pylist() for shift in (False, True))
    shift = shift_of(world.ids["family_id"])
    assert [b - a for a, b in zip(told, moved, strict=True)] == [shift] * len(told)
    assert abs(shift) <= timedelta(days=MOST_DAYS)


def test_event_of_a_day_stands_where_the_process_has_it() -> None:
    day = date(2026, 11, 10)
    afternoon = datetime(2026, 11, 10, 14, 30, tzinfo=HELSINKI)
    told = [
        Event(EventKind.ASSESSMENT_STARTED, None, day),
        Event(EventKind.INITIATED, afternoon, day),
        Event(EventKind.CHILD_HEARD, None, date(2026, 11, 9)),
    ]
    assert [(event.kind.value, moment.day, moment.hour) for moment, event in in_order(told)] == [
        ("child_heard", 9, 12),
        ("initiated", 10, 14),
        ("assessment_started", 10, 14),
    ]
