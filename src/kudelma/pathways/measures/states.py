"""What each case was in at the end of each month: the last thing that had happened, while the case went on."""

from datetime import UTC, date, datetime

import ibis
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched

DAY = 86_400
LONG = 400_000
"""Days that make every time positive: what is left of a division below zero differs between engines."""


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
        return _steps_by_month(log, months)
    spans, last = _turns(log, phases, until)
    if over:
        spans, last = (table.filter(_.activity.notin(list(over))) for table in (spans, last))
    by_client = _by_client(spans, last, months)
    return by_client.group_by(["month", "activity"]).agg(cases=_.cases.sum(), clients=_.count())


def _steps_by_month(log: Enriched, months: Table) -> Table:
    """Cases are counted without following one; clients need it only where one has several cases."""
    counted = _standing(log, months)
    if not log.families:
        return counted.mutate(clients=_.cases)
    several = log.cases.group_by("client").agg(n=_.count()).filter(_.n > 1)
    theirs = log.among(log.cases.semi_join(several, "client"))
    by_client = _by_client(_steps(theirs), _last_steps(theirs), months)
    again = by_client.group_by(["month", "activity"]).agg(again=_.cases.sum() - _.count())
    return counted.left_join(again, ["month", "activity"]).select(
        "month", "activity", "cases", clients=_.cases - ibis.coalesce(_.again, 0)
    )


def _standing(log: Enriched, months: Table) -> Table:
    """month, activity, cases: who had come to each state by the end of the month, less who had left it by then.

    Who has left a case's last state is only counted from the month after. Counted by day, and what was before the
    first month together, so that there is little to compare with the months.
    """
    day = DAY * log.ticks
    first, end = months.begins.min().as_scalar(), months.ends.max().as_scalar()

    def by_day(table: Table, activity: str, at: str, n: int) -> Table:
        known = table.filter(_[at] < end).select(activity=_[activity].cast("int64"), at=_[at].cast("int64"))
        since = _.at - (_.at + LONG * day) % day
        dated = known.mutate(day=ibis.ifelse(_.at < first, first - day, since))
        return dated.group_by(["activity", "day"]).agg(n=_.count() * n)

    moved = ibis.union(
        by_day(log.events, "activity", "happened", 1),
        by_day(log.events.filter(_.position > 1), "previous", "happened", -1),
    ).view()
    over = by_day(log.cases, "last_activity", "last_at", -1).view()
    named = ("month", "activity", "n")
    told = ibis.union(
        moved.join(months, moved.day < months.ends).select(*named),
        over.join(months, over.day < months.begins).select(*named),
    )
    return told.group_by(["month", "activity"]).agg(cases=_.n.sum().cast("int64")).filter(_.cases > 0)


def _by_client(spans: Table, last: Table, months: Table) -> Table:
    """month, activity, client, cases: of spans (left by something else) and of last ones (left as they happen)."""
    spans, last = spans.view(), last.view()
    going = spans.join(months, (spans.since < months.ends) & (spans.left_at >= months.ends))
    done = last.join(months, (last.since < months.ends) & (last.left_at >= months.begins))
    named = ("month", "activity", "client")
    states = ibis.union(going.select(*named), done.select(*named))
    return states.group_by([*named]).agg(cases=_.count())


def _steps(log: Enriched) -> Table:
    """activity, since, left_at (ticks), client: a row for each event that another follows."""
    known = log.with_client(log.events.filter(_.position > 1))
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
    known = log.with_client(counted)
    follows = known.filter(_.from_end > 0).select(
        "client", activity="state", since=_.happened.cast("int64"), left_at=_.after.cast("int64")
    )
    last = known.filter(_.from_end == 0).select(
        "client", activity="state", since=_.happened.cast("int64"), left_at=ibis.literal(until, "int64")
    )
    return follows, last
