"""Arrivals, endings and open cases, month by month."""

import ibis
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched


def by_month(log: Enriched, months: Table, *, closing: list[int] | None = None) -> Table:
    """month, begun, ended, open: `months` is `states.month_table`; open is at the month's end.

    A case ends with its last event, where `closing` names activities only if that is one of them: else it is open
    still.
    """
    cases = log.cases.select("case_no", "first_at", "last_at", "last_activity")
    closed = cases.last_activity.isin(closing) if closing is not None else ibis.literal(value=True)
    cases = cases.mutate(closed=closed)
    met = cases.join(months, cases.first_at < months.ends)
    return met.group_by("month").agg(
        begun=ibis.ifelse(_.first_at >= _.begins, 1, 0).sum(),
        ended=ibis.ifelse(_.closed & (_.last_at >= _.begins) & (_.last_at < _.ends), 1, 0).sum(),
        open=ibis.ifelse(_.closed & (_.last_at < _.ends), 0, 1).sum(),
    )
