"""What services cost, as it may be told: euros at the prices of one source and one year.

Beside few families, a sum is hidden that tells too closely what the services of one of them cost (the p % rule). What
is told by service, by month and by tenth of families adds up to one total, so the three are judged together.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures import costs
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.privacy import TOTAL, Cell, Key, Policy, Relation, Released, Shown, isolate, release
from kudelma.pathways.telling.cost_books import CLOSEST, Apart, Books, Pool, Row, periods_of, rows_of

WHOLE, EACH = 100, 10
"""Euros to which sums are rounded, and what is told of one family among many."""
TENTHS, QUARTERS = 10, 4


@dataclass(frozen=True, slots=True)
class Known:
    """Of how many events the cost is known; None where too few families stand on either side.

    `odd` says that some cost was below nothing or above a hundred million, and counts as not known.
    """

    events: int | None
    of: int | None
    odd: bool


@dataclass(frozen=True, slots=True)
class Service:
    """`each` is the mean of the families that had it."""

    name: str
    euros: float
    events: int
    families: int
    each: float


@dataclass(frozen=True, slots=True)
class Costs:
    """What may be told of one pool. Euros are None where they may not be told; `hidden` services are left out.

    `periods` are months, or years where `yearly`. `parts` are families in equal parts in order of what their services
    cost, the least first: tenths, or quarters, or none where a part would be of few. `quarters` is what the services of
    one family cost, at a quarter, half and three quarters of all families.
    """

    pool: Pool
    euros: float | None
    events: int
    families: int
    services: tuple[Service, ...]
    hidden: int
    periods: tuple[tuple[date, float | None], ...]
    yearly: bool
    parts: tuple[float | None, ...]
    quarters: tuple[float, ...]

    @property
    def top_share(self) -> float | None:
        """Which share (0–1) of the whole the last part makes, where both may be told."""
        last = self.parts[-1] if self.parts else None
        return last / self.euros if last is not None and self.euros else None


def known(log: Enriched, books: Books, policy: Policy) -> Known:
    """`books` are those of the same log."""
    (row,) = costs.known(log, books.spent).to_pyarrow().to_pylist()
    cells = [
        Cell(("priced",), row["priced"], row["clients_priced"]),
        Cell(("other",), row["events"] - row["priced"], row["clients_other"]),
        Cell((TOTAL,), row["events"], row["clients"]),
    ]
    shown = release(cells, policy).shown
    told, of = shown.get(("priced",)), shown.get((TOTAL,))
    if 0 < books.in_rare_pools(policy) < policy.k:  # beside the events of the pools told, theirs are what is left
        told = None
    return Known(None if told is None else int(told), None if of is None else int(of), (row["odd"] or 0) > 0)


_NOTHING = Apart()


def told(books: Books, pool: Pool, policy: Policy, *, apart: Apart = _NOTHING) -> Costs | None:
    """What services cost at the prices of one pool; None where fewer than k families stand behind them."""
    rule = replace(policy, closeness=CLOSEST, round_to=WHOLE)
    own, names = books.at(pool), books.names
    whole = next(rows_of(costs.totals(own.spent)), None)
    if whole is None or whole["clients"] < policy.k:
        return None
    days, begins, yearly = periods_of(own.paid, books.ticks)
    parts, usual = _parts(whole["clients"], policy.k)
    groups = {
        "service": {row["activity"]: row for row in rows_of(costs.by_activity(own.paid))},
        "period": _filled({row["period"]: row for row in rows_of(costs.by_period(own.paid, begins))}, len(days)),
        "part": {row["part"]: row for row in rows_of(costs.by_part(own.spent, parts))} if parts else {},
    }
    near: set[Key] = {("service", str(number)) for number in apart.services}
    near |= {("period", str(number)) for number, day in enumerate(days, 1) if day in apart.periods}
    shown = _judged(whole, groups, near, rule).shown
    services = [
        Service(
            names[number],
            shown["service", str(number)],
            row["events"],
            row["clients"],
            _nearest(row["cents"] / 100 / row["clients"], EACH),
        )
        for number, row in groups["service"].items()
        if ("service", str(number)) in shown
    ]
    services.sort(key=lambda one: (-one.euros, one.name))
    of_these = {one.name for one in services}
    while services and 0 < _many(own.paid, [n for n in groups["service"] if names[n] not in of_these]) < policy.k:
        # How many events are left beside those told is known: they are of no few families.
        of_these.remove(services.pop().name)
    return Costs(
        pool,
        shown.get(("whole", "")),
        whole["events"],
        whole["clients"],
        tuple(services),
        len(groups["service"]) - len(services),
        tuple((day, shown.get(("period", str(n)))) for n, day in enumerate(days, 1)),
        yearly,
        tuple(shown.get(("part", str(n))) for n in range(1, parts + 1)),
        _quarters(own.spent, policy) if usual else (),
    )


def _many(paid: Table, activities: list[int]) -> int:
    """How many clients had one of these."""
    (row,) = paid.filter(_.activity.isin(activities)).agg(clients=_.client.nunique()).to_pyarrow().to_pylist()
    return int(row["clients"])


def _judged(whole: Row, groups: dict[str, dict[int, Row]], near: set[Key], rule: Policy) -> Released:
    """The total and everything that adds up to it, through the gate at once; `near` cells count as one client's."""
    total = ("whole", "")
    cells, sums = [_cell(total, whole)], []
    for name, rows in groups.items():
        found = [
            _cell(key, row | {"clients": 1} if key in near else row)
            for number, row in rows.items()
            for key in [(name, str(number))]
        ]
        cells += found
        if found:
            sums.append(Relation(tuple(cell.key for cell in found), (total,)))
    return release(cells, rule, relations=sums)


def _cell(key: Key, row: Row) -> Cell:
    euros, largest, second = (row[name] / 100 for name in ("cents", "largest", "second"))
    return Cell(key, euros, row["clients"], largest=largest, second=second)


def _parts(among: int, k: int) -> tuple[int, bool]:
    """In how many parts families are told, and whether what is usual is told beside them."""
    may = [parts for parts in (TENTHS, QUARTERS) if among >= parts * k]
    apart = (parts for parts in may if not _crossing(among, parts, k))
    parts = next(apart, None)
    return (parts, True) if parts else (may[-1] if may else 0, False)


def _crossing(among: int, parts: int, k: int) -> bool:
    """Whether equal parts and the k around each quarter tell of few together: six beside five of them leave one."""
    ranks = np.arange(among)
    groups = [ranks[ranks * parts // among == part] for part in range(parts)]
    begins = (among * quarter // 4 - k // 2 for quarter in costs.QUARTERS)  # as `measures.costs.around_quarters`
    return isolate([*groups, *(ranks[begin : begin + k] for begin in begins)], k)


def _quarters(spent: Table, policy: Policy) -> tuple[float, ...]:
    rows = sorted(rows_of(costs.around_quarters(spent, policy.k)), key=lambda row: row["quarter"])
    cells = [_cell((str(row["quarter"]),), row) for row in rows]
    found = [cell for cell in release(cells, replace(policy, closeness=CLOSEST)).cells if isinstance(cell, Shown)]
    return tuple(_nearest(cell.value / policy.k, EACH) for cell in found) if len(found) == len(cells) else ()


def _filled(rows: dict[int, Row], periods: int) -> dict[int, Row]:
    """Every period; in those in which nothing happened nothing was paid."""
    none = dict.fromkeys(("events", "cents", "clients", "largest", "second"), 0)
    return {number: rows.get(number, none) for number in range(1, periods + 1)}


def _nearest(value: float, base: int) -> float:
    return float(int((value + base / 2) // base) * base)
