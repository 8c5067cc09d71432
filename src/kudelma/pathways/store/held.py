"""A log looked at once: the tables of a store, held in memory while they are asked, or in a file where it is large."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import ibis
import pyarrow as pa

from kudelma.pathways.log.sources import Source
from kudelma.pathways.measures import flows
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.store.ingesting import Progress, coded, demand_rows, ingest
from kudelma.pathways.store.linking import FinerClock, Linker, OutOfOrder
from kudelma.pathways.store.opening import open_store
from kudelma.pathways.store.tables import MICROSECOND, SECOND

HELD = 512 << 20
"""Bytes of events that are held in memory: about 20 million events without extra columns."""


@contextmanager
def passing(source: Source, *, progress: Progress | None = None, memory_limit: str = "1GB") -> Iterator[Enriched]:
    """The tables of the log, as a store of it would have them; what is written on the way goes at the end."""
    held = _held(source, progress)
    with TemporaryDirectory() as folder:
        if held is not None:
            with _in_memory(*held, memory_limit, folder) as tables:
                yield tables
            return
        target = Path(folder) / "log.store"
        ingest(source, target, progress=progress, memory_limit=memory_limit)
        with open_store(target, memory_limit=memory_limit) as store:
            yield store.tables


def _held(source: Source, progress: Progress | None) -> tuple[Linker, pa.Table] | None:
    """The log's events, or None where there are too many to be held or they do not come in order of time."""
    for ticks in (SECOND, MICROSECOND):
        linker = Linker(source.columns, ticks)
        try:
            events = _linked(source, linker, progress)
        except FinerClock:
            continue
        except OutOfOrder:
            return None
        return None if events is None else (linker, events)
    return None


def _linked(source: Source, linker: Linker, progress: Progress | None) -> pa.Table | None:
    held, size = [], 0
    with coded(source, linker, progress) as batches:
        for batch in map(linker.link, batches):
            held.append(batch)
            size += batch.nbytes
            if size > HELD:
                return None
    demand_rows(source)
    return pa.Table.from_batches(held, linker.schema)


@contextmanager
def _in_memory(linker: Linker, events: pa.Table, memory_limit: str, folder: str) -> Iterator[Enriched]:
    """DuckDB over the tables where they lie, nothing copied; what is too large for the memory spills in `folder`."""
    backend = ibis.duckdb.connect(memory_limit=memory_limit, threads=2, temp_directory=folder)
    try:
        tables = {
            "events": events,
            "cases": pa.concat_tables(linker.case_tables()),
            "activities": linker.activity_table(),
            "households": linker.household_table(),
        }
        for name, table in tables.items():
            if table is not None:
                backend.con.register(name, table)
        had = {name for name, table in tables.items() if table is not None}
        log = Enriched.of(backend, had, ticks=linker.ticks, native=True)
        backend.con.register("moves", flows.waiting_times(log).to_pyarrow())
        yield replace(log, moves=backend.table("moves"))
    finally:
        backend.disconnect()
