"""A Lean run chart: one figure over time, its centre line, limits of natural variation, and what stands out, in words.

XmR: the limits are the mean ± 2.66 times the mean moving range (Wheeler, Understanding Variation). Signals: a point
outside the limits; eight in a row on one side of the centre; six in a row rising or falling (Nelson 1984).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median

from kudelma.core.svg import element, number, path
from kudelma.pathways.charts.paper import SMALL, Chart, Saying, Table, sheet, ticks, words_at

LEFT, TOP, WIDE, TALL, RIGHT = 64.0, 16.0, 720.0, 230.0, 190.0
RANGE_TO_LIMIT = 2.66
ONE_SIDE = 8
TREND = 6
#: Fewer points than this have a centre line, but no limits: they would say more than is known.
ENOUGH = 8
MOST = 60


class Signal(StrEnum):
    OUTSIDE = "outside"
    ONE_SIDE = "one_side"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a period's figure is; None when it may not be told or there was nothing to count."""

    label: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`low` and `high` are None with too few points. `signals` says which point (by place) stands out and why."""

    centre: float | None
    low: float | None
    high: float | None
    signals: tuple[tuple[int, Signal], ...]


@dataclass(frozen=True, slots=True)
class RunWords:
    """`figure` says a value with its unit, beside the lines."""

    period: str
    value: str
    centre: str
    high: str
    low: str
    signal: str
    signals: dict[Signal, str]
    figure: Callable[[float], str] | None = None


def reckon(readings: list[Reading], *, never_below: float | None = 0.0) -> Reckoned:
    """Find the centre, the limits and the signals. With limits the centre is the mean, without them the median."""
    known = [(spot, r.value) for spot, r in enumerate(readings) if r.value is not None]
    values = [value for _spot, value in known]
    if not values:
        return Reckoned(None, None, None, ())
    if len(values) < ENOUGH:
        return Reckoned(median(values), None, None, ())
    centre = fmean(values)
    reach = RANGE_TO_LIMIT * fmean(abs(b - a) for a, b in pairwise(values))
    low, high = centre - reach, centre + reach
    if never_below is not None:
        low = max(low, never_below)
    found = [(spot, Signal.OUTSIDE) for spot, value in known if value > high or value < low]
    found += [(known[at][0], Signal.ONE_SIDE) for at in _runs([_side(v, centre) for v in values], ONE_SIDE)]
    steps = [_side(b, a) for a, b in pairwise(values)]
    found += [(known[at + 1][0], Signal.TREND) for at in _runs(steps, TREND - 1)]
    return Reckoned(centre, low, high, tuple(sorted(found)))


def _side(value: float, of: float) -> int:
    return (value > of) - (value < of)


def _runs(sides: list[int], long: int) -> list[int]:
    """Return the places at which a run of one side (not of none) is exactly so long."""
    found, run = [], 0
    for at, side in enumerate(sides):
        run = run + 1 if at and side and side == sides[at - 1] else int(side != 0)
        if run == long:
            found.append(at)
    return found


def draw(readings: list[Reading], say: Saying, words: RunWords) -> Chart:
    shown = readings[-MOST:]
    known = reckon(shown)
    signals = dict(known.signals[::-1])
    top = max([r.value for r in shown if r.value is not None] + [known.high or 0.0, 1.0])
    scale = ticks(top)
    step = WIDE / max(1, len(shown))

    def y(value: float) -> float:
        return TOP + TALL * (1 - value / scale[-1])

    parts = []
    for tick in scale:
        line = {"class_": "k-chart__grid", "x1": LEFT, "x2": LEFT + WIDE, "y1": y(tick), "y2": y(tick)}
        parts.append(element("line", line | {"stroke": "currentColor"}))
        parts.append(words_at([say.number(tick)], LEFT - 10, y(tick) + 4.5, font_size=SMALL, text_anchor="end"))
    parts += _lines(known, say, words, y)
    places = [(LEFT + step * (spot + 0.5), y(r.value)) for spot, r in enumerate(shown) if r.value is not None]
    line = {"class_": "k-chart__line", "d": path(places), "fill": "none", "stroke": "currentColor"}
    parts.append(element("path", line) if len(places) > 1 else "")
    every = max(1, round(70 / step))
    for spot, reading in enumerate(shown):
        x = LEFT + step * (spot + 0.5)
        if spot % every == 0:
            parts.append(words_at([reading.label], x, TOP + TALL + 22, font_size=SMALL, text_anchor="middle"))
        if reading.value is None:
            continue
        at = y(reading.value)
        if spot in signals:
            d = f"M{number(x)} {number(at - 8)}l8 8l-8 8l-8 -8Z"
            parts.append(element("path", {"class_": "k-chart__point k-chart__point--signal", "d": d}))
        else:
            parts.append(
                element(
                    "circle",
                    {"class_": "k-chart__point", "fill": "#fff", "stroke": "currentColor"}
                    | {"cx": x, "cy": at, "r": 4.0},
                )
            )
    rows = []
    for spot, reading in enumerate(shown):
        told = "–" if reading.value is None else _figure(reading.value, say)
        whys = [words.signals[why] for place, why in known.signals if place == spot]
        rows.append((reading.label, told, "; ".join(whys)))
    tall = TOP + TALL + 36
    return Chart(
        sheet(say, LEFT + WIDE + RIGHT, tall, *parts), Table((words.period, words.value, words.signal), tuple(rows))
    )


def _figure(value: float, say: Saying) -> str:
    return say.number(round(value, 1) if value % 1 else int(value))


def _lines(known: Reckoned, say: Saying, words: RunWords, y: Callable[[float], float]) -> list[str]:
    made, below = [], 0.0
    levels = (
        (known.high, words.high, "limit", "6 4"),
        (known.centre, words.centre, "centre", None),
        (known.low, words.low, "limit", "6 4"),
    )
    for value, name, kind, dash in levels:
        if value is None:
            continue
        at = y(value)
        facts = {"class_": f"k-chart__{kind}", "x1": LEFT, "x2": LEFT + WIDE, "y1": at, "y2": at}
        made.append(element("line", facts | {"stroke": "currentColor", "stroke-dasharray": dash}))
        below = max(at + 4.5, below + 17)
        made.append(
            words_at(
                [f"{name} {(words.figure or say.number)(round(value, 1))}"], LEFT + WIDE + 8, below, font_size=SMALL
            )
        )
    return made
