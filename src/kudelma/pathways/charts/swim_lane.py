"""A family's services over time, a lane for each: what is on, what has ended, where nothing was, what is uncertain."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kudelma.core.svg import element, number
from kudelma.pathways.charts.paper import SMALL, Chart, Saying, Table, sheet, words_at, wrapped

TOP = 34.0
MOST = 30
NARROW_YEAR = 46.0

_GRID: dict[str, object] = {"stroke": "#aaa", "stroke-width": 0.8}
_PLAIN: dict[str, object] = {"class_": "k-chart__bar"}
_QUIET: dict[str, object] = {"class_": "k-chart__known", "fill": "#fff", "stroke": "currentColor", "stroke-width": 1.6}
_UNSURE: dict[str, object] = {
    "class_": "k-chart__unsure",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-dasharray": "3 3",
    "height": 14.0,
    "rx": 7.0,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The names at the left, the time in the middle, what the lanes are marked with at the right; a lane's height.

    `stacked`: the names stand above the lanes instead, so that the drawing fits a phone.
    """

    names: float = 220.0
    time: float = 760.0
    marks: float = 60.0
    lane: float = 46.0
    stacked: bool = False

    @property
    def end(self) -> float:
        return self.names + self.time

    @property
    def middle(self) -> float:
        """Where in a lane its bar is."""
        return self.lane - 14 if self.stacked else self.lane / 2


USUAL = Shape()
TOLD = Shape(290.0, 620.0, 150.0)  # lanes with more under their names, and marks
PAPER = Shape(240.0, 300.0, 140.0)  # large enough words on a portrait A4
PHONE = Shape(12.0, 310.0, 22.0, 66.0, stacked=True)


@dataclass(frozen=True, slots=True)
class Span:
    """`last` is None when it goes on. A span of one day is drawn as a point.

    Where a day is not known, `first` and `last` are the widest it may have been, and from `sure_first` to `sure_last`
    it surely was: what lies between is drawn as uncertain. `said` is what the table says of the two ends.
    """

    first: date
    last: date | None
    sure_first: date | None = None
    sure_last: date | None = None
    said: tuple[str, str] | None = None

    @property
    def is_sure(self) -> bool:
        return self.sure_first in {None, self.first} and self.sure_last in {None, self.last}


@dataclass(frozen=True, slots=True)
class Lane:
    """`under` stands in small type under the name, `mark` at the right end of the lane.

    `quiet`: not told by the family itself, and drawn only in outline.
    """

    name: str
    spans: tuple[Span, ...]
    under: str = ""
    mark: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class LaneWords:
    service: str
    first: str
    last: str
    goes_on: str
    today: str


def draw(lanes: list[Lane], today: date, say: Saying, words: LaneWords, shape: Shape = USUAL) -> Chart:
    shown = [lane for lane in lanes if lane.spans][:MOST]
    first = min((s.first for lane in shown for s in lane.spans), default=today)
    last = max([s.last or today for lane in shown for s in lane.spans] + [today])
    whole = max(1, (last - first).days)

    def x(day: date) -> float:
        return shape.names + shape.time * (day - first).days / whole

    bottom = TOP + shape.lane * len(shown)
    parts = _years(first, last, x, bottom)
    for row, lane in enumerate(shown):
        y = TOP + shape.lane * row
        grid = {"class_": "k-chart__grid", "x1": 8.0, "x2": shape.end, "y1": y + shape.lane, "y2": y + shape.lane}
        parts.append(element("line", grid | _GRID))
        parts += _named(lane, y, shape)
        ordered = sorted(lane.spans, key=lambda s: (s.first, s.last or today))
        parts += _gaps(ordered, x, y + shape.middle)
        if lane.mark and not shape.stacked:
            mark = wrapped(lane.mark, shape.marks - 26, lines=1, size=SMALL)
            parts.append(words_at(mark, shape.end + 22, y + shape.middle + 4, font_size=SMALL))
        parts += [_span(span, x, y + shape.middle, today, quiet=lane.quiet) for span in ordered]
    at = x(today)
    line = {"class_": "k-chart__today", "x1": at, "x2": at, "y1": TOP - 8, "y2": bottom, "stroke": "currentColor"}
    parts.append(element("line", line | {"stroke-dasharray": "4 4"}))
    anchor = "end" if at > shape.names + shape.time / 2 else "start"
    parts.append(words_at([words.today], at, TOP - 14, font_size=SMALL, text_anchor=anchor))
    rows = tuple(
        (lane.name, *(s.said or (say.day(s.first), words.goes_on if s.last is None else say.day(s.last))))
        for lane in lanes
        for s in sorted(lane.spans, key=lambda s: s.first)
    )
    table = Table((words.service, words.first, words.last), rows)
    return Chart(sheet(say, shape.end + shape.marks, bottom + 32, *parts), table)


def _years(first: date, last: date, x: Callable[[date], float], bottom: float) -> list[str]:
    marks = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    labels = [(first, f"{first.month}/{first.year}"), *((mark, str(mark.year)) for mark in marks)]
    made, before = [], -NARROW_YEAR
    for day, label in labels:
        at = x(day)
        line = {"class_": "k-chart__grid", "x1": at, "x2": at, "y1": TOP, "y2": bottom}
        made.append(element("line", line | _GRID))
        if at - before >= NARROW_YEAR:
            made.append(words_at([label], at, bottom + 20, font_size=SMALL))
            before = at
    return made


def _gaps(spans: Iterable[Span], x: Callable[[date], float], y: float) -> list[str]:
    """A thin broken line where a service was not on between two times it was."""
    made = []
    for one, other in pairwise(spans):
        if one.last and one.last < other.first:
            d = f"M{number(x(one.last))} {number(y)}H{number(x(other.first))}"
            facts = {"class_": "k-chart__gap", "d": d, "stroke": "currentColor", "stroke-dasharray": "2 5"}
            made.append(element("path", facts))
    return made


def _named(lane: Lane, y: float, shape: Shape) -> list[str]:
    room = shape.end if shape.stacked else shape.names - 24
    under = " · ".join(part for part in (lane.mark if shape.stacked else "", lane.under) if part)
    if under:
        name = words_at(wrapped(lane.name, room, lines=1), 8.0, y + 20, font_weight="600")
        small = wrapped(under, room, lines=1, size=SMALL)
        return [name, words_at(small, 8.0, y + 36, font_size=SMALL, class_="k-chart__soft")]
    lines = wrapped(lane.name, room, lines=1 if shape.stacked else 2)
    return [words_at(lines, 8.0, y + (28 if len(lines) == 1 else 20), font_weight="600")]


def _span(span: Span, x: Callable[[date], float], y: float, today: date, *, quiet: bool) -> str:
    if span.first == span.last:
        spot = {"class_": "k-chart__point", "cx": x(span.first), "cy": y, "r": 6.0}
        return element("circle", spot | {"fill": "#fff", "stroke": "currentColor"})
    left, right = x(span.first), x(span.last or today)
    sure_left = x(span.sure_first) if span.sure_first else left
    sure_right = x(span.sure_last) if span.sure_last else right
    parts = []
    if not span.is_sure:
        parts.append(element("rect", _UNSURE | {"x": left, "y": y - 7, "width": max(4.0, right - left)}))
    if sure_left <= sure_right:
        bar = {"x": sure_left, "y": y - 8, "width": max(3.0, sure_right - sure_left), "height": 16.0, "rx": 3.0}
        parts.append(element("rect", (_QUIET if quiet else _PLAIN) | bar))
    if span.last is None:
        arrow = f"M{number(right)} {number(y - 12)}l14 12l-14 12Z"
        parts.append(element("path", (_QUIET if quiet else _PLAIN) | {"d": arrow}))
    return "".join(parts)
