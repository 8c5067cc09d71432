"""Numbers for the people of a family that depend on the family alone, not on ids or the order of its lists.

Colour refinement (Weisfeiler and Leman 1968): people begin with what is known of them and are told apart
round by round by the company they keep. Whoever is still alike after that is alike in the picture too, and
ids may decide.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from kudelma.core.kinship import Family

MOST_ROUNDS = 40
FEW = 400
FEW_ROUNDS = 12


def number_persons(family: Family) -> list[int]:
    """The places in `family.persons`, in canonical order."""
    place = {person.id: spot for spot, person in enumerate(family.persons)}
    colours = _ranks([_looks(family, spot) for spot in range(len(place))])
    company = _company(family, place)
    rounds = MOST_ROUNDS + len(place) if len(place) <= FEW else FEW_ROUNDS
    alike = len(set(colours))
    for _ in range(rounds):
        if alike == len(colours):
            break
        colours = _ranks(
            [(colours[p], *sorted((role, colours[q]) for role, q in company[p])) for p in range(len(colours))]
        )
        now = len(set(colours))
        if now == alike:
            colours = _part(colours, family)
            now = len(set(colours))
        alike = now
    return sorted(range(len(colours)), key=lambda p: (colours[p], family.persons[p].id))


def _looks(family: Family, spot: int) -> tuple[object, ...]:
    person = family.persons[spot]
    return (
        str(person.birth.earliest) if person.birth else "",
        person.name,
        str(person.gender),
        str(person.kind),
        str(person.death or ""),
        str(person.birth or ""),
        person.dead,
        str(person.shape or ""),
        person.id in family.index,
        person.unknown,
        person.note,
    )


Company = list[list[tuple[str, int]]]


def _company(family: Family, place: dict[str, int]) -> Company:
    """For everyone, the others they are tied to and how."""
    company: Company = [[] for _ in place]
    for a, b, there, back in (*_unions(family), *_parents(family), *_company_kept(family)):
        company[place[a]].append((there, place[b]))
        company[place[b]].append((back, place[a]))
    return company


Tied = Iterator[tuple[str, str, str, str]]
"""Two ids, what the second is to the first, and back."""


def _unions(family: Family) -> Tied:
    for union in family.unions:
        words = f"u {union.kind} {union.start} {union.end}"
        for a, b in combinations(union.partners, 2):
            yield a, b, words, words


def _parents(family: Family) -> Tied:
    nameless: dict[str, list[str]] = defaultdict(list)
    for link in family.links:
        words = f"{link.kind} {link.start} {link.end} {link.order} {link.secret} {link.contested}"
        parents = family.parents_of(link)
        for parent in parents:
            yield link.child, parent, f"p {words}", f"c {words}"
        if not parents and link.union is not None:
            nameless[link.union].append(link.child)
    for siblings in nameless.values():
        for a, b in pairwise(sorted(siblings)):
            yield a, b, "s", "s"


def _company_kept(family: Family) -> Tied:
    for group in family.twins:
        for a, b in combinations(group.members, 2):
            yield a, b, "t", "t"
    for home in family.households:
        for stay, other in combinations(home.members[:20], 2):
            if stay.person != other.person:
                yield stay.person, other.person, "h", "h"
    for line in family.emotional:
        yield line.a, line.b, f"to {line.kind}", f"from {line.kind}"


def _ranks(keys: list[tuple[object, ...]]) -> list[int]:
    rank = {key: number for number, key in enumerate(sorted(set(keys)))}
    return [rank[key] for key in keys]


def _part(colours: list[int], family: Family) -> list[int]:
    """Tell one of the people of the first shared colour apart, by id: it does not matter which."""
    groups: dict[int, list[int]] = defaultdict(list)
    for person, colour in enumerate(colours):
        groups[colour].append(person)
    shared = min(colour for colour, people in groups.items() if len(people) > 1)
    first = min(groups[shared], key=lambda p: family.persons[p].id)
    return _ranks([(colour, person != first) for person, colour in enumerate(colours)])
