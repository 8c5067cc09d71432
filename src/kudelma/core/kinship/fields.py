"""Reading single fields of a JSON entry, so that every refusal says which entry and which field."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kudelma.core.kinship.dates import DateError, PartialDate, parse_date
from kudelma.core.kinship.errors import FamilyError

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Entry:
    """One JSON object and its place in the file (`links[3]`)."""

    where: str
    values: Mapping[str, object]

    def value(self, key: str) -> object:
        return self.values.get(key)

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.wrong(key, value, "a text")
        if isinstance(value, int) and abs(value) > 10**18:
            raise self.wrong(key, "a huge number", "a text")
        text = str(value)
        if any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):  # noqa: PLR2004  the surrogates
            raise self.wrong(key, "half a character", "whole characters")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.wrong(key, value, "a list of ids")
        return tuple(Entry(f"{self.where}.{key}" if self.where else key, {"id": item}).text("id") for item in value)

    def flag(self, key: str) -> bool:
        value = self.values.get(key)
        if value not in (None, True, False):
            raise self.wrong(key, value, "true or false")
        return bool(value)

    def whole(self, key: str) -> int | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**9:
            raise self.wrong(key, value, "a whole number")
        return value

    def number(self, key: str) -> float | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.wrong(key, value, "a number")
        return float(value)

    def date(self, key: str) -> PartialDate | None:
        value = self.values.get(key)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, int) and not isinstance(value, bool):
                return PartialDate(value)
            return parse_date(self.text(key))
        except DateError as error:
            raise FamilyError(f"{key}: {error}", where=self.where, cure="Correct the date.") from error

    def entries(self, key: str, alone: str = "") -> list["Entry"]:
        return entries_of(self.values, key, where=self.where, alone=alone)

    def wrong(self, key: str, value: object, wanted: str) -> FamilyError:
        shown = repr(value)[:40] if not isinstance(value, str) else f"“{value[:40]}”"
        return FamilyError(f"{key} is {shown}", where=self.where, cure=f"Write {wanted}.")


def entries_of(data: Mapping[str, object], key: str, where: str = "", alone: str = "") -> list[Entry]:
    """The objects of a list; with `alone`, an entry that is a bare id stands for `{alone: id}`."""
    value = data.get(key)
    place = f"{where}.{key}" if where else key
    if value is None:
        return []
    if not isinstance(value, list):
        raise FamilyError(f"{key} is not a list", where=where, cure="Write it in [ ].")
    found = []
    for number, item in enumerate(value):
        if alone and isinstance(item, str | int):
            found.append(Entry(f"{place}[{number}]", {alone: item}))
        elif isinstance(item, Mapping):
            found.append(Entry(f"{place}[{number}]", item))
        else:
            raise FamilyError("this is not an entry", where=f"{place}[{number}]", cure="Write it in { }.")
    return found


def read_code(
    entry: Entry,
    key: str,
    codes: type[Code],
    others: Mapping[str, Code],
    otherwise: Code | None = None,
) -> Code:
    """The code written under `key`, by its own value or one of the spellings other programs use."""
    known = {code.value: code for code in codes}
    word = entry.text(key).strip().lower().replace(" ", "_")
    if word in known:
        return known[word]
    if word in others:
        return others[word]
    if otherwise is not None:
        return otherwise
    raise entry.wrong(key, entry.text(key), "one of " + ", ".join(known))
