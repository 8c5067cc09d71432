"""What is known of the costs of a log or a part of it, kept at hand, and what earlier looks leave untold of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures import costs, states
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.privacy import Parts, Policy, Population, too_near

CLOSEST = 0.25
"""No sum tells one family's part to within a quarter: what hides four fifths made by two hides this too."""
MOST_MONTHS, MOST_YEARS = 36, 36

Row = dict[str, int]


@dataclass(frozen=True, slots=True, order=True)
class Pool:
    """Prices that may be added up: of one source ("" where it is not told) and one year (0)."""

    source: str
    year: int


@dataclass(frozen=True, slots=True)
class Books:
    """`paid` and `spent` are `measures.costs.priced` and `by_client` of what is looked at, kept as one likes."""

    paid: Table
    spent: Table
    names: dict[int, str]
    ticks: int

    @classmethod
    def of(cls, log: Enriched, names: dict[int, str], keep: Callable[[Table], Table] = lambda table: table) -> "Books":
        paid = keep(costs.priced(log))
        return cls(paid, keep(costs.by_client(paid)), names, log.ticks)

    def pools(self, policy: Policy) -> list[Pool]:
        """The pools of k families or more, the one of most events first."""
        rows = list(rows_of(costs.pools(self.spent)))
        rows.sort(key=lambda row: (-row["events"], -row["cost_year"], row["cost_source"]))
        return [Pool(str(row["cost_source"]), row["cost_year"]) for row in rows if row["clients"] >= policy.k]

    def in_rare_pools(self, policy: Policy) -> int:
        """How many clients have prices of a pool of fewer than k."""
        rare = costs.pools(self.spent).filter(_.clients < policy.k)
        (row,) = self.spent.semi_join(rare, costs.POOL).agg(clients=_.client.nunique()).to_pyarrow().to_pylist()
        return int(row["clients"])

    def among(self, cases: Table, keep: Callable[[Table], Table]) -> "Books":
        """Only what belongs to these cases."""
        paid = keep(self.paid.semi_join(cases.select("case_no"), "case_no"))
        return replace(self, paid=paid, spent=keep(costs.by_client(paid)))

    def at(self, pool: Pool) -> "Books":
        """Only what has the prices of one pool."""
        own = (_.cost_source == pool.source) & (_.cost_year == pool.year)
        return replace(self, paid=self.paid.filter(own), spent=self.spent.filter(own))


@dataclass(frozen=True, slots=True)
class Apart:
    """What may not be told beside what was told before: services by number, months (or years) by their first day.

    `whole` says that not even the total may.
    """

    whole: bool = False
    services: frozenset[int] = frozenset()
    periods: frozenset[date] = frozenset()


def cases(books: Books, pool: Pool) -> Population:
    """The cases that have the prices of a pool, rising."""
    found = books.at(pool).paid.select("case_no").distinct().order_by("case_no").to_pyarrow()["case_no"]
    numbers: Population = found.to_numpy().astype(np.int64)
    return numbers


def apart(whole: Books, part: Books, pool: Pool, policy: Policy, earlier: list[Population]) -> Apart:
    """What of a part of a log (`whole`) would tell of one family beside earlier parts, each given by its cases."""
    rule = replace(policy, closeness=CLOSEST)
    new = cases(part, pool)
    rows = whole.at(pool).paid.select("case_no", "client", "activity", "happened", "cents").to_pyarrow()
    case, client, activity, happened, cents = (column.to_numpy().astype(np.int64) for column in rows.columns)
    days, _begins, yearly = periods_of(part.at(pool).paid, part.ticks)
    at = (happened // part.ticks).astype("datetime64[s]").astype("datetime64[Y]" if yearly else "datetime64[M]")
    by_service = Parts(case, client, activity, cents)
    by_period = Parts(case, client, np.maximum(at, np.datetime64(days[0]).astype(at.dtype)).astype(np.int64), cents)
    near = too_near(by_period, new, earlier, rule)
    return Apart(
        bool(too_near(by_service.of_all(), new, earlier, rule)),
        too_near(by_service, new, earlier, rule),
        frozenset(day for day in days if int(np.datetime64(day).astype(at.dtype).astype(np.int64)) in near),
    )


def periods_of(paid: Table, ticks: int) -> tuple[list[date], list[int], bool]:
    """The months of a pool (the years, where they are many): first days, beginnings in ticks, whether they are years.

    What is older than the years told belongs to the first of them.
    """
    (ends,) = paid.agg(first=_.happened.min(), last=_.happened.max()).to_pyarrow().to_pylist()
    first, last = (datetime.fromtimestamp(int(ends[name]) // ticks, UTC).date() for name in ("first", "last"))
    if (last.year - first.year) * 12 + last.month - first.month < MOST_MONTHS:
        table = states.month_table(first, last, ticks=ticks)
        return (
            [date.fromisoformat(f"{month}-01") for month in table["label"].to_pylist()],
            table["begins"].to_pylist(),
            False,
        )
    days = [date(year, 1, 1) for year in range(max(first.year, last.year - MOST_YEARS + 1), last.year + 1)]
    return days, [(day - date(1970, 1, 1)).days * 86_400 * ticks for day in days], True


def rows_of(table: Table) -> Iterator[Row]:
    yield from table.to_pyarrow().to_pylist()
