"""Dates as people know them: a day, a month, a year, about a year, before one, between two."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

YEAR_FIRST, YEAR_LAST = 1, 9999
MONTHS = 12


class Certainty(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    BEFORE = "before"
    AFTER = "after"


MARKS = {Certainty.EXACT: "", Certainty.ABOUT: "~", Certainty.BEFORE: "<", Certainty.AFTER: ">"}
CERTAINTIES = {mark: certainty for certainty, mark in MARKS.items()}
WRITTEN = re.compile(r"([~<>]?)(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?")


class DateError(ValueError):
    """The text is not a date this house can read."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with its precision.

    `until` makes it a period somewhere within which the thing happened (`1987..1989`).
    """

    year: int
    month: int | None = None
    day: int | None = None
    certainty: Certainty = Certainty.EXACT
    until: "PartialDate | None" = None

    def __post_init__(self) -> None:
        if not YEAR_FIRST <= self.year <= YEAR_LAST:
            raise DateError(f"the year {self.year} is not between {YEAR_FIRST} and {YEAR_LAST}")
        if self.day is not None and self.month is None:
            raise DateError("a day needs its month")
        if self.month is not None and not 1 <= self.month <= MONTHS:
            raise DateError(f"there is no month {self.month}")
        if self.day is not None and not 1 <= self.day <= monthrange(self.year, self.month or 1)[1]:
            raise DateError(f"there is no day {self.day} in {self.year}-{self.month}")

    def __str__(self) -> str:
        text = MARKS[self.certainty] + f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return f"{text}..{self.until}" if self.until else text

    @property
    def earliest(self) -> date:
        """The first day it may mean; for comparing, `before` and `about` count as their own date."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        last = self.until or self
        month = last.month or MONTHS
        return date(last.year, month, last.day or monthrange(last.year, month)[1])

    def begun_by(self, day: date) -> bool:
        """Whether a thing that started then is under way on `day`: a year alone counts from its first day."""
        return self.earliest <= day

    def over_by(self, day: date) -> bool:
        """Whether a thing that ended then is over on `day`; a year alone is over from its first day."""
        return self.earliest <= day


def parse_date(text: str) -> PartialDate:
    """`1987`, `1987-03`, `1987-03-12`, `~1987`, `<1987`, `>1987`, `1987..1989`; `DateError` otherwise."""
    first, dots, second = text.strip().partition("..")
    start = _parse_one(first)
    if not dots:
        return start
    return PartialDate(start.year, start.month, start.day, start.certainty, _parse_one(second))


def _parse_one(text: str) -> PartialDate:
    found = WRITTEN.fullmatch(text.strip())
    if not found:
        raise DateError(f"“{text[:40]}” is not a date; write 1987, 1987-03 or 1987-03-12")
    mark, year, month, day = found.groups()
    return PartialDate(int(year), int(month) if month else None, int(day) if day else None, CERTAINTIES[mark])
