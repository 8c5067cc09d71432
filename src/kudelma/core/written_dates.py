"""Dates as people write them: `10.3.2026` or `2026-03-10`."""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum

_FINNISH = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_LEAP_YEAR = 2000


class DateFault(StrEnum):
    FORM = "form"
    """Neither p.k.vvvv nor yyyy-mm-dd."""
    MONTH = "month"
    """There is no such month."""
    DAY = "day"
    """The month never has such a day: 31 November."""
    DAY_THAT_YEAR = "day_that_year"
    """29 February of a common year."""


class WrittenDateError(ValueError):
    """Says what is wrong as a code; `day`, `month` and `year` are None where none was read."""

    def __init__(
        self, fault: DateFault, *, day: int | None = None, month: int | None = None, year: int | None = None
    ) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.day = day
        self.month = month
        self.year = year


def read_date(text: str) -> date:
    """The date that was written, or `WrittenDateError`; a year of two digits is not guessed."""
    text = text.strip()
    if finnish := _FINNISH.fullmatch(text):
        day, month, year = (int(part) for part in finnish.groups())
    elif iso := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
    else:
        raise WrittenDateError(DateFault.FORM)
    if fault := _fault(day, month, year):
        raise WrittenDateError(fault, day=day, month=month, year=year)
    return date(year, month, day)


def written(day: date) -> str:
    """The date as Finns write it, without leading zeros: `10.3.2026`."""
    return f"{day.day}.{day.month}.{day.year}"


def _fault(day: int, month: int, year: int) -> DateFault | None:
    if year < 1:
        return DateFault.FORM
    if not 1 <= month <= 12:  # noqa: PLR2004 (the months of a year)
        return DateFault.MONTH
    if not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
        return DateFault.DAY
    if day > monthrange(year, month)[1]:
        return DateFault.DAY_THAT_YEAR
    return None
