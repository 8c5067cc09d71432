"""The same family as of a day, or as one audience may see it."""

from dataclasses import replace
from datetime import date

from kudelma.core.kinship.codes import ABUSE, ENDED, Audience, PersonKind, UnionKind
from kudelma.core.kinship.dates import PartialDate
from kudelma.core.kinship.family import EmotionalLine, Family, Household, ParentLink, Person, Union

BEFORE_THE_END = {
    UnionKind.SEPARATED: UnionKind.COHABITING,
    UnionKind.DIVORCED: UnionKind.MARRIED,
    UnionKind.WIDOWED: UnionKind.MARRIED,
}


def as_of(family: Family, day: date) -> Family:
    """The family as it was on `day`: people born by then, and the ties, homes and names of that day.

    Whoever was not yet born is left out with everything that hangs on them. A parent link by birth stays
    after the union has ended; a placement that was over is left out.
    """
    people = tuple(_person_on(person, day) for person in family.persons if _there(person, day))
    kept = {person.id for person in people}
    unions = tuple(_union_on(union, day) for union in family.unions)
    links = tuple(link for link in family.links if _valid(link.start, link.end, day))
    homes = tuple(
        replace(home, members=tuple(stay for stay in home.members if _valid(stay.start, stay.end, day)))
        for home in family.households
    )
    lines = tuple(line for line in family.emotional if _valid(line.start or line.said_on, line.end, day))
    return _kept(replace(family, unions=unions, links=links, households=homes, emotional=lines), people, kept)


def seen_by(family: Family, audience: Audience) -> Family:
    """The copy for one audience.

    The family's and the child's copies leave out secret links, unions and lines, every line of abuse,
    neglect or control, abortions, and whoever hangs on the picture by a secret link alone.
    """
    if audience is Audience.WORKER:
        return family
    hidden_links = [link for link in family.links if link.secret]
    links = tuple(link for link in family.links if not link.secret)
    hidden_unions = {union.id for union in family.unions if _hidden_union(union)}
    bare = {link.union for link in links} & hidden_unions
    unions = tuple(
        replace(union, kind=UnionKind.COPARENTS, start=None, end=None, history=(), secret=False)
        if union.id in bare
        else union
        for union in family.unions
        if union.id not in hidden_unions or union.id in bare
    )
    lines = tuple(line for line in family.emotional if not line.secret and line.kind not in ABUSE)
    shown = _still_tied(family, unions, links, hidden_links, hidden_unions - bare)
    people = tuple(person for person in family.persons if person.id in shown and person.kind is not PersonKind.ABORTION)
    kept = {person.id for person in people}
    return _kept(replace(family, unions=unions, links=links, emotional=lines), people, kept)


def _hidden_union(union: Union) -> bool:
    return union.secret or union.kind is UnionKind.SECRET_AFFAIR


def _still_tied(
    family: Family,
    unions: tuple[Union, ...],
    links: tuple[ParentLink, ...],
    hidden_links: list[ParentLink],
    hidden_unions: set[str],
) -> set[str]:
    """Everyone but those whose only ties were the hidden ones."""
    touched = {person for link in hidden_links for person in (link.child, *family.parents_of(link))}
    touched |= {p for union in family.unions if union.id in hidden_unions for p in union.partners}
    by_union = {union.id: union.partners for union in unions}
    tied = {person for union in unions if len(union.partners) > 1 for person in union.partners}
    for link in links:
        parents = by_union.get(link.union, ()) if link.union is not None else link.parents
        tied |= {link.child, *parents}
    tied |= {stay.person for home in family.households for stay in home.members}
    tied |= set(family.index)
    return {person.id for person in family.persons if person.id in tied or person.id not in touched}


def _kept(family: Family, people: tuple[Person, ...], kept: set[str]) -> Family:
    """The family without the entries that point at people left out."""
    unions = tuple(replace(union, partners=tuple(p for p in union.partners if p in kept)) for union in family.unions)
    links = tuple(
        replace(link, parents=tuple(p for p in link.parents if p in kept))
        for link in family.links
        if link.child in kept
    )
    with_children = {link.union for link in links}
    unions = tuple(union for union in unions if union.id in with_children or union.partners)
    return replace(
        family,
        persons=people,
        unions=unions,
        links=links,
        twins=tuple(
            replace(group, members=members)
            for group in family.twins
            if len(members := tuple(m for m in group.members if m in kept)) > 1
        ),
        households=tuple(_home_of(home, kept) for home in family.households if _any_home(home, kept)),
        emotional=tuple(line for line in family.emotional if _both(line, kept)),
        index=tuple(person for person in family.index if person in kept),
    )


def _home_of(home: Household, kept: set[str]) -> Household:
    return replace(home, members=tuple(stay for stay in home.members if stay.person in kept))


def _any_home(home: Household, kept: set[str]) -> bool:
    return any(stay.person in kept for stay in home.members)


def _both(line: EmotionalLine, kept: set[str]) -> bool:
    return line.a in kept and line.b in kept


def _valid(start: PartialDate | None, end: PartialDate | None, day: date) -> bool:
    return (start is None or start.begun_by(day)) and (end is None or not end.over_by(day))


def _there(person: Person, day: date) -> bool:
    if person.kind is PersonKind.PREGNANCY:
        return True
    return person.birth is None or person.birth.begun_by(day)


def _person_on(person: Person, day: date) -> Person:
    if person.death is not None and not person.death.begun_by(day):
        person = replace(person, death=None, dead=False)
    for past in person.past_names:
        if _valid(past.start, past.end, day):
            return replace(person, name=past.text)
    return person


def _union_on(union: Union, day: date) -> Union:
    """The union's kind on the day; one that had not begun stays only as the parents of its children."""
    if union.history:
        past = [event for event in union.history if event.date is None or event.date.begun_by(day)]
        if not past:
            return replace(union, kind=UnionKind.COPARENTS, start=None, end=None, history=())
        state = past[-1].state
        end = union.end if state in ENDED and union.end and union.end.begun_by(day) else None
        return replace(union, kind=state, end=end, history=tuple(past))
    if union.start is not None and not union.start.begun_by(day):
        return replace(union, kind=UnionKind.COPARENTS, start=None, end=None)
    if union.end is not None and not union.end.begun_by(day):
        return replace(union, kind=BEFORE_THE_END.get(union.kind, union.kind), end=None)
    return union
