"""How long until it happens: curves by counts of days, with bands, and with other endings kept apart.

Days are whole, so ties are the rule: the estimates use counts a day and need no jitter (Aalen & Johansen 1978;
Kaplan & Meier 1958; bands on the log-log scale, Kalbfleisch & Prentice 2002, 1.4).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import ibis
from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures.enriched import Enriched

DAY = 86_400
Z = 1.959964
"""Of the two-sided 95 %."""

NEVER, OTHER, SEEN = 0, 2, 1
"""How a case's waiting ended: not while it was followed; by something else; by what was waited for."""


@dataclass(frozen=True, slots=True)
class Point:
    """After `day`: the share for whom it has not happened yet (or has, in `incidence`), with its band."""

    day: int
    at_risk: int
    share: float
    low: float
    high: float


def waits(log: Enriched, awaited: list[int], *, instead: list[int], until: int, by: tuple[str, ...] = ()) -> Table:
    """day, ending, cases: from a case's first event to the first of the activities `awaited`; by columns of `cases`.

    `instead` are activities after which it can no longer happen (closed, moved away). A case in which neither has
    is followed to `until` (ticks). Days are whole days begun: 0 is the first.
    """
    steps = log.events.filter(_.activity.isin([*awaited, *instead]) & (_.happened <= until))
    named = steps.mutate(rank=ibis.ifelse(_.activity.isin(awaited), SEEN, OTHER))
    firsts = named.group_by("case_no").agg(at=_.happened.min())
    # Of two at the same moment, the awaited counts.
    ending = (
        firsts.join(named, "case_no")
        .filter(_.happened == _.at)
        .group_by("case_no")
        .agg(at=_.at.min(), ending=_.rank.min())
    )
    joined = log.cases.filter(_.first_at <= until).left_join(ending, "case_no")
    days = joined.select(
        *by,
        day=(ibis.coalesce(_.at, ibis.literal(until, "int64")) - _.first_at) // (DAY * log.ticks),
        ending=ibis.coalesce(_.ending.cast("int64"), ibis.literal(NEVER, "int64")),
    )
    return days.group_by([*by, "day", "ending"]).agg(cases=_.count())


def still_waiting(counts: Iterable[tuple[int, int, int]]) -> list[Point]:
    """Kaplan–Meier from (day, ending, cases); every ending but `SEEN` is a leaving."""
    points, share, spread = [], 1.0, 0.0
    for day, at_risk, seen, _other in _days(counts):
        if seen:
            share *= 1 - seen / at_risk
            spread += seen / (at_risk * (at_risk - seen)) if at_risk > seen else 0.0
            points.append(Point(day, at_risk, share, *_band(share, spread)))
    return points


def incidence(counts: Iterable[tuple[int, int, int]]) -> list[Point]:
    """Aalen–Johansen from (day, ending, cases): the share for whom it has happened, other endings being endings.

    The band is Aalen's variance of the cumulative incidence, on the log-log scale.
    """
    points: list[Point] = []
    alive, reached = 1.0, 0.0
    terms: list[tuple[float, float, int, int, int]] = []
    for day, at_risk, seen, other in _days(counts):
        step = alive * seen / at_risk
        reached += step
        terms.append((alive, reached, at_risk, seen, other))
        if seen:
            variance = _incidence_variance(terms, reached)
            spread = variance / reached**2 if 0 < reached < 1 else 0.0
            low, high = _band(reached, spread)
            points.append(Point(day, at_risk, reached, low, high))
        alive *= 1 - (seen + other) / at_risk
    return points


def _incidence_variance(terms: list[tuple[float, float, int, int, int]], reached: float) -> float:
    variance = 0.0
    for alive, then, at_risk, seen, other in terms:
        left = reached - then
        both = seen + other
        if at_risk > both:
            variance += left**2 * both / (at_risk * (at_risk - both))
        variance += alive**2 * (at_risk - seen) * seen / at_risk**3
        variance -= 2 * left * alive * seen / at_risk**2
    return max(0.0, variance)


def _days(counts: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """(day, at risk, seen, other) for each day on which anyone's waiting ended."""
    table: dict[int, dict[int, int]] = {}
    for day, ending, cases in counts:
        of_day = table.setdefault(day, {})
        of_day[ending] = of_day.get(ending, 0) + cases
    at_risk = sum(sum(of_day.values()) for of_day in table.values())
    found = []
    for day in sorted(table):
        of_day = table[day]
        found.append((day, at_risk, of_day.get(SEEN, 0), of_day.get(OTHER, 0)))
        at_risk -= sum(of_day.values())
    return found


def _band(share: float, spread: float) -> tuple[float, float]:
    """`spread` is the variance divided by the share's square."""
    if not 0.0 < share < 1.0 or spread == 0.0:
        return share, share
    reach = Z * math.sqrt(spread) / abs(math.log(share))
    return share ** math.exp(reach), share ** math.exp(-reach)
