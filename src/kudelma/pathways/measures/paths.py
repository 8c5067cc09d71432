"""The whole paths of cases (variants), told apart by their names and spelled out where asked."""

from functools import reduce
from operator import and_

from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.medians import joined

NAME = ("path_a", "path_b", "events")


def variants(log: Enriched) -> Table:
    """path_a, path_b, events, cases, example (a case_no): one row for each different path."""
    return log.cases.group_by(NAME).agg(cases=_.count(), example=_.case_no.min())


def variants_with_clients(log: Enriched) -> Table:
    """The same with `clients`, the number of different clients who took the path."""
    clients = log.cases.group_by((*NAME, "client")).agg(n=_.count()).group_by(NAME).agg(clients=_.count())
    return joined(variants(log), clients, NAME)


def others(log: Enriched, told: list[dict[str, int]]) -> Table:
    """One row: cases, clients of those who took none of the paths `told` (each with the columns of `NAME`)."""
    rest = log.cases
    for path in told:
        rest = rest.filter(~reduce(and_, (rest[name] == path[name] for name in NAME)))
    by_client = rest.group_by("client").agg(cases=_.count())
    return by_client.agg(cases=_.cases.sum(), clients=_.count())


def steps(log: Enriched, case_numbers: list[int]) -> Table:
    """case_no, position, activity of the cases named: what their paths are, a row a step, in order."""
    chosen = log.events.filter(_.case_no.isin(case_numbers))
    return chosen.select("case_no", "position", "activity").order_by("case_no", "position")
