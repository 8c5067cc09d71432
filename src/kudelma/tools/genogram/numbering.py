"""Numbers for the people of a family that depend on the family alone, not on ids or the order of its lists.

Colour refinement (Weisfeiler and Leman 1968): people begin with what is known of them and are told apart
round by round by the company they keep. Whoever is still alike after that is alike in the picture too, and
ids may decide.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kudelma.core.kinship import Family

MOST_ROUNDS = 40
FEW = 400
FEW_ROUNDS = 12


def number_persons(family: Family) -> list[int]:
    """The places in `family.persons`, in canonical order."""
    place = {person.id: spot for spot, person in enumerate(family.persons)}
    names, company = _company(family, place)
    looks = [_looks(family, spot) for spot in range(len(place))]
    colours = _ranks([*looks, *[GATHERING] * (len(company) - len(looks))])
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
            colours = _part(colours, names)
            now = len(set(colours))
        alike = now
    return sorted(range(len(place)), key=lambda p: (colours[p], names[p]))


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
GATHERING: tuple[object, ...] = ("",) * 6 + (False, "", False, False, "")
"""How something looks that people belong to: a home, or siblings whose parents nobody knows."""


def _company(family: Family, place: dict[str, int]) -> tuple[list[str], Company]:
    """For everyone, then for every gathering, the others they are tied to and how; and the names of all."""
    names = [person.id for person in family.persons]
    company: Company = [[] for _ in place]
    for a, b, there, back in (*_unions(family), *_parents(family), *_alike(family)):
        company[place[a]].append((there, place[b]))
        company[place[b]].append((back, place[a]))
    for name, members in _gatherings(family).items():
        spot = len(company)
        names.append(name)
        company.append([(words, place[person]) for person, words in members])
        for person, words in members:
            company[place[person]].append((words, spot))
    return names, company


def _gatherings(family: Family) -> dict[str, list[tuple[str, str]]]:
    """Who belongs to each, and how."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in family.links:
        if not family.parents_of(link):
            words = f"s {link.kind} {link.order} {link.secret} {link.contested}"
            found[f"s {link.union}" if link.union is not None else f"s  {link.child}"].append((link.child, words))
    for home in family.households:
        found[f"h {home.id}"] += [(stay.person, f"h {home.name} {stay.share}") for stay in home.members]
    return found


Tied = Iterator[tuple[str, str, str, str]]
"""Two ids, what the second is to the first, and back."""


def _unions(family: Family) -> Tied:
    for union in family.unions:
        words = f"u {union.kind} {union.start} {union.end}"
        for a, b in combinations(union.partners, 2):
            yield a, b, words, words


def _parents(family: Family) -> Tied:
    for link in family.links:
        words = f"{link.kind} {link.start} {link.end} {link.order} {link.secret} {link.contested}"
        for parent in family.parents_of(link):
            yield link.child, parent, f"p {words}", f"c {words}"


def _alike(family: Family) -> Tied:
    for group in family.twins:
        for a, b in combinations(group.members, 2):
            yield a, b, "t", "t"
    for line in family.emotional:
        yield line.a, line.b, f"to {line.kind} {line.label}", f"from {line.kind} {line.label}"


def _ranks(keys: list[tuple[object, ...]]) -> list[int]:
    rank = {key: number for number, key in enumerate(sorted(set(keys)))}
    return [rank[key] for key in keys]


def _part(colours: list[int], names: list[str]) -> list[int]:
    """Tell one of the first shared colour apart, by id: it does not matter which."""
    groups: dict[int, list[int]] = defaultdict(list)
    for person, colour in enumerate(colours):
        groups[colour].append(person)
    shared = min(colour for colour, people in groups.items() if len(people) > 1)
    first = min(groups[shared], key=lambda p: names[p])
    return _ranks([(colour, person != first) for person, colour in enumerate(colours)])
