"""The flow map drawn: boxes for activities, ribbons for moves, the beginning above and the end below."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kudelma.core.svg import Point, element, number, text_element
from kudelma.pathways.charts.flow import END, START, Flow, Move, Shown, choose
from kudelma.pathways.charts.layers import Edge, Knot, Layered, label_knot, layered
from kudelma.pathways.charts.paper import HALO, LINE, SMALL, Chart, Saying, Table, sheet, width_of, words_at, wrapped

BOX = 176.0
PILL = 92.0
MARGIN = 16.0
KNOT_ROW = 70.0
LEVELS = 4
PLAIN = 2  # a line with no bend between its ends


@dataclass(frozen=True, slots=True)
class FlowWords:
    """`start` and `end` name the beginning and the end; the rest are heads of the table's columns."""

    start: str
    end: str
    before: str
    after: str
    count: str
    median: str
    not_told: str


def draw(flow: Flow, say: Saying, words: FlowWords, *, activities: int = 12) -> tuple[Chart, Shown]:
    """Draw a flow; returns also what of it was shown, for the page to tell."""
    shown = choose(flow, activities=activities)
    if not shown.activities:
        return Chart(sheet(say, 320.0, 40.0), _table(flow, say, words)), shown
    return Chart(_Map(shown, say, words).whole(), _table(flow, say, words)), shown


def _table(flow: Flow, say: Saying, words: FlowWords) -> Table:
    """Every move, also those the map leaves out."""
    ends = [Move(words.start, name, n) for name, n in flow.starts.items()]
    ends += [Move(name, words.end, n) for name, n in flow.ends.items()]
    ranked = sorted([*flow.moves, *ends], key=lambda m: (-m.count, m.before, m.after))
    rows = tuple(
        (m.before, m.after, say.number(m.count), words.not_told if m.seconds is None else say.duration(m.seconds))
        for m in ranked
    )
    return Table((words.before, words.after, words.count, words.median), rows)


class _Map:
    """One drawing under way."""

    def __init__(self, shown: Shown, say: Saying, words: FlowWords) -> None:
        self.shown, self.say, self.words = shown, say, words
        self.moves: dict[Edge, Move] = {(m.before, m.after): m for m in shown.moves}
        self.lines = {name: wrapped(name, BOX - 20) for name in shown.activities}
        labels = {edge: max(46.0, *(width_of(t, SMALL) + 12 for t in self.label(m))) for edge, m in self.moves.items()}
        boxes = dict.fromkeys(shown.activities, BOX + 0.0)
        own = {edge[0] for edge in self.moves if edge[0] == edge[1]}
        boxes |= dict.fromkeys(own, BOX + 2 * 58.0)  # room for the loop and its label beside the box
        boxes |= {START: PILL, END: PILL}
        self.at: Layered = layered({edge: m.count for edge, m in self.moves.items()}, boxes, labels)
        self.y, self.tall = self._rows()
        self.most = max((m.count for m in shown.moves), default=1)

    def label(self, move: Move) -> list[str]:
        told = [self.say.number(move.count)]
        if move.seconds is not None:
            told.append(self.say.duration(move.seconds))
        return told

    def height(self, name: str) -> float:
        return 34.0 if name in {START, END} else 30.0 + LINE * len(self.lines[name])

    def _rows(self) -> tuple[list[float], float]:
        """Return the middle of each row, and where the last one ends."""
        y, at = [], MARGIN
        for spot, row in enumerate(self.at.rows):
            tall = KNOT_ROW if spot % 2 else max((self.height(k) for k in row if isinstance(k, str)), default=20.0)
            y.append(at + tall / 2)
            at += tall
        return y, at

    def whole(self) -> str:
        places = {k: (self.at.x[k] + MARGIN, y) for row, y in zip(self.at.rows, self.y, strict=True) for k in row}
        right = max(places[k][0] + self.at.wide[k] / 2 for k in places) + MARGIN
        lines, labels = [], []
        for edge, move in sorted(self.moves.items(), key=lambda pair: (pair[1].count, pair[0])):
            if edge[0] == edge[1]:
                line, label = self.loop(move, places[edge[0]])
            else:
                line, label = self.ribbon(edge, move, places)
            lines.append(line)
            labels.append(label)
        boxes = [self.box(name, places[name]) for name in (START, *self.shown.activities, END) if name in places]
        return sheet(self.say, max(right, 320.0), self.tall + MARGIN, *lines, *boxes, *labels)

    def thickness(self, move: Move) -> float:
        return 1.2 + 6.8 * math.sqrt(move.count / self.most)

    def ribbon(self, edge: Edge, move: Move, places: Mapping[Knot, Point]) -> tuple[str, str]:
        chain = self.at.chains[edge]
        if chain[0] != edge[0]:  # laid out from above; drawn the way it goes
            chain = chain[::-1]
        points = [places[knot] for knot in chain]
        going_down = points[-1][1] >= points[0][1]
        sign = 1.0 if going_down else -1.0
        head = 7.0 + self.thickness(move) * 0.7
        first = (self.port(edge, points, places), points[0][1] + sign * self.height(edge[0]) / 2)
        tip_y = points[-1][1] - sign * self.height(edge[1]) / 2
        tip = (self.port(edge, points[::-1], places), tip_y)
        bend = [first, *points[1:-1], (tip[0], tip_y - sign * head)]
        kind = "k-flow__move" + ("" if going_down else " k-flow__move--back")
        line = element(
            "path",
            {
                "class_": kind,
                "d": _curve(bend),
                "fill": "none",
                "stroke": "currentColor",
                "stroke-opacity": 0.5,
                "stroke-width": self.thickness(move),
                "stroke-dasharray": None if going_down else "7 5",
            },
        )
        side = head * 0.55
        arrow = f"M{number(tip[0])} {number(tip[1])}l{number(-side)} {number(-sign * head)}h{number(2 * side)}Z"
        where = label_knot(self.at.chains[edge])
        spot = places[where] if where else ((points[0][0] + points[-1][0]) / 2, points[0][1] + KNOT_ROW / 2)
        return line + element("path", {"class_": "k-flow__head", "d": arrow}), self.told(move, spot)

    def port(self, edge: Edge, points: Sequence[Point], places: Mapping[Knot, Point]) -> float:
        """Return where a move touches its box: moves of one side are spread, in the order of where they go."""
        x, y = points[0]
        below = points[1][1] > y
        name = next(k for k in (edge[0], edge[1]) if places[k] == points[0])
        here = []
        for other, chain in self.at.chains.items():
            for end, next_one in ((0, 1), (-1, -2)):
                if chain[end] == name and (places[chain[next_one]][1] > y) == below:
                    here.append((places[chain[next_one]][0], other))
        here.sort()
        at = [other for _x, other in here].index(edge)
        room = (PILL if name in {START, END} else BOX) - 48.0
        step = min(26.0, room / max(1, len(here) - 1))
        return x + (at - (len(here) - 1) / 2) * step

    def loop(self, move: Move, at: Point) -> tuple[str, str]:
        """A move from an activity to itself, beside its box."""
        x, y = at[0] + BOX / 2, at[1]
        line = element(
            "path",
            {
                "class_": "k-flow__move k-flow__move--loop",
                "d": f"M{number(x)} {number(y - 11)}C{number(x + 34)} {number(y - 26)} {number(x + 34)} "
                f"{number(y + 26)} {number(x + 8)} {number(y + 12)}",
                "fill": "none",
                "stroke": "currentColor",
                "stroke-opacity": 0.5,
                "stroke-width": self.thickness(move),
            },
        )
        arrow = element("path", {"class_": "k-flow__head", "d": f"M{number(x)} {number(y + 8)}l11 -2l-4 11Z"})
        return line + arrow, self.told(move, (x + 30, y), anchor="start")

    def told(self, move: Move, at: Point, anchor: str = "middle") -> str:
        lines = self.label(move)
        top = at[1] - (len(lines) - 1) * LINE / 2 + SMALL * 0.36
        said = words_at(lines[:1], at[0], top, class_="k-flow__count", font_size=SMALL + 1, text_anchor=anchor, **HALO)
        if len(lines) > 1:
            said += words_at(
                lines[1:], at[0], top + LINE, class_="k-flow__time", font_size=SMALL, text_anchor=anchor, **HALO
            )
        return said

    def box(self, name: str, at: Point) -> str:
        tall = self.height(name)
        if name in {START, END}:
            word = self.words.start if name == START else self.words.end
            shape = element(
                "rect",
                {
                    "class_": "k-flow__end",
                    "fill": "#fff",
                    "stroke": "currentColor",
                    "x": at[0] - PILL / 2,
                    "y": at[1] - tall / 2,
                    "width": PILL,
                    "height": tall,
                    "rx": tall / 2,
                },
            )
            return shape + words_at([word], at[0], at[1] + 5, text_anchor="middle", font_weight="600")
        count = self.shown.activities[name]
        told = self.say.number(count) + ("+" if name in self.shown.untold else "")
        level = round(LEVELS * (count / max(self.shown.activities.values())) ** 0.5)
        shape = element(
            "rect",
            {
                "class_": f"k-flow__box k-flow__box--{level}",
                "x": at[0] - BOX / 2,
                "y": at[1] - tall / 2,
                "width": BOX,
                "height": tall,
                "rx": 8.0,
                "fill": "#fff",
                "stroke": "currentColor",
            },
        )
        top = at[1] - tall / 2 + 20
        lines = self.lines[name]
        named = words_at(lines, at[0], top, text_anchor="middle", font_weight="600")
        counted = words_at([told], at[0], top + LINE * len(lines), class_="k-flow__sum", text_anchor="middle")
        return element("g", {}, text_element("title", f"{name}: {told}"), shape, named, counted)


def _curve(points: Sequence[Point]) -> str:
    """A smooth line through points, leaving and arriving upright, and nowhere wider than its points."""
    slopes = [0.0]
    for (x0, y0), (x1, y1), (x2, y2) in zip(points, points[1:], points[2:], strict=False):
        one, other = (x1 - x0) / (y1 - y0), (x2 - x1) / (y2 - y1)
        slopes.append(0.0 if one * other <= 0 else 2 * one * other / (one + other))
    slopes.append(0.0)
    steps = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for spot, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        third = (y1 - y0) / 2 if len(points) == PLAIN else (y1 - y0) / 3
        steps.append(
            f"C{number(x0 + slopes[spot] * third)} {number(y0 + third)} "
            f"{number(x1 - slopes[spot + 1] * third)} {number(y1 - third)} {number(x1)} {number(y1)}"
        )
    return "".join(steps)
