"""Paths for emotional lines: curved, clear of every symbol and name, side by side where they would meet."""

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import hypot

from kudelma.tools.genogram.boxes import Box

Point = tuple[float, float]
BULGES = (0.0, 12.0, -12.0, 24.0, -24.0, 44.0, -44.0, 70.0, -70.0, 110.0, -110.0, 160.0, -160.0)
LEAST_BULGE = 24.0
SAMPLE = 5.0
ROOM = 7.0
LEAST = 22.0
LANE = 4.0
MOST_BULGE = 0.4
"""Of the distance: a curve that swings out farther is harder to follow than one with corners."""
TURN = 10.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What a curve must keep clear of: symbols by person number, names, and the corridors beside them."""

    symbols: list[Box]
    names: list[Box]
    row_of: list[int]
    row_tops: list[float]
    """By row, a height just above its symbols where only lines pass."""
    texts: list[Box]
    """Texts on lines."""


class Curves:
    """Finds one path after another and keeps later ones off the earlier ones."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.order = sorted(range(len(ground.symbols)), key=lambda p: ground.symbols[p].left)
        self.lefts = [min(ground.symbols[p].left, ground.names[p].left) for p in self.order]
        self.order = [p for _, p in sorted(zip(self.lefts, self.order, strict=True))]
        self.lefts.sort()
        self.widest = max(
            (max(s.right, n.right) - min(s.left, n.left) for s, n in zip(ground.symbols, ground.names, strict=True)),
            default=0.0,
        )
        self.drawn: list[tuple[list[Point], float]] = []
        self.lanes = 0

    def between(self, a: int, b: int, reach_a: float, reach_b: float, broad: float) -> list[Point]:
        """A path from the edge of a's symbol to the edge of b's, as close points; `broad` to either side."""
        start, end = _middle(self.ground.symbols[a]), _middle(self.ground.symbols[b])
        best: list[Point] | None = None
        reach = MOST_BULGE * hypot(end[0] - start[0], end[1] - start[1])
        for bulge in [bulge for bulge in BULGES if abs(bulge) <= max(reach, LEAST_BULGE)]:
            points = _clipped(_bow(start, end, bulge), start, end, reach_a, reach_b)
            if (
                len(points) > 1
                and _length(points) >= LEAST
                and self._clear(points, a, b, broad)
                and self._alone(points, broad)
            ):
                best = points
                break
        if best is None:
            best = self._around(a, b, reach_a, reach_b)
        self.drawn.append((best, broad))
        return best

    def _clear(self, points: list[Point], a: int, b: int, broad: float) -> bool:
        for box in (text.grown(max(2.0, broad)) for text in self.ground.texts):
            if any(box.left < x < box.right and box.top < y < box.bottom for x, y in points):
                return False
        room = ROOM + broad
        left, right = min(x for x, _ in points) - room, max(x for x, _ in points) + room
        first = bisect_left(self.lefts, left - self.widest)
        last = bisect_right(self.lefts, right)
        for person in self.order[first:last]:
            boxes = [self.ground.names[person].grown(max(4.0, broad + 1))]
            if person not in {a, b}:
                boxes.append(self.ground.symbols[person].grown(max(ROOM, broad + 3)))
            for box in boxes:
                if box.right > box.left and any(
                    box.left < x < box.right and box.top < y < box.bottom for x, y in points
                ):
                    return False
        return True

    def _alone(self, points: list[Point], broad: float) -> bool:
        """Whether the path crosses those drawn before at most, and does not run along one of them."""
        looked = [points[len(points) * share // 6] for share in (2, 3, 4)]
        for path, breadth in self.drawn:
            room = broad + breadth + ROOM
            thinned = path[:: max(1, len(path) // 40)]
            near = sum(any(hypot(x - u, y - v) <= room for u, v in thinned) for x, y in looked)
            if near > 1:
                return False
        return True

    def _around(self, a: int, b: int, reach_a: float, reach_b: float) -> list[Point]:
        """Out at the side, over the rows and through the corridors between names: always free of both."""
        ground = self.ground
        if (ground.row_of[a], ground.symbols[a].left) > (ground.row_of[b], ground.symbols[b].left):
            return self._around(b, a, reach_b, reach_a)[::-1]
        (ax, ay), (bx, by) = _middle(ground.symbols[a]), _middle(ground.symbols[b])
        lanes = self.lanes
        self.lanes = (lanes + 1) % 3
        side_b = 1 if ax >= bx else -1
        side_a, out = self._way_out(a, b, -side_b, reach_a)
        corners = [(ax + side_a * reach_a, ay), (out, ay)]
        first = ground.row_of[a] + (ground.row_of[a] != ground.row_of[b])
        for row in range(first, ground.row_of[b] + 1):
            lane = ground.row_tops[row] - LANE * lanes
            corners.append((out, lane))
            out = bx + side_b * (reach_b + ROOM) if row == ground.row_of[b] else self._corridor(row, out, bx)
            corners.append((out, lane))
        corners += [(out, by), (bx + side_b * reach_b, by)]
        return _smooth([spot for n, spot in enumerate(corners) if n == 0 or spot != corners[n - 1]])

    def _way_out(self, a: int, b: int, side: int, reach: float) -> tuple[int, float]:
        """On which side of a the path leaves (towards b, unless a text on a line stands there), and at which x."""
        ground = self.ground
        middle, top = _middle(ground.symbols[a])
        name = ground.names[a]
        ways = []
        for sign in (side, -side):
            out = middle + sign * (reach + ROOM)
            if ground.row_of[a] != ground.row_of[b]:
                out = max(out, name.right + ROOM) if sign > 0 else min(out, name.left - ROOM)
            ways.append((sign, out))
            clear = not any(
                box.left - ROOM < out < box.right + ROOM and top < box.bottom and box.top < name.bottom
                for box in ground.texts
            )
            if clear:
                return ways[-1]
        return ways[0]

    def _corridor(self, row: int, here: float, goal: float) -> float:
        """The x nearest to `here`, on the way to `goal`, where nobody of the row stands."""
        ground = self.ground
        top = ground.row_tops[row]
        below = ground.row_tops[row + 1] if row + 1 < len(ground.row_tops) else float("inf")
        texts = [(box.left - ROOM, box.right + ROOM) for box in ground.texts if top < box.top < below]
        edges = texts + sorted(
            (
                min(ground.symbols[p].left, ground.names[p].left) - ROOM,
                max(ground.symbols[p].right, ground.names[p].right) + ROOM,
            )
            for p in range(len(ground.symbols))
            if ground.row_of[p] == row
        )
        spots = [here, *(left for left, _ in edges), *(right for _, right in edges)]
        free = [x for x in spots if not any(left < x < right for left, right in edges)]
        return min(free, key=lambda x: (abs(x - here) + abs(x - goal), abs(x - here), x), default=here)


def _middle(box: Box) -> Point:
    return ((box.left + box.right) / 2, (box.top + box.bottom) / 2)


def _bow(start: Point, end: Point, bulge: float) -> list[Point]:
    """A quadratic curve whose middle lies `bulge` beside the straight line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    control = (
        (start[0] + end[0]) / 2 + 2 * bulge * dy / length,
        (start[1] + end[1]) / 2 - 2 * bulge * dx / length,
    )
    count = max(8, int((length + 2 * abs(bulge)) / SAMPLE))
    points = []
    for step in range(count + 1):
        t = step / count
        u = 1 - t
        points.append(
            (
                u * u * start[0] + 2 * u * t * control[0] + t * t * end[0],
                u * u * start[1] + 2 * u * t * control[1] + t * t * end[1],
            )
        )
    return points


def _clipped(points: list[Point], start: Point, end: Point, reach_a: float, reach_b: float) -> list[Point]:
    return [
        p
        for p in points
        if hypot(p[0] - start[0], p[1] - start[1]) >= reach_a and hypot(p[0] - end[0], p[1] - end[1]) >= reach_b
    ]


def _length(points: list[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points))


def _smooth(corners: list[Point]) -> list[Point]:
    """Close points along the corners, each corner rounded."""
    points: list[Point] = [corners[0]]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        a = _near(corner, before)
        c = _near(corner, after)
        points += _steps(points[-1], a)
        for step in range(1, 5):
            t = step / 4
            u = 1 - t
            points.append(
                (
                    u * u * a[0] + 2 * u * t * corner[0] + t * t * c[0],
                    u * u * a[1] + 2 * u * t * corner[1] + t * t * c[1],
                )
            )
    return [*points, *_steps(points[-1], corners[-1])]


def _near(corner: Point, other: Point) -> Point:
    length = hypot(other[0] - corner[0], other[1] - corner[1]) or 1.0
    share = min(TURN, length / 2) / length
    return (corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share)


def _steps(start: Point, end: Point) -> list[Point]:
    length = hypot(end[0] - start[0], end[1] - start[1])
    count = max(1, int(length / SAMPLE))
    return [
        (start[0] + (end[0] - start[0]) * s / count, start[1] + (end[1] - start[1]) * s / count)
        for s in range(1, count + 1)
    ]
