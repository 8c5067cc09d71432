"""XES and OCEL 2.0 read as rows of text, so that the same question can be asked of them.

XES: one row an event, columns `case:KEY` for the trace's attributes and `KEY` for the event's own. OCEL: one row
for each object of the case type that an event is about (`case_id` the object, `activity` the event's type), with the
event's attributes beside it. Attributes met only after the first `LOOK` events of a XES file are left out.
"""

import gzip
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

import pyarrow as pa
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kudelma.pathways.log.problems import LogError

LOOK = 1_000
BATCH = 50_000
LARGEST_JSON = 512 * 1024 * 1024
KINDS = {"string", "date", "int", "float", "boolean", "id"}
CASE_TYPES = ("assessment", "case", "child", "family")
"""Object types taken for the case, the first that the log has; else its first type."""

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
        return _found(lambda: _xes(path))
    if name.endswith((".json", ".jsonocel")):
        rows = _ocel_json(path)
        return _found(lambda: rows)
    if name.endswith((".sqlite", ".db")):
        return _found(lambda: _ocel_sqlite(path))
    return None


def _found(begin: Callable[[], Iterable[Row]]) -> Rows:
    columns: dict[str, None] = {}
    for row in islice(begin(), LOOK):
        columns |= dict.fromkeys(row)
    return Rows(tuple(columns) or ("case_id", "activity", "timestamp"), begin)


def _xes(path: Path) -> Iterator[Row]:
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            yield from _traces(stream)
    except DefusedXmlException as error:
        raise LogError(f"{path}: it declares entities, which a log has no use for; export the log again") from error
    except ParseError as error:
        raise LogError(f"{path}: line {error.position[0]} is not XES: {error}; export the log again") from error
    except (OSError, EOFError) as error:
        raise LogError(f"{path}: cannot be unpacked ({error}); export the log again") from error


def _traces(stream: gzip.GzipFile | BinaryIO) -> Iterator[Row]:
    """Events as they end; what is read is let go of, so that memory does not grow with the file."""
    case: Row = {}
    path: list[Element] = []
    for when, element in iterparse(stream, events=("start", "end")):
        if when == "start":
            path.append(element)
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
            element.clear()
            if path:
                path[-1].remove(element)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _ocel_json(path: Path) -> list[Row]:
    if path.stat().st_size > LARGEST_JSON:
        raise LogError(f"{path}: larger than {LARGEST_JSON >> 20} MB; give OCEL as .sqlite, which is read in pieces")
    try:
        found = json.loads(path.read_bytes())
        kinds = {item["id"]: item["type"] for item in found["objects"]}
        case_type = _case_type(list(dict.fromkeys(kinds.values())))
        return [
            {
                **{str(a["name"]): str(a["value"]) for a in event.get("attributes", [])},
                "case_id": str(link["objectId"]),
                "activity": str(event["type"]),
                "timestamp": str(event["time"]),
            }
            for event in found["events"]
            for link in event.get("relationships", [])
            if kinds.get(link["objectId"]) == case_type
        ]
    except (ValueError, RecursionError) as error:
        raise LogError(f"{path}: not JSON ({str(error)[:120]}); export the log again") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise LogError(
            f"{path}: not an OCEL 2.0 log ({error!s:.80}); it needs events, objects and their types"
        ) from error


def _ocel_sqlite(path: Path) -> Iterator[Row]:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
            types = dict(base.execute("select ocel_type, ocel_type_map from event_map_type"))
            case_type = _case_type(
                [row[0] for row in base.execute("select distinct ocel_type from object order by rowid")]
            )
            for kind, table in types.items():
                name = '"event_' + str(table).replace('"', '""') + '"'
                columns = [row[1] for row in base.execute(f"pragma table_info({name})")]
                asked = base.execute(
                    f"select o.ocel_id, e.* from {name} e join event_object l on l.ocel_event_id = e.ocel_id "
                    "join object o on o.ocel_id = l.ocel_object_id where o.ocel_type = ? order by e.ocel_time, e.rowid",
                    [case_type],
                )
                for case, *values in asked:
                    own = dict(zip(columns, values, strict=True))
                    attributes = {
                        k: str(v) for k, v in own.items() if k not in {"ocel_id", "ocel_time"} and v is not None
                    }
                    yield attributes | {"case_id": str(case), "activity": kind, "timestamp": str(own["ocel_time"])}
    except (sqlite3.Error, KeyError) as error:
        raise LogError(f"{path}: not an OCEL 2.0 database ({error}); export the log again") from error


def _case_type(types: list[str]) -> str:
    if not types:
        raise LogError("the log has no objects; an OCEL event must be about something to be followed")
    return next((kind for kind in CASE_TYPES if kind in types), types[0])
