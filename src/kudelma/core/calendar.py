"""Finnish working days (*arkipäivä*): Monday to Friday, less the public holidays.

The holidays follow Kirkkolaki 652/2023, 388/1937 (6 December) and 272/1944 (1 May). Christmas Eve
and Midsummer Eve are no holidays, but a period whose last day is one of them ends later
(MääräaikaL 5 §); whether they count *inside* seven working days no text says, so every
count asks the caller: `eves_count`.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

FIRST_YEAR = 1992
"""Before 1992 Epiphany and Ascension were kept on Saturdays."""
LAST_YEAR = 2199

_DAY = timedelta(days=1)
_SATURDAY = 5
_MONTHS = 12


class CalendarError(ValueError):
    """The day lies outside the years whose holidays are known."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leaps, leap_rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays, those on a weekend among them; the two eves are in `eves`."""
    _check_known(year)
    sunday = easter(year)
    return frozenset(
        {
            date(year, 1, 1),
            date(year, 1, 6),
            sunday - 2 * _DAY,
            sunday,
            sunday + _DAY,
            date(year, 5, 1),
            sunday + 39 * _DAY,
            sunday + 49 * _DAY,
            _saturday_on_or_after(date(year, 6, 20)),
            _saturday_on_or_after(date(year, 10, 31)),
            date(year, 12, 6),
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


@cache
def eves(year: int) -> frozenset[date]:
    """Midsummer Eve and Christmas Eve."""
    _check_known(year)
    return frozenset({_saturday_on_or_after(date(year, 6, 20)) - _DAY, date(year, 12, 24)})


def is_working_day(day: date, *, eves_count: bool) -> bool:
    if day.weekday() >= _SATURDAY or day in holidays(day.year):
        return False
    return eves_count or day not in eves(day.year)


def nth_working_day(trigger: date, nth: int, *, eves_count: bool) -> date:
    """The nth working day after `trigger`, which itself is not counted (MääräaikaL 2 §)."""
    day = trigger
    while nth > 0:
        day += _DAY
        nth -= is_working_day(day, eves_count=eves_count)
    return day


def working_days_between(after: date, until: date, *, eves_count: bool) -> int:
    """How many working days are left: `after` is not counted, `until` is; never below zero."""
    days = (after + ahead * _DAY for ahead in range(1, (until - after).days + 1))
    return sum(is_working_day(day, eves_count=eves_count) for day in days)


def add_months(day: date, months: int) -> date:
    """The same-numbered day, or the last of a month that lacks it (MääräaikaL 3 §)."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    return add_months(day, years * _MONTHS)


def roll_forward(day: date) -> date:
    """The first day on which an act may still be done, if `day` is a holiday, eve or weekend.

    A permission and no new target: show the raw date beside it (MääräaikaL 5 §).
    """
    while not is_working_day(day, eves_count=False):
        day += _DAY
    return day


def helsinki_time(moment: datetime) -> datetime:
    """An aware instant on the clock of Helsinki; a naive one is refused with `ValueError`."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone has no date in Helsinki.")
    return moment.astimezone(_helsinki())


def helsinki_date(moment: datetime) -> date:
    """On which day something came in: 22.30 UTC is already the next day in Helsinki."""
    return helsinki_time(moment).date()


def helsinki_midnight(day: date) -> datetime:
    """The instant at which a day begins in Helsinki."""
    return datetime(day.year, day.month, day.day, tzinfo=_helsinki())


@cache
def _helsinki() -> ZoneInfo:
    return ZoneInfo("Europe/Helsinki")


def _saturday_on_or_after(day: date) -> date:
    return day + (_SATURDAY - day.weekday()) % 7 * _DAY


def _check_known(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarError(f"The holidays of {year} are not known: only {FIRST_YEAR}–{LAST_YEAR}.")
