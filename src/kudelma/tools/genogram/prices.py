"""What an order costs: crossings between two groups of nodes, and in a whole gap."""

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kudelma.tools.genogram.row_state import RowState

SPAN = 0.5
Price = float
View = tuple[list[tuple[float, float, int]], list[tuple[list[int], float, int]]]
"""Above: middle, weight, couple of each net; below: places of the lower ends, weight, couple."""


def pair_price(a: View, b: View) -> tuple[Price, Price]:
    """The price of a standing left of b, and of b left of a."""
    ab = ba = 0.0
    for middle, weight, couple in a[0]:
        for other, other_weight, other_couple in b[0]:
            if couple != other_couple:
                if middle > other:
                    ab += min(weight, other_weight)
                elif middle < other:
                    ba += min(weight, other_weight)
    for places, share, couple in a[1]:
        for others, other_share, other_couple in b[1]:
            if couple != other_couple:
                over, under = _crossed(places, others)
                ab += min(share, other_share) * over
                ba += min(share, other_share) * under
    return ab, ba


def _crossed(places: list[int], others: list[int]) -> tuple[int, int]:
    """Pairs (place, other) with the place right of the other, and left of it; both lists are sorted."""
    if places[-1] < others[0]:
        return 0, len(places) * len(others)
    if others[-1] < places[0]:
        return len(places) * len(others), 0
    over = sum([bisect_left(others, spot) for spot in places])
    under = sum([len(others) - bisect_right(others, spot) for spot in places])
    return over, under


Reach = tuple[float, float, float, float]
"""Of a view: the least and greatest place above, then below."""
FAR_LEFT, FAR_RIGHT = float("-inf"), float("inf")


def reach_of(view: View) -> Reach:
    """How far a group's lines reach to either side; nothing reaches nowhere."""
    above, below = view
    if len(above) == 1:
        low = high = above[0][0]
    else:
        low = min([middle for middle, _, _ in above], default=FAR_RIGHT)
        high = max([middle for middle, _, _ in above], default=FAR_LEFT)
    return (
        low,
        high,
        min([places[0] for places, _, _ in below], default=FAR_RIGHT),
        max([places[-1] for places, _, _ in below], default=FAR_LEFT),
    )


def apart(a: Reach, b: Reach) -> int | None:
    """1 where a may stand left of b without a crossing, −1 for right, 0 for either; None where lines mix."""
    left = a[1] <= b[0] and a[3] <= b[2]
    right = b[1] <= a[0] and b[3] <= a[2]
    if left:
        return 0 if right else 1
    return -1 if right else None


def lean_of(view: View) -> float:
    """Where the lines pull: the middle of what hangs above, or below; far left where nothing does."""
    above, below = view
    if above:
        return sum(middle for middle, _, _ in above) / len(above)
    if below:
        return sum(sum(places) / len(places) for places, _, _ in below) / len(below)
    return -1.0


def crossing_price(state: "RowState", gap: int) -> Price:
    """Crossings in one gap, by a Fenwick tree over the places below."""
    lines = []
    for number in state.nets_in[gap]:
        net = state.plan.nets[number]
        middle = state.middle(net)
        lines += [(middle, state.place[lower], net.weight) for lower in net.lowers]
    lines.sort()
    size = len(state.flat[gap + 1]) + 1 if gap + 1 < len(state.flat) else 1
    tree = [0.0] * (size + 1)
    total = seen = 0.0
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end][0] == lines[start][0]:
            end += 1
        for _, spot, weight in lines[start:end]:
            total += weight * (seen - _sum(tree, spot + 1)) / 4
        for _, spot, weight in lines[start:end]:
            _add(tree, spot + 1, weight)
            seen += weight
        start = end
    return total


def spanning_price(state: "RowState", row: int) -> Price:
    """What partners apart cost: their lines to the union's middle cross those of couples between."""
    apart = 0
    for anchors in state.brackets_on[row]:
        places = [state.place[node] for node in anchors]
        apart += max(places) - min(places) + 1 - len(places)
    if not apart:
        return 0.0
    lines = []
    for bracket in state.plan.brackets_on(row):
        places = [state.place[node] for node in bracket.anchors]
        middle = sum(places) / len(places)
        lines += [(spot, middle, bracket.couple) for spot in places]
    lines.sort()
    crossed = 0
    for n, (spot, middle, couple) in enumerate(lines):
        for other, other_middle, other_couple in lines[n + 1 :]:
            crossed += other > spot and other_middle < middle and other_couple != couple
    return SPAN * apart + 4.0 * crossed


def hanging_price(state: "RowState", chain: list[int]) -> Price:
    """What a chain costs that stands between partners."""
    return sum(SPAN + 4.0 * state.held[node] for node in chain)


def _sum(tree: list[float], spot: int) -> float:
    total = 0.0
    while spot > 0:
        total += tree[spot]
        spot -= spot & -spot
    return total


def _add(tree: list[float], spot: int, weight: float) -> None:
    while spot < len(tree):
        tree[spot] += weight
        spot += spot & -spot
