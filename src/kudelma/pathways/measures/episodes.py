"""Pauses and returns: an episode is a stretch of a case with no pause longer than a given time."""

import ibis
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.medians import joined


def returns(log: Enriched, *, pause_seconds: int) -> Table:
    """activity, returns, clients: the activity with which a case came back after a pause of at least that long."""
    back = log.events.filter((_.position > 1) & (_.gap >= pause_seconds * log.ticks))
    named = log.with_client(back)
    clients = named.group_by(["activity", "client"]).agg(n=_.count()).group_by("activity").agg(clients=_.count())
    return joined(named.group_by("activity").agg(returns=_.count()), clients, ("activity",))


def episodes(log: Enriched, *, pause_seconds: int) -> Table:
    """case_no, episode (from 1), began, left_off (ticks), events: a row for each episode."""
    new = ibis.ifelse((_.position == 1) | (_.gap >= pause_seconds * log.ticks), 1, 0).cast("int64")
    running = ibis.window(group_by="case_no", order_by="position", preceding=None, following=0)
    numbered = log.events.mutate(begins=new).mutate(episode=_.begins.sum().over(running).cast("int64"))
    return numbered.group_by(["case_no", "episode"]).agg(
        began=_.happened.min(), left_off=_.happened.max(), events=_.count()
    )


def episode_counts(log: Enriched, *, pause_seconds: int) -> Table:
    """episodes, cases, clients: how many cases came in one, two, three … episodes."""
    of_case = episodes(log, pause_seconds=pause_seconds).group_by("case_no").agg(episodes=_.episode.max())
    named = log.with_client(of_case)
    clients = named.group_by(["episodes", "client"]).agg(n=_.count()).group_by("episodes").agg(clients=_.count())
    return joined(named.group_by("episodes").agg(cases=_.count()), clients, ("episodes",))
