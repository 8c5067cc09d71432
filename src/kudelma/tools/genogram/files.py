"""Families from files and back: GEDCOM 5.5.1 and 7, PED, and the family JSON.

Whatever is wrong with a file is said once, with its line and what to do about it; half a family is never
read.
"""

import json
from pathlib import PurePath

from kudelma.core.kinship import Family, FamilyError, family_from_json
from kudelma.core.kinship.document import dump_family
from kudelma.tools.genogram.file_errors import GenogramFileError, fail
from kudelma.tools.genogram.gedcom import read_gedcom
from kudelma.tools.genogram.gedcom_writing import write_gedcom
from kudelma.tools.genogram.ped import read_ped

MOST_BYTES = 32_000_000
ENDINGS = {".ged": "gedcom", ".json": "json", ".ped": "ped", ".fam": "ped", ".pedigree": "ped"}


def read_family(data: bytes, name: str) -> Family:
    """The family in a file's bytes; `name` is the file's name, whose ending says what it holds.

    Without a known ending the first letters decide. Raises `GenogramFileError` alone, whatever the bytes are.
    """
    if len(data) > MOST_BYTES:
        fail(0, f"the file is larger than {MOST_BYTES // 1_000_000} MB", "Divide it, or export fewer people.")
    if not data.strip():
        fail(0, "the file is empty", "Export it again.")
    kind = ENDINGS.get(PurePath(name).suffix.lower()) or _kind_of(data)
    try:
        if kind == "gedcom":
            return read_gedcom(data)
        return _read_json(data) if kind == "json" else read_ped(data)
    except FamilyError as error:
        raise GenogramFileError(0, str(error), error.cure) from error


def write_family(family: Family, name: str) -> bytes:
    """The bytes of a file; the ending of `name` says which: .json (everything) or .ged (structure)."""
    ending = PurePath(name).suffix.lower()
    if ending == ".json":
        return dump_family(family).encode()
    if ending == ".ged":
        return write_gedcom(family).encode()
    raise GenogramFileError(0, f"cannot write “{ending or name}”", "Name the file .json or .ged.")


def _kind_of(data: bytes) -> str:
    start = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"")
    if start.startswith((b"{", b"[")):
        return "json"
    return "gedcom" if start.startswith((b"0 HEAD", b"0 @")) else "ped"


def _read_json(data: bytes) -> Family:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise GenogramFileError(line, "the text is not UTF-8", "Save the file as UTF-8.") from error
    try:
        decoded = json.loads(text)
    except json.JSONDecodeError as error:
        raise GenogramFileError(error.lineno, f"this is not JSON: {error.msg}", "Mend it here.") from error
    except (RecursionError, ValueError) as error:
        raise GenogramFileError(0, "the JSON is nested or numbered beyond reason", "Export it again.") from error
    try:
        return family_from_json(decoded)
    except FamilyError as error:
        raise GenogramFileError(_line_of(text, error.where), str(error), error.cure) from error


def _line_of(text: str, where: str) -> int:
    """The line where an entry such as `links[3]` begins, or 0."""
    section, bracket, rest = where.partition("[")
    spot = text.find(f'"{section}"')
    if not bracket or spot < 0:
        return 0
    decoder = json.JSONDecoder()
    try:
        spot = text.index("[", spot) + 1
        for _ in range(int(rest.partition("]")[0])):
            _, spot = decoder.raw_decode(text, _next(text, spot))
        return text.count("\n", 0, _next(text, spot)) + 1
    except (ValueError, RecursionError):
        return 0


def _next(text: str, spot: int) -> int:
    """The next letter that is neither a blank nor a comma."""
    while spot < len(text) and text[spot] in " \t\r\n,":
        spot += 1
    return spot
