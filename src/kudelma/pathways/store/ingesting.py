"""A log read once into a store: in one pass where each case's events arrive in order, else sorted by time first."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue

import duckdb
import ibis
import pyarrow as pa

from kudelma.pathways.log.problems import LogError, Report
from kudelma.pathways.log.sources import BATCH, Source
from kudelma.pathways.measures import flows
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.memory import share
from kudelma.pathways.store.linking import Coded, FinerClock, Linker, OutOfOrder
from kudelma.pathways.store.opening import StoreError, is_store
from kudelma.pathways.store.tables import CASE_COLUMNS, MICROSECOND, SECOND, VERSION, create_statement, event_columns

AHEAD = 2
"""Batches read while one is linked: two cores, one reading."""

SORTED, KEPT, LEAST = 0.2, 0.1, "100MB"
"""Where a log is sorted: the parts of the memory for sorting and for the store, and the least of each."""

NO_ROW = "check which column is which (--map), and how times are written"

Progress = Callable[[int], None]
Batches = Iterator[pa.RecordBatch]


@dataclass(frozen=True, slots=True)
class Ingested:
    report: Report
    events: int
    cases: int
    in_one_pass: bool


def ingest(source: Source, target: Path, *, progress: Progress | None = None, memory_limit: str = "1GB") -> Ingested:
    """Write the store at `target`, or leave what was there as it was. `progress` hears rows read.

    `memory_limit` bounds DuckDB, which spills beside `target` beyond it, and where the log has to be sorted also what
    is kept of each case; otherwise that (about 100 bytes a case) comes on top, and so do a few batches.
    """
    if target.exists() and not is_store(target):
        raise StoreError(f"{target}: is a file of another kind; name a new file for the store")
    part = target.with_name(target.name + ".part")
    ticks, sort = SECOND, False
    try:
        while True:  # each of the two faults can be met once
            part.unlink(missing_ok=True)
            try:
                cases = _written(source, part, ticks=ticks, sort=sort, progress=progress, memory_limit=memory_limit)
                break
            except OutOfOrder:
                sort = True
            except FinerClock:
                ticks = MICROSECOND
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Ingested(source.report, source.report.kept, cases, not sort)


def _written(
    source: Source, path: Path, *, ticks: int, sort: bool, progress: Progress | None, memory_limit: str
) -> int:
    """How many cases the store written at `path` has."""
    linker = Linker(source.columns, ticks)
    its_own = share(memory_limit, KEPT, least=LEAST) if sort else memory_limit
    with duckdb.connect(str(path), config={"memory_limit": its_own, "threads": 2}) as base:
        base.execute(create_statement("events", event_columns(linker.extras, ticks)))
        with coded(source, linker, progress) as batches:
            if sort:
                with _sorted(
                    linker, batches, path.with_suffix(".sort"), share(memory_limit, SORTED, least=LEAST)
                ) as in_order:
                    keep(base, "events", linker.schema, map(linker.link, in_order))
            else:
                keep(base, "events", linker.schema, map(linker.link, batches))
        demand_rows(source)
        keep_cases(base, linker)
        base.execute("create table meta (key varchar primary key, value varchar)")
        facts = {"version": VERSION, "ticks": ticks, "extras": ",".join(linker.extras)}
        base.executemany("insert into meta values (?, ?)", [[key, str(value)] for key, value in facts.items()])
        cases = linker.cases.count
        del linker  # before the events are gone through again
        pa.default_memory_pool().release_unused()
        _keep_moves(base, ticks)
    return cases


def demand_rows(source: Source) -> None:
    """Raise where a log that has been read gave nothing to keep."""
    if not source.report.kept:
        raise LogError(f"{source.path}: no row of {source.report.read:,} could be kept; {NO_ROW}")


def keep_cases(base: duckdb.DuckDBPyConnection, linker: Linker) -> None:
    """Write the tables `cases`, `activities` and, where the log names families, `households`."""
    base.execute("set preserve_insertion_order = false")  # each row names its case, so several threads may write
    base.execute(create_statement("cases", CASE_COLUMNS))
    for cases in linker.case_tables():
        base.register("cases_met", cases)
        base.execute("insert into cases select * from cases_met")
        base.unregister("cases_met")
    _keep_table(base, "activities", linker.activity_table())
    homes = linker.household_table()
    if homes is not None:
        _keep_table(base, "households", homes)


def _keep_table(base: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    base.register("met", table)
    base.execute(f"create table {name} as select * from met")
    base.unregister("met")


def _keep_moves(base: duckdb.DuckDBPyConnection, ticks: int) -> None:
    """Write `moves`: what is asked of a whole log again and again, and costs a look at every event."""
    log = Enriched.of(ibis.duckdb.from_connection(base), set(), ticks=ticks, native=True)
    base.execute(f"create table moves as {ibis.to_sql(flows.waiting_times(log), dialect='duckdb')}")


@contextmanager
def _sorted(linker: Linker, batches: Iterator[Coded], path: Path, memory_limit: str) -> Iterator[Iterator[Coded]]:
    """The log in order of time, then row: numbered first, so that what is sorted is small; DuckDB spills.

    A database of its own beside the store, since a table cannot be read by the statement that is filling another.
    """
    columns = {"case_no": "INTEGER", "activity": "INTEGER", "happened": "BIGINT"}
    columns |= {name: event_columns(linker.extras, linker.ticks)[name] for name in linker.extras}
    schema = pa.schema([("case_no", pa.int32()), ("activity", pa.int32()), ("happened", pa.int64())])
    schema = pa.schema([*schema, *(linker.schema.field(name) for name in linker.extras)])

    def numbered() -> Batches:
        for *numbers, extras in batches:
            yield pa.RecordBatch.from_arrays([*map(pa.array, numbers), *extras], schema=schema)

    def in_order(base: duckdb.DuckDBPyConnection) -> Iterator[Coded]:
        for batch in base.execute("select * from arrived order by happened, rowid").to_arrow_reader(BATCH // 4):
            case, activity, happened = (batch.column(place).to_numpy() for place in range(3))
            yield case, activity, happened, [batch.column(name) for name in linker.extras]

    path.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(path), config={"memory_limit": memory_limit, "threads": 2}) as base:
            base.execute(create_statement("arrived", columns))
            keep(base, "arrived", schema, numbered())
            linker.end_numbering()
            yield in_order(base)
    finally:
        path.unlink(missing_ok=True)


def keep(base: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema, batches: Batches) -> None:
    """Insert as the batches come; what goes wrong in making them is raised as it was."""
    wrong: list[BaseException] = []

    def careful() -> Batches:
        try:
            yield from batches
        except BaseException as error:  # noqa: BLE001  DuckDB would hide it in an error of its own
            wrong.append(error)

    base.register("coming", pa.RecordBatchReader.from_batches(schema, careful()))
    try:
        base.execute(f"insert into {table} select * from coming")
    finally:
        base.unregister("coming")
    if wrong:
        raise wrong[0]


def told(source: Source, progress: Progress | None) -> Batches:
    """The source's batches, with word of each to the one who waits."""
    for batch in source.batches():
        yield batch
        if progress:
            progress(source.report.read)


@contextmanager
def coded(source: Source, linker: Linker, progress: Progress | None) -> Iterator[Iterator[Coded]]:
    """The source's batches as numbers; another thread reads."""
    with ahead(told(source, progress)) as batches:
        yield map(linker.coded, batches)


@contextmanager
def ahead(batches: Batches) -> Iterator[Batches]:
    """The same batches, read by another thread up to `AHEAD` before they are asked for."""
    queue: Queue[pa.RecordBatch | BaseException | None] = Queue(AHEAD)
    enough = threading.Event()

    def read() -> None:
        last: BaseException | None = None
        try:
            for batch in batches:
                queue.put(batch)
                if enough.is_set():
                    break
        except BaseException as error:  # noqa: BLE001  raised again by the one who asks
            last = error
        queue.put(last)

    def asked() -> Batches:
        while (found := queue.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield asked()
    finally:
        enough.set()
        while reader.is_alive():
            with suppress(Empty):
                queue.get(timeout=0.01)
