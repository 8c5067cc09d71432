"""The whole paths of cases (variants), told apart by their names and spelled out where asked."""

from functools import reduce
from operator import and_

from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched

NAME = ("path_a", "path_b", "events")


def variants(log: Enriched) -> Table:
    """path_a, path_b, events, cases, example (a case_no): one row for each different path."""
    return log.cases.group_by(NAME).agg(cases=_.count(), example=_.case_no.min())


def variants_with_clients(log: Enriched) -> Table:
    """The same with `clients`, the number of different clients who took the path."""
    by_client = log.cases.group_by((*NAME, "client")).agg(cases=_.count(), example=_.case_no.min())
    return by_client.group_by(NAME).agg(cases=_.cases.sum().cast("int64"), example=_.example.min(), clients=_.count())


def others(log: Enriched, told: list[dict[str, int]]) -> Table:
    """One row: cases, clients of those who took none of the paths `told` (each with the columns of `NAME`).

    A path is told when each of its sums is that of a told one: two of them name it beyond doubt.
    """
    among = reduce(and_, (log.cases[name].isin([path[name] for path in told]) for name in NAME))
    by_client = (log.cases.filter(~among) if told else log.cases).group_by("client").agg(cases=_.count())
    return by_client.agg(cases=_.cases.sum().cast("int64"), clients=_.count())


def steps(log: Enriched, case_numbers: list[int]) -> Table:
    """case_no, position, activity of the cases named: what their paths are, a row a step, in order."""
    chosen = log.events.filter(_.case_no.isin(case_numbers))
    return chosen.select("case_no", "position", "activity").order_by("case_no", "position")
