"""Moves across rows: a whole branch of the family is set elsewhere, and the rows are put in order anew.

A *branch* is what hangs together once one chain is taken out. Ordering row by row cannot carry a branch past
another, because every row alone would first get worse. Only branches with a crossing line are tried.
"""

from collections import defaultdict
from collections.abc import Iterator

from kudelma.tools.genogram.prices import lean_of
from kudelma.tools.genogram.row_state import FAR, TINY, RowState, Snapshot

Key = tuple[int, int]
"""Row and chain number."""
LARGEST = 0.6
MOST_CHAINS = 120
NEAR = 10
"""How far a chain may move in a long row after a branch has been moved."""
SMALL = 400
SIDES = ((-0.5, False), (0.5, False), (-0.5, True), (0.5, True))
"""On which side of the chain it hangs on a branch is put, and whether it is mirrored."""
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
"""Where among the rest of its row a branch is put (0 left end, 1 right end); whether it is mirrored."""


def improve_by_moves(state: RowState, most_moves: int, most_sets: int) -> float:
    """Try moves until none helps or `most_moves` have been tried; the price reached."""
    best, kept = settle_rows(state, most_sets), state.snapshot()
    state.reach = NEAR
    tried: set[tuple[tuple[int, ...], ...]] = set()
    count, gained = 0, True
    while gained and best > TINY and count < most_moves:
        gained = False
        for price in _tries(state, kept, tried, most_sets):
            count += 1
            if price < best - TINY:
                best, kept, gained = price, state.snapshot(), True
                break
            state.restore(kept)
            if count >= most_moves:
                break
    return _ended(state, kept, most_sets)


def _tries(state: RowState, kept: Snapshot, tried: set[tuple[tuple[int, ...], ...]], most_sets: int) -> Iterator[float]:
    """Prices after one move each, from the kept order: branches moved, then neighbours turned round."""
    small = len(state.plan.row_of) <= SMALL
    for cut, branch in list(_branches(state)):
        for mirrored, cuts in list(_targets(state, cut, branch, ends=small)):
            _move(state, branch, cuts, mirrored=mirrored)
            order = _difference(state, kept)
            if order in tried:
                state.restore(kept)
            else:
                tried.add(order)
                yield settle_rows(state, most_sets)
    if small:
        for row, a, b in _neighbour_pairs(state):
            price = _turn_round(state, row, a, b, most_sets)
            yield price
        for row, chain in _turnable(state):
            yield _turn_over(state, row, chain, most_sets)


def _neighbour_pairs(state: RowState) -> list[tuple[int, int, int]]:
    """Chains side by side, then with one between, that may change places and have a crossing line."""
    crossed = _crossed(state)
    found = []
    for far in (1, 2):
        for row, order in enumerate(state.orders):
            needs = state.needs[row]
            for spot in range(len(order) - far):
                a, *between, b = order[spot : spot + far + 1]
                bound = needs[b] >> a & 1 or any(needs[c] >> a & 1 and needs[b] >> c & 1 for c in between)
                if not bound and ((row, a) in crossed or (row, b) in crossed):
                    found.append((row, a, b))
    return found


def _turnable(state: RowState) -> list[tuple[int, int]]:
    """Chains of several people that may stand either way round and have a crossing line."""
    return [
        (row, chain)
        for row, chain in sorted(_crossed(state))
        if len(state.chains[row][chain]) > 1 and chain not in state.ranked(row)
    ]


def _turn_over(state: RowState, row: int, chain: int, most_sets: int) -> float:
    """Turn a chain over and hold it so while all rows settle around it, then settle freely."""
    chains = list(state.chains[row])
    chains[chain] = chains[chain][::-1]
    state.chains[row] = chains
    state.locked = (row, chain)
    state.settle(row, state.orders[row])
    settle_rows(state, most_sets)
    state.locked = None
    state.looked.clear()
    return settle_rows(state, most_sets)


def _turn_round(state: RowState, row: int, a: int, b: int, most_sets: int) -> float:
    """Let b stand left of a while all rows settle around them, then settle freely."""
    needs = state.needs[row]
    state.needs[row] = [mask | (1 << b if chain == a else 0) for chain, mask in enumerate(needs)]
    state.settle(row, state.legal(row, list(state.orders[row])))
    state.looked.clear()
    settle_rows(state, most_sets)
    state.needs[row] = needs
    state.looked.clear()
    return settle_rows(state, most_sets)


def _ended(state: RowState, kept: Snapshot, most_sets: int) -> float:
    """Back to the best order, and once more over all rows at full reach."""
    state.restore(kept)
    best = state.price()
    state.reach = FAR
    state.looked.clear()
    price = settle_rows(state, most_sets)
    if price > best:
        state.restore(kept)
    return min(best, price)


def _difference(state: RowState, kept: Snapshot) -> tuple[tuple[int, ...], ...]:
    """The rows that a move has changed."""
    return tuple(tuple(row) for row, before in zip(state.flat, kept[2], strict=True) if row is not before)


Cuts = dict[int, int]
"""By row, how many of the chains that do not move stand left of the branch."""


def _targets(state: RowState, cut: Key, branch: set[Key], *, ends: bool) -> Iterator[tuple[bool, Cuts]]:
    """Where a branch may go: beside the chain it hangs on; with `ends`, to some shares of its rows too."""
    rows = sorted({row for row, _ in branch})
    rest = {row: [c for c in state.orders[row] if (row, c) not in branch] for row in range(len(state.orders))}
    for side, mirrored in SIDES:
        yield mirrored, _beside(state, cut, side, rest, rows)
    for share, mirrored in PLACES if ends else ():
        yield mirrored, {row: round(share * len(rest[row])) for row in rows}


def _beside(state: RowState, cut: Key, side: float, rest: dict[int, list[int]], rows: list[int]) -> Cuts:
    """From the chain's own row outward, the gap in each row that its lines lead to."""
    row, chain = cut
    spots = [state.place[node] for node in state.chains[row][chain]]
    pivot = (min(spots) if side < 0 else max(spots)) + side
    cuts = {row: sum(state.place[state.chains[row][c][0]] < pivot for c in rest[row])}
    for step, look in ((-1, "down"), (1, "up")):
        level = pivot
        here = row + step
        while 0 <= here < len(state.orders) and min(rows) <= here <= max(rows):
            views = state.views([state.chains[here][c] for c in rest[here]], look)
            leans = [lean_of(view) for view in views]
            spot = next((n for n, lean in enumerate(leans) if lean > level), len(leans))
            while spot > 0 and leans[spot - 1] < 0:
                spot -= 1
            cuts[here] = spot
            chains = state.chains[here]
            level = (
                state.place[chains[rest[here][spot]][0]] - 0.5 if spot < len(leans) else float(len(state.flat[here]))
            )
            here += step
    return {here: cuts[here] for here in rows if here in cuts}


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


def _move(state: RowState, branch: set[Key], cuts: Cuts, *, mirrored: bool) -> None:
    for row, cut in cuts.items():
        order = state.orders[row]
        mine = [chain for chain in order if (row, chain) in branch]
        rest = [chain for chain in order if (row, chain) not in branch]
        middle = mine[::-1] if mirrored else mine
        state.settle(row, state.legal(row, [*rest[:cut], *middle, *rest[cut:]]))


def _branches(state: RowState) -> Iterator[tuple[Key, set[Key]]]:
    """Branches that have a crossing line, smallest first."""
    near = _neighbours(state)
    crossed = _crossed(state)
    every = [(row, chain) for row, chains in enumerate(state.chains) for chain in range(len(chains))]
    limit = min(LARGEST * len(every), MOST_CHAINS)
    found: dict[tuple[Key, ...], tuple[Key, set[Key]]] = {}
    for cut in every:
        seen = {cut}
        for start in sorted(near[cut]):
            if start in seen:
                continue
            branch = {start}
            stack = [start]
            while stack and len(branch) <= limit:
                for other in near[stack.pop()]:
                    if other != cut and other not in branch:
                        branch.add(other)
                        stack.append(other)
            seen |= branch
            if len(branch) <= limit and branch & crossed:
                found[tuple(sorted(branch))] = (cut, branch)
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
