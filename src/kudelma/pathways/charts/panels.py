"""Several figures over the same time, one strip under another: points, how far they spread, and what they are now."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from kudelma.core.svg import element, number, path
from kudelma.pathways.charts.paper import SMALL, Chart, Saying, Table, sheet, words_at, wrapped

NAMES, LEFT, TOP, WIDE, RIGHT = 190.0, 232.0, 14.0, 600.0, 138.0
TALL, APART = 64.0, 26.0
LABEL = 66.0
MOST = 48


@dataclass(frozen=True, slots=True)
class Mark:
    """A period's figure as it is `said`. Without a `value` it is only known to lie between `low` and `high`.

    One that stands on `few` answers is drawn hollow.
    """

    said: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    few: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One figure by period, None where it is not told. `ticks` are its scale from its foot to its top, as said."""

    name: str
    marks: Sequence[Mark | None]
    ticks: Sequence[tuple[float, str]]


def draw(period: str, labels: Sequence[str], panels: Sequence[Panel], say: Saying) -> Chart:
    """Draw the panels over the periods `labels`; `period` is the head of their column in the table."""
    shown = labels[-MOST:]
    parts = [_panel(one, TOP + at * (TALL + APART), len(shown), shown) for at, one in enumerate(panels)]
    foot = TOP + len(panels) * (TALL + APART) - APART
    step = WIDE / max(1, len(shown))
    every = ceil(LABEL / step)
    parts += [
        words_at([label], LEFT + step * (spot + 0.5), foot + 22, font_size=SMALL, text_anchor="middle")
        for spot, label in enumerate(shown)
        if (len(shown) - 1 - spot) % every == 0
    ]
    first = len(labels) - len(shown)
    rows = tuple(
        (label, *(mark.said if (mark := one.marks[first + spot]) else "–" for one in panels))
        for spot, label in enumerate(shown)
    )
    table = Table((period, *(one.name for one in panels)), rows)
    return Chart(sheet(say, LEFT + WIDE + RIGHT, foot + 36, *parts), table)


def _panel(one: Panel, top: float, many: int, labels: Sequence[str]) -> str:
    low, high = one.ticks[0][0], one.ticks[-1][0]
    step = WIDE / max(1, many)
    marks = one.marks[-many:]

    def y(value: float) -> float:
        return top + TALL * (1 - (value - low) / (high - low))

    lines = wrapped(one.name, NAMES)
    parts = [words_at(lines, 0, top + TALL / 2 + 5 - 17 * (len(lines) - 1) / 2)]
    for value, said in one.ticks:
        line = {"class_": "k-chart__grid", "x1": LEFT, "x2": LEFT + WIDE, "y1": y(value), "y2": y(value)}
        parts.append(element("line", line | {"stroke": "currentColor", "stroke-opacity": 0.4}))
        parts.append(words_at([said], LEFT - 8, y(value) + 4.5, font_size=SMALL, text_anchor="end"))
    places = [
        (LEFT + step * (spot + 0.5), y(mark.value)) if mark and mark.value is not None else None
        for spot, mark in enumerate(marks)
    ]
    parts += [
        _reach(LEFT + step * (spot + 0.5), y(mark.low), y(mark.high), firm=mark.value is None)
        for spot, mark in enumerate(marks)
        if mark and mark.low is not None and mark.high is not None
    ]
    for way in _ways(places):
        line = {"class_": "k-chart__line k-chart__line--thin", "d": path(way), "fill": "none"}
        parts.append(element("path", line | {"stroke": "currentColor"}))
    for place, mark in zip(places, marks, strict=True):
        if place and mark:
            kind = "k-chart__point" if mark.few else "k-chart__point k-chart__point--firm"
            facts = {"class_": kind, "fill": "#fff" if mark.few else "currentColor", "stroke": "currentColor"}
            parts.append(element("circle", facts | {"cx": place[0], "cy": place[1], "r": 3.6}))
    return "".join((*parts, _now(marks, labels, LEFT + WIDE + 12, top + TALL / 2)))


def _reach(x: float, low: float, high: float, *, firm: bool) -> str:
    """Draw how far it spreads; where that is all that is known, as a bar with ends."""
    if firm:
        d = f"M{number(x - 5)} {number(low)}h10m-5 0V{number(high)}m-5 0h10"
        return element("path", {"class_": "k-chart__gap", "d": d, "fill": "none", "stroke": "currentColor"})
    box = {"class_": "k-chart__band", "fill-opacity": 0.22, "x": x - 4, "width": 8.0, "rx": 3.0}
    return element("rect", box | {"y": min(low, high), "height": max(2.0, abs(low - high))})


def _ways(places: list[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Return the stretches on end that are told; nothing is drawn across a period that is not."""
    found: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place:
            found[-1].append(place)
        elif found[-1]:
            found.append([])
    return [way for way in found if len(way) > 1]


def _now(marks: Sequence[Mark | None], labels: Sequence[str], x: float, y: float) -> str:
    """Say the last figure that is told, and of when it is."""
    last = next(((mark, label) for mark, label in zip(marks[::-1], labels[::-1], strict=True) if mark), None)
    if last is None:
        return ""
    said = wrapped(last[0].said, RIGHT - 14, lines=2)
    when = words_at([last[1]], x, y + 18 + 17 * (len(said) - 1) / 2, font_size=SMALL, class_="k-chart__soft")
    return words_at(said, x, y - 17 * (len(said) - 1) / 2, font_weight=600) + when
