"""What a flow map shows: the most travelled moves, without lying about the rest.

Nothing is joined or counted anew: hiding an activity hides its moves, and the share of moves that is shown is told.
Every activity shown keeps its widest way from the beginning and to the end (the way whose narrowest move is the
most travelled), so that nothing hangs in the air.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

START, END = "\x02", "\x03"

#: What one drawing can hold and still be read.
MOST_ACTIVITIES = 40
MOST_MOVES = 110


@dataclass(frozen=True, slots=True)
class Move:
    """One activity directly after another within a case; `seconds` is the median time between, None when not told."""

    before: str
    after: str
    count: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A directly-follows graph: how often each activity happened, moves between them, where cases begin and end.

    `hidden` is how many kinds of move were left out before this, because too few families made them. Of an activity
    in `untold` only a least number may be told: that of its told moves; it is drawn with a plus.
    """

    activities: Mapping[str, int]
    moves: tuple[Move, ...]
    starts: Mapping[str, int]
    ends: Mapping[str, int]
    hidden: int = 0
    untold: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn. `share` of all moves, 0–1, is in it; `loose` activities have no shown way in or out."""

    activities: Mapping[str, int]
    moves: tuple[Move, ...]
    share: float
    of_activities: int
    of_moves: int
    hidden: int
    loose: frozenset[str]
    untold: frozenset[str] = frozenset()


def choose(flow: Flow, *, activities: int = 12, moves: int | None = None) -> Shown:
    """Return the part of a flow that a map shows: so many activities, and as many moves as can be read."""
    every = _with_ends(flow)
    ways = _ways(every)
    wanted = sorted(flow.activities, key=lambda name: (-flow.activities[name], name))
    names: set[str] = set()
    kept: set[tuple[str, str]] = set()
    for name in wanted[: min(activities, MOST_ACTIVITIES)]:
        if len(names) >= MOST_ACTIVITIES:
            break
        way = ways.get(name, ())
        kept.update(way)
        names.update({name, *(end for move in way for end in move)} - {START, END})
    within = [m for m in every if {m.before, m.after} <= names | {START, END}]
    most = moves if moves is not None else min(MOST_MOVES, round(2.2 * len(names)) + 4)
    ranked = sorted(within, key=lambda m: (-m.count, m.before, m.after))
    backbone = [m for m in ranked if (m.before, m.after) in kept]
    rest = [m for m in ranked if (m.before, m.after) not in kept]
    drawn = backbone + rest[: max(0, most - len(backbone))]
    between = [m for m in drawn if m.before != START and m.after != END]
    all_moves = sum(m.count for m in flow.moves)
    return Shown(
        {name: flow.activities[name] for name in wanted if name in names},
        tuple(sorted(drawn, key=lambda m: (-m.count, m.before, m.after))),
        sum(m.count for m in between) / all_moves if all_moves else 1.0,
        len(flow.activities),
        len(flow.moves),
        flow.hidden,
        frozenset(name for name in names if name not in ways),
        flow.untold,
    )


def _with_ends(flow: Flow) -> list[Move]:
    """Return the moves between known activities, and those from the beginning and to the end."""
    known = flow.activities.keys()
    return [
        *(m for m in flow.moves if m.before in known and m.after in known and m.count > 0),
        *(Move(START, name, count) for name, count in flow.starts.items() if name in known and count > 0),
        *(Move(name, END, count) for name, count in flow.ends.items() if name in known and count > 0),
    ]


def _ways(moves: list[Move]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, for each activity on some way from beginning to end, the moves of its widest way through."""
    there = _widest(START, [(m.before, m.after, m.count) for m in moves])
    back = _widest(END, [(m.after, m.before, m.count) for m in moves])
    found = {}
    for name in there.keys() & back.keys() - {START, END}:
        way = [(there[one], one) for one in _trace(name, there)]
        way += [(one, back[one]) for one in _trace(name, back)]
        found[name] = tuple(way)
    return found


def _trace(name: str, towards: Mapping[str, str]) -> list[str]:
    """Return the activities from this one up to, not with, the root."""
    found = [name]
    while towards[found[-1]] in towards:
        found.append(towards[found[-1]])
    return found


def _widest(root: str, edges: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """Return each reachable activity's neighbour towards the root on its widest way (the maximum spanning tree)."""
    out: dict[str, list[tuple[int, str]]] = {}
    for one, other, count in edges:
        out.setdefault(one, []).append((count, other))
    towards: dict[str, str] = {}
    width = {root: 0}
    while True:
        # Every edge that leads out of what is reached; the widest is taken, equal ones by name.
        ready = [
            (-count, one, other)
            for one in width
            for count, other in out.get(one, ())
            if other not in width and one != other
        ]
        if not ready:
            return towards
        _count, one, other = min(ready)
        towards[other] = one
        width[other] = 1
