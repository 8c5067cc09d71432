"""The rows to be ordered: people, and strands where a line passes a row on its way.

Every line of descent is cut at each row it crosses into *nets*: one point above (between the partners, or a
strand) and the nodes below it. A net lies in the gap under its row. Nodes 0…n−1 are people, further ones
strands.
"""

from dataclasses import dataclass, field

from kudelma.core.kinship import LinkKind
from kudelma.tools.genogram.graph import Graph, sibling_order

WEIGHTS = {
    LinkKind.BIRTH: 4,
    LinkKind.LEGAL: 3,
    LinkKind.ADOPTED: 2,
    LinkKind.FOSTER: 1,
    LinkKind.KINSHIP: 1,
    LinkKind.STEP: 1,
}


@dataclass(slots=True)
class Net:
    """A line system in one gap: from the middle of `uppers` (in row `gap`) to `lowers` (in row `gap` + 1).

    `role` is "children" (the couple's own), "tie" (further parents; `tie` is its number), "partner" (somebody
    standing above their partner) or "rise" (a tie that comes from below). `end` is the child or partner
    meant.
    """

    gap: int
    uppers: tuple[int, ...]
    lowers: list[int]
    couple: int
    role: str
    weight: int
    tie: int = -1
    end: int = -1


@dataclass(slots=True)
class Bracket:
    """A couple's bar under its row; `anchors` are its partners there, or strands that stand for them."""

    couple: int
    row: int
    anchors: tuple[int, ...]


@dataclass(slots=True)
class Plan:
    graph: Graph
    row_of: list[int]
    rows: list[list[int]]
    nets: list[Net]
    brackets: list[Bracket]
    before: list[tuple[int, int]]
    strand_of: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    """For a strand node: its net's role, couple and end (or tie)."""
    below: dict[int, list[int]] = field(default_factory=dict)
    wishes: dict[int, list[int]] = field(default_factory=dict)
    """Whom those without family lines want to stand near: by emotional lines and homes."""
    bars: list[list[Bracket]] = field(default_factory=list)

    def brackets_on(self, row: int) -> list[Bracket]:
        if not self.bars:
            self.bars = [[] for _ in self.rows]
            for bracket in self.brackets:
                self.bars[bracket.row].append(bracket)
        return self.bars[row]

    def nets_below(self, node: int) -> list[int]:
        """The nets that go down from a strand."""
        return self.below.get(node, [])

    def fresh(self, row: int, meaning: tuple[str, int, int]) -> int:
        node = len(self.row_of)
        self.row_of.append(row)
        self.rows[row].append(node)
        self.strand_of[node] = meaning
        return node


def make_plan(graph: Graph, generation: list[int]) -> Plan:
    """Cut the lines of the family at the rows given by `generation`."""
    height = max(generation, default=-1) + 1
    plan = Plan(graph, list(generation), [[] for _ in range(height)], [], [], [])
    for person in range(graph.size):
        plan.rows[generation[person]].append(person)
    base: dict[int, tuple[int, tuple[int, ...]]] = {}
    for number, couple in enumerate(graph.couples):
        if couple.partners:
            row = max(generation[p] for p in couple.partners)
            anchors = tuple(_stand_in(plan, number, p, row) for p in couple.partners)
            plan.brackets.append(Bracket(number, row, anchors))
        else:
            row = min((generation[c] for c in couple.children), default=0) - 1
            anchors = ()
        base[number] = (row, anchors)
        if couple.children:
            _hang(plan, number, row, anchors)
        for row in sorted({generation[child] for child in couple.children}):
            level = [child for child in couple.children if generation[child] == row]
            plan.before += sibling_order(graph, couple, level)
    for number, tie in enumerate(graph.ties):
        row, anchors = base[tie.couple]
        if anchors:
            _tie(plan, number, row, anchors)
    for number, net in enumerate(plan.nets):
        for node in net.uppers:
            plan.below.setdefault(node, []).append(number)
    plan.wishes = _wishes(plan)
    return plan


def _stand_in(plan: Plan, couple: int, partner: int, row: int) -> int:
    """The node that stands for a partner on the couple's row: themselves, or a strand's end."""
    node = partner
    for below in range(plan.row_of[partner] + 1, row + 1):
        strand = plan.fresh(below, ("partner", couple, partner))
        plan.nets.append(Net(below - 1, (node,), [strand], couple, "partner", 4, end=partner))
        node = strand
    return node


def _hang(plan: Plan, number: int, row: int, anchors: tuple[int, ...]) -> None:
    couple = plan.graph.couples[number]
    net = Net(row, anchors, [], number, "children", 4)
    plan.nets.append(net)
    for child in couple.children:
        if anchors and plan.row_of[child] <= row:
            _rise(plan, number, child, row, -1)
            continue
        weight = WEIGHTS.get(couple.links[child].kind, 2)
        _descend(plan, net, child, ("children", number, child), weight)
    if not net.lowers:
        plan.nets.remove(net)


def _descend(plan: Plan, net: Net, child: int, meaning: tuple[str, int, int], weight: int) -> None:
    """Hang a child below a net, by a strand where rows lie between."""
    role, couple, end = meaning
    child_row = plan.row_of[child]
    for below in range(net.gap + 1, child_row):
        strand = plan.fresh(below, meaning)
        net.lowers.append(strand)
        net = Net(below, (strand,), [], couple, role, weight, tie=net.tie, end=end)
        plan.nets.append(net)
    net.lowers.append(child)


def _tie(plan: Plan, number: int, row: int, anchors: tuple[int, ...]) -> None:
    tie = plan.graph.ties[number]
    child_row = plan.row_of[tie.child]
    weight = WEIGHTS.get(tie.link.kind, 1)
    if child_row > row:
        net = Net(row, anchors, [], tie.couple, "tie", weight, tie=number, end=tie.child)
        plan.nets.append(net)
        _descend(plan, net, tie.child, ("tie", tie.couple, tie.child), weight)
        return
    _rise(plan, tie.couple, tie.child, row, number)


def _rise(plan: Plan, couple: int, child: int, row: int, tie: int) -> None:
    """Parents who stand no higher than the child: their line goes up and comes down to it."""
    child_row = plan.row_of[child]
    nodes = [p for p in plan.graph.couples[couple].partners if plan.row_of[p] == row]
    for above in range(row - 1, child_row - 1, -1):
        strand = plan.fresh(above, ("rise", couple, child))
        plan.nets.append(Net(above, (strand,), nodes, couple, "rise", 1, tie=tie, end=child))
        nodes = [strand]
    plan.nets.append(Net(child_row - 1, (), [*nodes, child], couple, "rise", 1, tie=tie, end=child))


def _wishes(plan: Plan) -> dict[int, list[int]]:
    graph = plan.graph
    alone = {p for p in range(graph.size) if graph.above[p] < 0 and not graph.couples_of[p]}
    alone -= {tie.child for tie in graph.ties}
    found: dict[int, list[int]] = {}
    pairs = [(graph.number[line.a], graph.number[line.b]) for line in graph.family.emotional]
    for home in graph.family.households:
        stays = [graph.number[stay.person] for stay in home.members]
        pairs += [(a, b) for a in stays for b in stays if a != b and a in alone]
    for a, b in pairs:
        for one, other in ((a, b), (b, a)):
            if one in alone and other not in alone:
                found.setdefault(one, []).append(other)
    return found
