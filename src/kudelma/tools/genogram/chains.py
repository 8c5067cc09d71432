"""Chains: people who must stand side by side, and so move as one in a row.

Twins always; partners as far as everyone has two sides and birth order allows. Where not all couples can be
had, the ones with children and the lasting ones come first, and exchanges are tried until no couple can be
gained.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kudelma.tools.genogram.plan import Plan

TWINS = 1_000
MOST_EXCHANGED = 60


@dataclass(frozen=True, slots=True)
class Bond:
    """Two nodes wished side by side."""

    a: int
    b: int
    weight: int


class _Chains:
    """Chains of one row under growth."""

    def __init__(self, nodes: list[int], before: list[tuple[int, int]]) -> None:
        self.nodes = nodes
        self.before = before
        self.near: dict[int, list[int]] = {node: [] for node in nodes}
        self.held: list[Bond] = []

    def fits(self, bond: Bond) -> bool:
        """Whether the bond can be added: both have a free side, no ring, and birth order stays possible."""
        if len(self.near[bond.a]) > 1 or len(self.near[bond.b]) > 1 or bond.b in self.near[bond.a]:
            return False
        chain = self.chain(bond.a)
        if bond.b in chain:
            return False
        self._join(bond)
        good = self._possible(self.chain(bond.a))
        self._part(bond)
        return good

    def add(self, bond: Bond) -> None:
        self._join(bond)
        self.held.append(bond)

    def drop(self, bond: Bond) -> None:
        self._part(bond)
        self.held.remove(bond)

    def _join(self, bond: Bond) -> None:
        self.near[bond.a].append(bond.b)
        self.near[bond.b].append(bond.a)

    def _part(self, bond: Bond) -> None:
        self.near[bond.a].remove(bond.b)
        self.near[bond.b].remove(bond.a)

    def chain(self, node: int) -> list[int]:
        """The members of the node's chain from one end to the other."""
        end, last = node, -1
        while True:
            onward = [other for other in self.near[end] if other != last]
            if not onward or (last >= 0 and onward[0] == node):
                break
            last, end = end, onward[0]
        line, last = [end], -1
        while True:
            onward = [other for other in self.near[line[-1]] if other != last]
            if not onward:
                return line
            last = line[-1]
            line.append(onward[0])

    def _possible(self, chain: list[int]) -> bool:
        """Whether the chain can be turned to keep birth order, and no row order would be circular."""
        if not self.before:
            return True
        place = {node: spot for spot, node in enumerate(chain)}
        inside = {place[a] < place[b] for a, b in self.before if a in place and b in place}
        return len(inside) < 2 and not self._circular(place)  # noqa: PLR2004  both ways round

    def _circular(self, place: dict[int, int]) -> bool:
        """Whether the chain, moved as one, would have to stand before itself."""
        head: dict[int, int] = {}
        for node in self.nodes:
            if node not in head:
                for member in self.chain(node):
                    head[member] = node
        after: dict[int, set[int]] = defaultdict(set)
        for a, b in self.before:
            if head[a] != head[b]:
                after[head[a]].add(head[b])
        start = head[next(iter(place))]
        seen: set[int] = set()
        stack = list(after[start])
        while stack:
            node = stack.pop()
            if node == start:
                return True
            if node not in seen:
                seen.add(node)
                stack.extend(after[node])
        return False


def bonds_of(plan: Plan) -> list[list[Bond]]:
    """Per row, the wishes: twins first, then couples by weight."""
    found: list[list[Bond]] = [[] for _ in plan.rows]
    for bracket in plan.brackets:
        weight = plan.graph.couples[bracket.couple].weight
        for spot, a in enumerate(bracket.anchors):
            found[bracket.row] += [Bond(a, b, weight) for b in bracket.anchors[spot + 1 :]]
    return [sorted(bonds, key=lambda bond: (-bond.weight, bond.a, bond.b)) for bonds in found]


def make_chains(plan: Plan, kept: dict[int, float] | None = None) -> list[list[list[int]]]:
    """Per row, the chains (most of one member), each from one end to the other.

    With `kept`, the former x of people, those who stood apart are not bound now.
    """
    wishes = bonds_of(plan)
    if kept:
        wishes = [_as_before(plan.rows[row], bonds, kept) for row, bonds in enumerate(wishes)]
    return [_lines(_bound(plan, row, bonds)) for row, bonds in enumerate(wishes)]


def other_chains(plan: Plan) -> Iterator[tuple[int, list[list[int]]]]:
    """Other chains of one row, that hold as many couples and as dear ones: each begins with a couple left apart."""
    for row, bonds in enumerate(bonds_of(plan)):
        first = _bound(plan, row, bonds)
        held = [bond for bond in first.held if bond.weight < TWINS]
        for missed in bonds:
            if missed not in held:
                other = _bound(plan, row, [missed, *(bond for bond in bonds if bond != missed)])
                now = [bond for bond in other.held if bond.weight < TWINS]
                if len(now) >= len(held) and missed in now:
                    yield row, _lines(other)


def _bound(plan: Plan, row: int, wishes: list[Bond]) -> _Chains:
    chains = _Chains(plan.rows[row], [(a, b) for a, b in plan.before if plan.row_of[a] == row])
    for group in plan.graph.twins:
        if {plan.row_of[member] for member in group} == {row}:
            _bind_twins(chains, group, wishes)
    _choose(chains, wishes)
    return chains


def _lines(chains: _Chains) -> list[list[int]]:
    seen: set[int] = set()
    lines = []
    for node in chains.nodes:
        if node not in seen:
            line = chains.chain(node)
            seen.update(line)
            lines.append(line)
    return lines


def _as_before(nodes: list[int], bonds: list[Bond], kept: dict[int, float]) -> list[Bond]:
    """The bonds of those who stood side by side, then those of newcomers."""
    known = sorted((node for node in nodes if node in kept), key=lambda node: kept[node])
    beside = {frozenset(pair) for pair in pairwise(known)}
    old = [bond for bond in bonds if frozenset((bond.a, bond.b)) in beside]
    return [*old, *(bond for bond in bonds if bond.a not in kept or bond.b not in kept)]


def _bind_twins(chains: _Chains, group: tuple[int, ...], wishes: list[Bond]) -> None:
    """Put the twins in a line, those with partners at its ends, in birth order where they have one."""
    wed: dict[int, int] = defaultdict(int)
    for bond in wishes:
        wed[bond.a] = max(wed[bond.a], bond.weight)
        wed[bond.b] = max(wed[bond.b], bond.weight)
    line = sorted(group, key=lambda member: (-wed[member], member))
    line = [line[0], *line[2:], line[1]]
    ranked = {(a, b) for a, b in chains.before if a in group and b in group}
    if ranked:
        line = sorted(group, key=lambda member: sum((other, member) in ranked for other in group))
    for a, b in pairwise(line):
        bond = Bond(a, b, TWINS)
        if chains.fits(bond):
            chains.add(bond)


def _choose(chains: _Chains, wishes: list[Bond]) -> None:
    missed = []
    for bond in wishes:
        if chains.fits(bond):
            chains.add(bond)
        else:
            missed.append(bond)
    for _ in range(3):
        gained = False
        for bond in missed[:MOST_EXCHANGED]:
            if bond not in chains.held and _exchange(chains, bond, missed):
                gained = True
        if not gained:
            break


def _exchange(chains: _Chains, bond: Bond, missed: list[Bond]) -> bool:
    """Let one couple go if that gains two."""
    for held in [h for h in chains.held if h.weight < TWINS and {h.a, h.b} & {bond.a, bond.b}]:
        chains.drop(held)
        if chains.fits(bond):
            chains.add(bond)
            for other in missed:
                if other not in chains.held and other != bond and chains.fits(other):
                    chains.add(other)
                    missed.append(held)
                    return True
            chains.drop(bond)
        chains.add(held)
    return False
