"""People somebody has put in their place by hand.

A pin is hard in order (pinned people of one row keep their left and right) and soft in x. Birth order and twins
side by side are kept before it: a pin that contradicts them gives way.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kudelma.tools.genogram.plan import Plan

Pair = tuple[int, int]


def pin_order(plan: Plan, spots: Mapping[int, float], pins: Iterable[int]) -> None:
    """Add to what must stand before what on each row: the pinned people, in the order of their former x."""
    rows: dict[int, list[int]] = defaultdict(list)
    for person in sorted(pins, key=lambda p: (spots[p], p)):
        rows[plan.row_of[person]].append(person)
    twin_of = {member: group[0] for group in plan.graph.twins for member in group}
    for row, people in sorted(rows.items()):
        held = [(a, b) for a, b in plan.before if plan.row_of[a] == row]
        for spot, a in enumerate(people):
            for b in people[spot + 1 :]:
                if _allowed(a, b, held, twin_of):
                    held.append((a, b))
                    plan.before.append((a, b))


def _allowed(a: int, b: int, held: list[Pair], twin_of: dict[int, int]) -> bool:
    """Whether a may stand left of b, twins counted as one, without b having to stand left of a."""
    if a in twin_of and twin_of[a] == twin_of.get(b):
        return not _leads(b, a, held)
    grouped = [(twin_of.get(x, x), twin_of.get(y, y)) for x, y in held]
    return not _leads(twin_of.get(b, b), twin_of.get(a, a), [(x, y) for x, y in grouped if x != y])


def _leads(start: int, goal: int, held: list[Pair]) -> bool:
    after: dict[int, list[int]] = defaultdict(list)
    for x, y in held:
        after[x].append(y)
    seen, stack = {start}, [start]
    while stack:
        here = stack.pop()
        if here == goal:
            return True
        fresh = [other for other in after[here] if other not in seen]
        seen.update(fresh)
        stack += fresh
    return False
