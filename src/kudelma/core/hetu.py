"""The personal identity code (*henkilötunnus*): `DDMMYY S NNN C`, HetuA 2 §.

Two people may differ only by the separator: it is never dropped or normalised. Gender is never
derived. 900–999 are artificial or temporary numbers; demo and test data use no others.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
_USUAL = {1800: "+", 1900: "-", 2000: "A"}
# Python's \d takes the digits of every script: ASCII is spelt out.
_FORM = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})([+\-YXWVUABCDEF])([0-9]{3})([0-9A-FHJ-NPR-Y])")
_SHOWN = 7
_FIRST_NUMBER = 2
_FIRST_ARTIFICIAL = 900
_LAST_NUMBER = 999


class HetuFault(StrEnum):
    FORMAT = "FORMAT"
    DATE = "DATE"
    """The day does not exist in that century."""
    FUTURE = "FUTURE"
    NUMBER = "NUMBER"
    """000 and 001 are not given to anyone."""
    CHECK = "CHECK"


class HetuError(ValueError):
    """Says what is wrong as a code and never repeats what was typed."""

    def __init__(self, code: HetuFault) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class Hetu:
    """A valid code; its `repr` hides the code, so that a log line cannot leak it."""

    code: str = field(repr=False)
    born: date = field(repr=False)
    separator: str = field(repr=False)
    number: int = field(repr=False)
    artificial: bool

    def __str__(self) -> str:
        return masked(self.code)


def parse(text: str, *, today: date) -> Hetu:
    """The code that was written, spaces around it forgiven; otherwise `HetuError`.

    Lower case is FORMAT here: a person at a form is offered `suggestion`, a machine is not.
    """
    code = text.strip()
    match = _FORM.fullmatch(code)
    if match is None:
        raise HetuError(HetuFault.FORMAT)
    day, month, year, separator, number, check = match.groups()
    try:
        born = date(_CENTURIES[separator] + int(year), int(month), int(day))
    except ValueError:
        raise HetuError(HetuFault.DATE) from None
    if born > today:
        raise HetuError(HetuFault.FUTURE)
    if int(number) < _FIRST_NUMBER:
        raise HetuError(HetuFault.NUMBER)
    if _check(day + month + year + number) != check:
        raise HetuError(HetuFault.CHECK)
    return Hetu(code, born, separator, int(number), artificial=int(number) >= _FIRST_ARTIFICIAL)


def suggestion(text: str) -> str | None:
    """The same code in upper case, without spaces and with a plain hyphen; None if nothing helps.

    Only the form is mended: whether the code is valid, `parse` says.
    """
    candidate = "".join(text.split()).upper().translate(str.maketrans("‐‑‒–—−", "-" * 6))
    return candidate if candidate != text and _FORM.fullmatch(candidate) else None


def masked(code: str) -> str:
    """`131052-****`: what screens and prints show (TSL 29 §)."""
    return code[:_SHOWN] + "****"


def compose(born: date, number: int, *, separator: str | None = None) -> str:
    """A code for invented people; without a separator the oldest one of the century is used."""
    century = born.year // 100 * 100
    separator = separator or _USUAL.get(century, "")
    if century not in _USUAL or _CENTURIES.get(separator) != century:
        raise HetuError(HetuFault.DATE)
    if not _FIRST_NUMBER <= number <= _LAST_NUMBER:
        raise HetuError(HetuFault.NUMBER)
    digits = f"{born:%d%m}{born.year % 100:02}"
    return f"{digits}{separator}{number:03}{_check(f'{digits}{number:03}')}"


def _check(nine_digits: str) -> str:
    return _CHECKS[int(nine_digits) % len(_CHECKS)]
