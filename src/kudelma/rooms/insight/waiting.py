"""How long families wait: survival curves by counts of days, with bands (Kaplan–Meier, Greenwood, log-log)."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kudelma.pathways.charts.survival import At, Curve
from kudelma.rooms.insight.books import Books
from kudelma.rooms.insight.figures import K

Z = 1.959964
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Waited:
    """One case: so many days until it happened, or until it was last known not to have."""

    days: int
    happened: bool


def curve(name: str, waits: Iterable[Waited]) -> Curve:
    """Return the share still waiting after each day on which something happened."""
    happened, left = Counter[int](), Counter[int]()
    for one in waits:
        (happened if one.happened else left)[one.days] += 1
    at_risk = happened.total() + left.total()
    share, spread, points = 1.0, 0.0, []
    for day in sorted(happened.keys() | left.keys()):
        events = happened[day]
        if events and at_risk >= K:  # with fewer left, a step would tell of one family
            share *= 1 - events / at_risk
            spread += events / (at_risk * (at_risk - events)) if at_risk > events else 0.0
            low, high = _band(share, spread)
            points.append(At(day, share, low, high, at_risk))
        at_risk -= events + left[day]
    return Curve(name, tuple(points))


def _band(share: float, spread: float) -> tuple[float, float]:
    if share <= 0.0:
        return 0.0, 0.0
    if share >= 1.0 or spread == 0.0:
        return share, share
    reach = Z * math.sqrt(spread) / abs(math.log(share))
    return share ** math.exp(reach), share ** math.exp(-reach)


def to_activity(books: Books, activity: str, *, until: int | None = None) -> list[Curve]:
    """Return by source how long it takes from a case's beginning to an activity, the largest group first.

    A case in which it has not happened is followed until `until` (seconds), or to the end of the log. Sources that
    fewer than k families came from stand together under the name "", if k families are in them.
    """
    books.con.execute(
        """
        create or replace temp table waited as
        with reached as (select case_no, min(moment) as reached_at from looked where activity::varchar = ? group by 1),
        big as (select source from picked group by 1 having count(distinct client) >= ?),
        ended as (select coalesce(?, max(last_at)) as ended_at from cases)
        select case when source in (select source from big) then source else '' end as source, client,
            greatest(coalesce(reached_at, greatest((select ended_at from ended), last_at)) - first_at, 0) // ? as days,
            reached_at is not null as happened
        from picked left join reached using (case_no)
        """,
        [activity, K, until, DAY],
    )
    told = books.rows("select source, count(*) from waited group by 1 having count(distinct client) >= ?", [K])
    found = books.rows("select source, days, happened, count(*) from waited group by all order by all")
    curves = []
    for source, _cases in sorted(told, key=lambda pair: (-pair[1], pair[0])):
        rows = [row[1:] for row in found if row[0] == source]
        curves.append(curve(source, (Waited(days, done) for days, done, n in rows for _ in range(n))))
    return curves
