"""Short texts on lines, each where it touches nothing else: unions' years, homes' names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kudelma.core.kinship import Family, UnionKind
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.boxes import Box, Point
from kudelma.tools.genogram.homes import HomeOutline
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.letters import text_width
from kudelma.tools.genogram.spells import union_lines

LINE = 11.0
MARKED = {UnionKind.SEPARATED, UnionKind.DIVORCED, UnionKind.REUNITED}
"""Unions with strokes across their bar, which the text must clear."""


@dataclass(frozen=True, slots=True)
class LineText:
    """Lines of small text; `spot` is the couple or home outline meant."""

    spot: int
    lines: tuple[str, ...]
    box: Box


def union_texts(
    layout: Layout,
    paths: Iterable[Sequence[Point]] = (),
    taken: Iterable[Box] = (),
    before: Iterable[LineText] = (),
    homes: Iterable[HomeOutline] = (),
) -> list[LineText]:
    """The texts inside the couples' bars, left out where no place is free (the description has them).

    Also clear of further `paths` and boxes `taken`; a text that cannot be stays where it was `before`. Where
    it can be, a text is clear of the outlines of `homes` too.
    """
    texts: list[LineText] = []
    crowd, outlined = Crowd(layout), Crowd(layout)
    for points in paths:
        crowd.add(points)
        outlined.add(points)
    for home in homes:
        outlined.add([*home.corners, home.corners[0]])
    for box in taken:
        crowd.boxes.append(box)
        outlined.boxes.append(box)
    held = {text.spot: text for text in before}
    for row in layout.lines:
        for bar in row.bars:
            couple = layout.graph.couples[bar.couple]
            lines = [
                t for u in sorted(couple.unions, key=lambda u: str(u.start or "")) for t in union_lines(u, layout.lang)
            ]
            if not lines or len(bar.legs) < 2 or (not bar.drops and len(bar.anchors) < 2):  # noqa: PLR2004
                continue
            level = max(layout.y[p] for p in couple.partners) + sizes.HALF + sizes.BRACKET + bar.track * sizes.TRACK
            wide = max(text_width(t, sizes.SMALL_LETTER) for t in lines)
            high = LINE * len(lines)
            lift = 9.0 if couple.union and couple.union.kind in MARKED else 4.0
            ends = sorted(layout.x[a] for a in bar.anchors)
            middles = (
                (ends[0] + ends[-1]) / 2,
                ends[-1] - sizes.HALF - wide / 2 - 6,
                ends[0] + sizes.HALF + wide / 2 + 6,
            )
            places = [Box(m - wide / 2, level - lift - high, m + wide / 2, level - lift) for m in middles]
            free = [place for about in (outlined, crowd) for place in places if about.free(place)]
            if free:
                crowd.boxes.append(free[0])
                outlined.boxes.append(free[0])
                texts.append(LineText(bar.couple, tuple(lines), free[0]))
            elif bar.couple in held:
                texts.append(held[bar.couple])
    return texts


def home_names(layout: Layout, family: Family, homes: list[HomeOutline], taken: list[Box]) -> list[LineText]:
    """Each outline's name just inside its lower or upper edge, where it can be in no other home."""
    crowd = Crowd(layout)
    crowd.boxes += taken
    for home in homes:
        crowd.add([*home.corners, home.corners[0]])
    texts = []
    for spot, home in enumerate(homes):
        name = family.households[home.household].name
        if not name:
            continue
        wide = text_width(name, sizes.SMALL_LETTER)
        places = []
        for (ax, ay), (bx, by) in level_edges(home):
            for start in (ax + 8, bx - 8 - wide, (ax + bx - wide) / 2):
                if ax < start and start + wide < bx:
                    places += [Box(start, y, start + wide, y + LINE) for y in (ay - LINE - 2, by + 2)]
        if not places:
            (ax, ay), _ = level_edges(home)[0]
            places = [Box(ax, ay + 2, ax + wide, ay + 2 + LINE)]
        own = [place for place in places if within(home, place)] or places
        others = [other for other in homes if other is not home]
        alone = [place for place in own if not any(within(other, place) for other in others)]
        free = [place for place in (*alone, *own, *places) if crowd.free(place)]
        box = free[0] if free else own[0]
        crowd.boxes.append(box)
        texts.append(LineText(spot, (name,), box))
    return texts


def within(home: HomeOutline, box: Box) -> bool:
    """Whether the middle lies inside: a ray to the left passes an odd number of upright sides."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    sides = pairwise([*home.corners, home.corners[0]])
    return sum(a[0] == b[0] < x and min(a[1], b[1]) < y < max(a[1], b[1]) for a, b in sides) % 2 == 1


def level_edges(home: HomeOutline) -> list[tuple[Point, Point]]:
    """The outline's level sides, lowest first, each from left to right."""
    sides = [(min(a, b), max(a, b)) for a, b in pairwise([*home.corners, home.corners[0]]) if a[1] == b[1]]
    return sorted(sides, key=lambda side: (-side[0][1], side[0][0]))


class Crowd:
    """Everything a text must not touch."""

    def __init__(self, layout: Layout) -> None:
        self.boxes = [layout.symbol_box(p).grown(2) for p in range(layout.graph.size)]
        self.boxes += [box for p, box in enumerate(layout.label_boxes) if layout.labels[p].lines]
        self.pieces: list[Box] = []
        for route in layout.routes:
            self.add(route.points)

    def add(self, points: Sequence[Point]) -> None:
        """A line no text may touch."""
        for (ax, ay), (bx, by) in pairwise(points):
            box = Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            self.pieces.append(box.grown(1.5))

    def free(self, box: Box) -> bool:
        return not any(box.meets(other) for other in self.boxes) and not any(box.meets(p) for p in self.pieces)
