"""Paths for emotional lines: clear of every symbol and name, short, and not along other lines.

Of many plain curves the cheapest free one is taken; where that goes far round or along other lines, the
cheapest way over a grid; where there is none, the sure way over the rows.
"""

from itertools import pairwise, product
from math import hypot

from kudelma.tools.genogram.boxes import Box, Point
from kudelma.tools.genogram.detours import detour, smooth
from kudelma.tools.genogram.obstacles import ROOM, Ground, Rim, clipped, tracks

BULGES = (0.0, 12.0, -12.0, 24.0, -24.0, 44.0, -44.0, 70.0, -70.0, 110.0, -110.0, 160.0, -160.0)
LEAST_BULGE = 24.0
SAMPLE = 5.0
LEAST = 22.0
LANE = 4.0
MOST_BULGE = 0.4
"""Of the distance: a curve that swings out farther is harder to follow than one with corners."""
AIM = 0.55
"""Of the half symbol: how far beside the middle a curve may aim."""
AIMS = (0.0, AIM, -AIM)
BENT, AIMED, CORNERED = 0.15, 4.0, 20.0
"""What bending by a unit, aiming beside the middle and turning corners cost."""
FAIR = (1.5, 60.0)
"""A curve that costs no more than this share of the distance, and so much, is taken at once."""
CROSS, FOLLOW, APART = 16.0, 8.0, 6.0
"""For later lines: the prices of crossing and of following this one, and the room beside it."""


class Curves:
    """Finds one path after another and keeps later ones off the earlier ones."""

    def __init__(self, ground: Ground, row_of: list[int], row_tops: list[float]) -> None:
        """`row_tops`: by row, a height just above its symbols where only lines pass."""
        self.ground, self.row_of, self.row_tops = ground, row_of, row_tops
        self.lanes = 0

    def between(self, a: int, b: int, rims: tuple[Rim, Rim], broad: float) -> list[Point]:
        """A path from the rim of a's symbol to the rim of b's, as close points; `broad` to either side."""
        distance = hypot(rims[1].x - rims[0].x, rims[1].y - rims[0].y)
        best, price = self._curve((a, b), rims, broad, distance)
        if price > FAIR[0] * distance + FAIR[1]:
            way = clipped(detour(self.ground, (a, b), broad), *rims)
            if len(way) > 1 and self.ground.price(way, broad) + CORNERED < price:
                best = way
        if not best:
            best = self._around(a, b, rims[0].half, rims[1].half)
        for track in tracks(best[::3] + best[-1:], broad + APART, CROSS, FOLLOW):
            self.ground.add(track)
        self.ground.ends += [(best[0], broad + APART), (best[-1], broad + APART)]
        return best

    def _curve(
        self, ends: tuple[int, int], rims: tuple[Rim, Rim], broad: float, distance: float
    ) -> tuple[list[Point], float]:
        """The cheapest plain curve that is free, and its price; none and endless where there is none."""
        ground = self.ground
        best: list[Point] = []
        price = float("inf")
        reach = max(MOST_BULGE * distance, LEAST_BULGE)
        tries = [(abs(h) * BENT + AIMED * (bool(s) + bool(t)), h, s, t) for h, s, t in product(BULGES, AIMS, AIMS)]
        for extra, bulge, first, last in sorted(tries, key=lambda way: way[0]):
            if abs(bulge) > reach or distance - 2 * sum(rim.half for rim in rims) + extra >= price:
                continue
            points = clipped(_bow(_aim(rims, first), _aim(rims[::-1], last), bulge), *rims)
            if len(points) > 1 and _length(points) >= LEAST and ground.clear(points, broad, ends):
                here = ground.price(points, broad, price - extra) + extra
                if here < price:
                    best, price = points, here
        return best, price

    def _around(self, a: int, b: int, reach_a: float, reach_b: float) -> list[Point]:
        """Out at the side, over the rows and through the corridors between names: always free of both."""
        ground = self.ground
        if (self.row_of[a], ground.symbols[a].left) > (self.row_of[b], ground.symbols[b].left):
            return self._around(b, a, reach_b, reach_a)[::-1]
        (ax, ay), (bx, by) = _middle(ground.symbols[a]), _middle(ground.symbols[b])
        lanes = self.lanes
        self.lanes = (lanes + 1) % 3
        side_b = 1 if ax >= bx else -1
        side_a, out = self._way_out(a, b, -side_b, reach_a)
        corners = [(ax + side_a * reach_a, ay), (out, ay)]
        first = self.row_of[a] + (self.row_of[a] != self.row_of[b])
        for row in range(first, self.row_of[b] + 1):
            lane = self.row_tops[row] - LANE * lanes
            corners.append((out, lane))
            out = bx + side_b * (reach_b + ROOM) if row == self.row_of[b] else self._corridor(row, out, bx)
            corners.append((out, lane))
        corners += [(out, by), (bx + side_b * reach_b, by)]
        return smooth([spot for n, spot in enumerate(corners) if n == 0 or spot != corners[n - 1]])

    def _way_out(self, a: int, b: int, side: int, reach: float) -> tuple[int, float]:
        """On which side of a the path leaves (towards b, unless a text on a line stands there), and at which x."""
        ground = self.ground
        middle, top = _middle(ground.symbols[a])
        name = ground.names[a]
        ways = []
        for sign in (side, -side):
            out = middle + sign * (reach + ROOM)
            if self.row_of[a] != self.row_of[b]:
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
        top = self.row_tops[row]
        below = self.row_tops[row + 1] if row + 1 < len(self.row_tops) else float("inf")
        texts = [(box.left - ROOM, box.right + ROOM) for box in ground.texts if top < box.top < below]
        edges = texts + sorted(
            (
                min(ground.symbols[p].left, ground.names[p].left) - ROOM,
                max(ground.symbols[p].right, ground.names[p].right) + ROOM,
            )
            for p in range(len(ground.symbols))
            if self.row_of[p] == row
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


def _aim(rims: tuple[Rim, ...], share: float) -> Point:
    """A point in the first symbol, beside its middle as seen from the second."""
    one, other = rims
    length = hypot(other.x - one.x, other.y - one.y) or 1.0
    side = share * one.half / length
    return (one.x - (other.y - one.y) * side, one.y + (other.x - one.x) * side)


def _length(points: list[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
