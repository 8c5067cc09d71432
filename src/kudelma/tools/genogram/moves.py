"""Moves across rows: a whole branch of the family is set elsewhere, and the rows are put in order anew.

A *branch* is what hangs together once one chain is taken out. Ordering row by row cannot carry a branch past
another, because every row alone would first get worse. Only branches with a crossing line are tried.
"""

from collections import defaultdict
from collections.abc import Iterator

from kudelma.tools.genogram.row_state import TINY, RowState

Key = tuple[int, int]
"""Row and chain number."""
LARGEST = 0.6
PLACES = (
    (0.0, False),
    (1.0, False),
    (0.0, True),
    (1.0, True),
    (0.5, False),
    (0.25, False),
    (0.75, False),
    (0.5, True),
)
"""Where among the rest of its row a branch is put (0 left end, 1 right end), and whether it is mirrored."""


def improve_by_moves(state: RowState, most_moves: int, most_sets: int) -> float:
    """Try moves until none helps or `most_moves` have been tried; the price reached, with its order in place."""
    best, kept = settle_rows(state, most_sets), state.snapshot()
    tried: set[tuple[tuple[int, ...], ...]] = set()
    count, gained = 0, True
    while gained and best > TINY:
        gained = False
        for branch in _branches(state):
            for spot, mirrored in PLACES:
                if count >= most_moves:
                    state.restore(kept)
                    return best
                _move(state, branch, spot, mirrored=mirrored)
                order = tuple(tuple(row) for row in state.flat)
                if order not in tried:
                    tried.add(order)
                    count += 1
                    price = settle_rows(state, most_sets)
                    if price < best - TINY:
                        best, kept, gained = price, state.snapshot(), True
                state.restore(kept)
            if gained:
                break
    state.restore(kept)
    return best


def settle_rows(state: RowState, most_sets: int) -> float:
    """Order row after row, down and up, until the price stands still."""
    height = len(state.plan.rows)
    best = state.price()
    for sweep in range(6):
        for row in range(height) if sweep % 2 == 0 else range(height - 1, -1, -1):
            state.improve_row(row, most_sets, "both")
        price = state.price()
        if price >= best - TINY and sweep > 0:
            return price
        best = min(best, price)
    return best


def _move(state: RowState, branch: set[Key], spot: float, *, mirrored: bool) -> None:
    for row, order in enumerate(state.orders):
        mine = [chain for chain in order if (row, chain) in branch]
        if mine and len(mine) < len(order):
            rest = [chain for chain in order if (row, chain) not in branch]
            cut = round(spot * len(rest))
            middle = mine[::-1] if mirrored else mine
            state.settle(row, state.legal(row, [*rest[:cut], *middle, *rest[cut:]]))


def _branches(state: RowState) -> Iterator[set[Key]]:
    """Branches that have a crossing line, smallest first."""
    near = _neighbours(state)
    crossed = _crossed(state)
    every = [(row, chain) for row, chains in enumerate(state.chains) for chain in range(len(chains))]
    found: dict[tuple[Key, ...], set[Key]] = {}
    for cut in every:
        seen = {cut}
        for start in sorted(near[cut]):
            if start in seen:
                continue
            branch = {start}
            stack = [start]
            while stack:
                for other in near[stack.pop()]:
                    if other != cut and other not in branch:
                        branch.add(other)
                        stack.append(other)
            seen |= branch
            if len(branch) <= LARGEST * len(every) and branch & crossed:
                found[tuple(sorted(branch))] = branch
    yield from (found[key] for key in sorted(found, key=lambda key: (len(key), key)))


def _neighbours(state: RowState) -> dict[Key, set[Key]]:
    near: dict[Key, set[Key]] = defaultdict(set)
    for net in state.plan.nets:
        keys = {(state.plan.row_of[node], state.chain_of[node]) for node in (*net.uppers, *net.lowers)}
        for key in keys:
            near[key] |= keys - {key}
    return near


def _crossed(state: RowState) -> set[Key]:
    """Chains with an end of a crossing line."""
    found: set[Key] = set()
    for gap, numbers in enumerate(state.nets_in):
        nets = [state.plan.nets[number] for number in numbers]
        lines = [(state.middle(net), state.place[low], net, low) for net in nets for low in net.lowers]
        for spot, (middle, place, net, low) in enumerate(lines):
            for other, other_place, other_net, other_low in lines[spot + 1 :]:
                if (middle - other) * (place - other_place) < 0:
                    for node in (*net.uppers, *other_net.uppers, low, other_low):
                        found.add((state.plan.row_of[node], state.chain_of[node]))
        for anchors in state.brackets_on[gap]:
            places = sorted(state.place[node] for node in anchors)
            if places[-1] - places[0] >= len(places):
                between = state.flat[gap][places[0] : places[-1] + 1]
                found.update((gap, state.chain_of[node]) for node in between)
    return found
