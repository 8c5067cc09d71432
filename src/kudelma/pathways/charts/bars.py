"""One bar for each of some things, its figure written at its end; what may not be told is a dashed line."""

from collections.abc import Sequence
from dataclasses import dataclass

from kudelma.core.svg import element, number
from kudelma.pathways.charts.paper import HALO, SMALL, Chart, Saying, Table, sheet, ticks, words_at, wrapped

LEFT, WIDE, RIGHT, ROW, TOP = 230.0, 460.0, 190.0, 38.0, 16.0
MOST = 20
GAP = 120.0


@dataclass(frozen=True, slots=True)
class Bar:
    """`said` is the value in words; a value of None is not told."""

    name: str
    value: float | None
    said: str


def draw(bars: Sequence[Bar], table: Table, say: Saying) -> Chart:
    """Draw the first bars; `table` holds them all."""
    shown = bars[:MOST]
    scale = ticks(max([bar.value for bar in shown if bar.value is not None] + [1.0]))
    bottom = TOP + ROW * len(shown)
    parts = []
    for tick in scale:
        x = LEFT + WIDE * tick / scale[-1]
        line = {"class_": "k-chart__grid", "x1": x, "x2": x, "y1": TOP - 6, "y2": bottom, "stroke": "currentColor"}
        parts.append(element("line", line))
        parts.append(words_at([say.number(tick)], x, bottom + 20, font_size=SMALL, text_anchor="middle"))
    for row, bar in enumerate(shown):
        y = TOP + ROW * row
        lines = wrapped(bar.name, LEFT - 20, lines=2)
        parts.append(words_at(lines, LEFT - 12, y + (21 if len(lines) == 1 else 13), text_anchor="end"))
        if bar.value is None:
            dash = f"M{number(LEFT)} {number(y + 16)}h{number(GAP)}"
            facts = {"class_": "k-chart__gap", "d": dash, "stroke": "currentColor", "stroke-dasharray": "2 4"}
            parts.append(element("path", facts))
            parts.append(words_at([bar.said], LEFT + GAP + 12, y + 21, font_size=SMALL))
            continue
        long = WIDE * bar.value / scale[-1]
        box = {"class_": "k-chart__bar", "x": LEFT, "y": y + 7, "width": max(1.5, long), "height": 18.0, "rx": 3.0}
        parts.append(element("rect", box))
        parts.append(
            words_at([bar.said], LEFT + max(1.5, long) + 8, y + 21, class_="k-chart__halo", font_weight="600", **HALO)
        )
    return Chart(sheet(say, LEFT + WIDE + RIGHT, bottom + 32, *parts), table)
