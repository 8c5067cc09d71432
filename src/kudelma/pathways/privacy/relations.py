"""What everybody knows adds up: totals of a table, levels of a hierarchy, the flow through a node."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kudelma.pathways.privacy.cells import TOTAL, Key

START, END = "▶", "■"
"""Where a path begins and ends, as nodes of a map."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The sum of `plus` is the sum of `minus`, whether or not all of them are shown."""

    plus: tuple[Key, ...]
    minus: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        return (*self.plus, *self.minus)


def table_relations(keys: Iterable[Key]) -> tuple[Relation, ...]:
    """Of every key with `TOTAL` in it, one relation for each dimension it is a total over."""
    there = set(keys)
    parts: dict[Key, list[Key]] = defaultdict(list)
    for key in there:
        for place, part in enumerate(key):
            if part != TOTAL:
                total = (*key[:place], TOTAL, *key[place + 1 :])
                if total in there:
                    parts[_over(total, place)].append(key)
    found = []
    for marked, members in sorted(parts.items()):
        found.append(Relation(plus=tuple(sorted(members)), minus=(marked[:-1],)))
    return tuple(found)


def _over(total: Key, place: int) -> Key:
    return (*total, str(place))


def hierarchy_relations(parents: dict[str, str], keys: Iterable[Key], dimension: int = 0) -> tuple[Relation, ...]:
    """`parents` maps a code to the code above it; both stand as cells in the given dimension."""
    there = set(keys)
    parts: dict[Key, list[Key]] = defaultdict(list)
    for key in sorted(there):
        above = parents.get(key[dimension])
        if above is not None:
            total = (*key[:dimension], above, *key[dimension + 1 :])
            if total in there:
                parts[total].append(key)
    return tuple(Relation(tuple(members), (total,)) for total, members in sorted(parts.items()))


def flow_relations(keys: Iterable[Key]) -> tuple[Relation, ...]:
    """Of a map of moves `(from, to)` with `START` and `END`: into each node goes what goes out of it.

    A node's own count stands as `(node, TOTAL)`; with it, in and out are its two sums. Without it the balance alone
    could still give an edge away.
    """
    there = sorted(set(keys))
    into, out = defaultdict(list), defaultdict(list)
    for key in there:
        if len(key) == 2 and TOTAL not in key:  # noqa: PLR2004 (from and to)
            out[key[0]].append(key)
            into[key[1]].append(key)
    found = []
    for node in sorted((into.keys() | out.keys()) - {START, END}):
        if (node, TOTAL) in there:
            found += [Relation(tuple(side[node]), ((node, TOTAL),)) for side in (into, out) if side[node]]
        elif into[node] and out[node]:
            found.append(Relation(tuple(into[node]), tuple(out[node])))
    # As many paths end as begin.
    if out[START] and into[END]:
        found.append(Relation(tuple(out[START]), tuple(into[END])))
    return tuple(found)
