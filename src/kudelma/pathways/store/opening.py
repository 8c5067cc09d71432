"""A store opened for reading, by Ibis or by DuckDB itself."""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import ibis
from ibis.backends import BaseBackend

from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.store.tables import VERSION


class StoreError(ValueError):
    """The file is no store, or one of another version; the text names the cure."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. `tables` are what the measures ask; close it, or use it in a `with`."""

    path: Path
    backend: BaseBackend
    tables: Enriched

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.backend.disconnect()


def open_store(path: Path, *, memory_limit: str = "1GB", threads: int = 2) -> Store:
    """The store at `path`, read-only."""
    if not path.is_file():
        raise StoreError(f"{path}: there is no such store; make one with kudelma pathways ingest")
    try:
        backend = ibis.duckdb.connect(str(path), read_only=True, memory_limit=memory_limit, threads=threads)
    except duckdb.Error as error:
        raise StoreError(f"{path}: this is not a store of events; make one with kudelma pathways ingest") from error
    try:
        facts = facts_of(backend.con, path)
    except StoreError:
        backend.disconnect()
        raise
    had = {name for (name,) in backend.con.execute("select table_name from duckdb_tables()").fetchall()}
    return Store(path, backend, Enriched.of(backend, had, ticks=int(facts["ticks"]), native=True))


def facts_of(base: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """What the table `meta` says: version, ticks, extras."""
    try:
        facts: dict[str, str] = dict(base.execute("select key, value from meta").fetchall())
    except duckdb.Error as error:
        raise StoreError(f"{path}: this is not a store of events; make one with kudelma pathways ingest") from error
    if facts.get("version") != str(VERSION):
        raise StoreError(f"{path}: made by another version; ingest the log again")
    return facts


def is_store(path: Path) -> bool:
    """Whether the file begins as a DuckDB database does."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(12)[8:] == b"DUCK"
