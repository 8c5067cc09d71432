"""Left to right: the order of every row, with as few crossing lines as can be found.

Several first orders, each by a walk through the family from another beginning, are improved row by row,
down and up, until nothing changes; the best is improved by moving whole branches. Nothing is random, and
nothing is timed: the effort depends on the size of the family alone.
"""

from dataclasses import dataclass

from kudelma.tools.genogram.moves import improve_by_moves
from kudelma.tools.genogram.plan import Plan
from kudelma.tools.genogram.row_state import TINY, RowState, Snapshot
from kudelma.tools.genogram.walks import first_orders


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: first orders, sweeps of each, sets per row, moves of branches."""

    starts: int
    sweeps: int
    sets: int
    moves: int


EFFORTS = (
    (60, Effort(6, 6, 4000, 120)),
    (150, Effort(4, 6, 3000, 120)),
    (500, Effort(3, 6, 2000, 60)),
    (1200, Effort(2, 6, 500, 0)),
    (20_000, Effort(1, 5, 300, 0)),
)


def order_rows(plan: Plan) -> list[list[int]]:
    """Every row's nodes from left to right."""
    effort = next(effort for size, effort in EFFORTS if plan.graph.size <= size)
    state = RowState(plan)
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
            improve_by_moves(state, effort.moves, effort.sets)
    return [list(row) for row in state.flat]


def _improve(state: RowState, effort: Effort) -> float:
    """Sweep down and up until the price no longer falls; leaves the best order in place."""
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
