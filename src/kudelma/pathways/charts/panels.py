"""Several figures over the same time, one strip under another: points, how far they spread, and what they are now."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from xml.sax.saxutils import escape

from kudelma.core.svg import clean, element, number, path
from kudelma.pathways.charts.paper import SMALL, TEXT, Chart, Saying, Table, clipped, sheet, width_of, words_at

LEFT, TOP, WIDE, RIGHT = 52.0, 4.0, 860.0, 12.0
NAME, TALL, APART = 30.0, 58.0, 24.0
LABEL = 66.0
SPACE = "\N{NO-BREAK SPACE}"
"""At the edge of a part of a line: some programs drop any other."""
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


def draw(period: str, labels: Sequence[str], panels: Sequence[Panel], say: Saying, *, voice: bool = False) -> Chart:
    """Draw the panels over the periods `labels`; `period` is the head of their column in the table.

    `voice` are the child's and the family's own answers.
    """
    shown = labels[-MOST:]
    parts = [_panel(one, TOP + at * (NAME + TALL + APART), shown) for at, one in enumerate(panels)]
    foot = TOP + len(panels) * (NAME + TALL + APART) - APART
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
    drawn = element("g", {"class_": "k-chart__voice" if voice else None}, *parts)
    return Chart(sheet(say, LEFT + WIDE + RIGHT, foot + 36, drawn), table)


def _panel(one: Panel, top: float, labels: Sequence[str]) -> str:
    low, high = one.ticks[0][0], one.ticks[-1][0]
    many = len(labels)
    step = WIDE / max(1, many)
    marks = one.marks[-many:]
    foot = top + NAME + TALL

    def y(value: float) -> float:
        return foot - TALL * (value - low) / (high - low)

    parts = [_heading(one.name, marks, labels, top + TEXT)]
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
    return "".join(parts)


def _reach(x: float, low: float, high: float, *, firm: bool) -> str:
    """Draw how far it spreads; where that is all that is known, as a bar with ends."""
    if firm:
        d = f"M{number(x - 5)} {number(low)}h10m-5 0V{number(high)}m-5 0h10"
        return element("path", {"class_": "k-chart__gap", "d": d, "fill": "none", "stroke": "currentColor"})
    box = {"class_": "k-chart__band", "fill-opacity": 0.28, "x": x - 4, "width": 8.0, "rx": 3.0}
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


def _heading(name: str, marks: Sequence[Mark | None], labels: Sequence[str], y: float) -> str:
    """Say what it is, and the last figure that is told with when it is of."""
    last = next(((mark, label) for mark, label in zip(marks[::-1], labels[::-1], strict=True) if mark), None)
    said, when = (f"{SPACE}{last[0].said}", f"{SPACE}·{SPACE}{last[1]}") if last else ("", "")
    short = clipped(name, WIDE - width_of(said + when))
    now = element("tspan", {"font_weight": 600}, escape(clean(said)))
    then = element("tspan", {"class_": "k-chart__soft", "font_size": SMALL}, escape(when))
    return element("text", {"x": 0, "y": y}, escape(clean(f"{short}:" if said else short)), now, then)
