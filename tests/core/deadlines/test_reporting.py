from collections import Counter
from datetime import date

import pytest

from kudelma.core.deadlines.assessment import Basis
from kudelma.core.deadlines.reporting import (
    Assessment,
    Class,
    Classes,
    Cohort,
    Counts,
    Period,
    Reading,
    Report,
    classify,
    four_months,
    half_year,
    report,
    report_due,
    working_days_to_start,
)

WINTER = Period(date(2026, 10, 1), date(2027, 3, 31))
EXTRACTED = date(2027, 4, 10)
CASES = {
    "A": Assessment(date(2026, 10, 6), date(2026, 10, 15), date(2027, 1, 6)),
    "B": Assessment(date(2026, 10, 6), date(2026, 10, 16), date(2027, 1, 7)),
    "C": Assessment(date(2026, 12, 15), date(2026, 12, 28), date(2027, 3, 12)),
    "D": Assessment(date(2026, 12, 18), date(2026, 12, 31), date(2027, 3, 19)),
    "E": Assessment(date(2027, 3, 20), date(2027, 3, 24)),
    "F": Assessment(date(2026, 11, 30), date(2026, 12, 9), date(2027, 3, 1)),
    "G": Assessment(date(2026, 11, 30), not_needed_on=date(2026, 12, 4)),
    "H": Assessment(date(2026, 9, 30), date(2026, 10, 9), date(2026, 12, 30)),
}
INITIATED = {
    "A": Classes(Class.IN_TIME, Class.IN_TIME),
    "B": Classes(Class.LATE, Class.DISPUTABLE),
    "C": Classes(Class.DISPUTABLE, Class.IN_TIME),
    "D": Classes(Class.DISPUTABLE, Class.LATE),
    "E": Classes(Class.IN_TIME, Class.PENDING),
    "F": Classes(Class.IN_TIME, Class.DISPUTABLE),
    "G": Classes(Class.EXCLUDED, Class.EXCLUDED),
    "H": Classes(Class.OUTSIDE, Class.OUTSIDE),
}


@pytest.mark.parametrize("name", CASES)
def test_classify_by_day_of_initiation(name: str) -> None:
    assert classify(CASES[name], period=WINTER, cohort=Cohort.INITIATED, extracted_on=EXTRACTED) == INITIATED[name]


@pytest.mark.parametrize(
    ("reading", "started", "finished"),
    [
        (Reading.LATER, Counts(in_time=5, late=1, pending=0), Counts(in_time=4, late=1, pending=1)),
        (Reading.EARLIER, Counts(in_time=3, late=3, pending=0), Counts(in_time=2, late=3, pending=1)),
    ],
)
def test_report_by_both_readings(reading: Reading, started: Counts, finished: Counts) -> None:
    found = report(CASES.values(), period=WINTER, cohort=Cohort.INITIATED, reading=reading, extracted_on=EXTRACTED)

    assert found == Report(WINTER, started, finished)


def test_report_by_event_counts_the_case_of_the_last_period_too() -> None:
    found = report(CASES.values(), period=WINTER, cohort=Cohort.EVENT, reading=Reading.LATER, extracted_on=EXTRACTED)

    assert found == Report(WINTER, Counts(in_time=6, late=1, pending=0), Counts(in_time=5, late=1, pending=1))


def test_an_event_of_the_next_period_is_outside_this_one() -> None:
    case = Assessment(date(2027, 3, 20), date(2027, 3, 24), date(2027, 4, 5))

    assert classify(case, period=WINTER, cohort=Cohort.EVENT, extracted_on=EXTRACTED) == Classes(
        Class.IN_TIME, Class.OUTSIDE
    )


def test_not_started_is_pending_and_late_once_its_latest_day_has_passed() -> None:
    case = Assessment(date(2027, 3, 20))
    classes = [
        classify(case, period=WINTER, cohort=Cohort.INITIATED, extracted_on=day).start
        for day in (date(2027, 4, 1), date(2027, 4, 2))
    ]

    assert classes == [Class.PENDING, Class.LATE]


def test_what_is_done_after_the_extraction_is_not_known_to_it() -> None:
    case = CASES["A"]

    assert classify(case, period=WINTER, cohort=Cohort.INITIATED, extracted_on=date(2026, 10, 14)) == Classes(
        Class.PENDING, Class.PENDING
    )


def test_what_is_done_on_the_day_of_extraction_is_known() -> None:
    found = classify(CASES["A"], period=WINTER, cohort=Cohort.INITIATED, extracted_on=date(2026, 10, 15))

    assert found == Classes(Class.IN_TIME, Class.PENDING)


@pytest.mark.parametrize(
    ("initiated_on", "expected"),
    [
        (date(2026, 9, 30), Class.OUTSIDE),
        (date(2026, 10, 1), Class.PENDING),
        (date(2027, 3, 31), Class.PENDING),
        (date(2027, 4, 1), Class.OUTSIDE),
    ],
)
def test_both_ends_of_a_period_belong_to_it(initiated_on: date, expected: Class) -> None:
    case = Assessment(initiated_on)

    assert classify(case, period=WINTER, cohort=Cohort.INITIATED, extracted_on=initiated_on).start is expected


@pytest.mark.parametrize(
    ("initiated_on", "expected"),
    [
        (date(2026, 9, 30), Class.PENDING),
        (date(2027, 3, 31), Class.PENDING),
        (date(2027, 4, 1), Class.OUTSIDE),
    ],
)
def test_what_is_not_yet_started_waits_in_the_period_of_events(initiated_on: date, expected: Class) -> None:
    case = Assessment(initiated_on)

    assert classify(case, period=WINTER, cohort=Cohort.EVENT, extracted_on=initiated_on).start is expected


@pytest.mark.parametrize("basis", [Basis.DISABILITY, Basis.GENERAL])
def test_other_bases_are_not_reported(basis: Basis) -> None:
    case = Assessment(date(2026, 10, 6), date(2026, 10, 15), basis=basis)

    assert classify(case, period=WINTER, cohort=Cohort.INITIATED, extracted_on=EXTRACTED) == Classes(
        Class.EXCLUDED, Class.EXCLUDED
    )


def test_histogram_of_working_days_to_start() -> None:
    assert working_days_to_start(CASES.values()) == Counter({3: 1, 7: 3, 8: 3})


@pytest.mark.parametrize(
    ("day", "first", "last", "due"),
    [
        ("2026-04-01", "2026-04-01", "2026-09-30", "2026-10-17"),
        ("2026-09-30", "2026-04-01", "2026-09-30", "2026-10-17"),
        ("2026-10-01", "2026-10-01", "2027-03-31", "2027-04-17"),
        ("2026-12-31", "2026-10-01", "2027-03-31", "2027-04-17"),
        ("2027-01-01", "2026-10-01", "2027-03-31", "2027-04-17"),
        ("2027-03-31", "2026-10-01", "2027-03-31", "2027-04-17"),
    ],
)
def test_half_years_of_thl(day: str, first: str, last: str, due: str) -> None:
    period = half_year(date.fromisoformat(day))

    assert period == Period(date.fromisoformat(first), date.fromisoformat(last))
    assert report_due(period) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2026-01-01", "2026-01-01", "2026-04-30"),
        ("2026-04-30", "2026-01-01", "2026-04-30"),
        ("2026-05-01", "2026-05-01", "2026-08-31"),
        ("2026-09-01", "2026-09-01", "2026-12-31"),
        ("2026-12-31", "2026-09-01", "2026-12-31"),
    ],
)
def test_four_month_periods(day: str, first: str, last: str) -> None:
    assert four_months(date.fromisoformat(day)) == Period(date.fromisoformat(first), date.fromisoformat(last))
