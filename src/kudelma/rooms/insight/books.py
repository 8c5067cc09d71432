"""A log opened for questions, and the part of it that is looked at."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from ibis import _
from ibis.expr.types import Table
from numpy.typing import NDArray

from kudelma.pathways.log import open_log
from kudelma.pathways.measures import costs, participation
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.summary import activity_names
from kudelma.pathways.privacy import Parts, Policy, Released
from kudelma.pathways.store import Store, StoreError, ingest, open_store
from kudelma.pathways.telling import moves
from kudelma.pathways.telling.cost_books import Books as CostBooks
from kudelma.pathways.telling.size import Size, size

HELSINKI = ZoneInfo("Europe/Helsinki")
MEMORY = "1GB"
KEY_LETTERS = 15
"""Of a family's pseudonym (hexadecimal): so many fit 63 bits."""


def policy() -> Policy:
    """What may be told in this installation: so many families at least stand behind every figure."""
    return Policy(k=settings.FEWEST_FAMILIES)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases are looked at: begun in a period (both days belong to it), from one source."""

    first: date | None = None
    last: date | None = None
    source: str = ""

    def of(self, cases: Table, *, ticks: int) -> Table:
        if self.first:
            cases = cases.filter(_.first_at >= _begins(self.first) * ticks)
        if self.last:
            cases = cases.filter(_.first_at < _begins(self.last + timedelta(days=1)) * ticks)
        return cases.filter(_.source == self.source) if self.source else cases


@dataclass
class Books:
    """`tables` are the log as it is kept; `whole` is it with each case's source; `log` the part that is looked at.

    `keys` are the clients' lasting numbers, where those of the log are anew each time. `ready` keeps a table at hand
    until the books are closed.
    """

    tables: Enriched
    whole: Enriched
    names: dict[int, str]
    log: Enriched
    filter: Filter
    ready: Callable[[Table], Table]
    keys: NDArray[np.int64] | None = None

    def look(self, chosen: Filter) -> "Books":
        """The part that the filter takes."""
        if chosen == Filter():
            return replace(self, log=self.whole, filter=chosen)
        cases = self.ready(chosen.of(self.whole.cases, ticks=self.whole.ticks))
        return replace(self, log=self.whole.among(cases), filter=chosen)

    @cached_property
    def size(self) -> Size:
        return size(self.log, policy())

    @cached_property
    def moves(self) -> Released:
        return moves.moves(self.log, self.names, policy())

    def numbers(self, *activities: str) -> list[int]:
        """The log's numbers of activities by name, of those that it has."""
        return [number for number, name in self.names.items() if name in activities]

    def clients(self, of: Table | None = None) -> NDArray[np.int64]:
        """Whose cases are looked at (or whose rows stand in a table), each once."""
        rows = self.log.cases if of is None else of
        return self._lasting(rows.select("client").distinct().to_pyarrow()["client"])

    def cases(self) -> NDArray[np.int64]:
        """The lasting numbers of the cases that are looked at, rising."""
        return np.sort(self._case_numbers(self.log.cases))

    @property
    def has_second_cases(self) -> bool:
        """Whether some client of the whole log has more cases than one."""
        (many,) = self.whole.cases.agg(cases=_.count(), clients=_.client.nunique()).to_pyarrow().to_pylist()
        return bool(many["cases"] > many["clients"])

    def whose(self) -> Parts:
        """Every case of the whole log with its client."""
        rows = self.whole.cases.order_by("case_no")
        clients: NDArray[np.int64] = rows.select("client").to_pyarrow()["client"].to_numpy().astype(np.int64)
        return Parts(self._case_numbers(rows), clients, np.zeros_like(clients), np.ones_like(clients))

    def _case_numbers(self, cases: Table) -> NDArray[np.int64]:
        if self.keys is None:
            numbers: NDArray[np.int64] = cases.select("case_no").to_pyarrow()["case_no"].to_numpy().astype(np.int64)
            return numbers
        names = cases.select("case_id").to_pyarrow()["case_id"].to_pylist()
        return np.array([int(name[:KEY_LETTERS], 16) for name in names], np.int64)

    @cached_property
    def costs(self) -> CostBooks | None:
        """What is known of the costs of what is looked at, kept at hand; None where the log knows nothing of costs."""
        return CostBooks.of(self.log, self.names, self.ready) if costs.are_in(self.tables) else None

    def clients_by_source(self) -> dict[str, NDArray[np.int64]]:
        """The same by source, the one with the most first; "" is of those whose source is not told."""
        pairs = self.log.cases.select("source", "client").distinct().to_pyarrow()
        sources = pairs["source"].combine_chunks().dictionary_encode()
        places = sources.indices.to_numpy()
        clients = self._lasting(pairs["client"])
        found = {str(name): clients[places == place] for place, name in enumerate(sources.dictionary.to_pylist())}
        return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))

    def _lasting(self, clients: pa.ChunkedArray) -> NDArray[np.int64]:
        numbers: NDArray[np.int64] = clients.to_numpy().astype(np.int64)
        return numbers if self.keys is None else self.keys[numbers]


@contextmanager
def own_books(table: pa.Table) -> Iterator[Books]:
    """Open the unit's own events (`events.own_events`): they are read anew, and gone when it is closed."""
    if not table.num_rows:
        yield no_books()
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.parquet"
        pq.write_table(table, path)
        ingest(open_log(path), path.with_suffix(".store"), memory_limit=MEMORY)
        with _store(path.with_suffix(".store")) as store:
            families = store.backend.table("households").order_by("client").to_pyarrow()["household"].to_pylist()
            keys = np.array([int(name[:KEY_LETTERS], 16) for name in families], np.int64)
            yield replace(_opened(store.tables, _ready(store)), keys=keys)


def no_books() -> Books:
    """Books of a log without events."""
    return _opened(_nothing(), lambda table: table)


def is_readable(path: Path) -> bool:
    """Whether there is a store of this version at a path."""
    try:
        _store(path).close()
    except StoreError:
        return False
    return True


@contextmanager
def kept_books(path: Path) -> Iterator[Books]:
    """Open a log that was brought in and kept at a path; it cannot be changed through this."""
    with _store(path) as store:
        yield _opened(store.tables, _ready(store))


def _store(path: Path) -> Store:
    return open_store(path, memory_limit=MEMORY)


def _ready(store: Store) -> Callable[[Table], Table]:
    """A way to keep tables for as long as the store is open."""
    names = (f"ready_{number}" for number in count())
    return lambda table: store.backend.create_table(next(names), table, temp=True)


def _opened(tables: Enriched, ready: Callable[[Table], Table]) -> Books:
    log = participation.with_sources(tables)
    if "source" in tables.events.columns:
        log = replace(log, cases=ready(log.cases))
    return Books(tables, log, activity_names(log), log, Filter(), ready)


def _nothing() -> Enriched:
    """A log without events."""
    whole = dict.fromkeys(("case_no", "client", "first_at", "last_at", "events", "path_a", "path_b"), pa.int64())
    ends = dict.fromkeys(("first_activity", "last_activity"), pa.int64())
    event = dict.fromkeys(("case_no", "activity", "previous", "position", "happened", "gap"), pa.int64())
    columns: tuple[dict[str, Any], ...] = (
        event,
        {**whole, **ends, "case_id": pa.string()},
        {"activity": pa.int64(), "name": pa.string()},
    )
    events, cases, activities = (ibis.memtable(pa.schema(kinds).empty_table()) for kinds in columns)
    return Enriched(events, cases, activities, 1, native=True)


def _begins(day: date) -> int:
    """Seconds since 1970 at which a day begins in Helsinki."""
    return int(datetime.combine(day, time(0), HELSINKI).astimezone(UTC).timestamp())
