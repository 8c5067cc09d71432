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


def by_month(
    log: Enriched, months: Table, *, phases: dict[int, int] | None = None, over: tuple[int, ...] = (), until: int = 0
) -> Table:
    """month, activity, cases, clients: how many cases were in each state; `months` is `month_table` on the same engine.

    A case is in a state from the event on; in the month of its last event it is in that; after it, in none. With
    `phases` (activity → state) only those activities turn the state, and a case goes on in its last one to `until`
    (ticks), unless that is one of `over`, which are no states to be in.
    """
    if phases is None:
        spans, last = _steps(log), _last_steps(log)
    else:
        spans, last = _turns(log, phases, until)
        spans, last = (table.filter(_.activity.notin(list(over))) if over else table for table in (spans, last))
    spans, last = spans.view(), last.view()
    going = spans.join(months, (spans.since < months.ends) & (spans.left_at >= months.ends))
    done = last.join(months, (last.since < months.ends) & (last.left_at >= months.begins))
    named = ("month", "activity", "client")
    states = ibis.union(going.select(*named), done.select(*named))
    by_client = states.group_by([*named]).agg(cases=_.count())
    return by_client.group_by(["month", "activity"]).agg(cases=_.cases.sum(), clients=_.count())


def _steps(log: Enriched) -> Table:
    """activity, since, left_at (ticks), client: a row for each event that another follows."""
    between = log.events.filter(_.position > 1)
    known = between.join(log.cases.select("case_no", "client"), "case_no")
    return known.select(
        "client", activity=_.previous.cast("int64"), since=_.happened - _.gap, left_at=_.happened.cast("int64")
    )


def _last_steps(log: Enriched) -> Table:
    """The same of each case's last event, which is left as it happens."""
    return log.cases.select("client", activity=_.last_activity.cast("int64"), since="last_at", left_at="last_at")


def _turns(log: Enriched, phases: dict[int, int], until: int) -> tuple[Table, Table]:
    """The same of what turns the state: those that another turn follows, and each case's last."""
    state = ibis.literal(-1, "int64")
    for activity, turned_to in sorted(phases.items()):
        state = ibis.ifelse(log.events.activity == activity, ibis.literal(turned_to, "int64"), state)
    turning = log.events.mutate(state=state).filter(_.activity.isin(sorted(phases)))
    in_case = ibis.window(group_by="case_no", order_by="position")
    counted = turning.mutate(
        after=_.happened.lead().over(in_case), from_end=_.count().over(ibis.window(group_by="case_no"))
    ).mutate(from_end=_.from_end.cast("int64") - ibis.row_number().over(in_case).cast("int64") - 1)
    known = counted.join(log.cases.select("case_no", "client"), "case_no")
    follows = known.filter(_.from_end > 0).select(
        "client", activity="state", since=_.happened.cast("int64"), left_at=_.after.cast("int64")
    )
    last = known.filter(_.from_end == 0).select(
        "client", activity="state", since=_.happened.cast("int64"), left_at=ibis.literal(until, "int64")
    )
    return follows, last
