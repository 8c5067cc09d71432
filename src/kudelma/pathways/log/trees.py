"""XES and OCEL 2.0 read as rows of text, so that the same question can be asked of them.

XES: one row an event, columns `case:KEY` for the trace's attributes and `KEY` for the event's own. Attributes met only
after the first `LOOK` events of a XES file are left out. How OCEL becomes rows is told in `ocel`.
"""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

import pyarrow as pa
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kudelma.pathways.log import ocel
from kudelma.pathways.log.problems import LogError

LOOK = 1_000
BATCH = 50_000
LARGEST_EVENT, MOST_PARTS, MOST_COLUMNS = 8_000_000, 100_000, 1_000
"""Bytes of XES between two of its elements, elements inside one event, and attributes: more is no log."""
KINDS = {"string", "date", "int", "float", "boolean", "id"}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file: their columns, and a way to begin reading them again."""

    columns: tuple[str, ...]
    begin: Callable[[], Iterable[Row]]

    def reader(self) -> pa.RecordBatchReader:
        schema = pa.schema([(name, pa.string()) for name in self.columns])
        return pa.RecordBatchReader.from_batches(schema, self._batches(schema))

    def _batches(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        rows = iter(self.begin())
        while part := list(islice(rows, BATCH)):
            yield pa.RecordBatch.from_pylist(part, schema=schema)


def rows_of(path: Path) -> Rows | None:
    """The rows of a XES or OCEL file; None for a file of another kind."""
    name = path.name.lower()
    if name.endswith((".xes", ".xes.gz")):
        return _found(path)
    if name.endswith((".json", ".jsonocel")):
        columns, events, kinds, case_type = ocel.read_json(path)
        return _rows(path, columns, lambda: ocel.json_rows(events, kinds, case_type))
    if name.endswith((".sqlite", ".db")):
        return _rows(path, ocel.read_sqlite(path), lambda: ocel.sqlite_rows(path))
    return None


def _found(path: Path) -> Rows:
    columns: dict[str, None] = {}
    for row in islice(_xes(path), LOOK):
        columns |= dict.fromkeys(row)
    return _rows(path, tuple(columns), lambda: _xes(path))


def _rows(path: Path, columns: tuple[str, ...], begin: Callable[[], Iterable[Row]]) -> Rows:
    if len(columns) > MOST_COLUMNS:
        raise LogError(f"{path}: its events have more than {MOST_COLUMNS:,} attributes; export the log with fewer")
    return Rows(columns or ("case_id", "activity", "timestamp"), begin)


def _xes(path: Path) -> Iterator[Row]:
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            yield from _traces(_Watched(path, stream))
    except DefusedXmlException as error:
        raise LogError(f"{path}: it declares entities, which a log has no use for; export the log again") from error
    except ParseError as error:
        raise LogError(f"{path}: line {error.position[0]} is not XES: {error}; export the log again") from error
    except (LookupError, ValueError) as error:
        if isinstance(error, LogError):
            raise
        raise LogError(f"{path}: not XES ({error}); export the log again, as UTF-8") from error
    except (OSError, EOFError, zlib.error) as error:
        raise LogError(f"{path}: cannot be unpacked ({error}); export the log again") from error


class _Watched:
    """A stream from which no more is read than an event may hold, until its reader says `seen`."""

    def __init__(self, path: Path, stream: gzip.GzipFile | BinaryIO) -> None:
        self._path, self._stream = path, stream
        self._bytes = self._parts = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._bytes += len(data)
        self._check(self._bytes <= LARGEST_EVENT)
        return data

    def seen(self, *, event: bool) -> None:
        """An element has begun or ended (`event`: and was let go of)."""
        self._bytes, self._parts = 0, 0 if event else self._parts + 1
        self._check(self._parts <= MOST_PARTS)

    def _check(self, fine: bool) -> None:  # noqa: FBT001  read at the call as "check that"
        if not fine:
            raise LogError(f"{self._path}: one event holds more than an event can; export the log again")


def _traces(stream: _Watched) -> Iterator[Row]:
    """Events as they end; what is read is let go of, so that memory does not grow with the file."""
    case: Row = {}
    path: list[Element] = []
    for when, element in iterparse(stream, events=("start", "end")):
        if when == "start":
            path.append(element)
            stream.seen(event=False)
            continue
        path.pop()
        kind, parent = _tag(element), _tag(path[-1]) if path else ""
        if kind in KINDS and parent == "trace":
            case["case:" + element.get("key", "")] = element.get("value", "")
        elif kind == "event" and parent == "trace":
            own = {child.get("key", ""): child.get("value", "") for child in element if _tag(child) in KINDS}
            yield case | own
        elif kind == "trace":
            case = {}
        if kind in {"event", "trace"} or parent in {"trace", "log"}:
            stream.seen(event=True)
            element.clear()
            if path:
                path[-1].remove(element)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
