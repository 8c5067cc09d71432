"""Every family line as straight pieces, and the heights of the rows that follow from them."""

from collections import defaultdict
from dataclasses import dataclass, field

from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.boxes import Box, Point
from kudelma.tools.genogram.brackets import Bar, RowLines, arrival_ports
from kudelma.tools.genogram.channels import TOUCH, Wire, assign_tracks, clashing, meets
from kudelma.tools.genogram.labels import Label
from kudelma.tools.genogram.plan import Net, Plan
from kudelma.tools.genogram.symbols import Outline

STUB_ROOM = 4.0
SIDE = 4.0
SIDESTEPS = 8
FOOT = 10.0
"""Twins' slanting lines end this high over the symbols, so that none passes another twin too near."""


@dataclass(frozen=True, slots=True)
class Route:
    """One line: its part in the family, the couple it belongs to, its corner points, and whom it reaches.

    `role`: "union" (a couple's bar), "descent" (down from it), "sibship" (the bar over the children), "child"
    (down to one), "strand" (past a row on the way down), "stub" (parents not known). `tie` is the number of
    the further-parents tie it draws, −1 for first parents.
    """

    role: str
    couple: int
    points: tuple[Point, ...]
    person: int = -1
    tie: int = -1


@dataclass(slots=True)
class Gap:
    """A channel: its wires, x of each arriving line by net and node, and where twins' lines part."""

    wires: list[Wire]
    ports: dict[tuple[int, int], float]
    forks: dict[tuple[int, int], float]
    tracks: int


@dataclass(slots=True)
class Router:
    """Sets the rows' heights from top to bottom and draws the lines on the way."""

    plan: Plan
    x: list[float]
    labels: list[Label]
    outlines: list[Outline]
    lines: list[RowLines]
    rooms: list[tuple[float, float]]
    """By row, extra room above its symbols and below its labels."""
    y: list[float] = field(default_factory=list)
    label_boxes: list[Box] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)

    def run(self) -> None:
        size = self.plan.graph.size
        self.y = [0.0] * size
        self.label_boxes = [Box(0, 0, 0, 0)] * size
        drops = {net: drop for row in self.lines for bar in row.bars for net, drop in bar.drops.items()}
        nets = self._nets_by_gap()
        bottom = 0.0
        starts: dict[int, float] = {}
        for row, nodes in enumerate(self.plan.rows):
            gap = self._gap(nets[row], drops)
            first = bottom + sizes.CHANNEL_PAD
            depth = max(0, gap.tracks - 1) * sizes.TRACK + sizes.CHANNEL_PAD + sizes.CLEAR
            center = first + depth + (sizes.FORK if gap.forks else 0.0) + self.rooms[row][0] + sizes.HALF
            if row == 0 and not gap.wires:
                center = sizes.HALF
            for wire in gap.wires:
                self._wire(gap, wire, first + wire.track * sizes.TRACK, center, starts)
            bottom = self._row(row, nodes, center, starts) + self.rooms[row][1]

    def _nets_by_gap(self) -> list[list[int]]:
        """Nets by the row below them."""
        found: list[list[int]] = [[] for _ in range(len(self.plan.rows) + 1)]
        for number, net in enumerate(self.plan.nets):
            if net.lowers:
                found[net.gap + 1].append(number)
        return found

    def _gap(self, numbers: list[int], drops: dict[int, float]) -> Gap:
        tops: dict[int, list[float]] = {}
        arrivals: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for number in numbers:
            net = self.plan.nets[number]
            tops[number] = [drops[number]] if number in drops else [self.x[node] for node in net.uppers]
            source = sum(tops[number]) / len(tops[number]) if tops[number] else self.x[net.lowers[0]]
            for node in net.lowers:
                arrivals[node].append((source, number))
        gap = Gap([], {}, {}, 0)
        for node, found in arrivals.items():
            found.sort()
            ports = arrival_ports(self.x[node], len(found))
            gap.ports.update({(number, node): port for (_, number), port in zip(found, ports, strict=True)})
        for number in numbers:
            net = self.plan.nets[number]
            gap.forks.update(self._forks(number, net))
            bottoms = {gap.forks.get((number, node), gap.ports[number, node]) for node in net.lowers}
            gap.wires.append(Wire(number, tops[number], sorted(bottoms)))
        gap.tracks = assign_tracks(gap.wires)
        for _ in range(SIDESTEPS):
            if not any(self._sidestep(gap, *clash) for clash in list(clashing(gap.wires))):
                break
            gap.tracks = assign_tracks(gap.wires)
        return gap

    def _sidestep(self, gap: Gap, wire: Wire, spot: float) -> bool:
        """Let a wire arrive a little beside `spot`, where no order of tracks keeps it off another line."""
        twins = [key for key, fork in gap.forks.items() if key[0] == wire.net and abs(fork - spot) < TOUCH]
        for fresh in (spot + SIDE, spot - SIDE) if twins else ():
            if not meets(gap.wires, wire, fresh):
                gap.forks.update(dict.fromkeys(twins, fresh))
                wire.bottoms = sorted(fresh if abs(b - spot) < TOUCH else b for b in wire.bottoms)
                return True
        for (net, node), port in gap.ports.items():
            if net != wire.net or abs(port - spot) >= TOUCH or (net, node) in gap.forks:
                continue
            strand = node >= self.plan.graph.size
            taken = [p for (_, other), p in gap.ports.items() if other == node and p != port]
            for step in (SIDE, -SIDE, 2 * SIDE, -2 * SIDE):
                fresh = port + step
                free = strand or (abs(fresh - self.x[node]) <= sizes.HALF - SIDE)
                if free and all(abs(fresh - p) >= SIDE for p in taken) and not meets(gap.wires, wire, fresh):
                    gap.ports[net, node] = fresh
                    if strand:
                        self._shift_strand(node, fresh)
                    wire.bottoms = sorted(fresh if abs(b - spot) < TOUCH else b for b in wire.bottoms)
                    return True
        return False

    def _shift_strand(self, node: int, x: float) -> None:
        """Move a strand, and the leg of the bar that it carries, if it stands for a partner."""
        for bar in self.lines[self.plan.row_of[node]].bars:
            if node in bar.legs:
                bar.legs[node] = x
                bar.left, bar.right = min(bar.left, x), max(bar.right, x)
        self.x[node] = x

    def _forks(self, number: int, net: Net) -> dict[tuple[int, int], float]:
        """Twins' lines part at one point, over their middle."""
        found = {}
        if net.role == "children":
            for group in self.plan.graph.twins:
                members = [member for member in group if member in net.lowers]
                if len(members) > 1:
                    middle = sum(self.x[m] for m in members) / len(members)
                    found.update({(number, member): middle for member in members})
        return found

    def _wire(self, gap: Gap, wire: Wire, level: float, center: float, starts: dict[int, float]) -> None:
        """The lines of one net in its channel; `level` is the height of its bar."""
        net = self.plan.nets[wire.net]
        for top in wire.tops:
            points = ((top, starts.get(wire.net, level)), (top, level))
            self.routes.append(Route("descent", net.couple, points, net.end, net.tie))
        if not wire.tops and net.role == "children" and not wire.straight:
            middle = _free_stub(wire, gap)
            if middle is not None:
                points = ((middle, level - sizes.CHANNEL_PAD), (middle, level))
                self.routes.append(Route("stub", net.couple, points))
        if not wire.straight:
            points = ((wire.left, level), (wire.right, level))
            self.routes.append(Route("sibship", net.couple, points, net.end, net.tie))
        trunks: set[float] = set()
        for node in net.lowers:
            port = gap.ports[wire.net, node]
            end = (port, self._edge(node, port, center, down=False))
            fork = gap.forks.get((wire.net, node))
            line: tuple[Point, ...] = ((port, level), end)
            if fork is not None:
                turn = (fork, center - sizes.HALF - sizes.FORK)
                foot = (port, center - sizes.HALF - FOOT)
                line = (turn, foot, end) if fork in trunks else ((fork, level), turn, foot, end)
                trunks.add(fork)
            final = node < self.plan.graph.size
            role, child = ("child", node) if final else ("strand", net.end)
            self.routes.append(Route(role, net.couple, line, child, net.tie))

    def _row(self, row: int, nodes: list[int], center: float, starts: dict[int, float]) -> float:
        """Place a row's people, names and bars; the lower edge of it all."""
        size = self.plan.graph.size
        bars = self.lines[row].bars
        bottom = center + sizes.HALF
        for node in nodes:
            if node < size:
                self.y[node] = center
                label = self.labels[node]
                top = center + self._label_top(node, bars)
                half = label.width / 2
                box = Box(self.x[node] - half, top, self.x[node] + half, top + label.height)
                self.label_boxes[node] = box
                bottom = max(bottom, box.bottom)
            else:
                starts.update(dict.fromkeys(self.plan.nets_below(node), center))
        for bar in bars:
            depth = center + bar_depth(bar)
            bottom = max(bottom, depth)
            self.routes.append(self._bar(bar, center, depth))
            starts.update(dict.fromkeys(bar.drops, depth))
        return bottom + sizes.LABEL_GAP

    def _label_top(self, node: int, bars: list[Bar]) -> float:
        """Below the symbol, or below the deepest bar that passes over the label."""
        here = self.x[node]
        half = max(self.labels[node].width / 2, sizes.HALF)
        over = [bar_depth(bar) for bar in bars if bar.left < here + half and here - half < bar.right]
        return max(sizes.HALF + sizes.LABEL_GAP + sizes.CLEAR, max(over, default=0.0) + sizes.LABEL_GAP)

    def _bar(self, bar: Bar, center: float, depth: float) -> Route:
        """Down from the leftmost leg, across, up to the rightmost; legs between them join in."""
        legs = sorted((leg, node) for node, leg in bar.legs.items())
        ends = [(leg, self._edge(node, leg, center, down=True)) for leg, node in legs]
        left, right = ends[0], ends[-1]
        points: list[Point] = [left, (left[0], depth)]
        for end in ends[1:-1]:
            points += [(end[0], depth), end, (end[0], depth)]
        if len(ends) > 1:
            points += [(right[0], depth), right]
        else:
            far = sorted((drop for drop in bar.drops.values() if drop != left[0]), key=lambda d: abs(d - left[0]))
            points += [(drop, depth) for drop in far]
        return Route("union", bar.couple, tuple(points))

    def _edge(self, node: int, at: float, center: float, *, down: bool) -> float:
        """The height where a line at x = `at` ends, just off the symbol; a strand's line runs through."""
        if node >= self.plan.graph.size:
            return center
        graph = self.plan.graph
        ring = sizes.INDEX_RING if graph.persons[node].id in graph.family.index else 0.0
        outline = self.outlines[node]
        reach = max(outline.reach(at - self.x[node], down=down) + sizes.CLEAR, outline.half + 1) + ring
        return center + reach if down else center - reach


def bar_depth(bar: Bar) -> float:
    """From the middle of the symbols down to a couple's bar."""
    return sizes.HALF + sizes.BRACKET + bar.track * sizes.TRACK


def _free_stub(wire: Wire, gap: Gap) -> float | None:
    """The x nearest to the wire's middle where its stub meets no line from above."""
    others = [top for other in gap.wires if other is not wire for top in (*other.tops, *other.bottoms)]
    middle = (wire.left + wire.right) / 2
    spots = [middle + sign * step for step in range(0, 40, 5) for sign in (1, -1)]
    inside = [x for x in spots if wire.left <= x <= wire.right]
    return next((x for x in inside if all(abs(x - top) > STUB_ROOM for top in others)), None)
