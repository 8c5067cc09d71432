"""Who took part, by the party that referred; asks for logs with `role` and `source`."""

from dataclasses import replace

import ibis
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.medians import joined

PAIR = ("source", "role")


def sources(log: Enriched) -> Table:
    """case_no, client, source: the referring party of each case, the first that is named."""
    if "source" in log.cases.columns:
        return log.cases.select("case_no", "source", "client")
    named = log.events.filter(_.source.notnull())
    if log.native:
        told = named.group_by("case_no").agg(source=_.source.argmin(_.position))
        return told.join(log.cases.select("case_no", "client"), "case_no")
    first = named.group_by("case_no").agg(position=_.position.min())
    return (
        named.join(first, ["case_no", "position"])
        .select("case_no", "source")
        .join(log.cases.select("case_no", "client"), "case_no")
    )


def with_sources(log: Enriched) -> Enriched:
    """The same log; each of its `cases` knows its `source`, "" where none is named."""
    if "source" not in log.events.columns:
        return replace(log, cases=log.cases.mutate(source=ibis.literal("")))
    named = sources(log).select("case_no", "source")
    cases = log.cases.left_join(named, "case_no").select(
        *log.cases.columns, source=ibis.coalesce(named.source, ibis.literal(""))
    )
    return replace(log, cases=cases)


def by_source(log: Enriched) -> Table:
    """source, role, cases, clients: in how many cases from a source someone of the role took part."""
    took_part = log.events.filter(_.role.notnull()).group_by(["case_no", "role"]).agg(n=_.count())
    together = took_part.join(sources(log), "case_no")
    clients = together.group_by((*PAIR, "client")).agg(n=_.count()).group_by(PAIR).agg(clients=_.count())
    return joined(together.group_by(PAIR).agg(cases=_.count()), clients, PAIR)


def cases_by_source(log: Enriched) -> Table:
    """source, cases, clients: how many cases came from each."""
    found = sources(log)
    clients = found.group_by(["source", "client"]).agg(n=_.count()).group_by("source").agg(clients=_.count())
    return joined(found.group_by("source").agg(cases=_.count()), clients, ("source",))
