from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.core import calendar

MOVABLE = """
2024,2024-03-29,2024-03-31,2024-04-01,2024-05-09,2024-05-19,2024-06-22,2024-11-02
2025,2025-04-18,2025-04-20,2025-04-21,2025-05-29,2025-06-08,2025-06-21,2025-11-01
2026,2026-04-03,2026-04-05,2026-04-06,2026-05-14,2026-05-24,2026-06-20,2026-10-31
2027,2027-03-26,2027-03-28,2027-03-29,2027-05-06,2027-05-16,2027-06-26,2027-11-06
2028,2028-04-14,2028-04-16,2028-04-17,2028-05-25,2028-06-04,2028-06-24,2028-11-04
2029,2029-03-30,2029-04-01,2029-04-02,2029-05-10,2029-05-20,2029-06-23,2029-11-03
2030,2030-04-19,2030-04-21,2030-04-22,2030-05-30,2030-06-09,2030-06-22,2030-11-02
2031,2031-04-11,2031-04-13,2031-04-14,2031-05-22,2031-06-01,2031-06-21,2031-11-01
2032,2032-03-26,2032-03-28,2032-03-29,2032-05-06,2032-05-16,2032-06-26,2032-11-06
2035,2035-03-23,2035-03-25,2035-03-26,2035-05-03,2035-05-13,2035-06-23,2035-11-03
"""
WEEKDAYS_OFF = {
    2026: "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25",
    2027: "01-01 01-06 03-26 03-29 05-06 06-25 12-06 12-24",
    2028: "01-06 04-14 04-17 05-01 05-25 06-23 12-06 12-25 12-26",
}
DAYS = st.dates(date(1992, 1, 1), date(2190, 12, 31))


@pytest.mark.parametrize("row", MOVABLE.split())
def test_holidays_are_the_movable_dates_and_the_fixed_ones(row: str) -> None:
    year, friday, *movable = row.split(",")
    fixed = ("01-01", "01-06", "05-01", "12-06", "12-25", "12-26")

    assert calendar.holidays(int(year)) == {
        date.fromisoformat(day) for day in (friday, *movable, *(f"{year}-{day}" for day in fixed))
    }
    assert calendar.easter(int(year)) == date.fromisoformat(movable[0])


@pytest.mark.parametrize(("year", "expected"), WEEKDAYS_OFF.items())
def test_weekdays_that_are_no_working_days(year: int, expected: str) -> None:
    weekdays = (day for day in _days_of(year) if day.weekday() < 5)

    off = [day for day in weekdays if not calendar.is_working_day(day, eves_count=False)]

    assert off == [date.fromisoformat(f"{year}-{day}") for day in expected.split()]


@pytest.mark.parametrize(("year", "expected"), [(2025, 251), (2026, 252), (2027, 253), (2028, 251)])
def test_working_days_in_a_year_without_eves(year: int, expected: int) -> None:
    assert sum(calendar.is_working_day(day, eves_count=False) for day in _days_of(year)) == expected


@pytest.mark.parametrize("day", ["2026-04-02", "2026-12-28", "2026-12-31", "2026-01-02", "2026-01-05"])
def test_ordinary_weekdays_between_holidays_are_working_days(day: str) -> None:
    assert calendar.is_working_day(date.fromisoformat(day), eves_count=False)


def test_eves_are_working_days_only_where_they_count() -> None:
    eves = (date(2026, 6, 19), date(2026, 12, 24))

    assert calendar.eves(2026) == set(eves)
    assert [calendar.is_working_day(eve, eves_count=True) for eve in eves] == [True, True]
    assert [calendar.is_working_day(eve, eves_count=False) for eve in eves] == [False, False]


@pytest.mark.parametrize("year", [1991, 2200])
def test_holidays_of_unknown_years_are_refused(year: int) -> None:
    with pytest.raises(calendar.CalendarError, match=f"The holidays of {year} are not known"):
        calendar.holidays(year)


def test_the_last_known_year_ends_in_an_error_and_not_in_a_guess() -> None:
    with pytest.raises(calendar.CalendarError):
        calendar.nth_working_day(date(2199, 12, 30), 7, eves_count=True)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_add_months(day: date, months: int, expected: date) -> None:
    assert calendar.add_months(day, months) == expected


def test_add_years_from_a_leap_day() -> None:
    leap_day = date(2024, 2, 29)

    assert calendar.add_years(leap_day, 1) == date(2025, 2, 28)
    assert calendar.add_years(leap_day, 4) == date(2028, 2, 29)
    assert calendar.add_years(leap_day, -2) == date(2022, 2, 28)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 9, 21, 59, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 3, 9, 22, 30, tzinfo=UTC), date(2026, 3, 10)),
        (datetime(2026, 6, 9, 20, 59, tzinfo=UTC), date(2026, 6, 9)),
        (datetime(2026, 6, 9, 21, 0, tzinfo=UTC), date(2026, 6, 10)),
    ],
)
def test_helsinki_date_in_winter_and_in_summer(moment: datetime, expected: date) -> None:
    assert calendar.helsinki_date(moment) == expected


def test_helsinki_date_of_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        calendar.helsinki_date(datetime(2026, 3, 9, 22, 30))  # noqa: DTZ001 (the point)


@pytest.mark.parametrize(
    ("after", "until", "expected"),
    [
        (date(2026, 3, 10), date(2026, 3, 19), 7),
        (date(2026, 3, 19), date(2026, 3, 19), 0),
        (date(2026, 3, 20), date(2026, 3, 19), 0),
        (date(2026, 3, 20), date(2026, 3, 22), 0),
    ],
)
def test_working_days_between(after: date, until: date, expected: int) -> None:
    assert calendar.working_days_between(after, until, eves_count=True) == expected


@given(day=DAYS, nth=st.integers(1, 40), eves_count=st.booleans())
def test_nth_working_day_is_a_working_day_and_counts_back(day: date, nth: int, *, eves_count: bool) -> None:
    found = calendar.nth_working_day(day, nth, eves_count=eves_count)

    assert calendar.is_working_day(found, eves_count=eves_count)
    assert calendar.working_days_between(day, found, eves_count=eves_count) == nth


@given(day=DAYS, later=st.integers(0, 400), nth=st.integers(1, 12), eves_count=st.booleans())
def test_nth_working_day_never_comes_earlier_for_a_later_trigger(
    day: date, later: int, nth: int, *, eves_count: bool
) -> None:
    first = calendar.nth_working_day(day, nth, eves_count=eves_count)
    second = calendar.nth_working_day(day + timedelta(days=later), nth, eves_count=eves_count)

    assert first <= second


@given(day=DAYS, nth=st.integers(1, 12), eves_count=st.booleans())
def test_nth_working_day_rises_with_n(day: date, nth: int, *, eves_count: bool) -> None:
    found = [calendar.nth_working_day(day, k, eves_count=eves_count) for k in (nth, nth + 1)]

    assert found == sorted(set(found))


@given(DAYS, st.integers(1, 12))
def test_counting_eves_is_never_later(day: date, nth: int) -> None:
    counted = calendar.nth_working_day(day, nth, eves_count=True)
    strict = calendar.nth_working_day(day, nth, eves_count=False)

    assert timedelta(0) <= strict - counted <= timedelta(days=6)


@given(DAYS)
def test_roll_forward_is_idempotent_and_short(day: date) -> None:
    rolled = calendar.roll_forward(day)

    assert calendar.is_working_day(rolled, eves_count=False)
    assert calendar.roll_forward(rolled) == rolled
    assert timedelta(0) <= rolled - day <= timedelta(days=5)


@given(DAYS, st.integers(-60, 60))
def test_add_months_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    moved = calendar.add_months(day, months)

    assert moved.year * 12 + moved.month == day.year * 12 + day.month + months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@given(st.integers(1992, 2199))
def test_every_year_has_thirteen_holidays_or_one_less_where_two_meet(year: int) -> None:
    assert len(calendar.holidays(year)) in {12, 13}
    assert calendar.easter(year).weekday() == 6


@pytest.mark.parametrize(
    "day",
    [
        *("1583-04-10", "1699-04-19", "1700-04-11", "1818-03-22", "1900-04-15", "1943-04-25", "1954-04-18"),
        *("1981-04-19", "2038-04-25", "2049-04-18", "2076-04-19", "2100-03-28", "2199-04-14", "2200-04-06"),
        *("2285-03-22", "2300-04-08", "2500-04-18", "2700-04-01", "2900-04-11", "3100-04-22", "4000-04-09"),
    ],
)
def test_easter_across_centuries_and_in_the_exceptional_years(day: str) -> None:
    assert calendar.easter(int(day[:4])) == date.fromisoformat(day)


def test_easter_stays_between_22_march_and_25_april() -> None:
    found = sorted((day.month, day.day) for day in map(calendar.easter, range(1583, 4100)))

    assert (found[0], found[-1]) == ((3, 22), (4, 25))


def test_working_days_are_never_five_apart() -> None:
    working = [day for day in _days_of(2027) if calendar.is_working_day(day, eves_count=False)]

    assert max(second - first for first, second in pairwise(working)) == timedelta(days=5)


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
