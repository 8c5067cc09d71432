from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.core.deadlines.assessment import (
    AssessmentDeadlines,
    Basis,
    Deadline,
    Standing,
    Status,
    assessment_deadlines,
    status,
)
from kudelma.core.deadlines.rule import RuleNotInForceError

SEVEN_WORKING_DAYS = """
2026-03-10,Tue,2026-03-19,2026-03-19,2026-03-19,THL's own pattern: Tuesday to Thursday of next week
2026-03-24,Tue,2026-04-02,2026-04-02,2026-04-02,ends on Maundy Thursday (a working day)
2026-03-25,Wed,2026-04-07,2026-04-07,2026-04-07,Good Friday and Easter Monday skipped
2026-04-04,Sat,2026-04-15,2026-04-15,2026-04-15,receipt on Easter Saturday
2026-04-24,Fri,2026-05-06,2026-05-06,2026-05-06,May Day on a Friday
2026-05-08,Fri,2026-05-20,2026-05-20,2026-05-20,Ascension
2026-06-12,Fri,2026-06-23,2026-06-23,2026-06-24,Midsummer Eve inside the count
2026-06-18,Thu,2026-06-29,2026-06-29,2026-06-30,Midsummer Eve is the first candidate day
2026-06-20,Sat,2026-06-30,2026-06-30,2026-06-30,receipt on Midsummer Day
2026-10-23,Fri,2026-11-03,2026-11-03,2026-11-03,All Saints is a Saturday: no effect
2026-11-27,Fri,2026-12-08,2026-12-08,2026-12-08,Independence Day on a Sunday: no effect
2026-12-14,Mon,2026-12-23,2026-12-23,2026-12-23,ends before the eve
2026-12-15,Tue,2026-12-24,2026-12-28,2026-12-28,7th day falls on Christmas Eve
2026-12-18,Fri,2026-12-30,2026-12-30,2026-12-31,eve inside the count
2026-12-23,Wed,2027-01-05,2027-01-05,2027-01-07,eve plus Epiphany: two days apart
2026-12-31,Thu,2027-01-13,2027-01-13,2027-01-13,New Year and Epiphany
2027-03-18,Thu,2027-03-31,2027-03-31,2027-03-31,Easter in March
2027-12-22,Wed,2027-12-31,2027-12-31,2028-01-03,crosses the year
2027-12-31,Fri,2028-01-12,2028-01-12,2028-01-12,Epiphany on a Thursday
2028-12-05,Tue,2028-12-15,2028-12-15,2028-12-15,Independence Day on a Wednesday
"""
THREE_MONTHS = """
2026-03-10,2026-06-10,2026-06-10,plain
2026-01-31,2026-04-30,2026-04-30,no 31 April
2026-01-30,2026-04-30,2026-04-30,same result as the row above
2026-02-01,2026-05-01,2026-05-04,May Day (Fri) to Monday
2026-01-03,2026-04-03,2026-04-07,Good Friday to Tuesday after Easter
2026-03-20,2026-06-20,2026-06-22,Midsummer Day (Sat) to Monday
2026-03-24,2026-06-24,2026-06-24,plain
2026-07-31,2026-10-31,2026-11-02,All Saints (Sat)
2026-08-31,2026-11-30,2026-11-30,no 31 November
2026-09-06,2026-12-06,2026-12-07,Independence Day (Sun)
2026-09-24,2026-12-24,2026-12-28,Christmas Eve (Thu) over Christmas and weekend
2026-09-26,2026-12-26,2026-12-28,second Christmas day (Sat)
2026-10-06,2027-01-06,2027-01-07,Epiphany (Wed)
2026-11-30,2027-02-28,2027-03-01,short February; 28th is a Sunday
2027-11-30,2028-02-29,2028-02-29,leap February
2025-11-28,2026-02-28,2026-03-02,28 Feb is a Saturday
2028-02-29,2028-05-29,2028-05-29,from a leap day
"""
CHILD_BASES = (Basis.CHILD_PROTECTION, Basis.SPECIAL_SUPPORT)
INITIATED = st.dates(date(2025, 1, 1), date(2190, 1, 1))


@pytest.mark.parametrize("basis", [*CHILD_BASES, Basis.DISABILITY])
@pytest.mark.parametrize("row", SEVEN_WORKING_DAYS.strip().splitlines())
def test_start_within_seven_working_days(row: str, basis: Basis) -> None:
    initiated, weekday, alert, rolled, strict, _why = row.split(",", 5)

    found = assessment_deadlines(date.fromisoformat(initiated), basis)

    assert f"{found.initiated_on:%a}" == weekday
    assert _on(found.start_alert) == date.fromisoformat(alert)
    assert _on(found.start_latest) == max(date.fromisoformat(rolled), date.fromisoformat(strict))


@pytest.mark.parametrize("basis", CHILD_BASES)
@pytest.mark.parametrize("row", THREE_MONTHS.strip().splitlines())
def test_finish_within_three_months(row: str, basis: Basis) -> None:
    initiated, raw, rolled, _why = row.split(",", 3)

    found = assessment_deadlines(date.fromisoformat(initiated), basis)

    assert _on(found.finish_raw) == date.fromisoformat(raw)
    assert _on(found.finish_rolled) == date.fromisoformat(rolled)


@pytest.mark.parametrize(
    ("basis", "rules"),
    [
        (Basis.CHILD_PROTECTION, ("LSL_26_5_START", "LSL_26_5_FINISH", "LSL 26.5 §")),
        (Basis.SPECIAL_SUPPORT, ("SHL_36_3_START", "SHL_36_3_FINISH", "SHL 36.3 §")),
    ],
)
def test_each_date_names_its_rule(basis: Basis, rules: tuple[str, str, str]) -> None:
    found = assessment_deadlines(date(2026, 3, 10), basis)
    dates = (found.start_alert, found.start_latest, found.finish_raw, found.finish_rolled)

    start, finish, section = rules
    assert [date.rule_id for date in dates if date] == [start, start, finish, finish]
    assert {date.section for date in dates if date} == {section}


def test_disability_has_a_start_and_no_finish() -> None:
    found = assessment_deadlines(date(2026, 3, 10), Basis.DISABILITY)

    assert found.start_alert is not None
    assert found.start_alert.rule_id == "SHL_36_2_START"
    assert (found.finish_raw, found.finish_rolled) == (None, None)


def test_general_has_no_numbers_of_law() -> None:
    day = date(2026, 3, 10)

    assert assessment_deadlines(day, Basis.GENERAL) == AssessmentDeadlines(
        day, Basis.GENERAL, start_alert=None, start_latest=None, finish_raw=None, finish_rolled=None
    )


@pytest.mark.parametrize(
    ("initiated_on", "version"),
    [(date(2024, 12, 31), date(2015, 4, 1)), (date(2025, 1, 1), date(2025, 1, 1))],
)
def test_a_case_keeps_the_version_of_its_first_day(initiated_on: date, version: date) -> None:
    found = assessment_deadlines(initiated_on, Basis.SPECIAL_SUPPORT)

    assert found.finish_raw is not None
    assert found.finish_raw.version == version


@pytest.mark.parametrize(
    ("basis", "first"),
    [
        (Basis.CHILD_PROTECTION, date(2015, 4, 1)),
        (Basis.SPECIAL_SUPPORT, date(2015, 4, 1)),
        (Basis.DISABILITY, date(2025, 1, 1)),
    ],
)
def test_a_day_before_the_rule_is_refused(basis: Basis, first: date) -> None:
    assert assessment_deadlines(first, basis).start_alert is not None

    with pytest.raises(RuleNotInForceError) as missing:
        assessment_deadlines(first - timedelta(days=1), basis)

    assert (missing.value.first, missing.value.on) == (first, first - timedelta(days=1))


@pytest.mark.parametrize(
    ("done_on", "today", "expected"),
    [
        ("2026-12-24", "2027-05-01", Status(Standing.IN_TIME)),
        ("2026-12-25", "2027-05-01", Status(Standing.DISPUTABLE)),
        ("2026-12-28", "2027-05-01", Status(Standing.DISPUTABLE)),
        ("2026-12-29", "2027-05-01", Status(Standing.LATE)),
        (None, "2026-12-15", Status(Standing.OPEN, 7)),
        (None, "2026-12-16", Status(Standing.OPEN, 6)),
        (None, "2026-12-19", Status(Standing.OPEN, 4)),
        (None, "2026-12-24", Status(Standing.OPEN, 0)),
        (None, "2026-12-25", Status(Standing.DISPUTABLE_OPEN)),
        (None, "2026-12-28", Status(Standing.DISPUTABLE_OPEN)),
        (None, "2026-12-29", Status(Standing.OVERDUE)),
    ],
)
def test_status_around_both_dates(done_on: str | None, today: str, expected: Status) -> None:
    found = status(
        due_alert=date(2026, 12, 24),
        due_latest=date(2026, 12, 28),
        done_on=date.fromisoformat(done_on) if done_on else None,
        today=date.fromisoformat(today),
    )

    assert found == expected


@given(INITIATED, st.sampled_from(CHILD_BASES))
def test_the_later_reading_is_never_earlier(initiated_on: date, basis: Basis) -> None:
    found = assessment_deadlines(initiated_on, basis)

    assert initiated_on < _on(found.start_alert) <= _on(found.start_latest) < _on(found.finish_raw)
    assert _on(found.finish_raw) <= _on(found.finish_rolled)


@given(INITIATED, st.integers(1, 60))
def test_a_later_initiation_never_has_earlier_dates(initiated_on: date, later: int) -> None:
    first = assessment_deadlines(initiated_on, Basis.CHILD_PROTECTION)
    second = assessment_deadlines(initiated_on + timedelta(days=later), Basis.CHILD_PROTECTION)

    assert _on(first.start_alert) <= _on(second.start_alert)
    assert _on(first.start_latest) <= _on(second.start_latest)
    assert _on(first.finish_raw) <= _on(second.finish_raw)
    assert _on(first.finish_rolled) <= _on(second.finish_rolled)


@given(INITIATED, st.integers(0, 150))
def test_status_only_worsens_with_time(initiated_on: date, waited: int) -> None:
    order = [Standing.OPEN, Standing.DISPUTABLE_OPEN, Standing.OVERDUE]
    days = assessment_deadlines(initiated_on, Basis.CHILD_PROTECTION)
    today = initiated_on + timedelta(days=waited)

    now, tomorrow = (
        status(due_alert=_on(days.finish_raw), due_latest=_on(days.finish_rolled), done_on=None, today=day)
        for day in (today, today + timedelta(days=1))
    )

    assert order.index(now.standing) <= order.index(tomorrow.standing)
    assert (tomorrow.days_left or 0) <= (now.days_left or 0)


def _on(deadline: Deadline | None) -> date:
    assert deadline is not None
    return deadline.on
