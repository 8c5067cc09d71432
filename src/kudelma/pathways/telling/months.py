"""Month by month: where cases were at its end, and how long those lasted that ended in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa

from kudelma.pathways.measures import states, times
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.privacy import Cell, Policy, release

MOST = 24
"""The last months of a log."""

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Phases:
    """What turns a case's phase: activity → phase; `over` is none to be in, and an open case goes on `until` (date)."""

    turns: Mapping[str, str]
    over: str
    until: date


@dataclass(frozen=True, slots=True)
class Lasted:
    """Of the cases that ended in a month: how many, and the median days they lasted; None where they are few."""

    month: date
    days: float | None
    cases: int


def months_of(first: date, last: date, *, ticks: int, most: int = MOST) -> pa.Table:
    """`states.month_table` of the last `most` months."""
    begin = max(first.year * 12 + first.month - 1, last.year * 12 + last.month - most)
    return states.month_table(date(begin // 12, begin % 12 + 1, 1), last, ticks=ticks)


def by_state(
    log: Enriched, names: dict[int, str], policy: Policy, months: pa.Table, phases: Phases | None = None
) -> list[tuple[date, dict[str, int]]]:
    """For each month in how many cases each state was the latest at its end: the latest activity, or its phase."""
    called = dict(names)
    turned: dict[int, int] | None = None
    over: tuple[int, ...] = ()
    until = 0
    if phases:
        kinds = sorted(set(phases.turns.values()))
        called = dict(enumerate(kinds))
        turned = {act: kinds.index(phases.turns[name]) for act, name in names.items() if name in phases.turns}
        over = (kinds.index(phases.over),)
        until = _begins(phases.until) * log.ticks
    found = states.by_month(log, ibis.memtable(months), phases=turned, over=over, until=until)
    rows = sorted(found.to_pyarrow().to_pylist(), key=lambda row: (row["month"], row["activity"]))
    cells = [Cell((str(row["month"]), called[row["activity"]]), row["cases"], row["clients"]) for row in rows]
    told: dict[int, dict[str, int]] = {}
    for (month, state), cases in release(cells, policy).shown.items():
        told.setdefault(int(month), {})[state] = int(cases)
    return [(_first_day(months, month), counts) for month, counts in sorted(told.items())]


def lasted(log: Enriched, policy: Policy, months: pa.Table) -> list[Lasted]:
    """For each month in which cases ended how long they had lasted."""
    found = times.by_month(log, ibis.memtable(months)).order_by("month").to_pyarrow().to_pylist()
    shown = release([Cell((str(row["month"]),), row["cases"], row["clients"]) for row in found], policy).shown
    return [
        Lasted(
            _first_day(months, row["month"]),
            float(row["median"]) / log.ticks / DAY if (str(row["month"]),) in shown else None,
            int(shown.get((str(row["month"]),), 0)),
        )
        for row in found
    ]


def _first_day(months: pa.Table, number: int) -> date:
    return date.fromisoformat(f"{months['label'][number - 1].as_py()}-01")


def _begins(day: date) -> int:
    """Seconds since 1970 at which a day begins, UTC."""
    return (day - date(1970, 1, 1)).days * DAY
