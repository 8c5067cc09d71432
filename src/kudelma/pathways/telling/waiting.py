"""How long it takes until something happens: the share still waiting, in steps that tell of no few families."""

from collections import defaultdict
from collections.abc import Iterable

from kudelma.pathways.charts.survival import At, Curve
from kudelma.pathways.measures import survival
from kudelma.pathways.measures.enriched import Enriched

Row = tuple[int, int, int, int]
"""day, ending (`survival.SEEN` …), client, cases."""


def curves(log: Enriched, awaited: list[int], *, until: int, told_apart: Iterable[str], k: int) -> list[Curve]:
    """One curve for each source in `told_apart`, in that order, and one named "" for all the others.

    From a case's beginning to the first of the activities `awaited`; a case in which none has happened is followed to
    `until` (ticks). The log's cases know their `source` (`participation.with_sources`).
    """
    apart = list(told_apart)
    found = survival.waits(log, awaited, instead=[], until=until, by=("source", "client"))
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in found.to_pyarrow().to_pylist():
        name = row["source"] if row["source"] in apart else ""
        rows[name].append((row["day"], row["ending"], row["client"], row["cases"]))
    drawn = [told(name, rows[name], k) for name in [*apart, ""] if rows[name]]
    return [curve for curve in drawn if curve.points]


def told(name: str, rows: list[Row], k: int) -> Curve:
    """Kaplan–Meier's curve, told on the days on which it may be.

    Between two told days at least k clients have reached what was waited for, those who were no longer followed are
    none or k at least, and those who go on waiting are none or k at least: the numbers of any step are no one's.
    """
    counts: dict[tuple[int, int], int] = defaultdict(int)
    by_day: dict[int, list[Row]] = defaultdict(list)
    waiting: dict[int, int] = defaultdict(int)
    for row in rows:
        day, ending, client, cases = row
        counts[day, ending] += cases
        by_day[day].append(row)
        waiting[client] += cases
    whole = {point.day: point for point in survival.still_waiting((*key, n) for key, n in counts.items())}
    points = list[At]()
    seen, gone = set[int](), set[int]()
    left = followed = sum(counts.values())
    if len(waiting) < k:
        return Curve(name, ())
    for day in sorted(by_day):
        for _day, ending, client, cases in by_day[day]:
            (seen if ending == survival.SEEN else gone).add(client)
            left -= cases
            waiting[client] -= cases
            if not waiting[client]:
                del waiting[client]
        if day in whole and len(seen) >= k and _none_or_k(gone, k) and _none_or_k(waiting, k):
            point = whole[day]
            points.append(At(day, point.share, point.low, point.high, followed))
            seen, gone, followed = set(), set(), left
    return Curve(name, tuple(points))


def _none_or_k(clients: Iterable[int], k: int) -> bool:
    many = len(list(clients))
    return many == 0 or many >= k
