"""Short texts on lines, each where it touches nothing else: unions' years, homes' names."""

from dataclasses import dataclass

from kudelma.core.kinship import Family, Union, UnionKind
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.boxes import Box
from kudelma.tools.genogram.homes import HomeOutline
from kudelma.tools.genogram.labels import year_text
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.letters import text_width
from kudelma.tools.genogram.words import word

LINE = 11.0
BEGINS = {
    UnionKind.MARRIED: "m",
    UnionKind.DIVORCED: "m",
    UnionKind.WIDOWED: "m",
    UnionKind.COHABITING: "c",
    UnionKind.SEPARATED: "c",
    UnionKind.ENGAGED: "e",
    UnionKind.REUNITED: "r",
}
ENDS = {UnionKind.SEPARATED: "s", UnionKind.DIVORCED: "d"}


@dataclass(frozen=True, slots=True)
class LineText:
    """Lines of small text; `spot` is the couple or home outline meant."""

    spot: int
    lines: tuple[str, ...]
    box: Box


def union_lines(union: Union, lang: str) -> tuple[str, ...]:
    """`vih. 2012`, `ero 2020`: the beginnings and ends that have a year."""
    found = []
    if union.history:
        for event in union.history:
            mark = ENDS.get(event.state) or BEGINS.get(event.state)
            if mark and event.date:
                found.append(f"{word(mark, lang)} {year_text(event.date, lang)}")
    else:
        if union.start and union.kind in BEGINS:
            found.append(f"{word(BEGINS[union.kind], lang)} {year_text(union.start, lang)}")
        if union.end and union.kind in ENDS:
            found.append(f"{word(ENDS[union.kind], lang)} {year_text(union.end, lang)}")
    if union.kind is UnionKind.UNCLEAR:
        found.append("?")
    return tuple(found[-3:])


def union_texts(layout: Layout) -> list[LineText]:
    """The texts inside the couples' bars, left out where no place is free (the description has them)."""
    texts: list[LineText] = []
    crowd = _Crowd(layout)
    for row in layout.lines:
        for bar in row.bars:
            couple = layout.graph.couples[bar.couple]
            lines = [
                t for u in sorted(couple.unions, key=lambda u: str(u.start or "")) for t in union_lines(u, layout.lang)
            ]
            if not lines or len(bar.legs) < 2 or (not bar.drops and len(bar.anchors) < 2):  # noqa: PLR2004
                continue
            y = layout.y[couple.partners[-1]] if couple.partners else 0.0
            level = max(layout.y[p] for p in couple.partners) + sizes.HALF + sizes.BRACKET + bar.track * sizes.TRACK
            del y
            wide = max(text_width(t, sizes.SMALL_LETTER) for t in lines)
            high = LINE * len(lines)
            ends = sorted(layout.x[a] for a in bar.anchors)
            for middle in (
                (ends[0] + ends[-1]) / 2,
                ends[-1] - sizes.HALF - wide / 2 - 6,
                ends[0] + sizes.HALF + wide / 2 + 6,
            ):
                box = Box(middle - wide / 2, level - 4 - high, middle + wide / 2, level - 4)
                if crowd.free(box):
                    crowd.boxes.append(box)
                    texts.append(LineText(bar.couple, tuple(lines), box))
                    break
    return texts


def home_names(layout: Layout, family: Family, homes: list[HomeOutline], taken: list[Box]) -> list[LineText]:
    """Each outline's name just inside its lower or upper edge."""
    crowd = _Crowd(layout)
    crowd.boxes += taken
    texts = []
    for spot, home in enumerate(homes):
        name = family.households[home.household].name
        if not name:
            continue
        wide = text_width(name, sizes.SMALL_LETTER)
        xs, ys = [x for x, _ in home.corners], [y for _, y in home.corners]
        places = []
        for low, up in ((max(ys), -3.0), (min(ys), -3.0)):
            edge = sorted(x for x, y in home.corners if y == low)
            for start in (edge[0] + 8, edge[-1] - 8 - wide, (edge[0] + edge[-1] - wide) / 2):
                places.append(Box(start, low + up - LINE, start + wide, low + up))
                places.append(Box(start, low + 3, start + wide, low + 3 + LINE))
        del xs
        box = next((place for place in places if crowd.free(place)), places[0])
        crowd.boxes.append(box)
        texts.append(LineText(spot, (name,), box))
    return texts


class _Crowd:
    """Everything a text must not touch."""

    def __init__(self, layout: Layout) -> None:
        self.boxes = [layout.symbol_box(p).grown(2) for p in range(layout.graph.size)]
        self.boxes += [box for p, box in enumerate(layout.label_boxes) if layout.labels[p].lines]
        self.pieces: list[Box] = []
        for route in layout.routes:
            for (ax, ay), (bx, by) in zip(route.points, route.points[1:], strict=False):
                self.pieces.append(Box(min(ax, bx) - 1.5, min(ay, by) - 1.5, max(ax, bx) + 1.5, max(ay, by) + 1.5))

    def free(self, box: Box) -> bool:
        return not any(box.meets(other) for other in self.boxes) and not any(box.meets(p) for p in self.pieces)
