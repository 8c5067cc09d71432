"""What each case was in at the end of each month: the last thing that had happened, while the case went on."""

from datetime import UTC, date, datetime

import ibis
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched


def month_table(first: date, last: date, *, ticks: int) -> pa.Table:
    """Month (from 1), begins, ends (ticks; `ends` excluded), label: the calendar months from `first` to `last`, UTC."""
    months: list[dict[str, int | str]] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        following = (year + month // 12, month % 12 + 1)
        begin, end = (int(datetime(*when, 1, tzinfo=UTC).timestamp()) * ticks for when in ((year, month), following))
        months.append({"month": len(months) + 1, "begins": begin, "ends": end, "label": f"{year}-{month:02d}"})
        year, month = following
    whole = [(name, pa.int64()) for name in ("month", "begins", "ends")]
    return pa.Table.from_pylist(months, schema=pa.schema([*whole, ("label", pa.string())]))


def by_month(log: Enriched, months: Table) -> Table:
    """month, activity, cases: how many cases were in each state; `months` is `month_table` on the same engine.

    A case is in a state from the event on; in the month of its last event it is in that; after it, in none.
    """
    between = log.events.filter(_.position > 1).select("previous", "happened", since=_.happened - _.gap)
    going = between.join(months, (between.since < months.ends) & (between.happened >= months.ends))
    done = log.cases.join(months, (log.cases.last_at >= months.begins) & (log.cases.last_at < months.ends))
    states = ibis.union(
        going.select("month", activity=_.previous.cast("int64")),
        done.select("month", activity=_.last_activity.cast("int64")),
    )
    return states.group_by(["month", "activity"]).agg(cases=_.count())
