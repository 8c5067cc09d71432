"""Dates as people write them (`10.3.2026`, `2026-03-10`), and as well as they know them (`3/2026`, `n. 2026`)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kudelma.core.codes import Precision

_FINNISH = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_MONTH = re.compile(r"([0-9]{1,2})\s*[./]\s*([0-9]{4})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_YEAR = re.compile(r"([0-9]{4})")
_ABOUT = re.compile(r"(?:noin|n\.|about|ca\.?|c\.|cirka|omkring)\s*([0-9]{4})", re.IGNORECASE)
_LEAP_YEAR = 2000
_MONTHS = 12


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


@dataclass(frozen=True, slots=True)
class RoughDate:
    """A date as well as it is known. `day` is the first it may be."""

    day: date
    precision: Precision

    @property
    def latest(self) -> date:
        """The last day it may be. `about` a year counts as that year."""
        if self.precision == Precision.DAY:
            return self.day
        month = self.day.month if self.precision == Precision.MONTH else _MONTHS
        return date(self.day.year, month, monthrange(self.day.year, month)[1])


def read_rough(text: str) -> RoughDate:
    """The day, month or year that was written, or `WrittenDateError`."""
    text = text.strip()
    for shape, precision in ((_YEAR, Precision.YEAR), (_ABOUT, Precision.ABOUT)):
        if found := shape.fullmatch(text):
            year = int(found[1])
            if fault := _fault(1, 1, year):
                raise WrittenDateError(fault, year=year)
            return RoughDate(date(year, 1, 1), precision)
    if finnish := _MONTH.fullmatch(text):
        month, year = int(finnish[1]), int(finnish[2])
    elif iso := _ISO_MONTH.fullmatch(text):
        year, month = int(iso[1]), int(iso[2])
    else:
        return RoughDate(read_date(text), Precision.DAY)
    if fault := _fault(1, month, year):
        raise WrittenDateError(fault, month=month, year=year)
    return RoughDate(date(year, month, 1), Precision.MONTH)


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


def written_roughly(rough: RoughDate, *, about: str = "n.") -> str:
    """The date as well as it is known: `10.3.2026`, `3/2026`, `2026` or `n. 2026`."""
    day = rough.day
    match rough.precision:
        case Precision.DAY:
            return written(day)
        case Precision.MONTH:
            return f"{day.month}/{day.year}"
        case Precision.YEAR:
            return str(day.year)
        case Precision.ABOUT:
            return f"{about} {day.year}"


def _fault(day: int, month: int, year: int) -> DateFault | None:
    if year < 1:
        return DateFault.FORM
    if not 1 <= month <= _MONTHS:
        return DateFault.MONTH
    if not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
        return DateFault.DAY
    if day > monthrange(year, month)[1]:
        return DateFault.DAY_THAT_YEAR
    return None
