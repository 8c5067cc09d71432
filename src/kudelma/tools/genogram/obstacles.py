"""What emotional lines keep clear of, and what it costs to cross or follow what they may meet."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from kudelma.tools.genogram.boxes import Box, Point

ROOM = 7.0
CELL = 40.0
PARALLEL = 0.75
"""From this cosine on a line follows another rather than crosses it."""
CROWDED = 120.0
"""What it costs to end where another emotional line ends."""
AT_A_PORT = 36.0
"""What it costs to end where a family line does."""


@dataclass(frozen=True, slots=True)
class Rim:
    """Where lines to a symbol end: a little outside its outline."""

    x: float
    y: float
    half: float
    form: str

    def holds(self, spot: Point) -> bool:
        dx, dy = abs(spot[0] - self.x), abs(spot[1] - self.y)
        if self.form in {"square", "plate", "house"}:
            return max(dx, dy) < self.half
        return dx + dy < self.half * 1.1 if self.form == "diamond" else hypot(dx, dy) < self.half


@dataclass(frozen=True, slots=True)
class Track:
    """A line that may be crossed: `room` to either side, the price of a crossing and of a unit of following."""

    a: Point
    b: Point
    room: float
    cross: float
    follow: float

    def distance(self, x: float, y: float) -> float:
        (ax, ay), (bx, by) = self.a, self.b
        dx, dy = bx - ax, by - ay
        along = dx * dx + dy * dy
        share = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / along)) if along else 0.0
        return hypot(x - ax - share * dx, y - ay - share * dy)


def tracks(points: Sequence[Point], room: float, cross: float, follow: float) -> list[Track]:
    return [Track(a, b, room, cross, follow) for a, b in pairwise(points) if a != b]


class Ground:
    """Symbols and names by person number, texts on lines: never touched. Tracks: crossed where need be."""

    def __init__(
        self, symbols: list[Box], names: list[Box], texts: list[Box], lines: Iterable[Track], ports: list[Point]
    ) -> None:
        self.symbols, self.names, self.texts, self.ports = symbols, names, texts, ports
        whole = [(min(s.left, n.left), max(s.right, n.right)) for s, n in zip(symbols, names, strict=True)]
        self.order = sorted(range(len(symbols)), key=lambda p: (whole[p][0], p))
        self.lefts = [whole[p][0] for p in self.order]
        self.widest = max((right - left for left, right in whole), default=0.0)
        self.cells: dict[tuple[int, int], list[Track]] = defaultdict(list)
        self.ends: list[tuple[Point, float]] = []
        for line in lines:
            self.add(line)

    def add(self, track: Track) -> None:
        reach = track.room + ROOM
        (ax, ay), (bx, by) = track.a, track.b
        for i in range(int((min(ax, bx) - reach) // CELL), int((max(ax, bx) + reach) // CELL) + 1):
            for j in range(int((min(ay, by) - reach) // CELL), int((max(ay, by) + reach) // CELL) + 1):
                self.cells[i, j].append(track)

    def boxes(self, left: float, right: float, broad: float, ends: tuple[int, int]) -> list[Box]:
        """All that a line `broad` to either side may not enter between two x; `ends` are its own symbols."""
        first = bisect_left(self.lefts, left - self.widest - 2 * ROOM - broad)
        last = bisect_right(self.lefts, right + 2 * ROOM + broad)
        found = [text.grown(max(2.0, broad)) for text in self.texts if text.right > left and text.left < right]
        for person in self.order[first:last]:
            symbol, name = self.symbols[person], self.names[person]
            if name.right > name.left:
                found.append(name.grown(max(5.0, broad + 2)))
            if person not in ends:
                # No line goes between a symbol and its name either.
                whole = Box(symbol.left, symbol.top, symbol.right, max(symbol.bottom, name.top))
                found.append(whole.grown(max(ROOM, broad + 3)))
        return found

    def clear(self, points: list[Point], broad: float, ends: tuple[int, int]) -> bool:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        top, bottom = min(ys), max(ys)
        for box in self.boxes(min(xs), max(xs), broad, ends):
            if (
                box.top < bottom
                and top < box.bottom
                and any(box.left < x < box.right and box.top < y < box.bottom for x, y in points)
            ):
                return False
        return True

    def price(self, points: list[Point], broad: float, most: float = float("inf")) -> float:
        """The length, and what crossing and following tracks cost; may stop once it is above `most`."""
        total = sum(
            CROWDED for at in (points[0], points[-1]) for end, room in self.ends if _near(at, end, room + broad)
        )
        total += sum(AT_A_PORT for at in (points[0], points[-1]) if any(_near(at, p, broad + 5) for p in self.ports))
        for a, b in pairwise(points):
            step = hypot(b[0] - a[0], b[1] - a[1])
            if not step:
                continue
            x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
            followed = 0.0
            for track in self.cells.get((int(x // CELL), int(y // CELL)), ()):
                if track.distance(x, y) < track.room + broad:
                    dx, dy = track.b[0] - track.a[0], track.b[1] - track.a[1]
                    if abs(dx * (b[0] - a[0]) + dy * (b[1] - a[1])) > PARALLEL * step * hypot(dx, dy):
                        followed = max(followed, track.follow)
                    if meet(a, b, track.a, track.b):
                        total += track.cross
            total += step * (1 + followed)
            if total > most:
                break
        return total


def meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two pieces cross; the end of a piece belongs to it, its beginning does not."""
    one, two = _side(a, b, c), _side(a, b, d)
    three, four = _side(c, d, a), _side(c, d, b)
    return (one > 0) != (two > 0) and (three > 0) != (four > 0)


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _near(a: Point, b: Point, room: float) -> bool:
    return hypot(a[0] - b[0], a[1] - b[1]) < room


def clipped(points: list[Point], start: Rim, end: Rim) -> list[Point]:
    """The part of a path between two symbols' rims; empty where there is none."""
    first = next((n for n, spot in enumerate(points) if not start.holds(spot)), len(points))
    last = next((n for n in range(len(points) - 1, -1, -1) if not end.holds(points[n])), -1)
    if first == 0 or last == len(points) - 1 or last < first:
        return points[first : last + 1] if last >= first else []
    ends = _edge(points[first], points[first - 1], start), _edge(points[last], points[last + 1], end)
    # A point close to an end would give the line's parallels a wrong direction there.
    inner = [spot for spot in points[first : last + 1] if not any(_near(spot, at, 2.0) for at in ends)]
    return [ends[0], *inner, ends[1]]


def _edge(out: Point, inside: Point, rim: Rim) -> Point:
    for _ in range(6):
        middle = ((out[0] + inside[0]) / 2, (out[1] + inside[1]) / 2)
        if rim.holds(middle):
            inside = middle
        else:
            out = middle
    return out
