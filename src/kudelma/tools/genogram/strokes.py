"""How family lines are drawn: patterns, the marks of parting, doubled lines (genogram.md 2.2 and 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

from kudelma.core.kinship import LinkKind, UnionKind
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.svg import Point, element, path

DASHED = "6 4"
DOTTED = "1.5 4"
SPARSE = "1.5 7"
HOMES = ("7 4", "13 4 2 4", "3 3", "18 6")
"""Homes' outlines in turn, so that two that overlap can be told apart without colour."""
RING = 5.0
CHILDLESS_BARS = {"choice": 1, "infertility": 2}
BESIDE = sizes.PARALLEL / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """`dash` as in SVG; `twin`: the pattern of a line beside it, "" for solid, None for none."""

    dash: str | None = None
    twin: str | None = None
    inset: bool = False
    """Whether the second line runs inside a couple's bar rather than beside."""


UNION_STROKES = {
    UnionKind.MARRIED: Stroke(),
    UnionKind.COHABITING: Stroke(DASHED),
    UnionKind.ENGAGED: Stroke(DASHED),
    UnionKind.SEPARATED: Stroke(DASHED),
    UnionKind.DIVORCED: Stroke(),
    UnionKind.REUNITED: Stroke(),
    UnionKind.WIDOWED: Stroke(),
    UnionKind.AFFAIR: Stroke(DOTTED),
    UnionKind.SECRET_AFFAIR: Stroke(DOTTED),
    UnionKind.COPARENTS: Stroke(SPARSE),
    UnionKind.UNCLEAR: Stroke(),
}
LINK_STROKES = {
    LinkKind.BIRTH: Stroke(),
    LinkKind.ADOPTED: Stroke(None, DASHED),
    LinkKind.FOSTER: Stroke(DOTTED),
    LinkKind.KINSHIP: Stroke(DOTTED),
    LinkKind.LEGAL: Stroke("10 3"),
    LinkKind.DONOR: Stroke(DASHED),
    LinkKind.GESTATIONAL: Stroke(DASHED),
    LinkKind.STEP: Stroke("2 6"),
    LinkKind.OTHER: Stroke("10 3 2 3"),
}
LINK_LETTERS = {
    LinkKind.KINSHIP: "S",
    LinkKind.DONOR: "D",
    LinkKind.GESTATIONAL: "G",
    LinkKind.LEGAL: "J",
}


def line(points: tuple[Point, ...], stroke: Stroke = Stroke(), name: str | None = None) -> str:
    """A line through the points in its pattern."""
    parts = [_single(points, stroke.dash, name)]
    if stroke.twin is not None and stroke.inset:
        parts.append(_single(_inside(points), stroke.twin or None, name))
    elif stroke.twin is not None:
        parts = [
            _single(beside(points, BESIDE), stroke.dash, name),
            _single(beside(points, -BESIDE), stroke.twin or None, name),
        ]
    return "".join(parts)


def beside(points: tuple[Point, ...], by: float) -> tuple[Point, ...]:
    """A parallel of the line, its corners mitred, so that the two sides of a doubled line never cross."""
    apart = [spot for n, spot in enumerate(points) if n == 0 or spot != points[n - 1]]
    if len(apart) == 1:
        return points
    ways = [((b[0] - a[0]) / dist(a, b), (b[1] - a[1]) / dist(a, b)) for a, b in pairwise(apart)]
    found = []
    for n, (x, y) in enumerate(apart):
        (ux, uy), (vx, vy) = ways[max(0, n - 1)], ways[min(n, len(ways) - 1)]
        share = by / max(0.2, 1 + ux * vx + uy * vy)
        found.append((x - (uy + vy) * share, y + (ux + vx) * share))
    return tuple(found)


def _inside(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The bar again, a little narrower and higher."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low = max(y for _, y in points)
    inner = []
    for x, y in points:
        shift = sizes.PARALLEL if x == left else -sizes.PARALLEL if x == right else 0.0
        inner.append((x + shift, y - sizes.PARALLEL if y == low else y))
    return tuple(inner)


def _single(points: tuple[Point, ...], dash: str | None, name: str | None) -> str:
    return element(
        "path",
        {
            "class": name,
            "d": path(points),
            "stroke_dasharray": dash,
            "stroke_linecap": "round" if dash in {DOTTED, SPARSE, "2 6"} else None,
        },
    )


def parting(x: float, y: float, kind: UnionKind) -> str:
    """The marks on a bar: one stroke for separation, two for divorce, one back for reunion; a ring if engaged."""
    leans = {
        UnionKind.SEPARATED: (0.0,),
        UnionKind.DIVORCED: (-2.5, 2.5),
        UnionKind.REUNITED: (-2.5, 2.5),
    }.get(kind, ())
    if kind is UnionKind.ENGAGED:
        return element("circle", {"class": "ring", "cx": x, "cy": y, "r": RING})
    marks = [path(((x + dx - 3, y + 5), (x + dx + 4, y - 8))) for dx in leans]
    if kind is UnionKind.REUNITED:
        marks.append(path(((x - 6, y - 8), (x + 5, y + 5))))
    return element("path", {"class": "parting", "d": "".join(marks)}) if marks else ""


def band(points: Sequence[Point]) -> str:
    """A broad pale band under a line that has changed."""
    shape = {"class": "changed", "d": path(points), "stroke_width": "9", "stroke_opacity": "0.18"}
    return element("path", {**shape, "stroke_linejoin": "round"})


def childless(x: float, y: float, why: str) -> str:
    """From a couple's bar a short drop that ends in one or two bars."""
    marks = [path(((x, y), (x, y + 9)))]
    marks += [path(((x - 5, y + 9 + 4 * n), (x + 5, y + 9 + 4 * n))) for n in range(CHILDLESS_BARS[why])]
    return element("path", {"class": "childless", "d": "".join(marks)})
