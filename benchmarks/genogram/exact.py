"""What is possible at all, proved by an exact solver (CP-SAT) on families of up to 60 people.

Every row is ordered anew, with the generations as they are. Kept or let go are: birth order and twins together,
and couples side by side. Crossings are counted between lines of descent; families whose couples cannot all stand
side by side are passed over there, because their bars have no place in the model.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from kudelma.core.kinship import Family
from kudelma.tools.genogram import lay_out
from kudelma.tools.genogram.chains import make_chains
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.metrics import layout_metrics
from kudelma.tools.genogram.plan import Net, Plan

SECONDS = 20.0


class Rows:
    """For each row, who stands left of whom."""

    def __init__(self, plan: Plan, *, ranked: bool) -> None:
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
        if ranked:
            for a, b in plan.before:
                self.model.add(self.left[a, b] == 1)
            for group in plan.graph.twins:
                if len({plan.row_of[m] for m in group}) == 1:
                    self.together(group, plan.rows[plan.row_of[group[0]]])

    def together(self, group: tuple[int, ...], row: list[int]) -> None:
        for other in row:
            if other not in group:
                for a in group[1:]:
                    self.model.add(self.left[a, other] == self.left[group[0], other])

    def chained(self) -> None:
        """Our chains: couples side by side, in the order of their partners."""
        for row, chains in enumerate(make_chains(self.plan)):
            for chain in chains:
                self.together(tuple(chain), self.plan.rows[row])
                for a, b, c in zip(chain, chain[1:], chain[2:], strict=False):
                    self.model.add(self.left[a, b] == self.left[b, c])

    def order(self, one: Net, two: Net) -> cp_model.LinearExprT | None:
        """Whether one's middle lies left of two's; None where they share it."""
        mine = [n for n in one.uppers if n not in two.uppers] or list(one.uppers)
        theirs = [n for n in two.uppers if n not in one.uppers] or list(two.uppers)
        return self.left[mine[0], theirs[0]] if mine[0] != theirs[0] else None

    def crossings(self) -> list[cp_model.IntVar]:
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
        return crossed

    def beside(self) -> list[cp_model.IntVar]:
        """For each couple on one row, whether nobody stands between them."""
        found = []
        for couple in self.plan.graph.couples:
            if len(couple.partners) == 2:
                a, b = couple.partners
                if self.plan.row_of[a] == self.plan.row_of[b]:
                    near = self.model.new_bool_var("")
                    for other in self.plan.rows[self.plan.row_of[a]]:
                        if other not in {a, b}:
                            self.model.add(self.left[a, other] == self.left[b, other]).only_enforce_if(near)
                    found.append(near)
        return found

    def solve(self) -> tuple[int, bool]:
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = SECONDS
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        status = solver.solve(self.model)
        return round(solver.objective_value), status == cp_model.OPTIMAL


@dataclass(frozen=True, slots=True)
class Proof:
    """`ours`, the best possible, the best with the couples let go, and whether all was proved."""

    ours: int
    best: int
    parted: int
    proved: bool


def least_crossings(layout: Layout) -> Proof:
    """With birth order and twins kept: our crossings, the fewest with couples side by side, and without."""
    rows = Rows(layout.plan, ranked=True)
    rows.chained()
    rows.model.minimize(sum(rows.crossings()))
    best, proved = rows.solve()
    loose = Rows(layout.plan, ranked=True)
    loose.model.minimize(sum(loose.crossings()))
    parted, also = loose.solve()
    return Proof(round(layout_metrics(layout)["crossings"]), best, parted, proved and also)


def most_beside(layout: Layout) -> Proof:
    """Our couples side by side, the most with birth order and twins kept, and the most without."""
    found = []
    for ranked in (True, False):
        rows = Rows(layout.plan, ranked=ranked)
        rows.model.maximize(sum(rows.beside()))
        found.append(rows.solve())
    ours = round(layout_metrics(layout)["adjacent_couples"])
    return Proof(ours, found[0][0], found[1][0], found[0][1] and found[1][1])


def simple(layout: Layout) -> bool:
    """Every couple side by side on one row, and no line that comes from below."""
    found = layout_metrics(layout)
    whole = found["adjacent_couples"] == found["couples"]
    return whole and all(net.role in {"children", "tie"} and not net.tie >= 0 for net in layout.plan.nets)


def proofs(families: list[tuple[str, Family]], told: Callable[[str], None]) -> list[str]:
    """The page of proofs, as lines."""
    crossing, beside, apart = [], [], 0
    worst = proved = 0
    for name, family in families:
        told(f"exact: {name}")
        layout = lay_out(family)
        if simple(layout):
            proof = least_crossings(layout)
            worst, proved = max(worst, proof.ours - proof.best), proved + proof.proved
            apart += proof.ours <= proof.best + 1
            crossing.append((name, layout.graph.size, proof))
        elif layout_metrics(layout)["adjacent_couples"] < layout_metrics(layout)["couples"]:
            beside.append((name, layout.graph.size, most_beside(layout)))
    lines = [
        "# What is possible at all",
        "",
        "Made by `make bench-genogram` with an exact solver (CP-SAT), on families of up to 60 people.",
        "",
        "## Crossings",
        "",
        (
            f"Birth order is kept and twins stand together. Within 1 of the fewest crossings: {apart} of {len(crossing)}"
            f" families; greatest difference {worst}; proved: {proved}. The last column tells how many would be left if"
            " couples might be parted: the difference is what it costs that they stand side by side."
        ),
        "",
        "| family | people | ours | fewest | with couples parted | proved |",
        "|---|---|---|---|---|---|",
    ]
    lines += [f"| {n} | {size} | {p.ours} | {p.best} | {p.parted} | {_yes(p)} |" for n, size, p in crossing]
    lines += [
        "",
        "## Couples side by side",
        "",
        (
            "Families in which not all couples stand side by side: how many do, the most that can while birth order is kept"
            " and twins stand together, and the most without."
        ),
        "",
        "| family | people | ours | most | without birth order and twins | proved |",
        "|---|---|---|---|---|---|",
    ]
    lines += [f"| {n} | {size} | {p.ours} | {p.best} | {p.parted} | {_yes(p)} |" for n, size, p in beside]
    return [*lines, ""]


def _yes(proof: Proof) -> str:
    return "yes" if proof.proved else "no"
