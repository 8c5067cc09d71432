"""Where the boxes of a flow map stand: rows from beginning to end, few crossings, long moves straight.

The classical way in four steps: moves that go back are found, rows are given, the order within rows is improved until
crossings stop falling, and places are settled. Every move has a knot in the row between two boxes; its label stands
there, so that labels get room of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kudelma.pathways.charts.flow import END, START
from kudelma.pathways.charts.paper import settled

SWEEPS = 18
TURNS = 26
APART = 26.0
STRAIGHT = 8.0  # how much more a bend follows the next bend of its move than a box

Edge = tuple[str, str]
Knot = str | tuple[str, str, int]


@dataclass(slots=True)
class Layered:
    """Rows of knots: a box by its name, a bend of a move by the move and the row it is in."""

    rows: list[list[Knot]]
    wide: dict[Knot, float]
    chains: dict[Edge, list[Knot]]
    back: set[Edge]
    x: dict[Knot, float] = field(default_factory=dict)
    up: dict[Knot, list[Knot]] = field(default_factory=dict)
    down: dict[Knot, list[Knot]] = field(default_factory=dict)


def layered(weights: Mapping[Edge, int], boxes: Mapping[str, float], labels: Mapping[Edge, float]) -> Layered:
    """Lay out a graph: `weights` of moves, widths of `boxes` and of `labels`. Moves to oneself are not laid out."""
    edges = {edge: weight for edge, weight in weights.items() if edge[0] != edge[1]}
    order = _order(list(boxes), edges)
    place = {name: spot for spot, name in enumerate(order)}
    back = {edge for edge in edges if place[edge[0]] > place[edge[1]]}
    forward = {(e[1], e[0]) if e in back else e for e in edges}
    level = _levels(order, forward)
    made = _knots(edges, back, level, boxes, labels)
    _uncross(made)
    _settle(made)
    return made


def _order(names: list[str], edges: Mapping[Edge, int]) -> list[str]:
    """Order the boxes so that little goes back (Eades, Lin and Smyth, by weight); beginning first, end last."""
    left = [name for name in names if name not in {START, END}]
    head: list[str] = []
    tail: list[str] = []
    into = {name: {a: w for (a, b), w in edges.items() if b == name and a != START} for name in left}
    out = {name: {b: w for (a, b), w in edges.items() if a == name and b != END} for name in left}
    begun = {name: edges.get((START, name), 0) - edges.get((name, END), 0) for name in left}
    while left:
        sinks = [name for name in left if not out[name]]
        sources = [name for name in left if not into[name] and name not in sinks]
        if sinks:
            taken = min(sinks, key=lambda name: (begun[name], name))
            tail.insert(0, taken)
        elif sources:
            taken = max(sources, key=lambda name: (begun[name], name))
            head.append(taken)
        else:
            taken = max(left, key=lambda n: (sum(out[n].values()) - sum(into[n].values()) + begun[n], n))
            head.append(taken)
        left.remove(taken)
        for name in left:
            into[name].pop(taken, None)
            out[name].pop(taken, None)
    ends = [name for name in (START,) if name in names], [name for name in (END,) if name in names]
    return [*ends[0], *head, *tail, *ends[1]]


def _levels(order: Sequence[str], forward: set[Edge]) -> dict[str, int]:
    """Give rows by the longest way from the beginning, then pull boxes down towards what follows them."""
    level = dict.fromkeys(order, 0)
    for name in order:
        level[name] = max((level[a] + 1 for a, b in forward if b == name), default=0 if name == START else 1)
    for name in reversed(order):
        after = [level[b] for a, b in forward if a == name]
        before = [level[a] for a, b in forward if b == name]
        if after and len(after) > len(before):
            level[name] = max(level[name], min(after) - 1)
    if END in level:
        level[END] = max(level.values()) if level[END] == max(level.values()) else max(level.values()) + 1
        if any(row == level[END] for name, row in level.items() if name != END):
            level[END] += 1
    return level


def _knots(
    edges: Mapping[Edge, int],
    back: set[Edge],
    level: Mapping[str, int],
    boxes: Mapping[str, float],
    labels: Mapping[Edge, float],
) -> Layered:
    rows: list[list[Knot]] = [[] for _ in range(2 * max(level.values(), default=0) + 1)]
    made = Layered(rows, {}, {}, back)
    for name, width in boxes.items():
        rows[2 * level[name]].append(name)
        made.wide[name] = width
    for edge in sorted(edges):
        first, last = (edge[1], edge[0]) if edge in back else edge
        top, bottom = 2 * level[first], 2 * level[last]
        if top > bottom:
            first, last, top, bottom = last, first, bottom, top
        if top == bottom:  # two boxes of one row: the move is drawn beside them
            made.chains[edge] = [first, last]
            continue
        chain: list[Knot] = [first]
        for row in range(top + 1, bottom):
            knot = (*edge, row)
            rows[row].append(knot)
            made.wide[knot] = labels[edge] if row == _label_row(top, bottom) else 8.0
            chain.append(knot)
        chain.append(last)
        made.chains[edge] = chain
        for one, other in pairwise(chain):
            made.down.setdefault(one, []).append(other)
            made.up.setdefault(other, []).append(one)
    return made


def _label_row(top: int, bottom: int) -> int:
    """The odd row nearest to the middle of a move, where its label has room."""
    middle = (top + bottom) // 2
    return middle if middle % 2 else middle + 1 if middle + 1 < bottom else middle - 1


def label_knot(chain: Sequence[Knot]) -> Knot | None:
    """Return the knot of a move at which its label stands."""
    rows = [knot[2] for knot in chain if isinstance(knot, tuple)]
    if not rows:
        return None
    wanted = _label_row(rows[0] - 1, rows[-1] + 1)
    return next(knot for knot in chain if isinstance(knot, tuple) and knot[2] == wanted)


def crossings(made: Layered) -> int:
    """Count how often moves cross between neighbouring rows."""
    total = 0
    for upper, lower in zip(made.rows, made.rows[1:], strict=False):
        place = {knot: spot for spot, knot in enumerate(lower)}
        ends = [place[other] for knot in upper for other in sorted(made.down.get(knot, ()), key=place.__getitem__)]
        total += _inversions(ends, len(lower))
    return total


def _inversions(ends: Sequence[int], size: int) -> int:
    tree = [0] * (size + 1)
    total = 0
    for seen, end in enumerate(ends):
        spot, before = end + 1, 0
        while spot:
            before += tree[spot]
            spot &= spot - 1
        total += seen - before
        spot = end + 1
        while spot <= size:
            tree[spot] += 1
            spot += spot & -spot
    return total


def _uncross(made: Layered) -> None:
    best, fewest = [list(row) for row in made.rows], crossings(made)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        going_down = sweep % 2 == 0
        near = made.up if going_down else made.down
        spots = range(1, len(made.rows)) if going_down else range(len(made.rows) - 2, -1, -1)
        for spot in spots:
            beside = made.rows[spot - 1 if going_down else spot + 1]
            place = {knot: at for at, knot in enumerate(beside)}
            own = {knot: at for at, knot in enumerate(made.rows[spot])}
            made.rows[spot].sort(
                key=lambda knot: (
                    _median([place[n] for n in near.get(knot, ())], own[knot] * len(place) / max(1, len(own))),
                    own[knot],
                )
            )
        now = crossings(made)
        if now < fewest:
            best, fewest = [list(row) for row in made.rows], now
    made.rows[:] = best


def _median(places: list[int], otherwise: float) -> float:
    if not places:
        return otherwise
    places.sort()
    middle = len(places) // 2
    return float(places[middle]) if len(places) % 2 else (places[middle - 1] + places[middle]) / 2


def _settle(made: Layered) -> None:
    """Give every knot its place across: near its neighbours, never nearer to those beside it than their widths."""
    for row in made.rows:
        spot = 0.0
        for knot in row:
            made.x[knot] = spot + made.wide[knot] / 2
            spot += made.wide[knot] + APART
        for knot in row:
            made.x[knot] -= spot / 2
    for turn in range(TURNS):
        rows = made.rows if turn % 2 == 0 else made.rows[::-1]
        for row in rows:
            if row:
                _settle_row(made, row, both=turn > 1)
    least = min((made.x[k] - made.wide[k] / 2 for row in made.rows for k in row), default=0.0)
    for knot in made.x:
        made.x[knot] -= least


def _settle_row(made: Layered, row: list[Knot], *, both: bool) -> None:
    wanted, weights = [], []
    for knot in row:
        near = made.up.get(knot, []) + (made.down.get(knot, []) if both else [])
        near = near or made.down.get(knot, [])
        bends = isinstance(knot, tuple)
        pull = [STRAIGHT if bends and isinstance(one, tuple) else 1.0 for one in near]
        heavy = sum(pull)
        wanted.append(sum(made.x[one] * p for one, p in zip(near, pull, strict=True)) / heavy if near else made.x[knot])
        weights.append(heavy + 1.0)
    gaps = [0.0] + [
        (made.wide[a] + made.wide[b]) / 2 + (APART if isinstance(a, str) or isinstance(b, str) else 12.0)
        for a, b in pairwise(row)
    ]
    for knot, x in zip(row, settled(wanted, gaps, weights), strict=True):
        made.x[knot] = x
