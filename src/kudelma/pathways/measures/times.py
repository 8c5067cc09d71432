"""How long cases last, and how long each service."""

import ibis
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.medians import joined, medians


def durations(log: Enriched) -> Table:
    """case_no, client, ticks: from a case's first event to its last."""
    return log.cases.select("case_no", "client", ticks=_.last_at - _.first_at)


def throughput(log: Enriched) -> Table:
    """One row: cases, seconds_total (whole), ticks_left, median, shortest, longest (ticks)."""
    found = durations(log)
    facts = found.agg(
        cases=_.count(),
        seconds_total=(_.ticks // log.ticks).sum(),
        ticks_left=(_.ticks % log.ticks).sum(),
        shortest=_.ticks.min(),
        longest=_.ticks.max(),
    )
    return facts.cross_join(medians(found, (), "ticks", native=log.native))


def by_month(log: Enriched, months: Table) -> Table:
    """month, cases, clients, median (ticks) of the cases whose last event was in each of `states.month_table`."""
    spans = log.cases.select("client", "last_at", ticks=_.last_at - _.first_at)
    ended = spans.join(months, (spans.last_at >= months.begins) & (spans.last_at < months.ends))
    counted = ended.group_by("month").agg(cases=_.count())
    clients = ended.group_by(["month", "client"]).agg(n=_.count()).group_by("month").agg(clients=_.count())
    middle = medians(ended.select("month", "ticks"), ("month",), "ticks", native=log.native)
    return joined(joined(counted, clients, ("month",)), middle, ("month",))


def time_in_service(log: Enriched) -> Table:
    """activity, events, open (no end known), seconds_total, median (ticks) of the ended; needs `ended`."""
    spent = log.events.select("activity", "ended", ticks=_.ended - _.happened)
    counted = spent.group_by("activity").agg(
        events=_.count(),
        open=ibis.ifelse(_.ended.isnull(), 1, 0).sum(),
        seconds_total=(_.ticks // log.ticks).sum(),
    )
    ended = spent.filter(_.ended.notnull())
    return counted.left_join(medians(ended, ("activity",), "ticks", native=log.native), "activity").select(
        "activity", "events", "open", "seconds_total", "median"
    )
