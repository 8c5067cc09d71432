"""What must hold before a family is drawn or described; each refusal names the entry and the cure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kudelma.core.kinship.codes import BY_BIRTH
from kudelma.core.kinship.errors import FamilyError

if TYPE_CHECKING:
    from kudelma.core.kinship.family import Family

MOST_PERSONS = 20_000
MOST_ENTRIES = 200_000
LONGEST_TEXT = 2_000


def check_family(family: "Family") -> None:
    """Raise `FamilyError` at the first entry that points nowhere, repeats an id or makes a loop in time."""
    _bounded(family)
    _unique("persons", [person.id for person in family.persons])
    _unique("unions", [union.id for union in family.unions])
    _unique("households", [home.id for home in family.households])
    people = {person.id for person in family.persons}
    for place, person in enumerate(family.persons):
        if max(len(person.name), len(person.note), len(person.id)) > LONGEST_TEXT:
            raise FamilyError("a text is too long", where=f"persons[{place}]", cure="Shorten it.")
    for place, union in enumerate(family.unions):
        _known(people, union.partners, f"unions[{place}]")
        _distinct(union.partners, f"unions[{place}]")
    _check_links(family, people)
    for place, twins in enumerate(family.twins):
        _known(people, twins.members, f"twins[{place}]")
        _distinct(twins.members, f"twins[{place}]")
    for place, home in enumerate(family.households):
        _known(people, [stay.person for stay in home.members], f"households[{place}]")
    for place, line in enumerate(family.emotional):
        _known(people, (line.a, line.b), f"emotional[{place}]")
        _distinct((line.a, line.b), f"emotional[{place}]")
    _known(people, family.index, "index")
    _no_loops(family)


def _bounded(family: "Family") -> None:
    if len(family.persons) > MOST_PERSONS:
        raise FamilyError(f"{len(family.persons)} persons are too many", cure=f"Draw at most {MOST_PERSONS} at a time.")
    entries = len(family.unions) + len(family.links) + len(family.emotional) + len(family.twins)
    if entries > MOST_ENTRIES:
        raise FamilyError(f"{entries} entries are too many", cure=f"Keep them under {MOST_ENTRIES}.")


def _check_links(family: "Family", people: set[str]) -> None:
    unions = {union.id for union in family.unions}
    for place, link in enumerate(family.links):
        where = f"links[{place}]"
        _known(people, (link.child, *link.parents), where)
        _distinct(link.parents, where)
        if link.union is not None and link.union not in unions:
            raise FamilyError(f"there is no union “{link.union}”", where=where, cure="Add the union or correct its id.")
        if link.union is not None and link.parents:
            raise FamilyError("both a union and parents are given", where=where, cure="Keep one of the two.")
        if link.child in family.parents_of(link):
            raise FamilyError(
                f"“{link.child}” is their own parent", where=where, cure="Correct the child or the parents."
            )


def _unique(section: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for place, identifier in enumerate(ids):
        if not identifier:
            raise FamilyError("the id is empty", where=f"{section}[{place}]", cure="Give it an id.")
        if identifier in seen:
            raise FamilyError(
                f"the id “{identifier}” is used twice",
                where=f"{section}[{place}]",
                cure="Give each its own id.",
            )
        seen.add(identifier)


def _known(people: set[str], ids: Iterable[str], where: str) -> None:
    for identifier in ids:
        if identifier not in people:
            raise FamilyError(
                f"there is no person “{identifier}”", where=where, cure="Add the person or correct the id."
            )


def _distinct(ids: tuple[str, ...], where: str) -> None:
    if len(set(ids)) != len(ids):
        raise FamilyError("the same person stands twice", where=where, cure="Name each person once.")


def _no_loops(family: "Family") -> None:
    """Nobody is their own ancestor by birth (Kahn's algorithm: what cannot be peeled off is a loop)."""
    children: dict[str, list[str]] = {person.id: [] for person in family.persons}
    waiting = dict.fromkeys(children, 0)
    for link in family.links:
        if link.kind in BY_BIRTH:
            for parent in family.parents_of(link):
                children[parent].append(link.child)
                waiting[link.child] += 1
    ready = [person for person, count in waiting.items() if count == 0]
    while ready:
        for child in children[ready.pop()]:
            waiting[child] -= 1
            if waiting[child] == 0:
                ready.append(child)
    stuck = {person for person, count in waiting.items() if count}
    for place, link in enumerate(family.links):
        parents = family.parents_of(link)
        if link.kind in BY_BIRTH and link.child in stuck and any(parent in stuck for parent in parents):
            raise FamilyError(
                f"“{link.child}” would be their own ancestor",
                where=f"links[{place}]",
                cure="Turn round or remove one of the parent links on the loop.",
            )
