"""A family as numbers: people 0…n−1, couples with the children below them, further parents apart.

A *couple* is a set of parents: the partners of a union (unions of the same people are one couple), one parent
alone, or nobody where only the siblings are known. Each child hangs below one couple, its *first* parents (by
birth where that is known); further parents (adoptive, foster, donor, …) are `ties`.

People are numbered in an order that depends on what they are and whom they are tied to, not on their ids or
on the order of the lists, so that the same family gives the same picture.
"""

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from kudelma.core.kinship import Family, LinkKind, ParentLink, Person, Union
from kudelma.core.kinship.codes import UNBORN, PersonKind, UnionKind
from kudelma.tools.genogram.numbering import number_persons

FIRST = (
    LinkKind.BIRTH,
    LinkKind.LEGAL,
    LinkKind.ADOPTED,
    LinkKind.GESTATIONAL,
    LinkKind.OTHER,
    LinkKind.FOSTER,
    LinkKind.KINSHIP,
    LinkKind.DONOR,
    LinkKind.STEP,
)
"""Which of a child's parents it hangs below, first choice first."""

NOT_YET = date.max
BriefSpell = frozenset({UnionKind.AFFAIR, UnionKind.SECRET_AFFAIR, UnionKind.COPARENTS, UnionKind.UNCLEAR})
OVER = frozenset({UnionKind.DIVORCED, UnionKind.SEPARATED})


@dataclass(slots=True)
class Couple:
    """A set of parents and what hangs below them; people as numbers."""

    partners: tuple[int, ...]
    unions: list[Union] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    links: dict[int, ParentLink] = field(default_factory=dict)

    @property
    def union(self) -> Union | None:
        """The union to draw: the latest of several between the same people."""
        return max(self.unions, key=_begun) if self.unions else None

    @property
    def weight(self) -> int:
        """How much it matters that the partners stand side by side."""
        kind = self.union.kind if self.union else UnionKind.COPARENTS
        standing = 1 if kind in BriefSpell else 2 if kind in OVER else 4
        return 8 + min(len(self.children), 6) * 2 + standing


@dataclass(frozen=True, slots=True)
class Tie:
    """A child's further parents."""

    child: int
    couple: int
    link: ParentLink


@dataclass(slots=True)
class Graph:
    """The numbered family: `above[p]` is the couple p hangs below (or −1), `couples_of[p]` those p is in."""

    family: Family
    persons: list[Person]
    couples: list[Couple]
    above: list[int]
    couples_of: list[list[int]]
    ties: list[Tie]
    twins: list[tuple[int, ...]]
    number: dict[str, int]

    @property
    def size(self) -> int:
        return len(self.persons)


def _begun(union: Union) -> tuple[date, str]:
    dates = [event.date.earliest for event in union.history if event.date]
    start = union.start.earliest if union.start else date.min
    return (max([start, *dates]), f"{union.kind} {union.end}")


def build_graph(family: Family) -> Graph:
    """Number the people and gather the couples."""
    order = number_persons(family)
    persons = [family.persons[place] for place in order]
    number = {person.id: place for place, person in enumerate(persons)}
    couples = _couples(family, number)
    nameless: dict[str, Couple] = {}
    above: list[Couple | None] = [None] * len(persons)
    further: list[tuple[int, Couple, ParentLink]] = []
    for child, found in sorted(_parents_by_child(family, number).items()):
        for rank, (who, link) in enumerate(found):
            if who:
                couple = couples.setdefault(who, Couple(who))
            else:
                couple = nameless.setdefault(link.union or f" {child}", Couple(()))
            if rank:
                further.append((child, couple, link))
            else:
                above[child] = couple
                couple.children.append(child)
                couple.links[child] = link
    everyone = [couple for couple in (*couples.values(), *nameless.values()) if _drawn(couple, further)]
    for couple in everyone:
        couple.children.sort(key=lambda child: (born(persons[child]), child))
    everyone.sort(key=lambda couple: (couple.partners, couple.children))
    place = {id(couple): spot for spot, couple in enumerate(everyone)}
    couples_of: list[list[int]] = [[] for _ in persons]
    for spot, couple in enumerate(everyone):
        for partner in couple.partners:
            couples_of[partner].append(spot)
    return Graph(
        family=family,
        persons=persons,
        couples=everyone,
        above=[place[id(couple)] if couple is not None else -1 for couple in above],
        couples_of=couples_of,
        ties=[Tie(child, place[id(couple)], link) for child, couple, link in further],
        twins=_twins(family, number, above),
        number=number,
    )


def _couples(family: Family, number: dict[str, int]) -> dict[tuple[int, ...], Couple]:
    """The unions, those of the same people as one couple."""
    couples: dict[tuple[int, ...], Couple] = {}
    for union in family.unions:
        partners = tuple(sorted(number[p] for p in union.partners))
        if partners:
            couples.setdefault(partners, Couple(partners)).unions.append(union)
    for couple in couples.values():
        couple.unions.sort(key=lambda union: (_begun(union), union.id))
    return couples


def born(person: Person) -> date:
    """For sorting siblings: an unborn child without a date comes last, others without one first."""
    if person.birth is not None:
        return person.birth.earliest
    return NOT_YET if person.kind is PersonKind.PREGNANCY else date.min


def _drawn(couple: Couple, further: list[tuple[int, Couple, ParentLink]]) -> bool:
    """A union of one person without children shows nothing."""
    if len(couple.partners) > 1 or couple.children:
        return True
    return any(other is couple for _, other, _ in further)


def _parents_by_child(family: Family, number: dict[str, int]) -> dict[int, list[tuple[tuple[int, ...], ParentLink]]]:
    """Each child's parent sets, first choice first.

    Two links of one kind that name one parent each are one set: forms record parents one by one.
    """
    found: dict[int, dict[tuple[tuple[int, ...], str], ParentLink]] = defaultdict(dict)
    alone: dict[tuple[int, LinkKind], list[tuple[tuple[int, ...], ParentLink]]] = defaultdict(list)
    for link in family.links:
        child = number[link.child]
        who = tuple(sorted(number[p] for p in family.parents_of(link)))
        if len(who) == 1 and link.union is None and link.start is None and not link.secret:
            alone[child, link.kind].append((who, link))
        else:
            _add(found[child], who, link)
    for (child, _), singles in alone.items():
        people = sorted({who[0] for who, _ in singles})
        if len(people) == 2:  # noqa: PLR2004  a mother's and a father's line
            _add(
                found[child],
                tuple(people),
                min((link for _, link in singles), key=lambda link: (link.order or 0, link.contested)),
            )
        else:
            for who, link in singles:
                _add(found[child], who, link)
    return {child: _ranked(links) for child, links in found.items()}


def _add(links: dict[tuple[tuple[int, ...], str], ParentLink], who: tuple[int, ...], link: ParentLink) -> None:
    key = (who, "" if who else link.union or "")
    held = links.get(key)
    if held is None or FIRST.index(link.kind) < FIRST.index(held.kind):
        links[key] = link


def _ranked(links: dict[tuple[tuple[int, ...], str], ParentLink]) -> list[tuple[tuple[int, ...], ParentLink]]:
    def rank(item: tuple[tuple[tuple[int, ...], str], ParentLink]) -> tuple[object, ...]:
        (who, _), link = item
        return (FIRST.index(link.kind), link.secret, link.contested, -len(who), who)

    return [(who, link) for (who, _), link in sorted(links.items(), key=rank)]


def _twins(family: Family, number: dict[str, int], above: list[Couple | None]) -> list[tuple[int, ...]]:
    """Twin groups whose members hang below the same couple."""
    groups = []
    for group in family.twins:
        members = tuple(sorted(number[m] for m in group.members))
        if len(members) > 1 and len({id(above[m]) for m in members}) == 1 and above[members[0]] is not None:
            groups.append(members)
    return sorted(groups)


def sibling_order(graph: Graph, couple: Couple, children: list[int]) -> list[tuple[int, int]]:
    """Pairs (elder, younger) of a couple's children on one row that must stand in this order.

    Dates decide. A child without a date stands by its hand-made `order`, if it has one, after the last dated
    sibling whose own `order` is not larger; otherwise it is free.
    """
    dated = [c for c in children if born(graph.persons[c]) != date.min]
    placed: list[tuple[date, int, int]] = []
    for child in dated:
        order = couple.links[child].order
        placed.append((born(graph.persons[child]), order if order is not None else 0, child))
    placed.sort()
    for child in children:
        order = couple.links[child].order
        if born(graph.persons[child]) == date.min and order is not None:
            spot = 0
            for position, (_, other, sibling) in enumerate(placed):
                if couple.links[sibling].order is not None and (other, sibling) < (order, child):
                    spot = position + 1
            when = placed[spot - 1][0] if spot else placed[0][0] if placed else date.min
            placed.insert(spot, (when, order, child))
    pairs: list[tuple[int, int]] = []
    levels: list[list[int]] = []
    last: tuple[date, int] | None = None
    for when, order, child in placed:
        if last is not None and last == (when, order):
            levels[-1].append(child)
        else:
            levels.append([child])
        last = (when, order)
    for upper, lower in itertools.pairwise(levels):
        pairs += [(a, b) for a in upper for b in lower]
    return pairs


def is_unborn(person: Person) -> bool:
    return person.kind in UNBORN
