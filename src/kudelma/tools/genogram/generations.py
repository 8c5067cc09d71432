"""Rows: who stands on which generation.

Children stand below their parents, siblings together, partners together. Where the last two cannot all be had
(an uncle marries his niece), the couples on the loop are let go and the shortest picture is sought among
them: the least sum of weighted line lengths, by network simplex (Gansner, Koutsofios, North and Vo 1993,
section 2).
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable

from kudelma.core.kinship import LinkKind
from kudelma.tools.genogram.graph import Graph
from kudelma.tools.genogram.network_simplex import Edge, least_lengths

COUPLE, SIBLINGS, CHILD, TIE = 40, 400, 4, 1
MOST_TRIED = 100
"""So many further parents are tried above their children once the loops are known."""
Arc = tuple[int, int, int]
"""Upper, lower, weight: the lower stands at least one row below."""


class Groups:
    """Union-find over people who must share a row."""

    def __init__(self, size: int) -> None:
        self.leader = list(range(size))

    def find(self, person: int) -> int:
        leader = self.leader
        while leader[person] != person:
            leader[person] = leader[leader[person]]
            person = leader[person]
        return person

    def join(self, people: Iterable[int]) -> None:
        first = -1
        for person in people:
            root = self.find(person)
            if first < 0:
                first = root
            else:
                a, b = sorted((first, root))
                self.leader[b] = a
                first = a


def generations(graph: Graph) -> list[int]:
    """The row of every person, 0 at the top of the whole picture."""
    arcs, left = _arcs(graph)
    groups = Groups(graph.size)
    for couple in graph.couples:
        groups.join(couple.children)
    torn_siblings = _on_loops(graph.size, groups, arcs)
    if torn_siblings:
        groups = Groups(graph.size)
        for couple in graph.couples:
            if not torn_siblings.intersection(couple.children):
                groups.join(couple.children)
    together = Groups(graph.size)
    together.leader = list(groups.leader)
    for couple in graph.couples:
        together.join(couple.partners)
    torn = _on_loops(graph.size, together, arcs)
    if torn:
        together = groups
        for couple in graph.couples:
            if not torn.intersection(couple.partners):
                together.join(couple.partners)
    rows = _shortest(graph, together, arcs, torn_siblings)
    return _aligned(graph, _with_further(graph, rows, together, (arcs, left), torn_siblings))


def _with_further(
    graph: Graph, rows: list[int], groups: Groups, arcs: tuple[list[Arc], list[Arc]], torn_siblings: set[int]
) -> list[int]:
    """The rows again, with those further parents above their children who part no couple of one row."""
    held, left = arcs
    wrong = [arc for arc in left if rows[arc[0]] >= rows[arc[1]]][:MOST_TRIED]
    if not wrong:
        return rows
    for couple in graph.couples:
        if len({rows[p] for p in couple.partners}) == 1:
            groups.join(couple.partners)
    gained = list(held)
    for arc in wrong:
        if groups.find(arc[0]) != groups.find(arc[1]) and not _on_loops(graph.size, groups, [*gained, arc]):
            gained.append(arc)
    return _shortest(graph, groups, gained, torn_siblings) if len(gained) > len(held) else rows


def _arcs(graph: Graph) -> tuple[list[Arc], list[Arc]]:
    """Parent above child: first parents always, further ones where that makes no loop; and those left out."""
    arcs: list[Arc] = []
    doubtful: list[Arc] = []
    for couple in graph.couples:
        for child in couple.children:
            certain = couple.links[child].kind is LinkKind.BIRTH
            (arcs if certain else doubtful).extend((p, child, CHILD) for p in couple.partners)
    for tie in graph.ties:
        doubtful += [(p, tie.child, TIE) for p in graph.couples[tie.couple].partners]
    siblings, everyone = Groups(graph.size), Groups(graph.size)
    for couple in graph.couples:
        siblings.join(couple.children)
        everyone.join(couple.children)
        everyone.join(couple.partners)
    if not _on_loops(graph.size, everyone, arcs + doubtful):
        return arcs + doubtful, []
    level = _on_loops(graph.size, everyone, arcs + doubtful)
    kept = [
        arc
        for arc in doubtful
        if siblings.find(arc[0]) != siblings.find(arc[1])
        and (arc[2] != TIE or not (arc[0] in level and arc[1] in level))
    ]
    bad = _on_loops(graph.size, siblings, arcs + kept)
    held = [arc for arc in kept if not (arc[0] in bad and arc[1] in bad)]
    return arcs + held, [arc for arc in doubtful if arc not in held]


def _on_loops(size: int, groups: Groups, arcs: list[Arc]) -> set[int]:
    """The people whose group lies on, or between, loops of the contracted graph (empty when all is well)."""
    down: dict[int, list[int]] = defaultdict(list)
    up: dict[int, list[int]] = defaultdict(list)
    for upper, lower, _ in arcs:
        a, b = groups.find(upper), groups.find(lower)
        down[a].append(b)
        up[b].append(a)
    stuck = set(down) | set(up)
    for ahead, behind in ((down, up), (up, down)):
        waiting = {group: len([g for g in behind[group] if g in stuck]) for group in stuck}
        ready = [group for group, count in waiting.items() if count == 0]
        while ready:
            group = ready.pop()
            stuck.discard(group)
            for other in ahead[group]:
                if other in stuck:
                    waiting[other] -= 1
                    if waiting[other] == 0:
                        ready.append(other)
    return {person for person in range(size) if groups.find(person) in stuck} if stuck else set()


def _shortest(graph: Graph, groups: Groups, arcs: list[Arc], torn_siblings: set[int]) -> list[int]:
    weights: dict[tuple[int, int], int] = defaultdict(int)
    for upper, lower, weight in arcs:
        weights[groups.find(upper), groups.find(lower)] += weight
    edges = [Edge(a, b, 1, weight) for (a, b), weight in weights.items()]
    fresh = graph.size
    for couple in graph.couples:
        apart = {groups.find(p) for p in couple.partners}
        scattered = {groups.find(c) for c in couple.children} if torn_siblings else set()
        for members, weight in ((apart, COUPLE), (scattered, SIBLINGS)):
            if len(members) > 1:
                edges += [Edge(fresh, member, 0, weight) for member in sorted(members)]
                fresh += 1
    nodes = sorted({groups.find(p) for p in range(graph.size)} | set(range(graph.size, fresh)))
    ranks = least_lengths(nodes, edges)
    return [ranks[groups.find(p)] for p in range(graph.size)]


def _aligned(graph: Graph, rows: list[int]) -> list[int]:
    """Bring parts of the family that no line of descent joins to each other's height.

    A part is shifted to where its emotional lines, homes and birth years put it beside the largest part.
    """
    parts = Groups(graph.size)
    for couple in graph.couples:
        parts.join((*couple.partners, *couple.children))
    for tie in graph.ties:
        parts.join((tie.child, *graph.couples[tie.couple].partners))
    members: dict[int, list[int]] = defaultdict(list)
    for person in range(graph.size):
        members[parts.find(person)].append(person)
    for people in members.values():
        top = min(rows[p] for p in people)
        for p in people:
            rows[p] -= top
    if len(members) > 1:
        main = max(members.values(), key=lambda people: (len(people), -people[0]))
        level = _level_pairs(graph)
        for people in members.values():
            if people is not main:
                shift = _shift(graph, rows, set(people), main, level)
                for p in people:
                    rows[p] += shift
    top = min(rows, default=0)
    return [row - top for row in rows]


def _level_pairs(graph: Graph) -> list[tuple[int, int]]:
    number = graph.number
    pairs = [(number[line.a], number[line.b]) for line in graph.family.emotional]
    for home in graph.family.households:
        stays = [number[stay.person] for stay in home.members]
        pairs += list(itertools.pairwise(stays))
    return pairs


def _shift(graph: Graph, rows: list[int], people: set[int], main: list[int], level: list[tuple[int, int]]) -> int:
    wanted = sorted(rows[b] - rows[a] for x, y in level for a, b in ((x, y), (y, x)) if a in people and b not in people)
    if wanted:
        return wanted[len(wanted) // 2]
    years = defaultdict(list)
    for p in main:
        birth = graph.persons[p].birth
        if birth is not None:
            years[rows[p]].append(birth.year)
    here = [(rows[p], birth.year) for p in sorted(people) if (birth := graph.persons[p].birth) is not None]
    if not years or not here:
        return 0
    means = {row: sum(values) / len(values) for row, values in years.items()}
    row, year = here[0]
    nearest = min(means, key=lambda r: (abs(means[r] - year), r))
    return nearest - row
