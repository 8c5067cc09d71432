"""What is laid over the family lines once they stand: homes, feelings, texts on the lines."""

from dataclasses import dataclass, field
from math import hypot

from kudelma.core.kinship import EmotionalLine, Family
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.boxes import Box
from kudelma.tools.genogram.curves import Curves
from kudelma.tools.genogram.feelings import breadth
from kudelma.tools.genogram.homes import HomeOutline, clear_of_lines, outline_homes
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.obstacles import Ground, Rim, Track, tracks
from kudelma.tools.genogram.second_homes import Away, Chip, away_from, deepened, home_chips
from kudelma.tools.genogram.texts import LineText, home_names, union_texts

Point = tuple[float, float]
CURVE_ROOM = 10.0
FAMILY_LINE = (6.0, 10.0, 4.0)
OUTLINE = (5.0, 4.0, 3.0)
"""For emotional lines: the room beside a family line or an outline, and the prices of crossing and following it."""


@dataclass(slots=True)
class Finished:
    """A layout with all that is drawn over it."""

    layout: Layout
    homes: list[HomeOutline] = field(default_factory=list)
    home_names: list[LineText] = field(default_factory=list)
    curves: list[tuple[EmotionalLine, list[Point]]] = field(default_factory=list)
    union_texts: list[LineText] = field(default_factory=list)
    away: Away = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)

    @property
    def bounds(self) -> Box:
        box = self.layout.bounds
        spots = [spot for home in self.homes for spot in home.corners]
        spots += [spot for _, path in self.curves for spot in path]
        boxes = [text.box for text in (*self.home_names, *self.union_texts)] + [chip.box for chip in self.chips]
        xs, ys = [x for x, _ in spots], [y for _, y in spots]
        return Box(
            min([box.left, *xs, *(t.left for t in boxes)]),
            min([box.top, *ys, *(t.top for t in boxes)]),
            max([box.right, *xs, *(t.right for t in boxes)]),
            max([box.bottom, *ys, *(t.bottom for t in boxes)]),
        )


def finish(layout: Layout, family: Family) -> Finished:
    """Outline the homes, curve the feelings, and find room for the texts."""
    graph = layout.graph
    done = Finished(layout)
    whole = [_whole(layout, person) for person in range(graph.size)]
    rows = [[node for node in row if node < graph.size] for row in _unbroken(layout)]
    done.homes = outline_homes(list(family.households), graph.number, rows, whole)
    done.homes, done.away = away_from(done.homes)
    done.homes = deepened(done.homes, done.away)
    done.homes = [clear_of_lines(home, layout.routes) for home in done.homes]
    done.union_texts = union_texts(layout, homes=done.homes)
    done.home_names = home_names(layout, family, done.homes, [text.box for text in done.union_texts])
    texts = [text.box for text in (*done.union_texts, *done.home_names)]
    done.chips = home_chips(layout, family, done.homes, done.away, texts)
    if family.emotional:
        outlines = [track for home in done.homes for track in tracks([*home.corners, home.corners[0]], *OUTLINE)]
        done.curves = _curves(layout, family, [*texts, *(chip.box for chip in done.chips)], outlines)
        taken = [text.box for text in done.home_names] + [chip.box for chip in done.chips]
        done.union_texts = union_texts(layout, [path for _, path in done.curves], taken, done.union_texts, done.homes)
    return done


def _unbroken(layout: Layout) -> list[list[int]]:
    """Rows from left to right; a strand between two people parts them: a home must not take it in."""
    return layout.order


def _whole(layout: Layout, person: int) -> Box:
    symbol, label = layout.symbol_box(person), layout.label_boxes[person]
    if not layout.labels[person].lines:
        return symbol
    return Box(min(symbol.left, label.left), symbol.top, max(symbol.right, label.right), label.bottom)


def _curves(
    layout: Layout, family: Family, texts: list[Box], outlines: list[Track]
) -> list[tuple[EmotionalLine, list[Point]]]:
    graph = layout.graph
    tops: dict[int, float] = {}
    for person in range(graph.size):
        row = layout.plan.row_of[person]
        tops[row] = min(tops.get(row, layout.y[person]), layout.y[person] - sizes.HALF - CURVE_ROOM)
    symbols = [layout.symbol_box(person) for person in range(graph.size)]
    heights = [tops.get(row, 0.0) for row in range(len(layout.order))]
    names = [box if layout.labels[p].lines else symbols[p] for p, box in enumerate(layout.label_boxes)]
    lines = [track for route in layout.routes for track in tracks(route.points, *FAMILY_LINE)]
    ports = [spot for route in layout.routes for spot in (route.points[0], route.points[-1])]
    curves = Curves(Ground(symbols, names, texts, [*lines, *outlines], ports), layout.plan.row_of, heights)
    found = []
    ranked = sorted(
        family.emotional,
        key=lambda line: (
            hypot(
                layout.x[graph.number[line.a]] - layout.x[graph.number[line.b]],
                layout.y[graph.number[line.a]] - layout.y[graph.number[line.b]],
            ),
            graph.number[line.a],
            graph.number[line.b],
            line.kind,
            line.label,
        ),
    )
    for line in ranked:
        a, b = graph.number[line.a], graph.number[line.b]
        found.append((line, curves.between(a, b, (_rim(layout, a), _rim(layout, b)), breadth(line.kind))))
    return found


def _rim(layout: Layout, person: int) -> Rim:
    outline = layout.outlines[person]
    ring = sizes.INDEX_RING if layout.graph.persons[person].id in layout.graph.family.index else 0.0
    return Rim(layout.x[person], layout.y[person], outline.half + ring + sizes.CLEAR, outline.form)
