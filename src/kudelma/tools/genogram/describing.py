"""The family in words: everything that the picture says, for reading aloud, searching and checking."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from kudelma.core.kinship import (
    EmotionalLine,
    Family,
    Gender,
    LinkKind,
    ParentLink,
    Person,
    PersonKind,
    Union,
)
from kudelma.core.kinship.dates import PartialDate
from kudelma.tools.genogram.labels import day_text, life_years
from kudelma.tools.genogram.phrases import listed, phrase
from kudelma.tools.genogram.words import word

if TYPE_CHECKING:
    from kudelma.tools.genogram.comparing import Changes

GENERATIONS = 6
SPECIAL = {
    LinkKind.OTHER: "link_other",
}


def describe(family: Family, lang: str = "fi", *, today: date | None = None, changed: "Changes | None" = None) -> str:
    """Paragraphs: how many people, each person, unions, parents of each child, twins, homes, ties.

    `today`: the day the picture shows, which ages are counted to. `changed`: what is marked in it.
    """
    title = family.name or word("genogram", lang)
    parts = [phrase("opening", lang, title=title, count=len(family.persons))]
    if family.index:
        names = [person_name(family.by_id[p], lang) for p in family.index]
        parts.append(phrase("drawn_for", lang, names=listed(names, lang)))
    parts += [person_words(family, person, lang, today) for person in family.persons]
    parts += [f"{union_words(family, union, lang)}." for union in family.unions if len(union.partners) > 1]
    parts += [_twins_words(family, group.members, group.zygosity, lang) for group in family.twins]
    for home in family.households:
        names = [_stay_words(family, stay.person, stay.share, lang) for stay in home.members]
        parts.append(f"{home.name or word('household', lang)}: {listed(names, lang)}.")
    parts += [f"{tie_words(family, line, lang)}." for line in family.emotional]
    if changed is not None:
        day = f"{changed.since.day}.{changed.since.month}.{changed.since.year}"
        parts += [phrase("compared" if changed.told else "unchanged", lang, day=day), *changed.told]
    return "\n".join(parts)


def age(person: Person, today: date | None) -> int | None:
    """Whole years on the day, for the living whose birth is known."""
    if today is None or person.birth is None or person.has_died or person.kind is not PersonKind.PERSON:
        return None
    born = person.birth.earliest
    return max(0, today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def person_name(person: Person, lang: str) -> str:
    """The name, or what stands for it where there is none."""
    if person.name:
        return person.name
    if person.kind is not PersonKind.PERSON:
        return word(person.kind.value, lang)
    return f"{word('no_name', lang)} ({person.id})"


def person_words(family: Family, person: Person, lang: str, today: date | None = None) -> str:
    """One person: name. Who, years; parents; partners' children are told with the children."""
    facts = []
    if person.kind is not PersonKind.PERSON:
        facts.append(word(person.kind.value, lang))
    elif person.gender is Gender.UNKNOWN:
        facts.append(word("unknown", lang))
    else:
        facts.append(phrase(person.gender.value, lang))
    years = life_years(person, lang)
    if years:
        facts.append(years)
    aged = age(person, today)
    if aged is not None:
        facts.append(phrase("age", lang, years=aged))
    if person.has_died and person.kind is PersonKind.PERSON:
        facts.append(word("dead", lang))
    if person.unknown:
        facts.append(word("stand_in", lang))
    if person.note:
        facts.append(person.note)
    facts += sorted(link_words(family, link, lang) for link in family.links if link.child == person.id)
    return f"{person_name(person, lang)}. {'; '.join(facts)}."


def link_words(family: Family, link: ParentLink, lang: str) -> str:
    names = [person_name(family.by_id[p], lang) for p in family.parents_of(link)]
    if link.kind is LinkKind.BIRTH:
        head = phrase("parents", lang)
    else:
        head = f"{phrase('parents', lang)} ({word(SPECIAL.get(link.kind, link.kind.value), lang)})"
    text = f"{head}: {listed(names, lang) if names else word('parents_unknown', lang)}"
    extra = [_span(link.start, link.end, lang)] if link.start or link.end else []
    if link.placement is not None:
        extra.append(word("institution_care" if link.placement.value == "institution" else link.placement.value, lang))
    extra += [word(code, lang) for code, holds in (("contested", link.contested), ("secret", link.secret)) if holds]
    return f"{text} ({', '.join(extra)})" if extra else text


def union_words(family: Family, union: Union, lang: str) -> str:
    names = listed([person_name(family.by_id[p], lang) for p in union.partners], lang)
    text = f"{names}: {word(union.kind.value, lang)}"
    if union.history:
        steps = [
            f"{word(e.state.value, lang)} {day_text(e.date, lang) if e.date else ''}".strip() for e in union.history
        ]
        text += f" ({', '.join(steps)})"
    elif union.start or union.end:
        text += f" ({_span(union.start, union.end, lang)})"
    if union.childless in {"choice", "infertility"}:
        text += f"; {word(f'childless_{union.childless}', lang)}"
    if related(family, union.partners):
        text += f"; {phrase('related', lang)}"
    return text + (f"; {word('secret', lang)}" if union.secret else "")


def tie_words(family: Family, line: EmotionalLine, lang: str) -> str:
    a, b = (person_name(family.by_id[p], lang) for p in (line.a, line.b))
    kind = line.label or word("feeling_other" if line.kind.value == "other" else line.kind.value, lang)
    text = f"{a} → {b}: {kind}"
    extra = []
    if line.said_by:
        teller = family.by_id.get(line.said_by)
        extra.append(phrase("said_by", lang, name=person_name(teller, lang) if teller else line.said_by))
    if line.said_on:
        extra.append(day_text(line.said_on, lang))
    if line.start or line.end:
        extra.append(_span(line.start, line.end, lang))
    return f"{text} ({', '.join(extra)})" if extra else text


def _span(start: PartialDate | None, end: PartialDate | None, lang: str) -> str:
    return f"{day_text(start, lang) if start else ''}–{day_text(end, lang) if end else ''}"


def _twins_words(family: Family, members: tuple[str, ...], zygosity: str | None, lang: str) -> str:
    names = listed([person_name(family.by_id[m], lang) for m in members], lang)
    if len(members) > 2:  # noqa: PLR2004  more than twins
        kind = word("triplets" if len(members) == 3 else "multiples", lang)  # noqa: PLR2004
    else:
        kind = word(f"twins_{zygosity}" if zygosity else "twins", lang)
    return f"{names}: {kind}."


def _stay_words(family: Family, person: str, share: float | None, lang: str) -> str:
    name = person_name(family.by_id[person], lang)
    return name if share is None else f"{name} ({round(share * 100)} %)"


def related(family: Family, partners: Collection[str]) -> bool:
    """Whether two partners share an ancestor by birth, law or adoption, at most six generations up."""
    if len(partners) != 2:  # noqa: PLR2004  a couple
        return False
    reached = []
    for person in partners:
        found, level = {person}, {person}
        for _ in range(GENERATIONS):
            level = {p for q in level for p in family.descent.get(q, ())} - found
            found |= level
        reached.append(found)
    return bool(reached[0] & reached[1])
