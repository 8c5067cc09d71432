"""What is reported of the unit's own assessments: the vector of regulation.md 1.7, and who may ask."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kudelma.core.codes import ArrivalKind, Channel
from kudelma.core.deadlines.assessment import Basis
from kudelma.core.deadlines.reporting import Cohort, Counts, Period
from kudelma.rooms.casework.models import Arrival, Assessment, Clientship, Matter
from kudelma.rooms.insight import reports
from kudelma.rooms.insight.books import Filter
from kudelma.rooms.people.models import Belonging, Family, Person
from kudelma.rooms.refused import Closed
from kudelma.rooms.trail.models import Entry
from people import Town, town

pytestmark = pytest.mark.django_db

EXTRACTED = datetime(2027, 4, 10, 9, tzinfo=ZoneInfo("Europe/Helsinki"))
HALF_YEAR = Period(date(2026, 10, 1), date(2027, 3, 31))
#: regulation.md 1.7; G was no assessment, so it has no row.
VECTOR = (
    ("A", date(2026, 10, 6), date(2026, 10, 15), date(2027, 1, 6)),
    ("B", date(2026, 10, 6), date(2026, 10, 16), date(2027, 1, 7)),
    ("C", date(2026, 12, 15), date(2026, 12, 28), date(2027, 3, 12)),
    ("D", date(2026, 12, 18), date(2026, 12, 31), date(2027, 3, 19)),
    ("E", date(2027, 3, 20), date(2027, 3, 24), None),
    ("F", date(2026, 11, 30), date(2026, 12, 9), date(2027, 3, 1)),
    ("H", date(2026, 9, 30), date(2026, 10, 9), date(2026, 12, 30)),
)


def assessed(place: Town, name: str, begun: date, started: date | None, done: date | None) -> Assessment:
    moment = datetime.combine(begun, datetime.min.time(), ZoneInfo("Europe/Helsinki"))
    family = Family.objects.create(name=name, sort_name=name, team=place.team, created_at=moment)
    child = Person.objects.create(name=name, born=date(2017, 5, 3))
    Belonging.objects.create(family=family, person=child, is_client_child=True)
    matter = Matter.objects.create(family=family, responsible=place.sanna, opened_on=begun)
    arrival = Arrival.objects.create(
        kind=ArrivalKind.NOTIFICATION,
        team=place.team,
        family=family,
        matter=matter,
        received_at=moment,
        initiated_on=begun,
        channel=Channel.PHONE,
        received_by=place.sanna,
        source=place.source,
        who_it_concerns=name,
    )
    return Assessment.objects.create(
        matter=matter,
        arrival=arrival,
        child=child,
        basis=Basis.CHILD_PROTECTION,
        initiated_on=begun,
        started_on=started,
        approved_on=done,
    )


@pytest.fixture
def place() -> Town:
    where = town()
    for facts in VECTOR:
        assessed(where, *facts)
    return where


def test_thl_report_reads_the_vector_both_ways(place: Town) -> None:
    known = reports.thl(place.at(place.liisa, EXTRACTED), period=HALF_YEAR, cohort=Cohort.INITIATED)
    assert (known.later.started, known.later.finished) == (Counts(5, 1, 0), Counts(4, 1, 1))
    assert (known.earlier.started, known.earlier.finished) == (Counts(3, 3, 0), Counts(2, 3, 1))
    assert known.due == date(2027, 4, 17)


def test_thl_report_by_event_counts_what_was_done_in_the_period(place: Town) -> None:
    known = reports.thl(place.at(place.liisa, EXTRACTED), period=HALF_YEAR, cohort=Cohort.EVENT)
    assert known.later.started.in_time + known.later.started.late == len(VECTOR)
    assert sum(known.started_on_day.values()) == len(VECTOR)


def test_self_monitoring_counts_four_months(place: Town) -> None:
    known = reports.self_monitoring(
        place.at(place.liisa, EXTRACTED), period=Period(date(2027, 1, 1), date(2027, 4, 30))
    )
    assert (known.assessed, known.child_met, known.feedback_due, known.meetings_held) == (5, 0, 0, 0)
    assert (known.thl.finished.in_time, known.thl.finished.late) == (4, 1)


def test_overview_says_what_is_open_and_past_its_limit(place: Town) -> None:
    assessed(place, "late", date(2026, 12, 1), None, None)
    known = reports.overview(place.at(place.liisa, EXTRACTED))
    assert (known.open_now, known.not_begun, known.late_start, known.late_finish) == (2, 1, 1, 1)


def test_month_of_few_families_has_no_median(place: Town) -> None:
    known = reports.overview(place.at(place.liisa, EXTRACTED))
    assert {month.to_start for month in known.months} == {None}
    for n in range(5):
        assessed(place, f"n{n}", date(2026, 11, 2), date(2026, 11, 3 + n), None)
    told = {m.month: m.to_start for m in reports.overview(place.at(place.liisa, EXTRACTED)).months}
    assert told[date(2026, 11, 1)] == 3


def test_caseload_counts_children_against_the_cap(place: Town) -> None:
    for one in Assessment.objects.all()[:3]:
        Clientship.objects.create(
            matter=one.matter, child=one.child, responsible=place.sanna, started_on=date(2027, 1, 8), ground="x"
        )
    found, cap = reports.worker_loads(place.at(place.liisa, EXTRACTED))
    assert (found[0][0], found[0][1].children, cap) == ("Sanna Laine", 3, 30)


def test_those_who_do_not_lead_are_told_no_and_it_is_logged_by_the_page(place: Town) -> None:
    for who in (place.sanna, place.mirja):
        with pytest.raises(Closed):
            reports.thl(place.at(who, EXTRACTED), period=HALF_YEAR, cohort=Cohort.EVENT)


def test_leader_of_another_unit_counts_none_of_this_one(place: Town) -> None:
    from kudelma.rooms.organisation.models import Membership  # noqa: PLC0415 - Mirja is made a leader here only

    Membership.objects.filter(worker=place.mirja).update(role="leader")
    known = reports.thl(place.at(place.mirja, EXTRACTED), period=HALF_YEAR, cohort=Cohort.INITIATED)
    assert known.later.started == Counts(0, 0, 0)


def test_every_look_leaves_a_row(place: Town) -> None:
    reports.participation(place.at(place.liisa, EXTRACTED), Filter())
    row = Entry.objects.latest("at")
    assert (row.actor, row.act, row.thing_id, row.persons) == (
        place.liisa.pk,
        "insight.looked",
        "participation",
        [],
    )


def test_participation_counts_families_from_a_source(place: Town) -> None:
    (took,) = reports.participation(place.at(place.liisa, EXTRACTED), Filter())
    assert (took.source, took.of, took.families, took.parts) == ("school", 7, 7, {})
