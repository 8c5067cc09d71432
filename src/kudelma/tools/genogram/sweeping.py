"""Down and up through the rows, everyone to the middle of whom they hang together with.

The barycentre method (Sugiyama, Tagawa and Toda 1981): cheap, and it carries whole branches past each other
where putting one row in order at a time stays where it is. Siblings whose means stand against birth order meet
half-way, so that neither drags the other's family along.
"""

from kudelma.tools.genogram.row_state import TINY, RowState

ROUNDS = 3
BOTH_FROM = 0.5
"""The share of the sweeps after which a row looks both ways."""


def sweep_by_means(state: RowState, sweeps: int) -> float:
    """Sweep so many times and leave the best order in place; its price."""
    pairs = [_elders_first(state, row) for row in range(len(state.chains))]
    rows = range(len(state.chains))
    best, kept = state.price(), state.snapshot()
    for sweep in range(sweeps):
        look = "both" if sweep >= sweeps * BOTH_FROM else ("up", "down")[sweep % 2]
        for row in rows if sweep % 2 == 0 else reversed(rows):
            _by_means(state, row, look, pairs[row])
        price = state.price()
        if price < best - TINY:
            best, kept = price, state.snapshot()
    state.restore(kept)
    return best


def _elders_first(state: RowState, row: int) -> list[tuple[int, int]]:
    chain_of = state.chain_of
    found = {(chain_of[a], chain_of[b]) for a, b in state.before_on[row]}
    return sorted((a, b) for a, b in found if a != b)


def _by_means(state: RowState, row: int, look: str, pairs: list[tuple[int, int]]) -> None:
    """Sort a row by the means of what hangs above ("up"), below ("down") or on both sides."""
    order = state.orders[row]
    if len(order) < 2:  # noqa: PLR2004  nothing to sort
        return
    mean: dict[int, float] = {}
    last = -1.0
    for chain, (above, below) in zip(order, state.views([state.chains[row][c] for c in order], look), strict=True):
        weight = sum([w for _, w, _ in above]) + sum([w * len(places) for places, w, _ in below])
        if weight:
            total = sum([middle * w for middle, w, _ in above]) + sum([sum(places) * w for places, w, _ in below])
            last = total / weight
        mean[chain] = last
    for _ in range(ROUNDS):
        turned = [(a, b) for a, b in pairs if mean[a] > mean[b]]
        for a, b in turned:
            mean[a] = mean[b] = (mean[a] + mean[b]) / 2
        if not turned:
            break
    state.settle(row, state.legal(row, sorted(order, key=lambda chain: mean[chain])))
