"""Between two rows: each line system's horizontal bar on a track of its own.

Bars that overlap lie on different tracks, in the order that makes fewer crossings; a bar must lie above
another when a line comes down to it exactly where one goes down from the other (the vertical constraints of
channel routing: Hashimoto and Stevens 1971; Yoshimura and Kuh 1982).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

MARGIN = 5.0
NEAR = 4.0
FORBIDDEN = 1000
TOUCH = 0.6


@dataclass(slots=True)
class Wire:
    """A line system in a channel: x of the lines that come from above and that go on below."""

    net: int
    tops: list[float]
    bottoms: list[float]
    track: int = 0

    @property
    def left(self) -> float:
        return min([*self.tops, *self.bottoms])

    @property
    def right(self) -> float:
        return max([*self.tops, *self.bottoms])

    @property
    def straight(self) -> bool:
        return self.right - self.left < 0.5  # noqa: PLR2004  half a unit


def assign_tracks(wires: list[Wire]) -> int:
    """Give each wire its track, 0 uppermost; the number of tracks."""
    bars = sorted((w for w in wires if not w.straight), key=lambda w: (w.left, w.right, w.net))
    above: dict[int, set[int]] = defaultdict(set)
    overlapping: list[tuple[int, int]] = []
    active: list[int] = []
    wishes: list[tuple[int, int, int]] = []
    for number, wire in enumerate(bars):
        active = [other for other in active if bars[other].right + MARGIN > wire.left]
        for other in active:
            overlapping.append((other, number))
            over, under = _price(bars[other], wire), _price(wire, bars[other])
            if over != under:
                first, second = (other, number) if over < under else (number, other)
                wishes.append((-abs(over - under), first, second))
        active.append(number)
    for _, first, second in sorted(wishes):
        if not _reaches(above, second, first):
            above[first].add(second)
    return _levels(bars, above, overlapping)


def clashing(wires: list[Wire]) -> Iterator[tuple[Wire, float]]:
    """Wires, each with an x where it goes down on the very line by which another, on a deeper track, comes down.

    Or where another goes down too: twins' common line may stand just where a line arrives at one of them.
    """
    coming: dict[int, list[tuple[float, Wire]]] = defaultdict(list)
    for wire in wires:
        for top in wire.tops if not wire.straight else ():
            for cell in {int(top), int(top - TOUCH), int(top + TOUCH)}:
                coming[cell].append((top, wire))
    for wire in wires:
        for bottom in wire.bottoms:
            for top, other in coming.get(int(bottom), ()):
                deeper = wire.straight or other.track > wire.track
                if other is not wire and deeper and abs(top - bottom) < TOUCH:
                    yield wire, bottom
    yield from _going_down_together(wires)


def _going_down_together(wires: list[Wire]) -> Iterator[tuple[Wire, float]]:
    going: dict[int, list[tuple[float, Wire]]] = defaultdict(list)
    for wire in wires:
        for bottom in wire.bottoms:
            near = (found for cell in (-1, 0, 1) for found in going.get(int(bottom) + cell, ()))
            if any(other is not wire and abs(spot - bottom) < TOUCH for spot, other in near):
                yield wire, bottom
            going[int(bottom)].append((bottom, wire))


def meets(wires: list[Wire], mine: Wire, x: float) -> bool:
    """Whether another wire comes down or goes on at this x."""
    return any(abs(spot - x) < TOUCH for wire in wires if wire is not mine for spot in (*wire.tops, *wire.bottoms))


def _price(upper: Wire, lower: Wire) -> int:
    """Crossings when `upper` lies on the higher track, and places where lines would run on each other."""
    price = sum(lower.left < x < lower.right for x in upper.bottoms)
    price += sum(upper.left < x < upper.right for x in lower.tops)
    price += FORBIDDEN * sum(abs(a - b) < NEAR for a in lower.tops for b in upper.bottoms)
    return price


def _reaches(above: dict[int, set[int]], start: int, goal: int) -> bool:
    stack, seen = [start], {start}
    while stack:
        node = stack.pop()
        if node == goal:
            return True
        for other in above[node]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return False


def _levels(bars: list[Wire], above: dict[int, set[int]], overlapping: list[tuple[int, int]]) -> int:
    """Tracks from the top: after all that must lie above, on the first track free of overlaps."""
    rivals: dict[int, set[int]] = defaultdict(set)
    for a, b in overlapping:
        rivals[a].add(b)
        rivals[b].add(a)
    waiting = dict.fromkeys(range(len(bars)), 0)
    for unders in above.values():
        for under in unders:
            waiting[under] += 1
    ready = [number for number, count in waiting.items() if count == 0]
    floor: dict[int, int] = defaultdict(int)
    placed: set[int] = set()
    highest = 0
    while ready:
        ready.sort(key=lambda n: (bars[n].left, bars[n].right, bars[n].net), reverse=True)
        number = ready.pop()
        used = {bars[other].track for other in rivals[number] if other in placed}
        track = floor[number]
        while track in used:
            track += 1
        bars[number].track = track
        placed.add(number)
        highest = max(highest, track + 1)
        for under in above[number]:
            floor[under] = max(floor[under], track + 1)
            waiting[under] -= 1
            if waiting[under] == 0:
                ready.append(under)
    return highest
