"""OCEL 2.0 read as rows of text: one row for each object of the case type that an event is about.

`case_id` is the object, `activity` the event's type; the event's attributes stand beside them, and what Kudelma itself
writes as related objects (`RELATED`) is found again in its column. Rows come in the order of the file's events.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Any

from kudelma.pathways.log.problems import LogError

LARGEST_JSON = 128 * 1024 * 1024
LONGEST_VALUE = 1_000_000
"""Bytes of one value of a database; a longer one is refused."""
MOST_TYPES = 10_000
CASE_TYPES = ("assessment", "case", "child", "family")
"""Object types taken for the case, the first that the log has; else its first type."""
RELATED = {
    "household": ("family", "about"),
    "provider": ("organisation", "responsible"),
    "role": ("worker_role", "participant"),
    "source": ("organisation", "requested_by"),
}
"""Column → the type of the object that stands for it, and the qualifier of its relation to an event."""
NEEDED_TABLES = {"event", "event_map_type", "event_object", "object"}

Row = dict[str, str]
_COLUMNS = {related: column for column, related in RELATED.items()}


def read_json(path: Path) -> tuple[tuple[str, ...], list[dict[str, Any]], dict[str, str], str]:
    """The columns, the events, object → its type, and the type that is the case."""
    if path.stat().st_size > LARGEST_JSON:
        raise LogError(f"{path}: larger than {LARGEST_JSON >> 20} MB; give OCEL as .sqlite, which is read in pieces")
    try:
        found = json.loads(path.read_bytes())
        kinds = {str(item["id"]): str(item["type"]) for item in found["objects"]}
        case_type = case_type_among(list(dict.fromkeys(kinds.values())))
        columns: dict[str, None] = {}
        for row in json_rows(found["events"], kinds, case_type):
            columns |= dict.fromkeys(row)
    except LogError:
        raise
    except (ValueError, RecursionError) as error:
        raise LogError(f"{path}: not JSON ({str(error)[:120]}); export the log again") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise LogError(
            f"{path}: not an OCEL 2.0 log ({error!s:.80}); it needs events, objects and their types"
        ) from error
    return tuple(columns), found["events"], kinds, case_type


def json_rows(events: list[dict[str, Any]], kinds: dict[str, str], case_type: str) -> Iterator[Row]:
    for event in events:
        links = [(str(link["objectId"]), link.get("qualifier")) for link in event.get("relationships") or []]
        row = {_text(a["name"]): _text(a["value"]) for a in event.get("attributes") or [] if a["value"] is not None}
        for name, qualifier in links:
            _relate(row, name, kinds.get(name), qualifier)
        for name, _ in links:
            if kinds.get(name) == case_type:
                yield row | {"case_id": _text(name), "activity": _text(event["type"]), "timestamp": str(event["time"])}


def read_sqlite(path: Path) -> tuple[str, ...]:
    """The columns that the events of a database have."""
    try:
        with closing(_opened(path)) as base:
            tables = _tables(base, path)
            related = base.execute(
                "select distinct o.ocel_type, l.ocel_qualifier from event_object l "
                "join object o on o.ocel_id = l.ocel_object_id limit ?", [MOST_TYPES]
            )  # fmt: skip
            known = {_COLUMNS.get((str(kind), str(qualifier))) for kind, qualifier in related}
            columns = dict.fromkeys(("case_id", "activity", "timestamp", *(n for n in RELATED if n in known)))
            for table in tables.values():
                columns |= dict.fromkeys(name for name, _ in _attributes(base, table))
    except sqlite3.Error as error:
        raise _no_database(path, error) from error
    return tuple(columns)


def sqlite_rows(path: Path) -> Iterator[Row]:
    """Each type's events from its own table, all in the order of the table `event`."""
    try:
        with closing(_opened(path)) as base:
            types = base.execute("select ocel_type from object group by 1 order by min(rowid)")
            case_type = case_type_among([str(row[0]) for row in islice(types, MOST_TYPES)])
            streams = [_events(base, kind, table, case_type) for kind, table in _tables(base, path).items()]
            for _, row in merge(*streams, key=lambda found: found[0]):
                yield row
    except sqlite3.Error as error:
        raise _no_database(path, error) from error


def _opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    base.execute("pragma trusted_schema = off")
    base.execute("pragma cell_size_check = on")
    return base


def _tables(base: sqlite3.Connection, path: Path) -> dict[str, str]:
    """Event type → its table. Only tables are asked, for a view may be without end."""
    there = {str(row[0]) for row in base.execute("select name from sqlite_master where type = 'table'")}
    if missing := sorted(NEEDED_TABLES - there):
        raise LogError(f"{path}: not an OCEL 2.0 database, it has no table {missing[0]}; export the log again")
    rows = base.execute("select ocel_type, ocel_type_map from event_map_type limit ?", [MOST_TYPES + 1]).fetchall()
    if len(rows) > MOST_TYPES:
        raise LogError(f"{path}: more than {MOST_TYPES:,} types of events; give the log with its activities as types")
    tables = {str(kind): f"event_{table}" for kind, table in rows}
    if absent := [table for table in tables.values() if table not in there]:
        raise LogError(f"{path}: not an OCEL 2.0 database, it has no table {absent[0][:60]}; export the log again")
    return tables


def _attributes(base: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """The attributes a type's table holds, and how each is named in SQL; what would be computed is left alone."""
    names = [str(row[1]) for row in base.execute(f"pragma table_info({_name(table)})")]
    return [(name, "e." + _name(name)) for name in names if name not in {"ocel_id", "ocel_time"}]


def _events(base: sqlite3.Connection, kind: str, table: str, case_type: str) -> Iterator[tuple[tuple[int, int], Row]]:
    attributes = _attributes(base, table)
    asked = base.execute(
        f"select v.rowid, l.rowid, l.ocel_object_id, o.ocel_type, l.ocel_qualifier, e.ocel_time"
        f"{''.join(', ' + sql for _, sql in attributes)} from {_name(table)} e join event v on v.ocel_id = e.ocel_id "
        "join event_object l on l.ocel_event_id = e.ocel_id join object o on o.ocel_id = l.ocel_object_id order by 1, 2"
    )
    place, row, cases = -1, Row(), list[str]()
    for event, _, thing, its_type, qualifier, when, *values in asked:
        if event != place:
            yield from _about(place, row, cases)
            own = {name: str(value) for (name, _), value in zip(attributes, values, strict=True) if value is not None}
            place, cases, row = event, [], own | {"activity": kind, "timestamp": str(when)}
        _relate(row, str(thing), its_type, qualifier)
        if its_type == case_type:
            cases.append(str(thing))
    yield from _about(place, row, cases)


def _about(place: int, row: Row, cases: list[str]) -> Iterator[tuple[tuple[int, int], Row]]:
    for number, case in enumerate(cases):
        yield (place, number), row | {"case_id": case}


def _relate(row: Row, name: str, kind: str | None, qualifier: object) -> None:
    """What Kudelma wrote as an object goes back into its column, by the name after the type's."""
    column = _COLUMNS.get((str(kind), str(qualifier)))
    if column and column not in row:
        row[column] = _text(name).removeprefix(f"{kind}:")


def case_type_among(types: list[str]) -> str:
    if not types:
        raise LogError("the log has no objects; an OCEL event must be about something: give it objects to be followed")
    return next((kind for kind in CASE_TYPES if kind in types), types[0])


def _text(value: object) -> str:
    """As text, with what is no letter (half of a pair) made visible."""
    return str(value).encode("utf-8", "replace").decode()


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _no_database(path: Path, error: sqlite3.Error) -> LogError:
    return LogError(f"{path}: not an OCEL 2.0 database ({error}); export the log again")
