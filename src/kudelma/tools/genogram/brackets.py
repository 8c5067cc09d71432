"""Under a row: the couples' bars, where they leave the symbols, and where their children's lines go down.

Each bar hangs below the symbols at its own depth, so that partners who cannot stand side by side are joined
under those between them and no line runs through a symbol. Names stand below the bars, and a line that goes
further down passes in a corridor between two names.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.plan import Net, Plan

LANE = 9
"""Least distance of two lines in one corridor."""


@dataclass(slots=True)
class Bar:
    """A couple's bar: from `legs` (x on each anchor) across at depth `track`, with `drops` to its nets."""

    couple: int
    row: int
    anchors: tuple[int, ...]
    left: float
    right: float
    track: int = 0
    legs: dict[int, float] = field(default_factory=dict)
    drops: dict[int, float] = field(default_factory=dict)
    """x of the drop, by net number."""


@dataclass(slots=True)
class RowLines:
    bars: list[Bar]
    crowded: dict[int, float]
    """Extra room wished right of a node, where the corridor was too narrow."""


def draw_bars(plan: Plan, row: int, nodes: list[int], x: list[float], half: list[float]) -> RowLines:
    """The bars of one row, with ports, depths and drops."""
    corridors = _Corridors(nodes, x, half)
    nets = [(number, net) for number, net in enumerate(plan.nets) if net.gap == row and net.uppers]
    lower_ports = _ports_below(plan, row, x)
    bars = []
    for bracket in plan.brackets:
        if bracket.row == row:
            spots = [x[node] for node in bracket.anchors]
            bars.append(Bar(bracket.couple, row, bracket.anchors, min(spots), max(spots)))
    bars.sort(key=lambda bar: (bar.right - bar.left, bar.left, bar.couple))
    by_couple = {bar.couple: bar for bar in bars}
    loose: list[tuple[int, Net]] = []
    for number, net in sorted(nets, key=lambda item: _haste(item, by_couple)):
        if _from_couple(plan, net) and net.couple in by_couple:
            bar = by_couple[net.couple]
            _drop(corridors, bar, number, [x[node] for node in net.lowers], lower_ports)
        elif net.role == "partner" and net.uppers[0] < plan.graph.size:
            loose.append((number, net))
    for number, net in loose:
        here = x[net.uppers[0]]
        goal = sum(x[node] for node in net.lowers) / len(net.lowers)
        bar = Bar(net.couple, row, net.uppers, here, here)
        bar.drops[number] = corridors.take(here, here, goal, lower_ports, near=True)
        bars.append(bar)
    for bar in bars:
        bar.left, bar.right = (
            min(bar.left, *bar.drops.values(), bar.right),
            max(bar.right, *bar.drops.values(), bar.left),
        )
    _depths(bars)
    _ports(plan, bars, x)
    return RowLines(bars, corridors.crowded)


def _ports_below(plan: Plan, row: int, x: list[float]) -> list[float]:
    """Every x at which a line may arrive at the row below."""
    arrivals: dict[int, int] = defaultdict(int)
    for net in plan.nets:
        if net.gap == row:
            for node in net.lowers:
                arrivals[node] += 1
    return sorted(port for node, count in arrivals.items() for port in arrival_ports(x[node], count))


def arrival_ports(middle: float, count: int) -> list[float]:
    """Where `count` lines end on the upper edge of a symbol, from left to right."""
    step = min(10.0, 30.0 / max(1, count - 1))
    return [middle + (spot - (count - 1) / 2) * step for spot in range(count)]


def _from_couple(plan: Plan, net: Net) -> bool:
    """Whether the net hangs from the couple itself and not from a strand on its way down."""
    if net.role not in {"children", "tie"}:
        return False
    return all(node < plan.graph.size or plan.strand_of[node][0] == "partner" for node in net.uppers)


def _haste(item: tuple[int, Net], bars: dict[int, Bar]) -> tuple[float, int]:
    """Short bars choose their corridor first: they have fewer to choose from."""
    number, net = item
    bar = bars.get(net.couple)
    return (bar.right - bar.left if bar else 0.0, number)


def _drop(corridors: "_Corridors", bar: Bar, number: int, lowers: list[float], ports: list[float]) -> None:
    middle = (bar.left + bar.right) / 2
    goal = middle
    if len(lowers) == 1 and abs(lowers[0] - middle) < 2 * sizes.HALF:
        goal = lowers[0]
    elif len(bar.anchors) == 1:
        goal = sum(lowers) / len(lowers)
    bar.drops[number] = corridors.take(bar.left, bar.right, goal, ports, near=len(bar.anchors) == 1)


class _Corridors:
    """The free strips between the names of a row, and the lines already let through them."""

    def __init__(self, nodes: list[int], x: list[float], half: list[float]) -> None:
        self.nodes = nodes
        margin = sizes.CORRIDOR_MARGIN
        edges = [(x[node] - half[node] - margin, x[node] + half[node] + margin) for node in nodes]
        far = 10_000.0
        starts = [edges[0][0] - far] if edges else [0.0]
        self.strips: list[tuple[float, float]] = []
        for left, right in edges:
            self.strips.append((starts[-1], left))
            starts.append(right)
        self.strips.append((starts[-1], starts[-1] + far))
        self.taken: dict[int, list[float]] = defaultdict(list)
        self.crowded: dict[int, float] = {}
        self.x = x

    def take(self, left: float, right: float, goal: float, ports: list[float], *, near: bool) -> float:
        """An x in a corridor between `left` and `right` (or beside them, for `near`), nearest to `goal`."""
        middles = [(a + b) / 2 for a, b in self.strips]
        inside = [s for s in range(len(self.strips)) if left <= middles[s] <= right] if not near else []
        beside = [bisect_left(middles, left), bisect_left(middles, left) - 1]
        first = inside or [s for s in beside if 0 <= s < len(self.strips)]
        choice = self._best(first, goal, ports)
        if choice is None:
            for strip in first[:1]:
                if 0 < strip < len(self.strips) - 1:
                    node = self.nodes[strip - 1]
                    self.crowded[node] = self.crowded.get(node, 0.0) + sizes.TRACK
            choice = self._best(list(range(len(self.strips))), goal, ports)
        strip, spot = choice if choice is not None else (0, self.strips[0][1])
        self.taken[strip].append(spot)
        return spot

    def _best(self, strips: list[int], goal: float, ports: list[float]) -> tuple[int, float] | None:
        best: tuple[float, int, float] | None = None
        for strip in strips:
            spot = self._spot(strip, goal, ports)
            if spot is not None and (best is None or abs(spot - goal) < best[0]):
                best = (abs(spot - goal), strip, spot)
        return (best[1], best[2]) if best else None

    def _spot(self, strip: int, goal: float, ports: list[float]) -> float | None:
        """The free place in a corridor nearest to the goal, clear of other lines and of the ports below."""
        low, high = self.strips[strip]
        if high < low:
            return None
        start = min(max(goal, low), high)
        held = self.taken[strip]
        for avoid in (4.0, 0.0):
            for step in range(60):
                for spot in (start + step, start - step):
                    if low <= spot <= high and all(abs(spot - other) >= LANE for other in held):
                        near = bisect_left(ports, spot - avoid)
                        exact = near < len(ports) and abs(ports[near] - goal) < 1 and spot == goal
                        if not avoid or exact or near == len(ports) or ports[near] > spot + avoid:
                            return spot
        return None


def _depths(bars: list[Bar]) -> None:
    """Tracks: a bar hangs deeper than every shorter bar it overlaps."""
    placed: list[tuple[float, float, int]] = []
    for bar in sorted(bars, key=lambda bar: (bar.right - bar.left, bar.left, bar.couple)):
        used = [track for left, right, track in placed if left < bar.right and bar.left < right]
        bar.track = 1 + max(used, default=-1)
        placed.append((bar.left, bar.right, bar.track))


def _ports(plan: Plan, bars: list[Bar], x: list[float]) -> None:
    """Where on the lower edge of a symbol each of its lines leaves, so that none runs on another."""
    leaving: dict[int, list[tuple[int, int, int, Bar]]] = defaultdict(list)
    for spot, bar in enumerate(bars):
        for node in bar.anchors:
            if node >= plan.graph.size:
                bar.legs[node] = x[node]
            else:
                side = 1 if bar.left + bar.right >= 2 * x[node] else -1
                leaving[node].append((side, -side * bar.track, spot, bar))
    for node, exits in leaving.items():
        exits.sort(key=lambda item: item[:3])
        step = min(sizes.PORT, (sizes.SYMBOL - sizes.PORT) / max(1, len(exits) - 1))
        for spot, (_, _, _, bar) in enumerate(exits):
            bar.legs[node] = x[node] + (spot - (len(exits) - 1) / 2) * step
