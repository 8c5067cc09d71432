"""Integer ranks with the least sum of weighted edge lengths, by network simplex.

Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs", IEEE TSE 19 (1993), section 2: a
spanning tree of tight edges, exchanged edge by edge while some tree edge has a negative cut value.
Deterministic: the entering edge is the one with least slack, then the lowest number; the search for the
leaving edge goes round.
"""

from collections import defaultdict
from dataclasses import dataclass

MOST_EXCHANGES = 20_000


@dataclass(frozen=True, slots=True)
class Edge:
    """`lower` must lie at least `length` below `upper`; every further row costs `weight`."""

    upper: int
    lower: int
    length: int
    weight: int


def least_lengths(nodes: list[int], edges: list[Edge]) -> dict[int, int]:
    """A rank for every node, each connected part beginning at 0. The edges must form no directed loop."""
    near: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        near[edge.upper].append(edge)
        near[edge.lower].append(edge)
    ranks: dict[int, int] = {}
    for node in nodes:
        if node in ranks:
            continue
        part = [node]
        seen = {node}
        for member in part:
            for edge in near[member]:
                other = edge.lower if edge.upper == member else edge.upper
                if other not in seen:
                    seen.add(other)
                    part.append(other)
        part.sort()
        ranks.update(_Simplex(part, [e for e in edges if e.upper in seen] if len(part) > 1 else []).solve())
    return ranks


class _Simplex:
    """One connected part; nodes renumbered from 0."""

    def __init__(self, part: list[int], edges: list[Edge]) -> None:
        self.part = part
        place = {node: spot for spot, node in enumerate(part)}
        self.tail = [place[edge.upper] for edge in edges]
        self.head = [place[edge.lower] for edge in edges]
        self.length = [edge.length for edge in edges]
        self.weight = [edge.weight for edge in edges]
        self.near: list[list[int]] = [[] for _ in part]
        for number, (tail, head) in enumerate(zip(self.tail, self.head, strict=True)):
            self.near[tail].append(number)
            self.near[head].append(number)
        self.rank = self._longest_paths()
        self.in_tree = [False] * len(edges)
        self.tree_near: list[list[int]] = [[] for _ in part]
        self.cut = [0] * len(edges)
        self.parent_edge = [-1] * len(part)
        self.low = [0] * len(part)
        self.lim = [0] * len(part)

    def solve(self) -> dict[int, int]:
        if len(self.part) > 1:
            self._tight_tree()
            self._number_from(0)
            self._cut_values()
            start = 0
            for _ in range(MOST_EXCHANGES):
                leaving = self._leaving(start)
                if leaving < 0:
                    break
                start = leaving
                self._exchange(leaving, self._entering(leaving))
        top = min(self.rank)
        return {node: rank - top for node, rank in zip(self.part, self.rank, strict=True)}

    def _slack(self, edge: int) -> int:
        return self.rank[self.head[edge]] - self.rank[self.tail[edge]] - self.length[edge]

    def _longest_paths(self) -> list[int]:
        waiting = [0] * len(self.part)
        for head in self.head:
            waiting[head] += 1
        rank = [0] * len(self.part)
        ready = [node for node, count in enumerate(waiting) if count == 0]
        for node in ready:
            for edge in self.near[node]:
                if self.tail[edge] == node:
                    head = self.head[edge]
                    rank[head] = max(rank[head], rank[node] + self.length[edge])
                    waiting[head] -= 1
                    if waiting[head] == 0:
                        ready.append(head)
        return rank

    def _tight_tree(self) -> None:
        """Grow a spanning tree of tight edges, moving the tree to the nearest edge when it is stuck."""
        inside = [False] * len(self.part)
        inside[0] = True
        tree = [0]
        grown = 0
        while True:
            while grown < len(tree):
                node = tree[grown]
                grown += 1
                for edge in self.near[node]:
                    other = self.head[edge] if self.tail[edge] == node else self.tail[edge]
                    if not inside[other] and self._slack(edge) == 0:
                        self._plant(edge)
                        inside[other] = True
                        tree.append(other)
            if len(tree) == len(self.part):
                return
            border = [e for e in range(len(self.tail)) if inside[self.tail[e]] != inside[self.head[e]]]
            nearest = min(border, key=self._slack)
            move = self._slack(nearest) if inside[self.tail[nearest]] else -self._slack(nearest)
            for node in tree:
                self.rank[node] += move
            tree_again = [self.tail[nearest] if inside[self.tail[nearest]] else self.head[nearest]]
            grown = tree.index(tree_again[0])

    def _plant(self, edge: int) -> None:
        self.in_tree[edge] = True
        self.tree_near[self.tail[edge]].append(edge)
        self.tree_near[self.head[edge]].append(edge)

    def _number_from(self, root: int) -> None:
        """Postorder numbers of the tree: a node's subtree is the numbers low…lim."""
        self.parent_edge[root] = -1
        self._renumber(root, 1)

    def _renumber(self, root: int, first: int) -> None:
        number = first
        stack = [(root, iter(self.tree_near[root]))]
        self.low[root] = number
        while stack:
            node, edges = stack[-1]
            for edge in edges:
                if edge != self.parent_edge[node]:
                    other = self.head[edge] if self.tail[edge] == node else self.tail[edge]
                    self.parent_edge[other] = edge
                    self.low[other] = number
                    stack.append((other, iter(self.tree_near[other])))
                    break
            else:
                self.lim[node] = number
                number += 1
                stack.pop()

    def _cut_values(self) -> None:
        for node in sorted(range(len(self.part)), key=lambda n: self.lim[n]):
            edge = self.parent_edge[node]
            if edge >= 0:
                self.cut[edge] = self._cut_at(edge, node)

    def _cut_at(self, edge: int, node: int) -> int:
        """The cut value of the edge above `node`, from the values of the edges below it."""
        downward = self.head[edge] == node
        value = self.weight[edge]
        for other in self.near[node]:
            if other == edge:
                continue
            arriving = self.head[other] == node
            sign = 1 if arriving == downward else -1
            if self.in_tree[other]:
                value += sign * (self.weight[other] - self.cut[other])
            else:
                value += sign * self.weight[other]
        return value

    def _leaving(self, start: int) -> int:
        count = len(self.tail)
        for step in range(count):
            edge = (start + step) % count
            if self.in_tree[edge] and self.cut[edge] < 0:
                return edge
        return -1

    def _below(self, node: int, top: int) -> bool:
        return self.low[top] <= self.lim[node] <= self.lim[top]

    def _entering(self, leaving: int) -> int:
        """The tightest edge that crosses the cut the other way."""
        tail, head = self.tail[leaving], self.head[leaving]
        tail_below = self.parent_edge[tail] == leaving
        top = tail if tail_below else head
        best, least = -1, 0
        for edge in range(len(self.tail)):
            if self.in_tree[edge]:
                continue
            from_below = self._below(self.tail[edge], top)
            into_below = self._below(self.head[edge], top)
            if from_below != into_below and into_below == tail_below:
                slack = self._slack(edge)
                if best < 0 or slack < least:
                    best, least = edge, slack
                    if slack == 0:
                        break
        return best

    def _exchange(self, leaving: int, entering: int) -> None:
        slack = self._slack(entering)
        top = self.tail[leaving] if self.parent_edge[self.tail[leaving]] == leaving else self.head[leaving]
        if slack:
            move = slack if self._below(self.tail[entering], top) else -slack
            for node in range(len(self.part)):
                if self._below(node, top):
                    self.rank[node] += move
        common = self._update_cuts(entering, leaving)
        self.in_tree[leaving] = False
        self.tree_near[self.tail[leaving]].remove(leaving)
        self.tree_near[self.head[leaving]].remove(leaving)
        self._plant(entering)
        self._renumber(common, self.low[common])

    def _update_cuts(self, entering: int, leaving: int) -> int:
        """Shift the cut values along the tree path that the entering edge closes; the path's topmost node."""
        cut = self.cut[leaving]
        tail, head = self.tail[entering], self.head[entering]
        node = tail
        while not self._below(head, node):
            node = self._climb(node, cut, down_is_plus=False)
        common = node
        node = head
        while node != common:
            node = self._climb(node, cut, down_is_plus=True)
        self.cut[entering] = -cut
        self.cut[leaving] = 0
        return common

    def _climb(self, node: int, cut: int, *, down_is_plus: bool) -> int:
        edge = self.parent_edge[node]
        into_node = self.head[edge] == node
        self.cut[edge] += cut if into_node == down_is_plus else -cut
        return self.tail[edge] if into_node else self.head[edge]
