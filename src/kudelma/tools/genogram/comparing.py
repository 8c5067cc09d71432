"""What changed in a family between two days: for a mark in the drawing and for the description."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kudelma.core.kinship import EmotionalLine, Family, ParentLink, Person, Union
from kudelma.core.kinship.codes import PLACED
from kudelma.tools.genogram.describing import link_words, person_name, tie_words, union_words
from kudelma.tools.genogram.phrases import phrase
from kudelma.tools.genogram.words import word


@dataclass(frozen=True, slots=True)
class Changes:
    """`people`: by id, short notes to stand under the name. `unions`, `links`, `lines`: what is new or other.

    A link is known by child and parents, an emotional line by its two people and kind. `told`: sentences, for
    what has ended too, which the drawing no longer shows.
    """

    since: date
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unions: frozenset[str] = frozenset()
    links: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
    lines: frozenset[tuple[str, str, str]] = frozenset()
    told: tuple[str, ...] = ()


def changes(before: Family, after: Family, since: date, lang: str) -> Changes:
    """From `before`, the family as it was on the day `since`, to `after`."""
    notes: dict[str, list[str]] = defaultdict(list)
    told = _people(before, after, lang, notes)
    unions = [union for union in after.unions if _union_changed(before, union)]
    told += [f"{phrase('changed', lang)}: {union_words(after, union, lang)}." for union in unions]
    was, now = _links(before), _links(after)
    kinds = {key: now[key] for key in now.keys() - was.keys() if key[0] in before.by_id or now[key].kind in PLACED}
    for key in sorted(kinds):
        told.append(_told("begun", after, kinds[key], lang))
        if kinds[key].kind in PLACED:
            notes[key[0]].append(phrase("now_placed", lang))
    for key in sorted(was.keys() - now.keys()):
        if key[0] in after.by_id:
            told.append(_told("over", before, was[key], lang))
            if was[key].kind in PLACED:
                notes[key[0]].append(phrase("placement_over", lang))
    told += _homes(before, after, lang, notes)
    felt, feels = _lines(before), _lines(after)
    told += [
        f"{phrase('begun', lang)}: {tie_words(after, feels[k], lang)}." for k in sorted(feels.keys() - felt.keys())
    ]
    told += [
        f"{phrase('over', lang)}: {tie_words(before, felt[k], lang)}."
        for k in sorted(felt.keys() - feels.keys())
        if {k[0], k[1]} <= after.by_id.keys()
    ]
    people = {person: tuple(dict.fromkeys(found)) for person, found in notes.items() if person in after.by_id}
    return Changes(
        since,
        people,
        frozenset(union.id for union in unions),
        frozenset(kinds),
        frozenset(feels.keys() - felt.keys()),
        tuple(told),
    )


def _people(before: Family, after: Family, lang: str, notes: dict[str, list[str]]) -> list[str]:
    told = []

    def note(person: Person, code: str, extra: str = "") -> None:
        text = phrase(code, lang)
        notes[person.id].append(text)
        told.append(f"{person_name(person, lang)}: {text}{extra}.")

    for person in after.persons:
        earlier = before.by_id.get(person.id)
        if earlier is None:
            note(person, "newcomer")
            continue
        if person.has_died and not earlier.has_died:
            note(person, "has_died")
        if person.name != earlier.name:
            note(person, "new_name", f" ({earlier.name})")
        if person.kind is not earlier.kind:
            note(person, "changed")
    told += [
        f"{person_name(person, lang)}: {phrase('gone', lang)}."
        for person in before.persons
        if person.id not in after.by_id
    ]
    return told


def _union_changed(before: Family, union: Union) -> bool:
    """A couple that became one, or became something else, between the two days."""
    earlier = before.union_by_id.get(union.id)
    if len(union.partners) < 2:  # noqa: PLR2004  one parent alone is no couple
        return False
    return earlier is None or (earlier.kind, earlier.partners) != (union.kind, union.partners)


LinkKey = tuple[str, tuple[str, ...]]


def _links(family: Family) -> dict[LinkKey, ParentLink]:
    return {(link.child, tuple(sorted(family.parents_of(link)))): link for link in family.links}


def _lines(family: Family) -> dict[tuple[str, str, str], EmotionalLine]:
    return {(line.a, line.b, line.kind.value): line for line in family.emotional}


def _told(code: str, family: Family, link: ParentLink, lang: str) -> str:
    child = person_name(family.by_id[link.child], lang)
    return f"{phrase(code, lang)}: {child}; {link_words(family, link, lang)}."


def _homes(before: Family, after: Family, lang: str, notes: dict[str, list[str]]) -> list[str]:
    """Who moved in and out; the newly born are told already."""
    was, now = _living(before), _living(after)
    names = {home.id: home.name or word("household", lang) for home in (*before.households, *after.households)}
    told = []
    moves: tuple[tuple[str, Iterable[tuple[str, str]], Callable[[str], bool]], ...] = (
        ("moved_in", now - was, before.by_id.__contains__),
        ("moved_out", was - now, after.by_id.__contains__),
    )
    for code, pairs, counts in moves:
        for person, home in sorted(pairs):
            if counts(person):
                text = phrase(code, lang, home=names[home])
                people: Mapping[str, Person] = after.by_id if person in after.by_id else before.by_id
                notes[person].append(text)
                told.append(f"{person_name(people[person], lang)}: {text}.")
    return told


def _living(family: Family) -> set[tuple[str, str]]:
    return {(stay.person, home.id) for home in family.households for stay in home.members}
