"""Outcomes over time of families made by hand: whose answer is whose, what is counted, and what is not told."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kudelma.core.calendar import add_months
from kudelma.core.codes import ArrivalKind, MeetingState, StepState, Yes
from kudelma.core.deadlines.reporting import Period
from kudelma.pathways.telling.outcomes import Share, Spread
from kudelma.rooms.insight.outcomes import ANSWERED, CAME, OTHERS, Group, Load, Outcomes, outcomes, told_fours
from kudelma.rooms.refused import Closed
from kudelma.rooms.trail.models import Entry
from outcome_scene import Home, home
from people import HELSINKI, Town, town

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 10, 10, 0, tzinfo=HELSINKI)
FOUR = date(2026, 5, 1)
MAY, JUNE = date(2026, 5, 12), date(2026, 6, 9)


@pytest.fixture
def place() -> Town:
    return town()


def homes(place: Town, many: int, opened: date = date(2026, 3, 2)) -> list[Home]:
    return [home(place, opened=opened) for _ in range(many)]


def known(place: Town) -> Outcomes:
    return outcomes(place.at(place.liisa, NOW))


def test_fours_are_told_when_thirty_days_have_passed_since_their_end() -> None:
    assert told_fours(date(2026, 8, 31))[-1] == Period(date(2026, 1, 1), date(2026, 4, 30))
    assert told_fours(date(2026, 9, 1))[-1] == Period(date(2026, 5, 1), date(2026, 8, 31))
    assert len(told_fours(date(2026, 9, 1))) == 9


def test_four_that_has_just_ended_waits_for_late_answers(place: Town) -> None:
    ends = {
        day: outcomes(place.at(place.liisa, NOW.replace(month=month, day=day))).fours[-1].last
        for month, day in ((9, 30), (10, 1))
    }
    assert ends == {30: date(2026, 4, 30), 1: date(2026, 8, 31)}


def test_answers_are_told_by_who_gave_them(place: Town) -> None:
    for n, one in enumerate(homes(place, 5)):
        meeting = one.met(MAY)
        one.came(meeting, "child", 4 + n)  # 4 5 6 7 8
        one.came(meeting, "mother", 9)
        one.came(meeting, "grandmother", 10)
        one.came(meeting, "teacher", 2)
        one.came(meeting, "worker", 3)
    found = {group: of["heard"][FOUR, None] for group, of in known(place).scales.items()}
    assert found == {
        Group.CHILDREN: Spread(5, 6.0, few=True),
        Group.ADULTS: Spread(10, 9.5, few=True),
        Group.PROFESSIONALS: Spread(10, 2.5, few=True),
    }


def test_one_who_has_come_of_age_answers_as_an_adult(place: Town) -> None:
    for one in homes(place, 5):
        one.child.born = date(2008, 5, 12)
        one.child.save()
        one.came(one.met(date(2026, 5, 11)), "child", 5)
        one.came(one.met(MAY), "child", 5)
    found = known(place)
    assert [found.scales[group][CAME][FOUR, None].answers for group in (Group.CHILDREN, Group.ADULTS)] == [5, 5]


def test_how_many_answered_stands_beside_how_many_came(place: Town) -> None:
    for n, one in enumerate(homes(place, 9)):
        one.came(one.met(MAY), "child", *((7, None, None, 8) if n < 6 else ()))
    of = known(place).scales[Group.CHILDREN]
    told = {name: one[FOUR, None].answers for name, one in of.items() if one.get((FOUR, None))}
    assert told == {"heard": 6, "mattered": 0, "know_next": 0, "safe": 6, "strengthened": 0, ANSWERED: 6, CAME: 9}


def test_one_who_did_not_come_and_a_meeting_that_was_not_held_are_not_counted(place: Town) -> None:
    for one in homes(place, 5):
        one.came(one.met(MAY), "child", 7)
        seat = one.came(one.met(JUNE), "child", 1)
        seat.came = False
        seat.save()
        cancelled = one.met(JUNE)
        one.came(cancelled, "child", 1)
        cancelled.state = MeetingState.CANCELLED
        cancelled.save()
    assert known(place).scales[Group.CHILDREN]["heard"][FOUR, None] == Spread(5, 7.0, few=True)


def test_four_families_tell_nothing_and_neither_does_another_unit(place: Town) -> None:
    for one in homes(place, 4):
        one.came(one.met(MAY), "child", 7)
    other = home(place, opened=date(2026, 3, 2), team=place.other_team)
    other.came(other.met(MAY), "child", 7)
    found = known(place)
    assert (FOUR, None) not in found.scales[Group.CHILDREN]["heard"]
    assert (found.forms["would_again"], found.steps, found.back, found.until_back, found.load) == ({}, {}, {}, (), {})


@pytest.mark.parametrize(("months", "by_month"), [(8, False), (9, True)])
def test_page_stands_by_months_where_most_of_a_year_are_of_more_than_few(
    place: Town,
    settings: object,
    months: int,
    by_month: bool,  # noqa: FBT001 - a case of the table above
) -> None:
    settings.FEWEST_FAMILIES = 3  # type: ignore[attr-defined]  # pytest-django's settings
    some = homes(place, 6, opened=date(2025, 3, 3))
    for n in range(months):
        for one in some:
            meeting = one.met(add_months(date(2025, 9, 15), n))
            for who in ("child", "mother", "teacher"):
                one.came(meeting, who, 7)
    assert known(place).by_month is by_month


def test_forms_are_told_of_what_is_known(place: Town) -> None:
    for n, one in enumerate(homes(place, 12)):
        again = Yes.UNKNOWN if n == 0 else Yes.YES if n < 6 else Yes.NO  # 5 of 11
        one.form(
            one.met(MAY), repetition_avoided=again, timing_difficulty=n % 4, constellation_obstacle=n < 2,
        )  # fmt: skip
    found = known(place).forms
    assert {name: of[FOUR] for name, of in found.items()} == {
        "not_again": Share(5, 5, 11),
        "would_again": Share(12, 12, 12),
        "timing_hard": Share(6, 6, 12),
        "constellation": Share(1, 4, 12),  # of two families: no more than that they are fewer than five is told
    }


def test_steps_are_told_by_how_they_went_in_the_four_they_were_due(place: Town) -> None:
    for n, one in enumerate(homes(place, 12)):
        one.step(MAY, StepState.DONE if n < 6 else StepState.PARTLY)
        one.step(JUNE, StepState.NOT_DONE if n < 1 else StepState.DONE)
        one.step(date(2026, 9, 1), StepState.DONE)
    # The one that was not done is of one family; the six partly done join it.
    assert known(place).steps == {FOUR: {StepState.DONE.value: 17, OTHERS: 7}}


def test_coming_back_is_told_when_a_year_has_passed_for_the_whole_four(place: Town) -> None:
    for n, one in enumerate(homes(place, 12, opened=date(2025, 1, 7))):
        ended = date(2025, 4, 10)
        one.assessed(date(2025, 1, 7), ended)
        if n < 5:
            one.arrived(ended + timedelta(days=10 * (n + 1)), ArrivalKind.CONTACT)
        elif n < 7:
            one.arrived(date(2026, 4, 11))  # a day more than a year
        elif n < 8:
            one.arrived(ended)  # on the day itself: of the assessment
            one.arrived(ended + timedelta(days=5), ArrivalKind.APPLICATION)
    for one in homes(place, 6, opened=date(2025, 7, 1)):
        one.assessed(date(2025, 7, 1), date(2025, 10, 1))  # this four ends in December: its year has not passed
    assert known(place).back == {date(2025, 1, 1): Share(5, 5, 12)}


def test_curve_of_coming_back_steps_by_enough_families(place: Town) -> None:
    for n, one in enumerate(homes(place, 12, opened=date(2025, 1, 7))):
        one.assessed(date(2025, 1, 7), date(2025, 4, 10))
        if n < 5:
            one.arrived(date(2025, 4, 10) + timedelta(days=10 * (n + 1)))
    points = known(place).until_back
    assert [(point.day, round(point.share, 3), point.at_risk) for point in points] == [(50, round(7 / 12, 3), 12)]


def test_work_is_counted_at_the_end_of_each_month(place: Town) -> None:
    for n in range(8):
        one = home(place, opened=date(2026, 4, 20), closed=date(2026, 6, 30) if n < 2 else None)
        if n < 3:
            one.matter.responsible = place.omar
            one.matter.save()
        one.met(MAY, hour=16 if n < 5 else 15)
        one.met(JUNE)
    found = known(place)
    assert {month: load for month, load in found.load.items() if month >= date(2026, 3, 1)} == {
        date(2026, 4, 1): Load(8, 4.0),
        date(2026, 5, 1): Load(8, 4.0),
        date(2026, 6, 1): Load(6, 3.0),  # one of Omar's and five of Sanna's
        date(2026, 7, 1): Load(6, 3.0),
        date(2026, 8, 1): Load(6, 3.0),
    }
    assert (found.meetings[FOUR, None].answers, found.evenings[FOUR, None].answers) == (16, 5)


def test_evenings_are_not_told_where_the_meetings_by_day_are_of_few_families(place: Town) -> None:
    for n, one in enumerate(homes(place, 9)):
        one.met(MAY, hour=15 if n < 1 else 17)
    found = known(place)
    assert (found.meetings[FOUR, None].answers, (FOUR, None) in found.evenings) == (9, False)


def test_questions_do_not_grow_with_the_families(place: Town) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            known(place)
        return len(queries)

    def grow(many: int) -> None:
        for one in homes(place, many):
            meeting = one.met(MAY)
            one.came(meeting, "child", 5)
            one.form(meeting)
            one.step(JUNE, StepState.DONE)
            one.assessed(date(2025, 1, 7), date(2025, 4, 10))

    grow(1)
    few = asked()
    grow(20)
    assert (asked(), few) == (few, 10)


def test_those_who_do_not_lead_are_told_no(place: Town) -> None:
    with pytest.raises(Closed):
        outcomes(place.at(place.sanna, NOW))


def test_every_look_leaves_a_row(place: Town) -> None:
    known(place)
    row = Entry.objects.filter(act="insight.looked").latest("at")
    assert (row.actor, row.thing_id) == (place.liisa.pk, "outcomes")


def test_words_are_not_read(place: Town) -> None:
    for one in homes(place, 5):
        seat = one.came(one.met(MAY), "child", 7)
        seat.evaluation.words = "Marjapuska"
        seat.evaluation.save()
    with CaptureQueriesContext(connection) as queries:
        assert "Marjapuska" not in repr(known(place))
    assert [q["sql"] for q in queries.captured_queries if '."words"' in q["sql"]] == []
