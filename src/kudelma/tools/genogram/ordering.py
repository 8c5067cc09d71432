"""Left to right: the order of every row, with as few crossing lines as can be found.

Several first orders, each by a walk through the family from another beginning, are improved row by row,
down and up, until nothing changes; the best by crossings, then by partners' distance, is kept. Nothing is
random.
"""

from kudelma.tools.genogram.plan import Plan
from kudelma.tools.genogram.row_state import TINY, RowState, Snapshot
from kudelma.tools.genogram.walks import first_orders

FEW, MANY = 60, 500


def order_rows(plan: Plan) -> list[list[int]]:
    """Every row's nodes from left to right."""
    state = RowState(plan)
    size = plan.graph.size
    starts = 6 if size <= FEW else 2 if size <= MANY else 1
    passes, most_sets = (6, 4000) if size <= MANY else (4, 500)
    best: tuple[float, Snapshot] | None = None
    for wish in first_orders(state, starts):
        for row, order in enumerate(wish):
            state.settle(row, state.legal(row, order))
        price = _improve(state, passes, most_sets)
        if best is None or price < best[0] - TINY:
            best = (price, state.snapshot())
        if price < TINY:
            break
    if best is not None:
        state.restore(best[1])
    return [[node for chain in order for node in state.chains[row][chain]] for row, order in enumerate(state.orders)]


def _improve(state: RowState, passes: int, most_sets: int) -> float:
    """Sweep down and up until the price no longer falls; leaves the best order in place."""
    height = len(state.plan.rows)
    best, kept = state.price(), state.snapshot()
    stale = 0
    for number in range(passes):
        look = ("up", "down")[number % 2] if number < 2 else "both"  # noqa: PLR2004  first one side, then the other
        rows = range(height) if number % 2 == 0 else range(height - 1, -1, -1)
        for row in rows:
            state.improve_row(row, most_sets, look)
        price = state.price()
        if price < best - TINY:
            best, kept, stale = price, state.snapshot(), 0
        else:
            stale += number >= 2  # noqa: PLR2004
        if best < TINY or stale > 1:
            break
    state.restore(kept)
    return best
