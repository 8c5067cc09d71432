"""OCEL 2.0 as a SQLite database: a table for each type of event and of object, filled a piece at a time."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kudelma.pathways.log.ocel import MOST_TYPES
from kudelma.pathways.log.ocel_shape import ABOUT, Shape, iso, links, told
from kudelma.pathways.log.problems import LogError

T = TypeVar("T")
PIECE = 20_000
BEGINNING = iso(0)
"""The time of what an object has been from the beginning."""
TABLES = """
    create table event (ocel_id text primary key, ocel_type text not null);
    create table event_map_type (ocel_type text primary key, ocel_type_map text not null);
    create table object (ocel_id text primary key, ocel_type text not null);
    create table object_map_type (ocel_type text primary key, ocel_type_map text not null);
    create table event_object (ocel_event_id text not null, ocel_object_id text not null, ocel_qualifier text not null,
        primary key (ocel_event_id, ocel_object_id, ocel_qualifier));
    create table object_object (ocel_source_id text not null, ocel_target_id text not null,
        ocel_qualifier text not null, primary key (ocel_source_id, ocel_target_id, ocel_qualifier));
"""
SQL_TYPES = {"time": "timestamp", "float": "real", "integer": "integer", "string": "text"}


def write(
    path: Path,
    shape: Shape,
    objects: Iterable[tuple[str, str, str | None]],
    events: Iterable[dict[str, object]],
) -> tuple[int, int, int]:
    """How many events, objects and relations of events were written."""
    if len(shape.activities) > MOST_TYPES:
        raise LogError(f"{path}: a table for each of {len(shape.activities):,} activities is too many; give .json")
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        for line in ("pragma journal_mode = off", "pragma synchronous = off", "begin"):
            base.execute(line)
        for statement in TABLES.split(";")[:-1]:
            base.execute(statement)
        event_tables = _tables(
            base, "event", shape.activities, [(n, SQL_TYPES[kind]) for n, kind in shape.attributes()]
        )
        object_tables = _tables(base, "object", shape.object_types(), [("ocel_changed_field", "text")])
        things = _objects(base, objects, object_tables)
        count, linked = _events(base, events, event_tables, [name for name, _ in shape.attributes()])
        base.execute("commit")
    return count, things, linked


def _tables(
    base: sqlite3.Connection, what: str, kinds: Iterable[str], columns: list[tuple[str, str]]
) -> dict[str, str]:
    """A table for each type, called by what of its name SQL can hold in either case; type → table."""
    found: dict[str, str] = {}
    taken = {"map_type", "object"}
    for number, kind in enumerate(kinds):
        plain = re.sub(r"\W+", "_", kind, flags=re.ASCII).strip("_").lower()[:40] or "type"
        name = plain if plain not in taken else f"{plain}_{number}"
        while name in taken:
            name += "_"
        taken.add(name)
        found[kind] = f'"{what}_{name}"'
        base.execute(f"insert into {what}_map_type values (?, ?)", [kind, name])
        own = "".join(f', "{column}" {sql}' for column, sql in columns)
        key = "text primary key" if what == "event" else "text"
        base.execute(f"create table {found[kind]} (ocel_id {key}, ocel_time timestamp{own})")
    return found


def _objects(base: sqlite3.Connection, objects: Iterable[tuple[str, str, str | None]], tables: dict[str, str]) -> int:
    count = 0
    for part in _pieces(objects):
        count += len(part)
        base.executemany("insert into object values (?, ?)", [(name, kind) for name, kind, _ in part])
        for kind, table in tables.items():
            own = [(name, BEGINNING) for name, its, _ in part if its == kind]
            base.executemany(f"insert into {table} (ocel_id, ocel_time) values (?, ?)", own)
        near = [(name, home, ABOUT) for name, _, home in part if home is not None]
        base.executemany("insert into object_object values (?, ?, ?)", near)
    return count


def _events(
    base: sqlite3.Connection, events: Iterable[dict[str, object]], tables: dict[str, str], attributes: list[str]
) -> tuple[int, int]:
    count = linked = 0
    marks = ", ".join("?" * (2 + len(attributes)))
    for part in _pieces(events):
        by_table: dict[str, list[list[object]]] = {}
        related: list[tuple[str, str, str]] = []
        for row in part:
            count += 1
            own = [None if row[name] is None else told(name, row[name]) for name in attributes]
            by_table.setdefault(tables[str(row["activity"])], []).append([f"e{count}", iso(row["timestamp"]), *own])
            related += [(f"e{count}", thing, qualifier) for thing, qualifier in links(row)]
        first = count - len(part) + 1
        base.executemany(
            "insert into event values (?, ?)", [(f"e{n}", row["activity"]) for n, row in enumerate(part, first)]
        )
        for table, values in by_table.items():
            base.executemany(f"insert into {table} values ({marks})", values)
        base.executemany("insert into event_object values (?, ?, ?)", related)
        linked += len(related)
    return count, linked


def _pieces(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while part := list(islice(rest, PIECE)):
        yield part
