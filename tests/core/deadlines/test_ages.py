from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.core.deadlines import ages
from kudelma.core.deadlines.ages import Matter, Speaker


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2014-11-22", "2026-11-21", 11),
        ("2014-11-22", "2026-11-22", 12),
        ("2012-02-29", "2027-02-28", 14),
        ("2012-02-29", "2027-03-01", 15),
        ("2012-02-29", "2028-02-28", 15),
        ("2012-02-29", "2028-02-29", 16),
        ("2026-11-22", "2026-11-22", 0),
    ],
)
def test_age_on(born: str, day: str, age: int) -> None:
    assert ages.age_on(date.fromisoformat(born), date.fromisoformat(day)) == age


def test_age_before_birth_is_refused() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        ages.age_on(date(2026, 11, 22), date(2026, 11, 21))


@pytest.mark.parametrize(
    ("age", "matter", "expected"),
    [
        (11, Matter.CHILD_PROTECTION, False),
        (12, Matter.CHILD_PROTECTION, True),
        (14, Matter.PERSONAL, False),
        (15, Matter.PERSONAL, True),
    ],
)
def test_speaks_alone(age: int, matter: Matter, *, expected: bool) -> None:
    assert ages.speaks_alone(age, matter) is expected


@pytest.mark.parametrize(
    ("age", "expected"), [(14, Speaker.GUARDIAN), (15, Speaker.BOTH), (17, Speaker.BOTH), (18, Speaker.SELF)]
)
def test_who_speaks_in_personal_matters(age: int, expected: Speaker) -> None:
    assert ages.speaks_with_guardian_in_personal_matters(age) == expected


def test_adult_at_18() -> None:
    assert [ages.adult(age) for age in (17, 18)] == [False, True]


def test_three_kinds_of_young_people() -> None:
    assert [age for age in range(40) if ages.lsl_young(age)] == [18, 19, 20, 21, 22]
    assert [age for age in range(40) if ages.shl_young(age)] == [18, 19, 20, 21, 22, 23, 24]
    assert [age for age in range(40) if ages.psychosocial_support_within_a_month(age)] == list(range(23))


def test_own_consent_to_self_service_at_13() -> None:
    assert [ages.may_consent_to_self_service(age) for age in (12, 13)] == [False, True]


@pytest.mark.parametrize(
    ("began", "born", "ends"),
    [
        (date(2026, 3, 10), date(2010, 6, 1), date(2031, 3, 10)),
        (date(2026, 3, 10), date(2006, 6, 1), date(2029, 6, 1)),
        (date(2026, 3, 10), date(2004, 2, 29), date(2027, 3, 1)),
    ],
)
def test_aftercare_ends_after_five_years_or_at_23(began: date, born: date, ends: date) -> None:
    assert ages.aftercare_ends(began_on=began, born=born) == ends


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 100))
def test_the_birthday_is_the_first_day_of_the_new_age(born: date, years: int) -> None:
    day = ages.birthday(born, years)

    assert ages.age_on(born, day) == years
    assert ages.age_on(born, day - timedelta(days=1)) == years - 1
