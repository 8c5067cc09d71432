"""The chains of every row, their order, and what it costs."""

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict

from kudelma.core.kinship.codes import Gender
from kudelma.tools.genogram.chains import make_chains
from kudelma.tools.genogram.plan import Net, Plan
from kudelma.tools.genogram.row_order import Row, best_order, improve_order

Snapshot = tuple[list[list[int]], list[list[list[int]]]]
TINY = 1e-3
SPAN = 0.5
LONG_ROW = 60


class RowState:
    """The chains of every row, their order, and the price of it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.chains = make_chains(plan)
        self.chain_of: dict[int, int] = {}
        for chains in self.chains:
            for number, chain in enumerate(chains):
                for node in chain:
                    self.chain_of[node] = number
        self.ups: dict[int, list[int]] = defaultdict(list)
        self.downs: dict[int, list[int]] = defaultdict(list)
        for number, net in enumerate(plan.nets):
            for node in net.lowers:
                self.ups[node].append(number)
            for node in net.uppers:
                self.downs[node].append(number)
        self.nets_in: list[list[int]] = [[] for _ in plan.rows]
        for number, net in enumerate(plan.nets):
            if net.gap >= 0 and net.uppers and net.lowers:
                self.nets_in[net.gap].append(number)
        self.before_on: list[list[tuple[int, int]]] = [[] for _ in plan.rows]
        for a, b in plan.before:
            self.before_on[plan.row_of[a]].append((a, b))
        self.needs = [self._needs(row) for row in range(len(plan.rows))]
        self.spans = [self._spans(row) for row in range(len(plan.rows))]
        self.place: list[int] = [0] * len(plan.row_of)
        self.orders: list[list[int]] = [list(range(len(chains))) for chains in self.chains]

    # -- precedence
    # -------------------------------------------------------------------------------------------

    def _needs(self, row: int) -> list[int]:
        needs = [0] * len(self.chains[row])
        for a, b in self.before_on[row]:
            first, second = self.chain_of[a], self.chain_of[b]
            if first != second:
                needs[second] |= 1 << first
        return needs

    def _spans(self, row: int) -> list[tuple[int, int]]:
        """Pairs of chains that hold partners apart."""
        found: set[tuple[int, int]] = set()
        for bracket in self.plan.brackets:
            if bracket.row == row:
                held = sorted({self.chain_of[node] for node in bracket.anchors})
                found.update(itertools.pairwise(held))
        return sorted(found)

    def legal(self, row: int, wish: list[int]) -> list[int]:
        """The order nearest to `wish` that keeps birth order."""
        needs, done, order = self.needs[row], 0, []
        waiting = list(wish)
        while waiting:
            chosen = next((chain for chain in waiting if not needs[chain] & ~done), waiting[0])
            waiting.remove(chosen)
            order.append(chosen)
            done |= 1 << chosen
        return order

    def settle(self, row: int, order: list[int]) -> None:
        self.orders[row] = order
        spot = 0
        for chain in order:
            for node in self.chains[row][chain]:
                self.place[node] = spot
                spot += 1

    # -- prices
    # -----------------------------------------------------------------------------------------------

    def middle(self, net: Net) -> float:
        if not net.uppers:
            return sum(self.place[node] for node in net.lowers) / max(1, len(net.lowers))
        return sum(self.place[node] for node in net.uppers) / len(net.uppers)

    def _views(
        self, nodes: list[int], look: str
    ) -> tuple[list[tuple[float, int, int]], list[tuple[list[int], float, int]]]:
        """What hangs above (middle, weight, couple) and below (places, weight, couple) of some nodes."""
        above: list[tuple[float, int, int]] = []
        below: list[tuple[list[int], float, int]] = []
        for node in nodes:
            if look != "down":
                for number in self.ups[node]:
                    net = self.plan.nets[number]
                    if net.uppers:
                        above.append((self.middle(net), net.weight, net.couple))
            if look != "up":
                for number in self.downs[node]:
                    net = self.plan.nets[number]
                    places = sorted(self.place[lower] for lower in net.lowers)
                    if places:
                        below.append((places, net.weight / len(net.uppers), net.couple))
        return above, below

    @staticmethod
    def _pair(
        a: tuple[list[tuple[float, int, int]], list[tuple[list[int], float, int]]],
        b: tuple[list[tuple[float, int, int]], list[tuple[list[int], float, int]]],
    ) -> tuple[float, float]:
        """The price of a left of b, and of b left of a."""
        ab = ba = 0.0
        price: float
        for middle, weight, couple in a[0]:
            for other, other_weight, other_couple in b[0]:
                if couple != other_couple:
                    price = min(weight, other_weight)
                    if middle > other:
                        ab += price
                    elif middle < other:
                        ba += price
        for places, share, couple in a[1]:
            for others, other_share, other_couple in b[1]:
                if couple != other_couple:
                    price = min(share, other_share)
                    for spot in places:
                        ab += price * bisect_left(others, spot)
                        ba += price * (len(others) - bisect_right(others, spot))
        return ab, ba

    def _priced(self, row: int, part: list[int], look: str) -> Row:
        """The prices among some chains of a row, renumbered 0…k−1."""
        views = [self._views(self.chains[row][chain], look) for chain in part]
        lean = [self._lean(view) for view in views]
        size = len(part)
        cost = [[0.0] * size for _ in range(size)]
        for i in range(size):
            for j in range(i + 1, size):
                ab, ba = self._pair(views[i], views[j])
                if lean[i] > lean[j]:
                    ab += TINY
                elif lean[i] < lean[j]:
                    ba += TINY
                cost[i][j], cost[j][i] = ab, ba
        place = {chain: spot for spot, chain in enumerate(part)}
        needs = [0] * size
        for spot, chain in enumerate(part):
            mask = self.needs[row][chain]
            if mask:
                needs[spot] = sum(1 << place[other] for other in part if mask >> other & 1)
        spans = [(place[a], place[b]) for a, b in self.spans[row] if a in place and b in place]
        toll = [SPAN + sum(share for _, share, _ in view[1]) for view in views]
        return Row(cost, needs, spans, toll)

    @staticmethod
    def _lean(
        view: tuple[list[tuple[float, int, int]], list[tuple[list[int], float, int]]],
    ) -> float:
        """Where the lines pull: the middle of what hangs above, or below; far left where nothing does."""
        if view[0]:
            return sum(middle for middle, _, _ in view[0]) / len(view[0])
        if view[1]:
            return sum(sum(places) / len(places) for places, _, _ in view[1]) / len(view[1])
        return -1.0

    def improve_row(self, row: int, most_sets: int, look: str) -> None:
        self._turn_chains(row, look)
        size = len(self.chains[row])
        if size < 2:  # noqa: PLR2004  nothing to order
            return
        if size <= LONG_ROW:
            part = self.orders[row]
            found = best_order(self._priced(row, part, look), most_sets)
            if found is not None:
                self.settle(row, [part[spot] for spot in found])
                return
        wish = (
            sorted(
                self.orders[row],
                key=lambda chain: (
                    self._lean(self._views(self.chains[row][chain], look)),
                    self._spot(row, chain),
                ),
            )
            if look != "both"
            else list(self.orders[row])
        )
        order = self.legal(row, wish)
        self.settle(row, improve_order(order, lambda part: self._priced(row, part, look), 2))

    def _spot(self, row: int, chain: int) -> int:
        return self.place[self.chains[row][chain][0]]

    def _turn_chains(self, row: int, look: str) -> None:
        """Turn each chain the cheaper way round, where birth order leaves a choice."""
        ranked = defaultdict(list)
        for a, b in self.before_on[row]:
            if self.chain_of[a] == self.chain_of[b]:
                ranked[self.chain_of[a]].append((a, b))
        for number, chain in enumerate(self.chains[row]):
            if len(chain) > 1:
                self.chains[row][number] = self._turned(chain, ranked[number], look)
        self.settle(row, self.orders[row])

    def _turned(self, chain: list[int], ranked: list[tuple[int, int]], look: str) -> list[int]:
        if ranked:
            a, b = ranked[0]
            return chain if chain.index(a) < chain.index(b) else chain[::-1]
        views = [self._views([node], look) for node in chain]
        there = back = 0.0
        for i, view in enumerate(views):
            for j in range(i + 1, len(views)):
                ab, ba = self._pair(view, views[j])
                there += ab
                back += ba
        there += TINY * self._unusual(chain)
        back += TINY * self._unusual(chain[::-1])
        return chain if there <= back else chain[::-1]

    def _unusual(self, chain: list[int]) -> int:
        """How often a woman stands left of her man: the key's custom, kept where it costs nothing."""
        people = self.plan.graph.persons
        return sum(
            a < len(people) and b < len(people) and people[a].gender is Gender.WOMAN and people[b].gender is Gender.MAN
            for a, b in itertools.pairwise(chain)
        )

    # -- the whole
    # --------------------------------------------------------------------------------------------

    def price(self) -> float:
        """Crossings weighed by kind, and what stands between partners."""
        total = 0.0
        for row in range(len(self.plan.rows)):
            total += self._crossings(row)
        for bracket in self.plan.brackets:
            places = sorted(self.place[node] for node in bracket.anchors)
            for a, b in itertools.pairwise(places):
                if b - a > 1:
                    total += self._between(bracket.row, a, b)
        return total

    def _between(self, row: int, a: int, b: int) -> float:
        return sum(
            SPAN + sum(self.plan.nets[n].weight / len(self.plan.nets[n].uppers) for n in self.downs[node])
            for node in self.plan.rows[row]
            if a < self.place[node] < b
        )

    def _crossings(self, gap: int) -> float:
        """Crossings in one gap, by a Fenwick tree over the places below."""
        lines = []
        for number in self.nets_in[gap]:
            net = self.plan.nets[number]
            middle = self.middle(net)
            lines += [(middle, self.place[lower], net.weight, net.couple) for lower in net.lowers]
        lines.sort()
        size = len(self.plan.rows[gap + 1]) if gap + 1 < len(self.plan.rows) else 0
        tree = [0.0] * (size + 1)
        total = seen = 0.0
        start = 0
        while start < len(lines):
            end = start
            while end < len(lines) and lines[end][0] == lines[start][0]:
                end += 1
            for _, spot, weight, _ in lines[start:end]:
                total += weight * (seen - _sum(tree, spot + 1)) / 4
            for _, spot, weight, _ in lines[start:end]:
                _add(tree, spot + 1, weight)
                seen += weight
            start = end
        return total

    def snapshot(self) -> Snapshot:
        return [list(order) for order in self.orders], [[list(c) for c in chains] for chains in self.chains]

    def restore(self, kept: Snapshot) -> None:
        self.chains = [[list(c) for c in chains] for chains in kept[1]]
        for row, order in enumerate(kept[0]):
            self.settle(row, list(order))


def _sum(tree: list[float], spot: int) -> float:
    total = 0.0
    while spot > 0:
        total += tree[spot]
        spot -= spot & -spot
    return total


def _add(tree: list[float], spot: int, weight: float) -> None:
    while spot < len(tree):
        tree[spot] += weight
        spot += spot & -spot
