"""GEDCOM text as a tree of records: FamilySearch GEDCOM 5.5.1 and 7.0, chapter 1 of each."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kudelma.tools.genogram.file_errors import GenogramFileError, fail

LINE = re.compile(r"\s*(\d{1,2})[ \t]+(?:@([^@\s][^@]*)@[ \t]+)?([A-Za-z0-9_]{1,40})(?:[ \t](.*))?", re.DOTALL)
MOST_LINES = 2_000_000
UTF16 = "utf-16"
CHARSETS = {"ANSEL": "gedcom", "UTF-8": "utf-8", "UNICODE": UTF16, "ASCII": "cp1252", "ANSI": "cp1252"}


@dataclass(slots=True)
class Record:
    """One line and those under it; `line` counts from 1."""

    tag: str
    value: str
    line: int
    xref: str = ""
    parts: list["Record"] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator["Record"]:
        return (part for part in self.parts if part.tag in tags)

    def first(self, *tags: str) -> "Record | None":
        return next(self.all(*tags), None)

    def text(self, tag: str) -> str:
        part = self.first(tag)
        return part.value if part else ""


def parse_records(data: bytes) -> list[Record]:
    """The level-0 records; `GenogramFileError` at the first line that breaks the grammar."""
    records: list[Record] = []
    path: list[Record] = []
    for number, text in enumerate(_decoded(data).splitlines(), 1):
        if number > MOST_LINES:
            fail(number, "the file has too many lines", "Export fewer people.")
        if not text.strip("\x00 \t\ufeff"):
            continue
        found = LINE.fullmatch(text.lstrip("\ufeff"))
        if not found:
            if path and not text[:1].isdigit():
                path[-1].value += "\n" + text[:2000]
                continue
            fail(number, f"“{text[:40]}” is not a GEDCOM line", "A line is: level, tag, value.")
        level, xref, tag, value = int(found[1]), found[2], found[3].upper(), found[4] or ""
        record = Record(tag, value.strip() if tag not in {"CONC", "CONT"} else value, number, xref or "")
        if level == 0:
            records.append(record)
            path = [record]
        elif level <= len(path):
            del path[level:]
            path[-1].parts.append(record)
            path.append(record)
        else:
            fail(
                number,
                f"level {level} follows level {len(path) - 1}",
                "A line may be one level deeper at most.",
            )
    if not records or records[0].tag != "HEAD":
        fail(1, "the file does not begin with 0 HEAD", "Export it again as GEDCOM.")
    if records[-1].tag != "TRLR":
        fail(
            data.count(b"\n", 0, len(data.rstrip())) + 1,
            "the file ends in the middle: 0 TRLR is missing",
            "Export it again.",
        )
    return records


def _decoded(data: bytes) -> str:
    """The text, by its byte order mark, else by what its header says, else as UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(data, UTF16)
    if data.startswith(codecs.BOM_UTF8):
        return _decode(data, "utf-8-sig")
    named = re.search(rb"\n\s*1 +CHAR +([A-Za-z0-9-]+)", data[:4000])
    name = named[1].decode().upper() if named else "UTF-8"
    charset = CHARSETS.get(name, "cp1252" if "1252" in name else "latin-1" if "8859" in name else "utf-8")
    if charset == "gedcom":
        try:
            import ansel  # noqa: PLC0415  only the oldest files need it
        except ImportError:
            fail(1, "the file is in ANSEL letters", "Install the package ansel, or export as UTF-8.")
        ansel.register()
    return _decode(data, charset)


def _decode(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeError as error:
        spot = getattr(error, "start", 0)
        line = data[: spot if isinstance(spot, int) else 0].count(b"\n") + 1
        raise GenogramFileError(line, f"the letters are not {charset}", "Save the file as UTF-8.") from error
