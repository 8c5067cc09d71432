"""The cheapest way between two people over a grid, where no plain curve is free (A*; Hart, Nilsson, Raphael 1968)."""

import heapq
from itertools import pairwise
from math import hypot, sqrt

from kudelma.tools.genogram.boxes import Box, Point
from kudelma.tools.genogram.obstacles import Ground, Track

STEP, COARSEST = 6.0, 12.0
MOST_CELLS = 24_000
AROUND = 130.0
TOLL = 0.3
"""Of a track's price for following: what a cell beside it costs."""
WAYS = [(dx, dy, hypot(dx, dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
TURN, SAMPLE = 14.0, 5.0


class Grid:
    """Cells around two people: which are taken, and what the others cost beyond their length."""

    def __init__(self, ground: Ground, ends: tuple[int, int], broad: float) -> None:
        symbols = [ground.symbols[person] for person in ends]
        self.left = min(box.left for box in symbols) - AROUND
        self.top = min(box.top for box in symbols) - AROUND
        wide = max(box.right for box in symbols) + AROUND - self.left
        high = max(box.bottom for box in symbols) + AROUND - self.top
        self.step = max(STEP, sqrt(wide * high / MOST_CELLS))
        self.wide, self.high = int(wide / self.step) + 1, int(high / self.step) + 1
        self.tolls = [0.0] * (self.wide * self.high)
        self.taken = bytearray(self.wide * self.high)
        if self.step > COARSEST:
            return
        tracks: dict[int, Track] = {}
        for held in ground.cells.values():
            tracks.update((id(track), track) for track in held)
        for track in tracks.values():
            self._lay(track, broad)
        for box in ground.boxes(self.left, self.left + wide, broad, ends):
            for spot in self.inside(box):
                self.taken[spot] = 1

    def inside(self, box: Box) -> list[int]:
        first, last = self._range(box.left, box.right, self.left, self.wide)
        top, bottom = self._range(box.top, box.bottom, self.top, self.high)
        return [j * self.wide + i for j in range(top, bottom) for i in range(first, last)]

    def _range(self, low: float, high: float, start: float, size: int) -> tuple[int, int]:
        return max(0, int((low - start) / self.step) + 1), max(0, min(size, int((high - start) / self.step) + 1))

    def _lay(self, track: Track, broad: float) -> None:
        room = track.room + broad
        (ax, ay), (bx, by) = track.a, track.b
        box = Box(min(ax, bx) - room, min(ay, by) - room, max(ax, bx) + room, max(ay, by) + room)
        for spot in self.inside(box):
            if track.distance(*self.at(spot)) < room:
                self.tolls[spot] = max(self.tolls[spot], track.follow * TOLL)

    def at(self, spot: int) -> Point:
        return (self.left + spot % self.wide * self.step, self.top + spot // self.wide * self.step)

    def cell(self, spot: Point) -> int:
        return round((spot[1] - self.top) / self.step) * self.wide + round((spot[0] - self.left) / self.step)

    def way(self, start: int, goal: int) -> list[int]:
        """Cells from one to the other; none where there is no way."""
        wide, goal_x, goal_y = self.wide, goal % self.wide, goal // self.wide
        spent, came = {start: 0.0}, {start: start}
        line = [(0.0, start)]
        done: set[int] = set()
        while line:
            _, here = heapq.heappop(line)
            if here == goal:
                break
            if here in done:
                continue
            done.add(here)
            x, y = here % wide, here // wide
            for dx, dy, length in WAYS:
                i, j = x + dx, y + dy
                there = j * wide + i
                if not (0 <= i < wide and 0 <= j < self.high) or self.taken[there]:
                    continue
                price = spent[here] + length * (1 + self.tolls[there])
                if price < spent.get(there, float("inf")) - 1e-9:
                    spent[there], came[there] = price, here
                    rest = hypot(i - goal_x, j - goal_y)
                    heapq.heappush(line, (price + rest, there))
        if goal not in came:
            return []
        path = [goal]
        while path[-1] != start:
            path.append(came[path[-1]])
        return path[::-1]

    def straight(self, a: int, b: int) -> float:
        """What the straight way costs; endless where it is not free."""
        (ax, ay), (bx, by) = self.at(a), self.at(b)
        length = hypot(bx - ax, by - ay)
        count = max(1, round(2 * length / self.step))
        toll = 0.0
        for n in range(1, count + 1):
            spot = self.cell((ax + (bx - ax) * n / count, ay + (by - ay) * n / count))
            if self.taken[spot]:
                return float("inf")
            toll += self.tolls[spot]
        return length / self.step * (1 + toll / count)


def detour(ground: Ground, ends: tuple[int, int], broad: float) -> list[Point]:
    """A path from middle to middle, as close points with rounded corners; none where there is no way."""
    grid = Grid(ground, ends, broad)
    middles = [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in (ground.symbols[p] for p in ends)]
    if grid.step > COARSEST:
        return []
    for person in ends:
        for spot in grid.inside(ground.symbols[person].grown(broad + STEP)):
            grid.taken[spot] = grid.taken[spot] and grid.at(spot)[1] > ground.symbols[person].bottom
    way = grid.way(grid.cell(middles[0]), grid.cell(middles[1]))
    if not way:
        return []
    corners = [grid.at(spot) for spot in _pulled(grid, way)]
    return smooth([middles[0], *corners[1:-1], middles[1]])


def _pulled(grid: Grid, way: list[int]) -> list[int]:
    """The way pulled tight: as few corners as cost nothing more."""
    spent = [0.0]
    for a, b in pairwise(way):
        spent.append(spent[-1] + grid.straight(a, b))
    kept, here = [way[0]], 0
    while here < len(way) - 1:
        far = here + 1
        for there in range(here + 2, len(way)):
            if grid.straight(way[here], way[there]) <= (spent[there] - spent[here]) * 1.02:
                far = there
        kept.append(way[far])
        here = far
    return kept


def smooth(corners: list[Point]) -> list[Point]:
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
