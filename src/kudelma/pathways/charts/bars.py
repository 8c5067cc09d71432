"""One bar for each of some things, its name above and its figure at its end; what may not be told is a dashed line."""

from collections.abc import Sequence
from dataclasses import dataclass

from kudelma.core.svg import element, number
from kudelma.pathways.charts.paper import HALO, SMALL, Chart, Saying, Table, clipped, sheet, ticks, words_at

LEFT, WIDE, RIGHT, ROW, TOP = 8.0, 470.0, 170.0, 50.0, 12.0
MOST = 20
GAP = 120.0
GRID = "#bbb"
"""Where there are no styles; a page has its own."""


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
        line = {"class_": "k-chart__grid", "x1": x, "x2": x, "y1": TOP - 6, "y2": bottom, "stroke": GRID}
        parts.append(element("line", line))
        parts.append(words_at([say.number(tick)], x, bottom + 20, font_size=SMALL, text_anchor="middle"))
    for row, bar in enumerate(shown):
        y = TOP + ROW * row
        parts.append(words_at([clipped(bar.name, WIDE + RIGHT)], LEFT, y + 14, class_="k-chart__halo", **HALO))
        if bar.value is None:
            dash = f"M{number(LEFT)} {number(y + 31)}h{number(GAP)}"
            facts = {"class_": "k-chart__gap", "d": dash, "stroke": "currentColor", "stroke-dasharray": "2 4"}
            parts.append(element("path", facts))
            parts.append(words_at([bar.said], LEFT + GAP + 12, y + 35, font_size=SMALL))
            continue
        long = WIDE * bar.value / scale[-1]
        box = {"class_": "k-chart__bar", "x": LEFT, "y": y + 22, "width": max(1.5, long), "height": 18.0, "rx": 3.0}
        parts.append(element("rect", box))
        parts.append(
            words_at([bar.said], LEFT + max(1.5, long) + 8, y + 36, class_="k-chart__halo", font_weight="600", **HALO)
        )
    return Chart(sheet(say, LEFT + WIDE + RIGHT, bottom + 32, *parts), table)
