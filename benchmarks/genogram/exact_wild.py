"""How far wild families are from the fewest crossings, by an exact solver (CP-SAT).

There not all couples can stand side by side, so their bars are in the model too: both places of partners and
crossings of lines are counted by rank in the row, generations as they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from exact import Rows
from ortools.sat.python import cp_model

from kudelma.core.kinship import Family
from kudelma.tools.genogram import lay_out
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.metrics import layout_metrics
from kudelma.tools.genogram.plan import Plan

Nodes = tuple[int, ...]
Meeting = tuple[Nodes, Nodes, int, int]
"""Two middles and an end of each: their lines cross where middles and ends stand in different order."""


def meetings(plan: Plan) -> Iterator[Meeting]:
    """Every pair of lines that may cross: of descent in each gap, and of bars in each row."""
    systems: dict[tuple[str, int], list[tuple[Nodes, Nodes, int]]] = defaultdict(list)
    for net in plan.nets:
        if net.uppers and net.lowers:
            systems["gap", net.gap].append((net.uppers, tuple(net.lowers), net.couple))
    for bracket in plan.brackets:
        if len(bracket.anchors) > 1:
            systems["row", bracket.row].append((bracket.anchors, bracket.anchors, bracket.couple))
    for lines in systems.values():
        for (one, ends, couple), (two, other_ends, other) in combinations(lines, 2):
            if couple != other and set(one) != set(two):
                yield from ((one, two, a, b) for a in ends for b in other_ends if a != b)


def crossings(layout: Layout) -> int:
    """Ours, counted by rank."""
    place = {node: spot for row in layout.order for spot, node in enumerate(row)}

    def middle(nodes: Nodes) -> float:
        return sum(place[node] for node in nodes) / len(nodes)

    return sum((middle(one) - middle(two)) * (place[a] - place[b]) < 0 for one, two, a, b in meetings(layout.plan))


class BarRows(Rows):
    """Rows with the order of middles of any two couples."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan, ranked=True)
        self.place = {node: sum(self.left[o, node] for o in row if o != node) for row in plan.rows for node in row}
        self.known: dict[tuple[Nodes, Nodes], tuple[cp_model.LinearExprT, cp_model.LinearExprT]] = {}

    def middles(self, one: Nodes, two: Nodes) -> tuple[cp_model.LinearExprT, cp_model.LinearExprT]:
        """Whether one's middle lies left of two's, and right of it."""
        if (one, two) not in self.known:
            apart = len(two) * sum(self.place[n] for n in one) - len(one) * sum(self.place[n] for n in two)
            left, right = self.model.new_bool_var(""), self.model.new_bool_var("")
            self.model.add(apart <= -1).only_enforce_if(left)
            self.model.add(apart >= 0).only_enforce_if(~left)
            self.model.add(apart >= 1).only_enforce_if(right)
            self.model.add(apart <= 0).only_enforce_if(~right)
            self.known[one, two], self.known[two, one] = (left, right), (right, left)
        return self.known[one, two]

    def fewest(self) -> tuple[int, bool]:
        crossed = []
        for one, two, a, b in meetings(self.plan):
            left, right = self.middles(one, two)
            cross = self.model.new_bool_var("")
            self.model.add(cross >= left - self.left[a, b])
            self.model.add(cross >= right - self.left[b, a])
            crossed.append(cross)
        self.model.minimize(sum(crossed))
        return self.solve()


@dataclass(frozen=True, slots=True)
class Bound:
    """Ours by rank; the fewest with our couples side by side, with as many others, and without any: how sure."""

    ours: int
    own: tuple[int, bool]
    others: tuple[int, bool]
    none: tuple[int, bool]


def bound(layout: Layout) -> Bound:
    own = BarRows(layout.plan)
    own.chained()
    others = BarRows(layout.plan)
    others.model.add(sum(others.beside()) >= round(layout_metrics(layout)["adjacent_couples"]))
    return Bound(crossings(layout), own.fewest(), others.fewest(), BarRows(layout.plan).fewest())


def wild_proofs(families: list[tuple[str, Family]], told: Callable[[str], None]) -> list[str]:
    """The section on wild families, as lines."""
    lines = [
        "## Wild families",
        "",
        (
            "Crossings by rank, the bars of partners too: ours, and the fewest the solver finds with birth order and twins kept:"
            " with the couples side by side that we have so, with as many of any choice, and with none held together. (A"
            " partner's line that comes from another row stands beside the other partner with us; the solver may part them"
            " where it chooses itself.) `≤`: not proved in the time given. Lines over several rows are counted row by row here,"
            " and lines that rise not at all, so that the figures are lower than the benchmark's, which draws them straight."
        ),
        "",
        "| family | people | couples side by side | ours | fewest, our couples | as many couples | none held |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, family in families:
        told(f"exact: {name}")
        layout = lay_out(family)
        found = bound(layout)
        near, every = (round(layout_metrics(layout)[key]) for key in ("adjacent_couples", "couples"))
        cells = [f"{'' if proved else '≤ '}{count}" for count, proved in (found.own, found.others, found.none)]
        lines.append(f"| {name} | {layout.graph.size} | {near} of {every} | {found.ours} | {' | '.join(cells)} |")
    return [*lines, ""]
