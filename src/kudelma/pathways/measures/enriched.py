"""The two tables that every measure asks: events that know the event before them, and cases that know their path.

The store holds them ready. `enriched` makes the same tables of plain events by Ibis alone, for data that already
lives in PostgreSQL or on Spark. Eight rules let one expression give one answer everywhere:

1. the first event's `previous` is -1 and its `gap` 0: never a NULL out of a window;
2. time in whole ticks, as integers;
3. no ordered aggregate, no engine's own hash, no engine's median;
4. how many different: two GROUP BYs;
5. codes and path numbers are tables joined in;
6. order is total: time, then row;
7. positions are 64-bit, and no product passes 2^31;
8. one suite runs every measure on each engine and compares.
"""

from dataclasses import dataclass, replace
from typing import Self

import ibis
import numpy as np
import pyarrow as pa
from ibis import _
from ibis.backends import BaseBackend
from ibis.expr.types import Table

from kudelma.pathways.kernels import FIRST, step_numbers


@dataclass(frozen=True, slots=True)
class Enriched:
    """`events`: case_no, activity, previous, position, happened, gap, and what else the log has.

    `cases`: case_no, case_id, client, first_at, last_at, events, path_a, path_b, first_activity, last_activity.
    `activities`: activity, name. `ticks` is how many make a second;
    `native` says that the engine's own median is exact (DuckDB's is), which is then asked instead of ranks.
    `families` says that several cases may have one client; else each case is its own, and `client` is `case_no`.
    `households` (client, household) names them where the log does: its events then have the number as `household`.
    `moves` is `flows.waiting_times` of the whole log where a store has it ready.
    """

    events: Table
    cases: Table
    activities: Table
    ticks: int
    native: bool = False
    families: bool = True
    moves: Table | None = None
    households: Table | None = None

    @classmethod
    def of(cls, backend: BaseBackend, tables: set[str], *, ticks: int, native: bool = False) -> Self:
        """The tables of these names on an engine; `tables` are those it has: `moves` and `households` it may lack."""
        events, cases, activities = (backend.table(name) for name in ("events", "cases", "activities"))
        moves, households = (backend.table(name) if name in tables else None for name in ("moves", "households"))
        return cls(events, cases, activities, ticks, native, households is not None, moves, households)

    def among(self, cases: Table) -> "Enriched":
        """The same log, only these of its `cases` (a filtered `cases`)."""
        chosen = cases.select("case_no")
        events = self.events.semi_join(chosen, "case_no")
        return Enriched(events, cases, self.activities, self.ticks, self.native, self.families)

    def spelled(self) -> "Enriched":
        """The same log, its events with their household's name instead of its number."""
        if self.households is None:
            return self
        named = self.events.left_join(self.households, self.events.household == self.households.client)
        others = [column for column in self.events.columns if column != "household"]
        return replace(self, events=named.select(*others, household=self.households.household))

    def with_client(self, table: Table) -> Table:
        """A table that has `case_no`, with the `client` of each."""
        if not self.families:
            return table.mutate(client=table.case_no)
        return table.join(self.cases.select("case_no", "client"), "case_no")


def enriched(arrived: Table, activities: Table, path_numbers: Table, *, ticks: int) -> Enriched:
    """Enriched tables of `arrived` (case_no, case_id, client, activity, happened, row).

    `path_numbers` (activity, position, path_a, path_b) is `path_number_table` brought to the same engine.
    """
    order = ibis.window(group_by="case_no", order_by=["happened", "row"])
    numbered = arrived.mutate(
        position=(ibis.row_number().over(order) + 1).cast("int64"),
        before=_.activity.lag().over(order),
        happened_before=_.happened.lag().over(order),
    )
    first = numbered.position == 1
    events = numbered.mutate(
        previous=ibis.ifelse(first, ibis.literal(FIRST, "int64"), numbered.before.cast("int64")),
        gap=ibis.ifelse(first, ibis.literal(0, "int64"), (numbered.happened - numbered.happened_before).cast("int64")),
    ).drop("before", "happened_before")
    last = ibis.window(group_by="case_no", order_by=[ibis.desc("position")])
    ends = (
        events.mutate(from_end=ibis.row_number().over(last))
        .filter(_.from_end == 0)
        .select("case_no", last_activity=_.activity.cast("int64"))
    )
    starts = events.filter(_.position == 1).select(
        "case_no", "case_id", "client", first_activity=_.activity.cast("int64")
    )
    sums = (
        events.join(path_numbers, ["activity", "position"])
        .group_by("case_no")
        .agg(
            first_at=_.happened.min(),
            last_at=_.happened.max(),
            events=_.count(),
            path_a=_.path_a.sum(),
            path_b=_.path_b.sum(),
        )
    )
    cases = (
        starts.join(sums, "case_no")
        .join(ends, "case_no")
        .select(
            "case_no",
            "case_id",
            "client",
            "first_at",
            "last_at",
            "events",
            "path_a",
            "path_b",
            "first_activity",
            "last_activity",
        )
    )
    return Enriched(events, cases, activities, ticks)


def path_number_table(activities: int, longest: int) -> pa.Table:
    """The numbers of every activity at every position from 1 to `longest`, as the store's kernel makes them."""
    pairs = [(a, p, *step_numbers(np.int64(a), np.int64(p))) for a in range(activities) for p in range(1, longest + 1)]
    names = ("activity", "position", "path_a", "path_b")
    numbers = np.array(pairs, np.int64).reshape(-1, len(names))
    return pa.table({name: numbers[:, place] for place, name in enumerate(names)})
