"""Batches of events in the order in which they arrive, each linked to the event before it in its case."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kudelma.pathways.kernels import (
    EARLIER,
    EVENTS,
    FIRST_ACTIVITY,
    FIRST_AT,
    LAST_ACTIVITY,
    LAST_AT,
    PATH_A,
    PATH_B,
    STATE,
    TOO_FAR,
    linked,
    whole,
)
from kudelma.pathways.log.problems import LogError
from kudelma.pathways.numbering import Numbering
from kudelma.pathways.store.tables import MICROSECOND, MOST_ACTIVITIES, event_schema

MILLION = 1_000_000
SLICE = 1_000_000
"""Cases that are written at a time."""


Coded = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], list[pa.Array]]
"""A batch's cases, activities and times as numbers, and its extra columns."""


class OutOfOrder(Exception):
    """An event is earlier than the one before it in its case: the log has to be sorted first."""


class FinerClock(Exception):
    """A time is not a whole number of ticks, or a gap is too long for them."""


class Linker:
    """Numbers cases, clients and activities as they are met, and carries each case's state between batches."""

    def __init__(self, columns: tuple[str, ...], ticks: int) -> None:
        self.ticks = ticks
        self.cases, self.activities = Numbering(), Numbering()
        self.households = Numbering() if "household" in columns else None
        self.extras = tuple(name for name in columns if name not in {"case_id", "activity", "happened"})
        self.schema = event_schema(self.extras, ticks)
        self._state = np.zeros((0, STATE), np.int64)
        self._clients = np.zeros(0, np.int32)

    def coded(self, batch: pa.RecordBatch) -> Coded:
        """The batch's cases and activities as numbers, its times in ticks, and its extra columns."""
        case = self.cases.of(batch.column("case_id"))
        activity = self.activities.of(batch.column("activity"))
        if self.activities.count > MOST_ACTIVITIES:
            raise LogError(f"more than {MOST_ACTIVITIES:,} activities: the column holds something else than activities")
        extras = [
            self._homes(case, batch.column(name)) if name == "household" else self._extra(batch, name)
            for name in self.extras
        ]
        return case, activity, self._in_ticks(batch.column("happened")), extras

    def end_numbering(self) -> None:
        """Let go of what only numbering needs: every batch has been coded."""
        for numbering in filter(None, (self.cases, self.activities, self.households)):
            numbering.end()
        pa.default_memory_pool().release_unused()

    def link(self, coded: Coded) -> pa.RecordBatch:
        """Rows of `events`. The cases' state is spoilt when it raises: begin again."""
        case, activity, at, extras = coded
        self._state = _at_least(self._state, self.cases.count)
        rows = len(case)
        kind = np.iinfo(np.int64 if self.ticks == MICROSECOND else np.int32)
        room = np.empty((2, rows), kind.dtype)
        previous, position, gap = np.empty(rows, np.int16), room[0].view(np.int32)[:rows], room[1]
        ended = linked(case, activity, at, self._state, previous, gap, position, kind.max)
        if ended == EARLIER:
            raise OutOfOrder
        if ended == TOO_FAR:
            raise FinerClock
        columns = [case, activity.astype(np.int16), previous, position, at, gap]
        return pa.RecordBatch.from_arrays([*map(pa.array, columns), *extras], schema=self.schema)

    def case_tables(self, rows: int = SLICE) -> Iterator[pa.Table]:
        """One row a case, in the order of `tables.CASE_COLUMNS`, so many at a time."""
        texts = self.cases.texts()
        for first in range(0, self.cases.count, rows):
            yield self._case_table(first, texts.slice(first, rows))

    def activity_table(self) -> pa.Table:
        """activity, name."""
        numbers = np.arange(self.activities.count, dtype=np.int16)
        return pa.table({"activity": numbers, "name": self.activities.texts()})

    def household_table(self) -> pa.Table | None:
        """client, household, where the log names families."""
        if self.households is None:
            return None
        numbers = np.arange(self.households.count, dtype=np.int32)
        return pa.table({"client": numbers, "household": self.households.texts()})

    def _case_table(self, first: int, texts: pa.ChunkedArray) -> pa.Table:
        state = self._state[first : first + len(texts)]
        numbers = np.arange(first, first + len(texts), dtype=np.int32)
        clients = numbers if self.households is None else self._known_clients(numbers)
        return pa.table(
            {
                "case_no": numbers,
                "case_id": texts,
                "client": clients,
                "first_at": state[:, FIRST_AT],
                "last_at": state[:, LAST_AT],
                "events": state[:, EVENTS].astype(np.int32),
                "path_a": state[:, PATH_A],
                "path_b": state[:, PATH_B],
                "first_activity": state[:, FIRST_ACTIVITY].astype(np.int16),
                "last_activity": state[:, LAST_ACTIVITY].astype(np.int16),
            }
        )

    def _in_ticks(self, times: pa.Array) -> NDArray[np.int64]:
        found: NDArray[np.int64] = times.to_numpy(zero_copy_only=False)
        if self.ticks == MICROSECOND:
            return found
        seconds = np.empty(len(found), np.int64)
        if not whole(found, MILLION, seconds):
            raise FinerClock
        return seconds

    def _extra(self, batch: pa.RecordBatch, name: str) -> pa.Array:
        column = batch.column(name)
        if name != "ended" or self.ticks == MICROSECOND:
            return column
        seconds = pc.divide(column, MILLION)
        if pc.any(pc.not_equal(pc.multiply(seconds, MILLION), column)).as_py():
            raise FinerClock
        return seconds

    def _homes(self, case: NDArray[np.int32], household: pa.Array) -> pa.Array:
        """The households' numbers. A case's client is the first household named for it."""
        assert self.households is not None
        known = household.is_valid().to_numpy(zero_copy_only=False)
        numbers = np.zeros(len(household), np.int32)
        numbers[known] = self.households.of(household.drop_null())
        named = np.flatnonzero(known)[::-1]
        fresh = np.full(self.cases.count, -1, np.int32)
        fresh[case[named]] = numbers[named]
        fresh[: len(self._clients)] = np.where(self._clients < 0, fresh[: len(self._clients)], self._clients)
        self._clients = fresh
        return pa.array(numbers, mask=~known)

    def _known_clients(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """The household's number; a case without one is a client of its own, below zero."""
        known = self._clients[numbers]
        return np.where(known < 0, -1 - numbers, known).astype(np.int32)


def _at_least(state: NDArray[np.int64], cases: int) -> NDArray[np.int64]:
    if cases <= len(state):
        return state
    larger = np.zeros((max(cases, len(state) * 2, 1024), STATE), np.int64)
    larger[: len(state)] = state
    return larger
