"""Small change in, small change out: the last order is kept, and newcomers find their best place."""

from collections.abc import Collection

from kudelma.tools.genogram.prices import pair_price
from kudelma.tools.genogram.row_state import RowState


def keep_order(state: RowState, kept: dict[int, float], pinned: Collection[int] = ()) -> None:
    """Order each row by the former x of its people; set the others where they cost least.

    A chain stands where its pinned members stood, if it has any.
    """
    rows = range(len(state.plan.rows))
    new: list[set[int]] = []
    for row in rows:
        state.chains[row] = [_turned(chain, kept) for chain in state.chains[row]]
        spots = {n: _spot(chain, kept, pinned) for n, chain in enumerate(state.chains[row])}
        known = sorted((spot, n) for n, spot in spots.items() if spot is not None)
        new.append({n for n, spot in spots.items() if spot is None})
        state.settle(row, state.legal(row, [*(n for _, n in known), *sorted(new[row])]))
    for _ in range(2):
        for row in rows:
            for chain in sorted(new[row]):
                _insert(state, row, chain)


def _turned(chain: list[int], kept: dict[int, float]) -> list[int]:
    known = [kept[node] for node in chain if node in kept]
    return chain[::-1] if len(known) > 1 and known[0] > known[-1] else chain


def _spot(chain: list[int], kept: dict[int, float], pinned: Collection[int]) -> float | None:
    firm = [kept[node] for node in chain if node in pinned]
    known = firm or [kept[node] for node in chain if node in kept]
    return sum(known) / len(known) if known else None


def _insert(state: RowState, row: int, chain: int) -> None:
    """Take a newcomer out and put it where it costs least, keeping birth order."""
    rest = [other for other in state.orders[row] if other != chain]
    views = state.views([state.chains[row][n] for n in [chain, *rest]], "both")
    view_of = dict(zip([chain, *rest], views, strict=True))
    needs = state.needs[row]
    cost = sum(pair_price(view_of[chain], view_of[other])[0] for other in rest)
    best = (cost if not needs[chain] else float("inf"), 0)
    still = set(rest)
    for spot, other in enumerate(rest, 1):
        ab, ba = pair_price(view_of[chain], view_of[other])
        cost += ba - ab
        still.discard(other)
        fits = not any(needs[chain] >> o & 1 for o in still) and not any(needs[o] >> chain & 1 for o in rest[:spot])
        if fits and cost <= best[0] + 1e-9:
            best = (cost, spot)
    state.settle(row, [*rest[: best[1]], chain, *rest[best[1] :]])
