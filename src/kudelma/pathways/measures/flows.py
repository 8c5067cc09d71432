"""What follows what, how often and after how long; where cases begin and end."""

import ibis
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.medians import joined, medians

EDGE = ("previous", "activity")


def moves(log: Enriched) -> Table:
    """Every move from one event to the next: previous, activity, gap (ticks), case_no."""
    return log.events.filter(_.position > 1).select("case_no", *EDGE, "gap")


def directly_follows(log: Enriched) -> Table:
    """previous, activity, moves: how often `activity` came straight after `previous` (van der Aalst 2016, ch. 5)."""
    if log.moves is not None:
        return log.moves.select(*EDGE, "moves")
    return log.events.filter(_.position > 1).group_by(EDGE).agg(moves=_.count())


def waiting_times(log: Enriched) -> Table:
    """Directly-follows with times: moves, seconds_total (whole), ticks_left, median (ticks).

    The sum is kept in two parts, so that no engine's integers overflow: seconds and what is left in ticks.
    """
    if log.moves is not None:
        return log.moves
    between = moves(log)
    if log.native:
        return between.group_by(EDGE).agg(
            moves=_.count(),
            seconds_total=(_.gap // log.ticks).sum() if log.ticks > 1 else _.gap.sum(),
            ticks_left=(_.gap % log.ticks).sum() if log.ticks > 1 else _.count() * 0,
            median=_.gap.median(),
        )
    counted = between.group_by(EDGE).agg(
        moves=_.count(), seconds_total=(_.gap // log.ticks).sum(), ticks_left=(_.gap % log.ticks).sum()
    )
    return joined(counted, medians(between, EDGE, "gap", native=False), EDGE)


def flow_map(log: Enriched, *, enough: int | None = None) -> Table:
    """Directly-follows with the clients behind each move: previous, activity, moves, clients.

    With `enough`, no more than that is counted where it is certain: so many moves that even if each client made as
    many as any makes in all, there would be `enough` of them. Only the rare moves are then looked at client by client.
    """
    if enough is None:
        return _with_clients(_between(log), EDGE, "moves")
    of_client = log.cases.group_by("client").agg(events=_.events.sum().cast("int64")) if log.families else log.cases
    longest = of_client.agg(most=_.events.max().cast("int64"))
    counted = directly_follows(log).cross_join(longest)
    plain = counted.moves >= counted.most * enough
    many = counted.filter(plain).select(*EDGE, moves=_.moves.cast("int64"), clients=ibis.literal(enough, "int64"))
    rare = _between(log).semi_join(counted.filter(~plain), EDGE)
    return ibis.union(many, _with_clients(rare, EDGE, "moves").select(*EDGE, "moves", clients=_.clients.cast("int64")))


def _between(log: Enriched) -> Table:
    """Every move with its client."""
    return log.with_client(log.events.filter(_.position > 1))


def by_step(log: Enriched, *, most: int) -> Table:
    """Step (from 1), previous, activity, moves, clients: what followed what at each step up to `most`."""
    key = ("step", *EDGE)
    early = log.events.filter((_.position > 1) & (_.position <= most)).mutate(step=_.position.cast("int64") - 1)
    return _with_clients(log.with_client(early), key, "moves")


def ends_by_step(log: Enriched, *, most: int) -> Table:
    """step, activity, cases, clients: with what the cases of fewer than `most` events ended, and at which step."""
    key = ("step", "activity")
    short = log.cases.filter(_.events < most)
    named = short.select("client", step=_.events.cast("int64"), activity="last_activity")
    return _with_clients(named, key, "cases")


def starts(log: Enriched) -> Table:
    """activity, cases, clients: the first activity of each case."""
    return _ends(log.cases, "first_activity")


def ends(log: Enriched) -> Table:
    """activity, cases, clients: the last activity of each case."""
    return _ends(log.cases, "last_activity")


def activities(log: Enriched) -> Table:
    """activity, events, cases, clients: how often each activity stands in the log."""
    by_case = log.events.group_by(["activity", "case_no"]).agg(events=_.count())
    counted = by_case.group_by("activity").agg(events=_.events.sum(), cases=_.count())
    clients = _clients(log.with_client(by_case), "activity")
    return joined(counted, clients, ("activity",))


def _ends(cases: Table, which: str) -> Table:
    named = cases.select("client", activity=cases[which])
    return _with_clients(named, ("activity",), "cases")


def _with_clients(table: Table, by: tuple[str, ...], rows: str) -> Table:
    """How many rows and how many different clients, as two GROUP BYs."""
    by_client = table.group_by((*by, "client")).agg(n=_.count())
    return by_client.group_by(by).agg(**{rows: _.n.sum().cast("int64"), "clients": _.count()})


def _clients(table: Table, by: str) -> Table:
    """How many different clients, as two GROUP BYs."""
    return table.group_by([by, "client"]).agg(n=_.count()).group_by(by).agg(clients=_.count())
