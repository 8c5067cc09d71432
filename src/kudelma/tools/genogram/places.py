"""Where on its row everyone stands: parents over the middle of their children, nobody too close.

The sum of squared distances between couples' middles and their children's middles is brought down row by row.
With the rows above and below standing still, a row is a weighted isotonic regression, solved exactly by
pooling adjacent violators (Ayer et al. 1955; de Leeuw, Hornik and Mair 2009).
"""

import itertools
from dataclasses import dataclass

from kudelma.tools.genogram.parts import close_up
from kudelma.tools.genogram.plan import Net, Plan

PARTNERS = 0.6
WISH = 0.1
"""How those without family lines are pulled to whom they know."""
KEPT = 5.0
"""How a former place pulls, where the last layout is to be kept."""
PINNED = 60.0
"""How a place set by hand pulls."""

STAY = 0.02
SMALL, LARGE = 80, 600


@dataclass(frozen=True, slots=True)
class Pull:
    """Two sides of a row-to-row line system whose middles want to meet."""

    uppers: tuple[int, ...]
    lowers: tuple[int, ...]
    weight: float


Wishes = dict[int, tuple[float, float]]
"""By node, the x it should have and how strongly."""


def wishes(kept: dict[int, float], pinned: set[int]) -> Wishes:
    return {node: (x, PINNED if node in pinned else KEPT) for node, x in kept.items()}


def place_rows(plan: Plan, order: list[list[int]], apart: list[list[float]], wished: Wishes) -> list[float]:
    """The x of every node. `apart[r][i]`: least distance of the i-th and next node of row r."""
    x = _packed(order, apart, len(plan.row_of))
    if wished:
        _moved_to(x, order, wished)
    pulls = [Pull(n.uppers, tuple(n.lowers), n.weight) for n in plan.nets if _pulls(n)]
    pulls += [Pull((q,), (p,), WISH) for p, known in sorted(plan.wishes.items()) for q in known]
    ups: list[list[Pull]] = [[] for _ in x]
    downs: list[list[Pull]] = [[] for _ in x]
    for pull in pulls:
        for node in pull.lowers:
            ups[node].append(pull)
        for node in pull.uppers:
            downs[node].append(pull)
    beside = _partners(plan, order, apart)
    shifts = [_shifts(gaps) for gaps in apart]
    size = len(x)
    sweeps = 60 if size <= SMALL else 30 if size <= LARGE else 14
    height = len(order)
    for sweep in range(sweeps):
        rows = range(height) if sweep % 2 == 0 else range(height - 1, -1, -1)
        look = sweep % 2 if sweep < sweeps - 6 else 2
        moved = 0.0
        for row in rows:
            if order[row]:
                moved = max(
                    moved,
                    _place_row(x, order[row], shifts[row], (ups, downs, look), beside=beside, wished=wished),
                )
        if moved < 0.05 and sweep > 3:  # noqa: PLR2004  at rest
            break
    close_up(plan, order, apart, x)
    return _snapped(order, apart, x)


def _pulls(net: Net) -> bool:
    return bool(net.uppers and net.lowers)


def _partners(plan: Plan, order: list[list[int]], apart: list[list[float]]) -> dict[int, list[tuple[int, float]]]:
    """For each node, its partners and where they would stand relative to it, side by side."""
    gap_of: dict[tuple[int, int], float] = {}
    spot_of: dict[int, int] = {}
    for row, nodes in enumerate(order):
        for spot, node in enumerate(nodes):
            spot_of[node] = spot
            if spot + 1 < len(nodes):
                gap_of[node, nodes[spot + 1]] = apart[row][spot]
    found: dict[int, list[tuple[int, float]]] = {}
    for bracket in plan.brackets:
        line = sorted(bracket.anchors, key=lambda node: spot_of[node])
        for a, b in itertools.pairwise(line):
            distance = gap_of.get((a, b), 80.0)
            found.setdefault(a, []).append((b, -distance))
            found.setdefault(b, []).append((a, distance))
    return found


def _packed(order: list[list[int]], apart: list[list[float]], size: int) -> list[float]:
    x = [0.0] * size
    for nodes, gaps in zip(order, apart, strict=True):
        shifts = _shifts(gaps)
        middle = shifts[-1] / 2 if shifts else 0.0
        for node, shift in zip(nodes, shifts, strict=True):
            x[node] = shift - middle
    return x


def _moved_to(x: list[float], order: list[list[int]], wished: Wishes) -> None:
    """Begin where people stood before; the others beside their neighbours on the left."""
    for nodes in order:
        last = 0.0
        for node in nodes:
            last = x[node] = wished[node][0] if node in wished else last


def _shifts(gaps: list[float]) -> list[float]:
    shifts = [0.0]
    for gap in gaps:
        shifts.append(shifts[-1] + gap)
    return shifts


def _place_row(
    x: list[float],
    nodes: list[int],
    shifts: list[float],
    sides: tuple[list[list[Pull]], list[list[Pull]], int],
    *,
    beside: dict[int, list[tuple[int, float]]],
    wished: Wishes,
) -> float:
    """Set one row; the greatest move made."""
    ups, downs, look = sides
    up_share, down_share = ((1.0, 0.15), (0.15, 1.0), (1.0, 1.0))[look]
    gaps: dict[int, float] = {}
    values: list[float] = []
    weights: list[float] = []
    for node, shift in zip(nodes, shifts, strict=True):
        here = x[node]
        weight = STAY
        total = STAY * here
        for pulls, share, sign in ((ups[node], up_share, 1.0), (downs[node], down_share, -1.0)):
            for pull in pulls:
                key = id(pull)
                gap = gaps.get(key)
                if gap is None:
                    gap = sum([x[n] for n in pull.uppers]) / len(pull.uppers) - sum([x[n] for n in pull.lowers]) / len(
                        pull.lowers
                    )
                    gaps[key] = gap
                w = share * pull.weight
                weight += w
                total += w * (here + sign * gap)
        for other, distance in beside.get(node, ()):
            weight += PARTNERS
            total += PARTNERS * ((x[other] + distance) * 0.5 + here * 0.5)
        if node in wished:
            goal, strength = wished[node]
            weight += strength
            total += strength * goal
        values.append(total / weight - shift)
        weights.append(weight)
    moved = 0.0
    for node, shift, value in zip(nodes, shifts, pool(values, weights), strict=True):
        moved = max(moved, abs(x[node] - value - shift))
        x[node] = value + shift
    return moved


def pool(values: list[float], weights: list[float]) -> list[float]:
    """The non-decreasing sequence nearest to `values` by weighted squares."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        mean, total, count = value, weight, 1
        while blocks and blocks[-1][0] > mean:
            other, other_weight, other_count = blocks.pop()
            mean = (mean * total + other * other_weight) / (total + other_weight)
            total += other_weight
            count += other_count
        blocks.append((mean, total, count))
    return [mean for mean, _, count in blocks for _ in range(count)]


def _snapped(order: list[list[int]], apart: list[list[float]], x: list[float]) -> list[float]:
    """Whole units, distances kept."""
    result = [0.0] * len(x)
    for nodes, gaps in zip(order, apart, strict=True):
        last = None
        for spot, node in enumerate(nodes):
            value = float(round(x[node]))
            if last is not None:
                value = max(value, last + gaps[spot - 1])
            result[node] = last = value
    return result
