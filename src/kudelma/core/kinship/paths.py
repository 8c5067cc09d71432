"""The way from one person to another through parents, children and partners.

A *step* goes up to a parent, down to a child, or across to a partner. Of all ways the one with a common
ancestor is taken first (steps up, then down), then the shortest with partners in it.
"""

from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum

from kudelma.core.kinship.codes import LinkKind, UnionKind
from kudelma.core.kinship.family import Family

LONGEST = 14
BY_DESCENT = (LinkKind.BIRTH, LinkKind.LEGAL, LinkKind.ADOPTED)
RANK = {kind: rank for rank, kind in enumerate((*BY_DESCENT, *(k for k in LinkKind if k not in BY_DESCENT)))}


class Way(StrEnum):
    UP = "up"
    DOWN = "down"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Step:
    """One step to `person`: which way, and by what kind of parent link or union."""

    way: Way
    person: str
    link: LinkKind = LinkKind.BIRTH
    union: UnionKind | None = None


class Kinfolk:
    """Everyone's parents, children and partners, ready for walking."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.near: dict[str, list[Step]] = defaultdict(list)
        self.parents: dict[str, dict[str, LinkKind]] = defaultdict(dict)
        for link in sorted(family.links, key=lambda link: RANK[link.kind]):
            for parent in family.parents_of(link):
                if parent not in self.parents[link.child]:
                    self.parents[link.child][parent] = link.kind
                    self.near[link.child].append(Step(Way.UP, parent, link.kind))
                    self.near[parent].append(Step(Way.DOWN, link.child, link.kind))
        for union in family.unions:
            for a in union.partners:
                self.near[a] += [Step(Way.ACROSS, b, union=union.kind) for b in union.partners if b != a]

    def partner(self, a: str, b: str) -> Step | None:
        """The step across from a to b, if they are or have been partners."""
        return next((s for s in self.near[a] if s.way is Way.ACROSS and s.person == b), None)

    def descent(self, a: str, b: str) -> list[Step] | None:
        """Up to the nearest common ancestor and down again, or None."""
        ups, downs = self._above(a), self._above(b)
        shared = [(len(ups[p]) + len(downs[p]), p) for p in ups if p in downs]
        if not shared:
            return None
        order = {person.id: spot for spot, person in enumerate(self.family.persons)}
        best = min(shared, key=lambda item: (item[0], self._strangeness(ups[item[1]]), order[item[1]]))[1]
        back = downs[best]
        people = [b, *(step.person for step in back)][: len(back)]
        down = [Step(Way.DOWN, person, step.link) for person, step in zip(people, back, strict=True)][::-1]
        return [*ups[best], *down]

    @staticmethod
    def _strangeness(steps: list[Step]) -> int:
        return sum(RANK[step.link] for step in steps)

    def _above(self, person: str) -> dict[str, list[Step]]:
        """Every ancestor with the steps up to them."""
        found: dict[str, list[Step]] = {person: []}
        line = deque([person])
        while line:
            here = line.popleft()
            if len(found[here]) < LONGEST:
                for parent, kind in self.parents[here].items():
                    if parent not in found:
                        found[parent] = [*found[here], Step(Way.UP, parent, kind)]
                        line.append(parent)
        return found

    def shortest(self, a: str, b: str) -> list[Step] | None:
        """The way with the fewest steps, of whatever kind."""
        found: dict[str, list[Step]] = {a: []}
        line = deque([a])
        while line:
            here = line.popleft()
            if here == b:
                return found[b]
            for step in self.near[here]:
                if step.person not in found:
                    found[step.person] = [*found[here], step]
                    line.append(step.person)
        return None

    def share_both_parents(self, a: str, b: str) -> bool:
        """Full siblings, as far as is known: every parent known of one is a parent of the other."""
        mine, theirs = set(self.parents[a]), set(self.parents[b])
        return mine == theirs or (len(mine & theirs) > 1)
