"""Services that run at the same time in one case; asks for logs whose events have ends."""

import ibis
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched


def overlapping_pairs(log: Enriched) -> Table:
    """first, second, cases: pairs of different activities that ran at the same time in a case (first < second)."""
    spans = log.events.filter(_.ended.notnull()).select("case_no", "activity", "happened", "ended")
    other = spans.select("case_no", second="activity", began="happened", over="ended")
    met = spans.join(other, "case_no").filter((_.activity < _.second) & (_.happened < _.over) & (_.began < _.ended))
    by_case = met.group_by(["activity", "second", "case_no"]).agg(n=_.count())
    return (
        by_case.group_by(["activity", "second"])
        .agg(cases=_.count())
        .select(first="activity", second="second", cases="cases")
    )


def most_at_once(log: Enriched) -> Table:
    """case_no, most: the greatest number of services that ran at the same moment."""
    spans = log.events.filter(_.ended.notnull())
    begun = spans.select("case_no", moment="happened", change=ibis.literal(1, "int64"))
    over = spans.select("case_no", moment="ended", change=ibis.literal(-1, "int64"))
    # An end comes before a beginning at the same moment: one service handing over to the next is not two at once.
    running = ibis.window(group_by="case_no", order_by=["moment", "change"], preceding=None, following=0)
    counted = ibis.union(begun, over).mutate(now=_.change.sum().over(running).cast("int64"))
    return counted.group_by("case_no").agg(most=_.now.max())
