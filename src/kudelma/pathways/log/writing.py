"""A log written out again, from a store: Parquet with the columns of the schema, or OCEL 2.0 as JSON or SQLite.

Events are written case after case, each case in its order, so that events of the same second keep it. What is written
takes the place of what was there at its end, or not at all. In OCEL a case is an object of the type `CASE`; a family,
who provides a service, a role and a referrer are objects with the qualifiers of `ocel.RELATED`, and the rest are
attributes. Other objects are called by their type and name ("family:12"); a case keeps its own name.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis import _
from ibis.expr.types import Scalar, Table

from kudelma.pathways.log import ocel_json, ocel_sqlite
from kudelma.pathways.log.asking import EARLIEST, LATEST
from kudelma.pathways.log.ocel import RELATED
from kudelma.pathways.log.ocel_shape import CASE, Shape, named
from kudelma.pathways.log.problems import LogError
from kudelma.pathways.log.schema import COLUMNS
from kudelma.pathways.log.sources import BATCH
from kudelma.pathways.measures.enriched import Enriched

DAY = 86_400
MICROSECOND = 1_000_000
LONGEST_SHIFT = 36_500
"""Days: a log is moved by a hundred years at most."""
STAMP = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class Written:
    """What a file came to hold; `links` are relations between events and objects (0 in Parquet)."""

    events: int
    objects: int
    links: int


def write_log(log: Enriched, target: Path, *, shift_days: int = 0) -> Written:
    """Write `log` at `target`; its ending (.parquet, .json, .sqlite) says what is written.

    `shift_days` moves every time by that many whole days: order, gaps and time of day stay, dates do not. LogError
    where the ending is another, the shift is longer than a century, or two objects would have the same name.
    """
    writers: dict[str, Callable[[Enriched, Table, Path], Written]] = {
        ".parquet": _parquet,
        ".json": _json,
        ".sqlite": _sqlite,
    }
    write = writers.get(target.suffix.lower())
    if write is None:
        raise LogError(f"{target}: give the file an ending of {', '.join(writers)}")
    log = log.spelled()
    asked = rows(log, shift_days=shift_days)
    if abs(shift_days) > LONGEST_SHIFT or not _within_years(asked):
        raise LogError(f"{shift_days} days is too far to move this log; give fewer, {LONGEST_SHIFT:,} at most")
    part = target.with_name(f"{target.name}.{token_hex(4)}.part")
    try:
        written = write(log, asked, part)
        part.replace(target)
    except sqlite3.Error as error:
        raise LogError(f"{target}: cannot be written ({error}); make room on the disk and try again") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return written


def _within_years(asked: Table) -> bool:
    """Whether every time stays in the years that a log may hold."""
    bounds: dict[str, Scalar] = {}
    for name in {"timestamp", "end"} & set(asked.columns):
        bounds |= {f"{name}_from": asked[name].min(), f"{name}_to": asked[name].max()}
    (found,) = asked.agg(**bounds).to_pyarrow().to_pylist()
    return all(at is None or EARLIEST <= at <= LATEST for at in found.values())


def rows(log: Enriched, *, shift_days: int = 0) -> Table:
    """One row an event, with the columns of `schema.COLUMNS` that the log has; times as int64 UTC microseconds."""
    micro = MICROSECOND // log.ticks
    shift = shift_days * DAY * MICROSECOND
    found = log.events.join(log.cases.select("case_no", "case_id"), "case_no").join(log.activities, "activity")
    columns = {"case_id": _.case_id, "activity": _.name, "timestamp": _.happened.cast("int64") * micro + shift}
    if "ended" in log.events.columns:
        columns["end"] = _.ended.cast("int64") * micro + shift
    columns |= {name: _[name] for name in COLUMNS if name in log.events.columns and name not in {"case_id", "activity"}}
    order = ("case_no", "position")
    return found.order_by(*order).select(**columns)


def _parquet(_log: Enriched, asked: Table, path: Path) -> Written:
    times = {"timestamp", "end"} & set(asked.columns)
    schema = asked.schema().to_pyarrow()
    for name in times:
        schema = schema.set(schema.get_field_index(name), pa.field(name, STAMP))
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(asked, BATCH):
            writer.write_table(pa.table(batch.columns, names=batch.schema.names).cast(schema))
            count += len(batch)
    return Written(count, 0, 0)


def _json(log: Enriched, asked: Table, path: Path) -> Written:
    return Written(*ocel_json.write(path, _shape(log, asked), _objects(log), _events(asked)))


def _sqlite(log: Enriched, asked: Table, path: Path) -> Written:
    return Written(*ocel_sqlite.write(path, _shape(log, asked), _objects(log), _events(asked)))


def _batches(asked: Table, rows: int) -> Iterator[pa.RecordBatch]:
    """The table `rows` at a time; from DuckDB by its own reader, since the one Ibis uses is on its way out."""
    backend = asked.get_backend()
    if backend.name == "duckdb":
        yield from backend.con.execute(backend.compile(asked)).to_arrow_reader(rows)
    else:
        yield from asked.to_pyarrow_batches(chunk_size=rows)


def _shape(log: Enriched, asked: Table) -> Shape:
    names = log.activities.order_by("name").name.to_pyarrow().to_pylist()
    return Shape(tuple(names), tuple(asked.columns))


def _events(asked: Table) -> Iterator[dict[str, object]]:
    for batch in _batches(asked, BATCH // 10):
        yield from batch.to_pylist()


def _objects(log: Enriched) -> Iterator[tuple[str, str, str | None]]:
    """Name, type and, for a case, its family (the first named), each object once: cases first."""
    related = [name for name in RELATED if name in log.events.columns]
    _refuse_a_name_twice(log, related)
    cases = log.cases.select("case_no", "case_id")
    if "household" in related:
        homes = log.events.filter(_.household.notnull()).group_by("case_no").agg(first=_.position.min())
        first = homes.join(log.events.select("case_no", "position", "household"), "case_no").filter(
            _.position == _.first
        )
        cases = cases.left_join(first.select("case_no", "household"), "case_no").select(
            "case_no", "case_id", "household"
        )
    for batch in _batches(cases.order_by("case_no"), BATCH):
        for row in batch.to_pylist():
            home = row.get("household")
            yield row["case_id"], CASE, None if home is None else named("household", home)
    for kind in dict.fromkeys(RELATED[name][0] for name in related):
        own = [name for name in related if RELATED[name][0] == kind]
        for batch in _batches(_values(log, own).order_by("value"), BATCH):
            for row in batch.to_pylist():
                yield named(own[0], row["value"]), kind, None


def _values(log: Enriched, columns: list[str]) -> Table:
    parts = [log.events.filter(_[name].notnull()).select(value=_[name]) for name in columns]
    return (ibis.union(*parts) if len(parts) > 1 else parts[0]).distinct()


def _refuse_a_name_twice(log: Enriched, related: list[str]) -> None:
    for name in related:
        prefix = named(name, "")
        values = _values(log, [name])
        others = values.select(case_id=ibis.literal(prefix).concat(values.value))
        if found := log.cases.semi_join(others, "case_id").select("case_id").limit(1).to_pyarrow().to_pylist():
            raise LogError(
                f"a case is called “{found[0]['case_id']:.60}”, as a {RELATED[name][0]} is; give the cases other names"
            )
