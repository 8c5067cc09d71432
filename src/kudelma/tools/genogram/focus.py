"""A person's near relatives, and how many are left out behind each of them."""

from collections import defaultdict, deque
from dataclasses import replace

from kudelma.core.kinship import Family


def focused(family: Family, person: str, generations: int) -> tuple[Family, dict[str, int]]:
    """The family within `generations` steps up or down of `person`; stubs: people left out behind whom.

    Partners and siblings come along with those they belong to. `KeyError` for an unknown person.
    """
    family.by_id[person]
    near = _near(family)
    depth = {person: 0}
    line = deque([(person, False)])
    while line:
        here, married_in = line.popleft()
        for other, price in near[here]:
            cost = depth[here] + (price or married_in)
            if cost <= generations and other not in depth:
                depth[other] = cost
                (line.append if price else line.appendleft)((other, not price))
    kept = set(depth)
    stubs = {p: len({q for q, _ in near[p]} - kept) for p in sorted(kept)}
    return _kept(family, kept, person), {p: count for p, count in stubs.items() if count}


def _near(family: Family) -> dict[str, list[tuple[str, int]]]:
    """Relatives with their price: a parent or child is a generation, a partner none."""
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for union in family.unions:
        for a in union.partners:
            near[a] += [(b, 0) for b in union.partners if b != a]
    for link in family.links:
        for parent in family.parents_of(link):
            near[link.child].append((parent, 1))
            near[parent].append((link.child, 1))
    return near


def _kept(family: Family, kept: set[str], person: str) -> Family:
    persons = tuple(p for p in family.persons if p.id in kept)
    unions = tuple(replace(union, partners=tuple(p for p in union.partners if p in kept)) for union in family.unions)
    links = tuple(
        replace(link, parents=tuple(p for p in link.parents if p in kept))
        for link in family.links
        if link.child in kept and set(family.parents_of(link)) & kept
    )
    used = {link.union for link in links}
    return replace(
        family,
        persons=persons,
        unions=tuple(union for union in unions if len(union.partners) > 1 or union.id in used),
        links=links,
        twins=tuple(g for g in family.twins if set(g.members) <= kept),
        households=tuple(
            replace(home, members=stays)
            for home in family.households
            if (stays := tuple(stay for stay in home.members if stay.person in kept))
        ),
        emotional=tuple(line for line in family.emotional if line.a in kept and line.b in kept),
        index=tuple(p for p in family.index if p in kept) or (person,),
    )
