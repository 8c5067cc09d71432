"""GEDCOM dates with their precision: ABT, EST, CAL, BEF, AFT, BET … AND …, FROM … TO …, INT … (…)."""

import re

from kudelma.core.kinship import Certainty, DateError, PartialDate

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
MARKS = {
    "ABT": Certainty.ABOUT,
    "EST": Certainty.ABOUT,
    "CAL": Certainty.ABOUT,
    "BEF": Certainty.BEFORE,
    "TO": Certainty.BEFORE,
    "AFT": Certainty.AFTER,
    "FROM": Certainty.AFTER,
}
WRITTEN = {Certainty.ABOUT: "ABT ", Certainty.BEFORE: "BEF ", Certainty.AFTER: "AFT ", Certainty.EXACT: ""}
ONE = re.compile(r"(?:(\d{1,2}) )?(?:([A-Z]{3}) )?(\d{3,4})(?:/\d{1,2})?")


def read_date(text: str) -> PartialDate | None:
    """The date, or None where it is a phrase, before our era, or in a calendar that has no such months."""
    plain = re.sub(r"\([^)]*\)|@#D[^@]*@|\bGREGORIAN\b|\bJULIAN\b|\bINT\b", " ", text.upper())
    plain = " ".join(plain.split())
    between = re.fullmatch(r"(?:BET|FROM) (.+) (?:AND|TO) (.+)", plain)
    try:
        if between:
            start, end = _one(between[1]), _one(between[2])
            if start is None or end is None:
                return start or end
            return PartialDate(start.year, start.month, start.day, until=end)
        mark, _, rest = plain.partition(" ")
        if mark in MARKS:
            found = _one(rest)
            return PartialDate(found.year, found.month, found.day, MARKS[mark]) if found else None
        return _one(plain)
    except DateError:
        return None


def _one(text: str) -> PartialDate | None:
    found = ONE.fullmatch(text.strip())
    if not found:
        return None
    day, month, year = found.groups()
    if month and month not in MONTHS:
        return None
    number = MONTHS.index(month) + 1 if month else None
    return PartialDate(int(year), number, int(day) if day and number else None)


def write_date(date: PartialDate) -> str:
    if date.until is not None:
        return f"BET {_written(date)} AND {_written(date.until)}"
    return WRITTEN[date.certainty] + _written(date)


def _written(date: PartialDate) -> str:
    parts = [str(date.year).zfill(3)]
    if date.month is not None:
        parts.insert(0, MONTHS[date.month - 1])
    if date.day is not None:
        parts.insert(0, str(date.day))
    return " ".join(parts)
