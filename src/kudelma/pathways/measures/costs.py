"""What services cost, in whole cents; asks for logs with `cost`, and for `cost_source` and `cost_year` where they are.

A *pool* is the prices of one source and one year; one that is not named is "", a year 0. Nothing here adds pools up:
euros of two years are not the same euros. Sums are of integers, so that every engine finds the same to the cent.
"""

from collections.abc import Sequence

import ibis
from ibis import _
from ibis.expr.types import Column, IntegerColumn, Table

from kudelma.pathways.measures.enriched import Enriched

POOL = ("cost_source", "cost_year")
MOST_CENTS = 10_000_000_000
"""A hundred million euros: what costs more, or less than nothing, is a slip of the pen. Sums then fit 64 bits."""
QUARTERS = (1, 2, 3)


def are_in(log: Enriched) -> bool:
    """Whether the log can say what anything cost."""
    return "cost" in log.events.columns


def known(log: Enriched, spent: Table) -> Table:
    """One row: events, priced (with a cost), odd (a cost that cannot be), clients, clients_priced, clients_other.

    `clients_other` are those with some event that has no cost or an odd one; `spent` is `by_client` of the same log.
    """
    own = spent.group_by("client").agg(priced=_.events.sum().cast("int64"))
    whole = log.cases.group_by("client").agg(events=_.events.sum().cast("int64"))
    told = whole.left_join(own, "client").select("client", "events", priced=ibis.coalesce(own.priced, 0))
    counted = told.agg(
        events=_.events.sum().cast("int64"),
        priced=_.priced.sum().cast("int64"),
        clients=_.count(),
        clients_priced=ibis.ifelse(_.priced > 0, 1, 0).sum().cast("int64"),
        clients_other=ibis.ifelse(_.events > _.priced, 1, 0).sum().cast("int64"),
    )
    cents = _cents(log.events.cost)
    return counted.cross_join(log.events.filter(cents == _ODD).agg(odd=_.count()))


def priced(log: Enriched) -> Table:
    """cost_source, cost_year, case_no, client, activity, happened, cents: every event whose cost is known.

    `by_client`, `by_activity` and `by_period` are asked of this table, so that it can be kept between questions.
    """
    return _with_cents(log).filter(_.cents >= 0)


def by_client(paid: Table) -> Table:
    """cost_source, cost_year, client, events, cents: what the services of each client cost at the prices of each pool.

    Asked of this too, kept or not: `known`, `pools`, `totals`, `by_part` and `around_quarters`.
    """
    return _by_client(paid, POOL)


def pools(spent: Table) -> Table:
    """cost_source, cost_year, events, clients: which prices there are."""
    return spent.group_by(POOL).agg(events=_.events.sum().cast("int64"), clients=_.count())


def totals(spent: Table) -> Table:
    """cost_source, cost_year, and the sums: events, cents, clients, largest, second."""
    return _summed(spent, POOL)


def by_activity(paid: Table) -> Table:
    """cost_source, cost_year, activity, and the sums."""
    return _sums(paid, (*POOL, "activity"))


def by_period(paid: Table, begins: Sequence[int]) -> Table:
    """cost_source, cost_year, period, and the sums: what happened before the second of `begins` (ticks) is in period 1.

    Each begins where the one before it ends; the last has no end.
    """
    period: IntegerColumn = paid.happened.cast("int64") * 0 + 1
    for begin in begins[1:]:
        period = period + ibis.ifelse(paid.happened >= ibis.literal(begin, "int64"), 1, 0)
    return _sums(paid.mutate(period=period.cast("int64")), (*POOL, "period"))


def by_part(spent: Table, parts: int) -> Table:
    """cost_source, cost_year, part, and the sums: clients in order of what their services cost, in equal parts.

    Part 1 is of those whose services cost least. Parts differ by one client at most.
    """
    placed = _ranked(spent).mutate(part=(_.rank * parts // _.among + 1).cast("int64"))
    return _summed(placed, (*POOL, "part"))


def around_quarters(spent: Table, nearest: int) -> Table:
    """cost_source, cost_year, quarter (1 to 3), and the sums of the `nearest` clients around each quarter of them all.

    Their mean says what is usual, and is no client's own. Asks for four times as many clients.
    """
    ranked = _ranked(spent)
    quarter: IntegerColumn = ranked.rank * 0
    for one in QUARTERS:
        first = ranked.among * one // 4 - nearest // 2
        quarter = quarter + ibis.ifelse((ranked.rank >= first) & (ranked.rank < first + nearest), one, 0)
    return _summed(ranked.mutate(quarter=quarter.cast("int64")).filter(_.quarter > 0), (*POOL, "quarter"))


_UNKNOWN, _ODD = -1, -2


def _with_cents(log: Enriched) -> Table:
    """Every event with its client and its cents, or why it has none."""
    columns = log.events.columns
    events = log.events.mutate(cents=_cents(log.events.cost))
    source = ibis.coalesce(events.cost_source, "") if "cost_source" in columns else ibis.literal("")
    year = ibis.coalesce(events.cost_year.cast("int64"), 0) if "cost_year" in columns else ibis.literal(0, "int64")
    told = events.select("case_no", "activity", "happened", "cents", cost_source=source, cost_year=year)
    return log.with_client(told)


def _cents(cost: Column) -> IntegerColumn:
    """Whole cents, or why they are not known."""
    euros = cost.cast("float64")
    can_be = (euros >= 0) & (euros <= MOST_CENTS // 100)
    cents = ibis.ifelse(can_be, (euros * 100).round().cast("int64"), ibis.literal(_ODD, "int64"))
    return ibis.ifelse(euros.isnull() | euros.isnan(), ibis.literal(_UNKNOWN, "int64"), cents)


def _by_client(paid: Table, by: tuple[str, ...]) -> Table:
    return paid.group_by((*by, "client")).agg(events=_.count(), cents=_.cents.sum().cast("int64"))


def _sums(paid: Table, by: tuple[str, ...]) -> Table:
    return _summed(_by_client(paid, by), by)


def _summed(by_client: Table, by: tuple[str, ...]) -> Table:
    """The sums of rows that stand for one client each; `largest` and `second` are the cents of the two largest."""
    order = ibis.window(group_by=by, order_by=[ibis.desc("cents"), "client"])
    placed = by_client.mutate(place=ibis.row_number().over(order).cast("int64"))
    return placed.group_by(by).agg(
        events=_.events.sum().cast("int64"),
        cents=_.cents.sum().cast("int64"),
        clients=_.count(),
        largest=_.cents.max(),
        second=ibis.ifelse(_.place == 1, _.cents, 0).max().cast("int64"),
    )


def _ranked(spent: Table) -> Table:
    """Each pool's clients in order of their cents (`rank` from 0, ties by client), `among` how many."""
    order = ibis.window(group_by=POOL, order_by=["cents", "client"])
    return spent.mutate(
        rank=ibis.row_number().over(order).cast("int64"),
        among=_.count().over(ibis.window(group_by=POOL)).cast("int64"),
    )
