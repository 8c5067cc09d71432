"""The chains of every row and their order, with what has changed since it was last looked at."""

from collections import defaultdict
from itertools import pairwise

from kudelma.tools.genogram.chains import make_chains
from kudelma.tools.genogram.plan import Net, Plan
from kudelma.tools.genogram.prices import (
    Price,
    View,
    apart,
    crossing_price,
    hanging_price,
    lean_of,
    pair_price,
    reach_of,
    spanning_price,
)
from kudelma.tools.genogram.row_order import Row, best_order, sift
from kudelma.tools.genogram.turning import turned

Snapshot = tuple[list[list[int]], list[list[list[int]]], list[list[int]]]
TINY = 1e-3
LONG_ROW = 40
FAR = 1_000_000
NEAREST, SIFTED = 30, 40_000
"""A chain of a row of k chains moves at most 40 000/k places: sifting stays linear."""
REMEMBERED = 600


class RowState:
    """One order of all rows. A chain is known by its number in its row."""

    def __init__(self, plan: Plan, kept: dict[int, float] | None = None) -> None:
        self.plan = plan
        height = len(plan.rows)
        self.ups: dict[int, list[int]] = defaultdict(list)
        self.downs: dict[int, list[int]] = defaultdict(list)
        self.nets_in: list[list[int]] = [[] for _ in range(height)]
        for number, net in enumerate(plan.nets):
            for node in net.lowers:
                self.ups[node].append(number)
            for node in net.uppers:
                self.downs[node].append(number)
            if net.gap >= 0 and net.uppers and net.lowers:
                self.nets_in[net.gap].append(number)
        self.before_on: list[list[tuple[int, int]]] = [[] for _ in range(height)]
        for a, b in plan.before:
            self.before_on[plan.row_of[a]].append((a, b))
        self.brackets_on: list[list[tuple[int, ...]]] = [[] for _ in range(height)]
        for bracket in plan.brackets:
            if len(bracket.anchors) > 1:
                self.brackets_on[bracket.row].append(bracket.anchors)
        self.held = [0] * len(plan.row_of)
        for bracket in plan.brackets:
            for node in bracket.anchors:
                self.held[node] += 1
        self.place = [0] * len(plan.row_of)
        self.version = [0] * (height + 1)
        self.clock = 0
        self.reach = FAR
        self.locked: tuple[int, int] | None = None
        """Row and number of a chain that must not be turned for now."""
        self.looked: dict[tuple[int, str], tuple[int, int, int]] = {}
        self.priced: list[tuple[int, int, float]] = [(-1, -1, 0.0)] * height
        self.solved: dict[tuple[object, ...], tuple[list[list[int]], list[int]]] = {}
        """Rows once put in order: trying one branch after another asks the same of a row again and again."""
        wishing = {plan.row_of[node] for node in plan.wishes}
        self.remembers = [len(plan.row_of) <= REMEMBERED and row not in wishing for row in range(height)]
        self.flat: list[list[int]] = [[] for _ in range(height)]
        self.use_chains(make_chains(plan, kept))

    def use_chains(self, chains: list[list[list[int]]]) -> None:
        """Take these chains, each row in the order given."""
        self.chains = chains
        self.chain_of = {node: n for row in chains for n, chain in enumerate(row) for node in chain}
        self.needs = [self._needs(row) for row in range(len(chains))]
        self.spans = [self._spans(row) for row in range(len(chains))]
        self.looked.clear()
        self.solved.clear()
        for row in range(len(chains)):
            self.chains[row] = self._ranked_ways(row)
        self.orders: list[list[int]] = [[] for _ in chains]
        for row, found in enumerate(chains):
            self.settle(row, self.legal(row, list(range(len(found)))))

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
        for anchors in self.brackets_on[row]:
            found.update(pairwise(sorted({self.chain_of[node] for node in anchors})))
        return sorted(found)

    def legal(self, row: int, wish: list[int]) -> list[int]:
        """The order nearest to `wish` that keeps birth order."""
        needs = self.needs[row]
        if not any(needs):
            return wish
        done, order, waiting = 0, list[int](), list(wish)
        while waiting:
            chosen = next((chain for chain in waiting if not needs[chain] & ~done), waiting[0])
            waiting.remove(chosen)
            order.append(chosen)
            done |= 1 << chosen
        return order

    def settle(self, row: int, order: list[int]) -> None:
        """Give a row its order."""
        self.orders[row] = order
        flat = [node for chain in order for node in self.chains[row][chain]]
        if flat != self.flat[row]:
            self.flat[row] = flat
            self._stamp(row)

    def middle(self, net: Net) -> float:
        uppers = net.uppers
        if len(uppers) == 1:
            return float(self.place[uppers[0]])
        return sum([self.place[node] for node in uppers]) / len(uppers)

    def views(self, part: list[list[int]], look: str) -> list[View]:
        """What hangs above and below each of some groups of nodes of a row."""
        nets = self.plan.nets
        middles: dict[int, float] = {}
        places: dict[int, list[int]] = {}
        found = []
        for nodes in part:
            above: list[tuple[float, float, int]] = []
            below: list[tuple[list[int], float, int]] = []
            for node in nodes:
                for number in self.ups[node] if look != "down" else ():
                    net = nets[number]
                    if net.uppers:
                        if number not in middles:
                            middles[number] = self.middle(net)
                        above.append((middles[number], net.weight, net.couple))
                for number in self.downs[node] if look != "up" else ():
                    net = nets[number]
                    if net.lowers:
                        if number not in places:
                            places[number] = sorted([self.place[lower] for lower in net.lowers])
                        below.append((places[number], net.weight / len(net.uppers), net.couple))
            found.append((above, below))
        return found

    def _row(self, row: int, part: list[int], look: str) -> Row:
        """The prices among some chains of a row, renumbered 0…k−1."""
        views = self.views([self.chains[row][chain] for chain in part], look)
        size = len(part)
        leans = [self._lean(row, chain, view) for chain, view in zip(part, views, strict=True)]
        reaches = [reach_of(view) for view in views]

        def excess(i: int, j: int) -> float:
            ij, ji = pair_price(views[i], views[j])
            return max(ij - ji, 0.0) + TINY

        dearer = [0] * size
        for i in range(size):
            for j in range(i + 1, size):
                side = apart(reaches[i], reaches[j])
                if side is None:
                    ij, ji = pair_price(views[i], views[j])
                    left = ji - ij
                else:
                    left = float(side)
                if abs(left) < TINY:
                    left = leans[j] - leans[i]
                if left > 0:
                    dearer[j] |= 1 << i
                elif left < 0:
                    dearer[i] |= 1 << j
        place = {chain: spot for spot, chain in enumerate(part)}
        needs = [0] * size
        for spot, chain in enumerate(part):
            mask = self.needs[row][chain]
            if mask:
                needs[spot] = sum(1 << place[other] for other in part if mask >> other & 1)
        spans = [(place[a], place[b]) for a, b in self.spans[row] if a in place and b in place]
        toll = [hanging_price(self, self.chains[row][chain]) for chain in part] if spans else []
        return Row(dearer, needs, spans, toll, excess)

    def _lean(self, row: int, chain: int, view: View) -> float:
        """Where a chain is pulled; those without family lines are pulled to whom they know."""
        lean = lean_of(view)
        known = self.plan.wishes.get(self.chains[row][chain][0]) if lean < 0 else None
        if not known:
            return lean
        width = len(self.flat[row])
        shares = [self.place[q] * width / max(1, len(self.flat[self.plan.row_of[q]])) for q in known]
        return sum(shares) / len(shares) + 0.5

    def improve_row(self, row: int, most_sets: int, look: str) -> None:
        """Put one row in its best order, seen from the row above ("up"), below ("down") or both."""
        around = (self.version[row - 1] if row else 0, self.version[row], self.version[row + 1])
        if self.looked.get((row, look)) == around:
            return
        key = self._question(row, most_sets, look)
        answer = self.solved.get(key) if key else None
        if answer is None:
            self._turn_chains(row, look)
            if len(self.chains[row]) > 1:
                self._order_row(row, most_sets, look)
            if key:
                self.solved[key] = (self.chains[row], self.orders[row])
        else:
            self.chains[row] = answer[0]
            self.settle(row, answer[1])
        self.looked[row, look] = (around[0], self.version[row], around[2])

    def _question(self, row: int, most_sets: int, look: str) -> tuple[object, ...] | None:
        """All that a row's best order depends on; None where remembering it would cost more than it saves."""
        if not self.remembers[row]:
            return None
        flat = self.flat
        return (
            row,
            look,
            (most_sets, self.reach),
            tuple(flat[row - 1]) if row else (),
            tuple(flat[row]),
            tuple(flat[row + 1]) if row + 1 < len(flat) else (),
            tuple(self.needs[row]),
            self.locked if self.locked and self.locked[0] == row else None,
        )

    def _order_row(self, row: int, most_sets: int, look: str) -> None:
        part = self.orders[row]
        if len(part) <= LONG_ROW:
            found = best_order(self._row(row, part, look), most_sets)
            if found is not None:
                self.settle(row, [part[spot] for spot in found])
                return
        views = self.views([self.chains[row][chain] for chain in part], look)
        view_of = dict(zip(part, views, strict=True))

        def gain(i: int, j: int) -> float:
            ab, ba = pair_price(view_of[i], view_of[j])
            return ab - ba

        reach = min(self.reach, max(NEAREST, SIFTED // len(part)))
        self.settle(row, sift(part, self.needs[row], gain, reach))

    def _turn_chains(self, row: int, look: str) -> None:
        """Turn each chain the cheaper way round, where birth order leaves a choice."""
        ranked = self.ranked(row)
        self.chains[row] = [
            turned(self, chain, ranked.get(number), look) if len(chain) > 1 and (row, number) != self.locked else chain
            for number, chain in enumerate(self.chains[row])
        ]
        self.settle(row, self.orders[row])

    def ranked(self, row: int) -> dict[int, tuple[int, int]]:
        """For chains that hold siblings, a pair that says which way round they stand."""
        return {self.chain_of[a]: (a, b) for a, b in self.before_on[row] if self.chain_of[a] == self.chain_of[b]}

    def _ranked_ways(self, row: int) -> list[list[int]]:
        ways = [list(chain) for chain in self.chains[row]]
        for number, (a, b) in self.ranked(row).items():
            if ways[number].index(a) > ways[number].index(b):
                ways[number].reverse()
        return ways

    def price(self) -> Price:
        """Crossings weighed by kind (4 between two lines by birth), and what stands between partners."""
        total = 0.0
        for row, held in enumerate(self.priced):
            now = (self.version[row], self.version[row + 1])
            if held[:2] != now:
                self.priced[row] = (*now, crossing_price(self, row) + spanning_price(self, row))
            total += self.priced[row][2]
        return total

    def snapshot(self) -> Snapshot:
        """The order as it is now; rows are never changed in place, so that this copies little."""
        return list(self.orders), list(self.chains), list(self.flat)

    def restore(self, kept: Snapshot) -> None:
        for row, (order, chains, flat) in enumerate(zip(*kept, strict=True)):
            if self.flat[row] is not flat:
                self.chains[row] = chains
                self.orders[row] = order
                self.flat[row] = flat
                self._stamp(row)

    def _stamp(self, row: int) -> None:
        self.clock += 1
        self.version[row] = self.clock
        for spot, node in enumerate(self.flat[row]):
            self.place[node] = spot
