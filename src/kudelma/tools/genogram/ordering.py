"""Left to right: the order of every row, with as few crossing lines as can be found.

Several first orders, each by a walk through the family from another beginning, are improved row by row,
down and up, until nothing changes; the best is improved by moving whole branches. Nothing is random, and
nothing is timed: the effort depends on the size of the family alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from kudelma.tools.genogram.chains import other_chains
from kudelma.tools.genogram.keeping import keep_order
from kudelma.tools.genogram.moves import improve_by_moves, settle_rows
from kudelma.tools.genogram.plan import Plan
from kudelma.tools.genogram.row_state import TINY, RowState, Snapshot
from kudelma.tools.genogram.sweeping import sweep_by_means
from kudelma.tools.genogram.walks import first_orders


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: first orders, sweeps of each, sets per row; moves of branches, sets then.

    `means`: sweeps by means before rows are put in order, and `again` how often the two are repeated.
    """

    starts: int
    sweeps: int
    sets: int
    moves: int
    move_sets: int
    means: int = 0
    again: int = 0


EFFORTS = (
    (30, Effort(6, 6, 4000, 150, 300)),
    (60, Effort(4, 6, 1000, 60, 60, 8)),
    (150, Effort(8, 6, 1000, 120, 60, 12, 1)),
    (500, Effort(6, 6, 300, 40, 60, 12, 1)),
    (1200, Effort(5, 0, 200, 20, 60, 24, 1)),
    (2000, Effort(4, 0, 200, 20, 60, 24, 3)),
    (3500, Effort(2, 0, 200, 0, 60, 40)),
    (20_000, Effort(2, 0, 200, 0, 60, 24)),
)
"""By size of the family: up to so many people."""

MOST_EXCHANGES = 20
NEARLY = 1.25
"""Other couples are looked at further where rows settle within this of the best price."""


def order_rows(plan: Plan, kept: dict[int, float] | None = None, pinned: Collection[int] = ()) -> list[list[int]]:
    """Each row from left to right; with `kept`, in the order of these former x, the `pinned` before all."""
    effort = next(effort for size, effort in EFFORTS if plan.graph.size <= size)
    state = RowState(plan, kept)
    if kept:
        keep_order(state, kept, pinned)
        return [list(row) for row in state.flat]
    best: tuple[float, Snapshot] | None = None
    for wish in first_orders(state, effort.starts):
        for row, order in enumerate(wish):
            state.settle(row, state.legal(row, order))
        price = _improve(state, effort)
        if best is None or price < best[0] - TINY:
            best = (price, state.snapshot())
        if price < TINY:
            break
    if best is not None:
        state.restore(best[1])
        if best[0] > TINY and effort.moves:
            price = improve_by_moves(state, effort.moves, effort.move_sets)
            _exchange_couples(state, effort, price)
    return [list(row) for row in state.flat]


def _exchange_couples(state: RowState, effort: Effort, best: float) -> None:
    """Where not all couples can stand side by side: as many others, if fewer lines cross so."""
    chains, kept, beside = list(state.chains), state.snapshot(), _couples_beside(state)
    for row, others in islice(other_chains(state.plan), MOST_EXCHANGES):
        state.use_chains([*chains[:row], others, *chains[row + 1 :]])
        for here, flat in enumerate(kept[2]):
            place = {node: spot for spot, node in enumerate(flat)}
            middles = [sum(place[node] for node in chain) / len(chain) for chain in state.chains[here]]
            wish = sorted(range(len(middles)), key=lambda chain: middles[chain])
            state.settle(here, state.legal(here, wish))
        if settle_rows(state, effort.move_sets) > best * NEARLY + 1:
            continue
        price = improve_by_moves(state, effort.moves, effort.move_sets)
        if price < best - TINY and _couples_beside(state) >= beside:
            best, chains, kept = price, list(state.chains), state.snapshot()
    state.use_chains(chains)
    state.restore(kept)


def _couples_beside(state: RowState) -> int:
    size = state.plan.graph.size
    people = (anchors for row in state.brackets_on for anchors in row if max(anchors) < size)
    places = ([state.place[node] for node in anchors] for anchors in people)
    return sum(max(spots) - min(spots) < len(spots) for spots in places)


def _improve(state: RowState, effort: Effort) -> float:
    """Sweep down and up until the price no longer falls; leaves the best order in place."""
    if effort.means:
        return _improve_by_means(state, effort)
    height = len(state.plan.rows)
    best, kept = state.price(), state.snapshot()
    stale = 0
    for number in range(effort.sweeps):
        look = ("up", "down")[number] if number <= 1 else "both"
        for row in range(height) if number % 2 == 0 else range(height - 1, -1, -1):
            state.improve_row(row, effort.sets, look)
        price = state.price()
        if price < best - TINY:
            best, kept, stale = price, state.snapshot(), 0
        else:
            stale += number > 1
        if best < TINY or stale > 1:
            break
    state.restore(kept)
    return best


def _improve_by_means(state: RowState, effort: Effort) -> float:
    sweep_by_means(state, effort.means)
    best, kept = settle_rows(state, effort.sets), state.snapshot()
    for _ in range(effort.again):
        sweep_by_means(state, effort.means)
        price = settle_rows(state, effort.sets)
        if price < best - TINY:
            best, kept = price, state.snapshot()
    state.restore(kept)
    return best
