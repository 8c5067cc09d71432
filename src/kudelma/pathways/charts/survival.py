"""Waiting drawn as survival curves: the share still waiting, with its band, and how many are still followed.

A curve is told at its points, which are marked. In between it has fallen somewhere: it is drawn straight, and no more
is said of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kudelma.core.svg import element, number, path
from kudelma.pathways.charts.paper import (
    SMALL,
    Chart,
    Saying,
    Table,
    clipped,
    sheet,
    spread,
    ticks,
    words_at,
)

LEFT, TOP, WIDE, TALL = 64.0, 18.0, 700.0, 300.0
RIGHT = 240.0
MOST = 4
DASHES = (None, "9 5", "2 4", "12 4 2 4")


@dataclass(frozen=True, slots=True)
class At:
    """On this many days from the beginning: the share still waiting, its band, and how many are followed."""

    day: int
    share: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True, slots=True)
class Curve:
    name: str
    points: tuple[At, ...]


@dataclass(frozen=True, slots=True)
class SurvivalWords:
    """`limit` names a line across the days (a limit of law) and `limit_day` says where; None leaves it out."""

    group: str
    days: str
    still: str
    band: str
    followed: str
    limit: str = ""
    limit_day: int | None = None


def draw(curves: list[Curve], say: Saying, words: SurvivalWords) -> Chart:
    shown = [c for c in curves if c.points][:MOST]
    last = max([p.day for c in shown for p in c.points] + [words.limit_day or 0, 1])
    days = ticks(float(last), 7)
    top = days[-1]

    def spot(day: float, share: float) -> tuple[float, float]:
        return LEFT + WIDE * day / top, TOP + TALL * (1 - share)

    parts = _frame(days, spot_x=lambda day: spot(day, 0)[0], words=words)
    if words.limit_day is not None:
        x = spot(words.limit_day, 0)[0]
        line = {"class_": "k-chart__limit", "x1": x, "x2": x, "y1": TOP, "y2": TOP + TALL, "stroke": "currentColor"}
        parts.append(element("line", line | {"stroke-dasharray": "3 3"}))
        parts.append(words_at([words.limit], x + 5, TOP + 12, font_size=SMALL, class_="k-chart__halo"))
    ends = []
    for at, curve in enumerate(shown):
        points = _from_the_first_day(curve)
        way = [spot(p.day, p.share) for p in points]
        upper, lower = [spot(p.day, p.high) for p in points], [spot(p.day, p.low) for p in points]
        parts.append(
            element(
                "path",
                {
                    "class_": f"k-chart__band k-chart__band--{at}",
                    "fill-opacity": 0.13,
                    "d": path([*upper, *lower[::-1]], closed=True),
                },
            )
        )
        facts = {"class_": f"k-chart__line k-chart__line--{at}", "d": path(way), "fill": "none"}
        parts.append(element("path", facts | {"stroke": "currentColor", "stroke-dasharray": DASHES[at]}))
        parts += [
            element(
                "circle", {"class_": f"k-chart__point k-chart__line--{at}", "cx": x, "cy": y, "r": 4, "fill": "none"}
            )
            for x, y in way[1:]
        ]
        ends.append(way[-1])
    for at, y in enumerate(spread([end[1] for end in ends], 22.0, TOP + 8, TOP + TALL - 4)):
        x = LEFT + WIDE + 14
        facts = {"class_": f"k-chart__line k-chart__line--{at}", "d": f"M{number(x)} {number(y)}h26", "fill": "none"}
        parts.append(element("path", facts | {"stroke": "currentColor", "stroke-dasharray": DASHES[at]}))
        parts.append(words_at([clipped(shown[at].name, RIGHT - 60)], x + 34, y + 5))
    y = TOP + TALL + 62
    parts.append(words_at([words.followed], LEFT, y, font_size=SMALL, class_="k-chart__soft"))
    for row, curve in enumerate(shown):
        line_y = y + 20 + row * 20
        parts += [
            words_at([_followed(curve, day, say)], spot(day, 0)[0], line_y, font_size=SMALL, text_anchor="middle")
            for day in days
        ]
        parts.append(words_at([clipped(curve.name, RIGHT - 60)], LEFT + WIDE + 48, line_y, font_size=SMALL))
    tall = y + 20 * len(shown) + 20
    return Chart(sheet(say, LEFT + WIDE + RIGHT, tall, *parts), _table(shown, words, say))


def _frame(days: list[float], *, spot_x: Callable[[float], float], words: SurvivalWords) -> list[str]:
    parts = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = TOP + TALL * (1 - share)
        grid = {"class_": "k-chart__grid", "x1": LEFT, "x2": LEFT + WIDE, "y1": y, "y2": y, "stroke": "currentColor"}
        parts.append(element("line", grid))
        parts.append(words_at([f"{round(share * 100)} %"], LEFT - 10, y + 4.5, font_size=SMALL, text_anchor="end"))
    for day in days:
        x = spot_x(day)
        parts.append(words_at([number(day)], x, TOP + TALL + 20, font_size=SMALL, text_anchor="middle"))
    parts.append(
        words_at([words.days], LEFT + WIDE, TOP + TALL + 40, font_size=SMALL, text_anchor="end", class_="k-chart__soft")
    )
    return parts


def _from_the_first_day(curve: Curve) -> list[At]:
    """All wait on the day of the beginning, unless the first point says otherwise."""
    first = curve.points[0]
    return [At(0, 1.0, 1.0, 1.0, first.at_risk), *curve.points] if first.day > 0 else list(curve.points)


def _followed(curve: Curve, day: float, say: Saying) -> str:
    """Say how many are still followed on a day: those at risk at the next event. After the last one it is not told."""
    later = [p for p in curve.points if p.day >= day]
    return say.number(later[0].at_risk) if later else "–"


def _table(curves: list[Curve], words: SurvivalWords, say: Saying) -> Table:
    rows = [
        (
            curve.name,
            number(at.day),
            f"{round(at.share * 100)} %",
            f"{round(at.low * 100)}–{round(at.high * 100)} %",
            say.number(at.at_risk),
        )
        for curve in curves
        for at in _from_the_first_day(curve)
    ]
    return Table((words.group, words.days, words.still, words.band, words.followed), tuple(rows))
