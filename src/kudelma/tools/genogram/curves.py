"""Paths for emotional lines: curved, clear of every symbol and name, side by side where they would meet."""

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import hypot

from kudelma.tools.genogram.boxes import Box

Point = tuple[float, float]
BULGES = (0.0, 24.0, -24.0, 44.0, -44.0, 70.0, -70.0, 110.0, -110.0, 160.0, -160.0)
SAMPLE = 5.0
ROOM = 7.0
LEAST = 22.0
TURN = 10.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What a curve must keep clear of: symbols by person number, names, and the corridors beside them."""

    symbols: list[Box]
    names: list[Box]
    row_of: list[int]
    row_tops: list[float]
    """By row, a height just above its symbols where only lines pass."""


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
        self.drawn: list[list[Point]] = []

    def between(self, a: int, b: int, reach_a: float, reach_b: float) -> list[Point]:
        """A path from the edge of a's symbol to the edge of b's, as close points."""
        start, end = _middle(self.ground.symbols[a]), _middle(self.ground.symbols[b])
        best: list[Point] | None = None
        for bulge in BULGES:
            points = _clipped(_bow(start, end, bulge), start, end, reach_a, reach_b)
            if len(points) > 1 and _length(points) >= LEAST and self._clear(points, a, b) and self._alone(points):
                best = points
                break
        if best is None:
            best = self._around(a, b, reach_a, reach_b)
        self.drawn.append(best)
        return best

    def _clear(self, points: list[Point], a: int, b: int) -> bool:
        left, right = min(x for x, _ in points) - ROOM, max(x for x, _ in points) + ROOM
        first = bisect_left(self.lefts, left - self.widest)
        last = bisect_right(self.lefts, right)
        for person in self.order[first:last]:
            boxes = [self.ground.names[person].grown(ROOM - 3)]
            if person not in {a, b}:
                boxes.append(self.ground.symbols[person].grown(ROOM))
            for box in boxes:
                if box.right > box.left and any(
                    box.left < x < box.right and box.top < y < box.bottom for x, y in points
                ):
                    return False
        return True

    def _alone(self, points: list[Point]) -> bool:
        """Whether the middle of the path is not on a path drawn before."""
        middle = points[len(points) // 2]
        return all(
            hypot(middle[0] - x, middle[1] - y) > 2 * ROOM
            for path in self.drawn
            for x, y in path[:: max(1, len(path) // 24)]
        )

    def _around(self, a: int, b: int, reach_a: float, reach_b: float) -> list[Point]:
        """Out at the sides, through the corridors beside the names, over the rows between: always free."""
        ground = self.ground
        sa, sb = ground.symbols[a], ground.symbols[b]
        (ax, ay), (bx, by) = _middle(sa), _middle(sb)
        if ground.row_of[a] > ground.row_of[b]:
            return self._around(b, a, reach_b, reach_a)[::-1]
        away = 4.0 * sum(1 for path in self.drawn if len(path) > 1)
        lane = ground.row_tops[ground.row_of[b]] - away % 12
        side_b = 1 if ax >= bx else -1
        out_b = bx + side_b * (reach_b + ROOM)
        if ground.row_of[a] == ground.row_of[b]:
            side_a = -side_b
            corners = [
                (ax + side_a * reach_a, ay),
                (ax + side_a * (reach_a + ROOM), ay),
                (ax + side_a * (reach_a + ROOM), lane),
                (out_b, lane),
                (out_b, by),
                (bx + side_b * reach_b, by),
            ]
        else:
            side_a = 1 if bx >= ax else -1
            name = ground.names[a]
            out_a = max(ax + reach_a, name.right) + ROOM if side_a > 0 else min(ax - reach_a, name.left) - ROOM
            corners = [
                (ax + side_a * reach_a, ay),
                (out_a, ay),
                (out_a, lane),
                (out_b, lane),
                (out_b, by),
                (bx + side_b * reach_b, by),
            ]
        return _smooth(corners)


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
