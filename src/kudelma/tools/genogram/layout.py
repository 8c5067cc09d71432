"""From a family to places and lines: every number that the drawing is made of.

x grows to the right, y downwards, in the drawing's units (a symbol is 40 wide); a person's x and y are the
middle of the symbol. The same family gives the same numbers whatever the order of its lists and its ids.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

from kudelma.core.kinship import Family
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.boxes import Box
from kudelma.tools.genogram.brackets import RowLines, draw_bars
from kudelma.tools.genogram.generations import generations
from kudelma.tools.genogram.graph import Graph, build_graph
from kudelma.tools.genogram.labels import Label, person_label
from kudelma.tools.genogram.letters import text_width
from kudelma.tools.genogram.ordering import order_rows
from kudelma.tools.genogram.pins import pin_order
from kudelma.tools.genogram.places import Wishes, place_rows, wishes
from kudelma.tools.genogram.plan import Plan, make_plan
from kudelma.tools.genogram.routes import Route, Router
from kudelma.tools.genogram.spells import union_lines
from kudelma.tools.genogram.symbols import Outline, outline_of

TRIES = 4
PARTNER_ROOM = 64.0
TEXT_ROOM = 14.0
FEELING_ROOM = 9.0
FEELING_LENGTH = 36.0
HOME_ABOVE, HOME_BELOW = 6.0, 28.0


@dataclass(slots=True)
class Layout:
    """The laid-out family. Lists go by person number; `order` is rows of nodes."""

    graph: Graph
    plan: Plan
    order: list[list[int]]
    x: list[float]
    y: list[float]
    outlines: list[Outline]
    labels: list[Label]
    label_boxes: list[Box]
    lang: str
    routes: list[Route] = field(default_factory=list)
    lines: list[RowLines] = field(default_factory=list)

    @property
    def bounds(self) -> Box:
        """Everything drawn, without the margin."""
        boxes = [*self.label_boxes, *(self.symbol_box(p) for p in range(self.graph.size))]
        xs = [x for route in self.routes for x, _ in route.points]
        ys = [y for route in self.routes for _, y in route.points]
        left = min([*xs, *(b.left for b in boxes)], default=0.0)
        right = max([*xs, *(b.right for b in boxes)], default=0.0)
        top = min([*ys, *(b.top for b in boxes)], default=0.0)
        bottom = max([*ys, *(b.bottom for b in boxes)], default=0.0)
        return Box(left, top, right, bottom)

    def symbol_box(self, person: int) -> Box:
        half = self.outlines[person].half
        return Box(self.x[person] - half, self.y[person] - half, self.x[person] + half, self.y[person] + half)


def lay_out(
    family: Family,
    *,
    lang: str = "fi",
    notes: dict[str, tuple[str, ...]] | None = None,
    previous: dict[str, tuple[float, float]] | None = None,
    pins: Collection[str] = (),
) -> Layout:
    """Lay the whole family out, everyone exactly once; `notes` are short texts under names, by id.

    `previous`: where people stood, by id; the new layout stays near it. `pins`: ids in it whom somebody put
    there by hand. Where all of `previous` is pinned, the rest is laid out afresh around them.
    """
    graph = build_graph(family)
    plan = make_plan(graph, generations(graph))
    kept = {graph.number[who]: spot[0] for who, spot in (previous or {}).items() if who in graph.number}
    pinned = {graph.number[who] for who in pins if who in graph.number} & set(kept)
    pin_order(plan, kept, pinned)
    order = order_rows(plan, kept if len(pinned) < len(kept) else None, pinned)
    labels = [person_label(person, lang, (notes or {}).get(person.id, ())) for person in graph.persons]
    outlines = [outline_of(person) for person in graph.persons]
    half = _half_widths(plan, labels, outlines)
    apart = _distances(plan, order, half, lang)
    x, lines = _place(plan, order, apart, half, wishes(kept, pinned))
    router = Router(plan, x, labels, outlines, lines, _rooms(plan))
    router.run()
    return Layout(graph, plan, order, x, router.y, outlines, labels, router.label_boxes, lang, router.routes, lines)


def _rooms(plan: Plan) -> list[tuple[float, float]]:
    """Room for the outlines of homes and their names, on the rows where somebody lives in one."""
    graph = plan.graph
    at_home = {plan.row_of[graph.number[s.person]] for home in graph.family.households for s in home.members}
    return [(HOME_ABOVE, HOME_BELOW) if row in at_home else (0.0, 0.0) for row in range(len(plan.rows))]


def _half_widths(plan: Plan, labels: list[Label], outlines: list[Outline]) -> list[float]:
    """Half of the room everyone needs; more beside those whose feelings are drawn."""
    graph = plan.graph
    feeling = {graph.number[p] for line in graph.family.emotional for p in (line.a, line.b)}
    half = [sizes.STRAND] * len(plan.row_of)
    for person, (label, outline) in enumerate(zip(labels, outlines, strict=True)):
        ring = sizes.INDEX_RING + sizes.STROKE if graph.persons[person].id in graph.family.index else 0.0
        room = max(label.width / 2, outline.half + ring, sizes.HALF)
        half[person] = float(ceil(room + (FEELING_ROOM if person in feeling else 0.0)))
    return half


def _distances(plan: Plan, order: list[list[int]], half: list[float], lang: str) -> list[list[float]]:
    """Least distances along each row; partners side by side stand with their line in the middle."""
    graph = plan.graph
    partners: dict[tuple[int, int], float] = {}
    for bracket in plan.brackets:
        texts = [text for union in graph.couples[bracket.couple].unions for text in union_lines(union, lang)]
        width = max((text_width(text, sizes.SMALL_LETTER) + TEXT_ROOM for text in texts), default=0.0)
        for a in bracket.anchors:
            partners.update({(a, b): width for b in bracket.anchors if a != b})
    felt = {(graph.number[line.a], graph.number[line.b]) for line in graph.family.emotional}
    result = []
    for nodes in order:
        gaps = []
        for a, b in pairwise(nodes):
            gap = half[a] + half[b] + sizes.GAP
            if (a, b) in partners and max(a, b) < graph.size:
                gap = max(gap, 2 * max(half[a], half[b]) + sizes.GAP, PARTNER_ROOM, sizes.SYMBOL + partners[a, b])
            if (a, b) in felt or (b, a) in felt:
                gap = max(gap, sizes.SYMBOL + FEELING_LENGTH + 2 * sizes.INDEX_RING)
            gaps.append(float(ceil(gap)))
        result.append(gaps)
    return result


def _place(
    plan: Plan,
    order: list[list[int]],
    apart: list[list[float]],
    half: list[float],
    wished: Wishes,
) -> tuple[list[float], list[RowLines]]:
    """X of every node and the bars under each row, widened where a corridor was too narrow for its lines."""
    for attempt in range(TRIES):
        x = place_rows(plan, order, apart, wished)
        lines = [draw_bars(plan, row, nodes, x, half) for row, nodes in enumerate(order)]
        if attempt == TRIES - 1 or not any(row.crowded for row in lines):
            break
        for row, nodes in enumerate(order):
            for spot, node in enumerate(nodes[:-1]):
                apart[row][spot] += lines[row].crowded.get(node, 0.0)
    return x, lines
