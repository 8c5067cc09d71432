"""How far our crossings are from the least possible, proved by an exact solver on families up to 60 people.

Run: `python benchmarks/genogram/exact.py [COUNT]` with the package `ortools` installed. The solver may
order every row anew, keeping what a drawing must keep: birth order, twins together, the same couples side
by side, the same generations. Families whose couples cannot all stand side by side are passed over: their
bars have no place in this model.
"""

import sys
import time
from collections import defaultdict
from itertools import combinations

from invented import grown
from ortools.sat.python import cp_model

from kudelma.core.kinship import Family
from kudelma.tools.genogram import lay_out
from kudelma.tools.genogram.chains import make_chains
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.metrics import layout_metrics
from kudelma.tools.genogram.plan import Net, Plan

SECONDS = 8.0


class _Model:
    """Order variables per row, crossing variables per pair of lines."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.model = cp_model.CpModel()
        self.left: dict[tuple[int, int], cp_model.LinearExprT] = {}
        for row in plan.rows:
            for a, b in combinations(row, 2):
                before = self.model.new_bool_var("")
                self.left[a, b], self.left[b, a] = before, 1 - before
            for a, b, c in combinations(row, 3):
                loop = self.left[a, b] + self.left[b, c] + self.left[c, a]
                self.model.add(loop >= 1)
                self.model.add(loop <= 2)
        for a, b in plan.before:
            self.model.add(self.left[a, b] == 1)
        self._together()

    def _together(self) -> None:
        for row, chains in enumerate(make_chains(self.plan)):
            for chain in chains:
                others = [node for node in self.plan.rows[row] if node not in chain]
                for a in chain[1:]:
                    for other in others:
                        self.model.add(self.left[a, other] == self.left[chain[0], other])
                for a, b, c in zip(chain, chain[1:], chain[2:], strict=False):
                    self.model.add(self.left[a, b] == self.left[b, c])

    def order(self, one: Net, two: Net) -> cp_model.LinearExprT | None:
        """Whether one's middle lies left of two's; None where they share it."""
        mine = [n for n in one.uppers if n not in two.uppers] or list(one.uppers)
        theirs = [n for n in two.uppers if n not in one.uppers] or list(two.uppers)
        return self.left[mine[0], theirs[0]] if mine[0] != theirs[0] else None

    def least(self) -> tuple[int, bool]:
        """The fewest crossings found, and whether it is proved that there are no fewer."""
        by_gap: dict[int, list[Net]] = defaultdict(list)
        for net in self.plan.nets:
            if net.uppers and net.lowers:
                by_gap[net.gap].append(net)
        crossed = []
        for nets in by_gap.values():
            for one, two in combinations(nets, 2):
                order = self.order(one, two) if one.couple != two.couple else None
                if order is None:
                    continue
                for a in one.lowers:
                    for b in two.lowers:
                        if a != b:
                            cross = self.model.new_bool_var("")
                            self.model.add(cross >= order - self.left[a, b])
                            self.model.add(cross >= self.left[a, b] - order)
                            crossed.append(cross)
        self.model.minimize(sum(crossed))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = SECONDS
        solver.parameters.num_workers = 2
        status = solver.solve(self.model)
        return round(solver.objective_value), status == cp_model.OPTIMAL


def simple(layout: Layout) -> bool:
    """Every couple side by side on one row."""
    found = layout_metrics(layout)
    return found["adjacent_couples"] == found["couples"]


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    done, seed, worst = 0, 0, 0
    print("| family | people | ours | least | proved | s |\n|---|---|---|---|---|---|")
    while done < wanted:
        family: Family = grown(seed, 20 + seed * 7 % 41, loops=0.2)
        seed += 1
        layout = lay_out(family)
        if len(family.persons) < 12 or not simple(layout):
            continue
        start = time.monotonic()
        least, proved = _Model(layout.plan).least()
        ours = round(layout_metrics(layout)["crossings"])
        worst = max(worst, ours - least)
        done += 1
        print(
            f"| seed {seed - 1} | {layout.graph.size} | {ours} | {least} | {'yes' if proved else 'no'} |"
            f" {time.monotonic() - start:.1f} |",
            flush=True,
        )
    print(f"\nGreatest difference: {worst}")


if __name__ == "__main__":
    main()
