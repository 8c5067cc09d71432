"""Households as outlines: one closed line around all who live together and nobody else.

Members who stand side by side share a box; boxes of neighbouring rows are joined where one lies over the
other. Where members cannot be joined so without taking in somebody else, each part has its own outline and
the name.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

from kudelma.core.kinship import Household
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.boxes import Box, around
from kudelma.tools.genogram.routes import Route

Point = tuple[float, float]
STEP = 4.0
LEAST_BRIDGE = 16.0
NAME_ROOM = 8.0
CLEARANCE = 2.5
SHIFTS = (0.0, 4.0, -4.0, 7.0, -7.0)


@dataclass(frozen=True, slots=True)
class HomeOutline:
    """One closed outline: right-angled corners in order, and who lies inside (person numbers)."""

    household: int
    corners: tuple[Point, ...]
    members: tuple[int, ...]


def outline_homes(
    households: list[Household], number: dict[str, int], rows: list[list[int]], boxes: list[Box]
) -> list[HomeOutline]:
    """The outlines of all households. `boxes[p]` holds a person's symbol and label; `rows` are in order."""
    outlines = []
    for spot, home in enumerate(households):
        members = {number[stay.person] for stay in home.members}
        pad = sizes.HOME_PAD - STEP * (spot % 3)
        runs = _runs(members, rows, boxes, pad)
        for cluster in _clusters(runs):
            people = tuple(sorted(p for run, _, who in cluster for p in who))
            outlines.append(HomeOutline(spot, tuple(_boundary(_joined(cluster))), people))
    return outlines


Run = tuple[Box, int, list[int]]


def _runs(members: set[int], rows: list[list[int]], boxes: list[Box], pad: float) -> list[Run]:
    runs: list[Run] = []
    for row, nodes in enumerate(rows):
        current: list[int] = []
        for node in [*nodes, -1]:
            if node in members:
                current.append(node)
            elif current:
                box = around([boxes[p] for p in current]).grown(pad)
                runs.append((replace(box, bottom=box.bottom + NAME_ROOM), row, current))
                current = []
    return runs


def _shared(a: Run, b: Run) -> tuple[float, float] | None:
    """The strip in which one run lies right over the other."""
    if abs(a[1] - b[1]) != 1:
        return None
    left, right = max(a[0].left, b[0].left), min(a[0].right, b[0].right)
    return (left, right) if right - left >= LEAST_BRIDGE else None


def _clusters(runs: list[Run]) -> list[list[Run]]:
    left = list(runs)
    clusters = []
    while left:
        cluster = [left.pop(0)]
        for run in cluster:
            joined = [other for other in left if _shared(run, other)]
            left = [other for other in left if other not in joined]
            cluster += joined
        clusters.append(cluster)
    return clusters


def _joined(cluster: list[Run]) -> list[Box]:
    boxes = [run[0] for run in cluster]
    for spot, a in enumerate(cluster):
        for b in cluster[spot + 1 :]:
            strip = _shared(a, b)
            if strip:
                upper, lower = (a, b) if a[1] < b[1] else (b, a)
                boxes.append(Box(strip[0], upper[0].bottom - 1, strip[1], lower[0].top + 1))
    return boxes


def _boundary(boxes: list[Box]) -> list[Point]:
    """The outer boundary of a union of boxes, by walking round its cells with the inside on the right."""
    xs = sorted({v for b in boxes for v in (b.left, b.right)})
    ys = sorted({v for b in boxes for v in (b.top, b.bottom)})
    filled = {
        (i, j)
        for i in range(len(xs) - 1)
        for j in range(len(ys) - 1)
        if any(b.left <= xs[i] < b.right and b.top <= ys[j] < b.bottom for b in boxes)
    }
    edges: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in filled:
        if (i, j - 1) not in filled:
            edges[i, j].append((i + 1, j))
        if (i + 1, j) not in filled:
            edges[i + 1, j].append((i + 1, j + 1))
        if (i, j + 1) not in filled:
            edges[i + 1, j + 1].append((i, j + 1))
        if (i - 1, j) not in filled:
            edges[i, j + 1].append((i, j))
    start = min(edges)
    walk = [start]
    while True:
        onward = edges[walk[-1]]
        step = onward.pop() if len(onward) == 1 else onward.pop(_sharpest(walk, onward))
        if step == start:
            break
        walk.append(step)
    corners = [
        spot
        for before, spot, after in zip([walk[-1], *walk[:-1]], walk, [*walk[1:], walk[0]], strict=True)
        if not (before[0] == spot[0] == after[0] or before[1] == spot[1] == after[1])
    ]
    return [(xs[i], ys[j]) for i, j in corners]


def _sharpest(walk: list[tuple[int, int]], onward: list[tuple[int, int]]) -> int:
    """At a point where two corners touch, turn right, so that the outline stays one."""
    if len(walk) < 2:  # noqa: PLR2004  the first step
        return 0
    dx, dy = walk[-1][0] - walk[-2][0], walk[-1][1] - walk[-2][1]
    right = (walk[-1][0] - dy, walk[-1][1] + dx)
    return onward.index(right) if right in onward else 0


def clear_of_lines(home: HomeOutline, routes: list[Route]) -> HomeOutline:
    """The outline with its upright sides moved off family lines that would run along them."""
    uprights = [(a[0], min(a[1], b[1]), max(a[1], b[1])) for r in routes for a, b in pairwise(r.points) if a[0] == b[0]]
    top, bottom = min(y for _, y in home.corners), max(y for _, y in home.corners)
    near = [x for x, low, high in uprights if low < bottom and high > top]
    moved = {}
    for side in sorted({x for x, _ in home.corners}):
        free = [shift for shift in SHIFTS if all(abs(side + shift - x) > CLEARANCE for x in near)]
        moved[side] = side + (free[0] if free else 0.0)
    return replace(home, corners=tuple((moved[x], y) for x, y in home.corners))
