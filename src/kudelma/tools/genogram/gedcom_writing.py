"""Writing GEDCOM 7: the family's structure, and nothing else.

Every record says `RESN CONFIDENTIAL`. Left out on purpose: identity codes, places, notes, homes, emotional
lines, secret links and secret unions. What GEDCOM has no word for is written as a PHRASE beside OTHER, so
that our own reader gets it back.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from kudelma.core.kinship import Family, Gender, LinkKind, ParentLink, PartialDate, Person, Union, UnionKind
from kudelma.core.kinship.codes import PersonKind
from kudelma.tools.genogram.gedcom_dates import write_date

SEXES = {Gender.MAN: "M", Gender.WOMAN: "F", Gender.NONBINARY: "X", Gender.UNKNOWN: "U"}
PEDIGREES = {LinkKind.BIRTH: "BIRTH", LinkKind.ADOPTED: "ADOPTED", LinkKind.FOSTER: "FOSTER"}
EVENTS = {UnionKind.ENGAGED: "ENGA", UnionKind.MARRIED: "MARR", UnionKind.DIVORCED: "DIV"}
IDENTITY_CODE = re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b")


def write_gedcom(family: Family) -> str:
    """The text of the file, lines ended by a line feed."""
    marks = {person.id: f"@I{number}@" for number, person in enumerate(family.persons, 1)}
    units = _units(family)
    lines = [
        "0 HEAD",
        "1 GEDC",
        "2 VERS 7.0",
        "1 SOUR KUDELMA",
        "1 NOTE Family structure only. Confidential.",
    ]
    links_of = defaultdict(list)
    for number, (_, links) in enumerate(units, 1):
        for link in links:
            links_of[link.child].append((f"@F{number}@", link))
    for person in family.persons:
        if person.kind is not PersonKind.OTHER:
            lines += _individual(family, person, marks, links_of[person.id], units)
    for number, (union, links) in enumerate(units, 1):
        lines += _unit(union, links, f"@F{number}@", marks)
    return "\n".join([*lines, "0 TRLR", ""])


def _units(family: Family) -> list[tuple[Union, list[ParentLink]]]:
    """Every union with its children, and one for each set of parents that has no union."""
    units = {union.id: (union, list[ParentLink]()) for union in family.unions if not union.secret}
    loose: dict[tuple[str, ...], tuple[Union, list[ParentLink]]] = {}
    for link in family.links:
        if link.secret or (link.union is not None and link.union not in units):
            continue
        if link.union is not None:
            units[link.union][1].append(link)
        else:
            empty = (Union("", link.parents, UnionKind.COPARENTS), list[ParentLink]())
            loose.setdefault(link.parents, empty)[1].append(link)
    return [*units.values(), *loose.values()]


def _individual(
    family: Family,
    person: Person,
    marks: dict[str, str],
    links: list[tuple[str, ParentLink]],
    units: list[tuple[Union, list[ParentLink]]],
) -> Iterator[str]:
    yield f"0 {marks[person.id]} INDI"
    yield "1 RESN CONFIDENTIAL"
    name = " ".join(IDENTITY_CODE.sub("", person.name).split())
    if name:
        yield f"1 NAME {_line(name)}"
    yield f"1 SEX {SEXES[person.gender]}"
    yield from _life(person)
    for number, (union, _) in enumerate(units, 1):
        if person.id in union.partners:
            yield f"1 FAMS @F{number}@"
    for mark, link in links:
        yield from (f"1 FAMC {mark}", f"2 PEDI {PEDIGREES.get(link.kind, 'OTHER')}")
        if link.kind not in PEDIGREES:
            yield f"3 PHRASE {link.kind.value}"
    for group in family.twins:
        for other in group.members if person.id in group.members else ():
            if other != person.id:
                phrase = [f"3 PHRASE {group.zygosity.value}"] if group.zygosity else []
                yield from (f"1 ASSO {marks[other]}", "2 ROLE MULTIPLE", *phrase)


def _life(person: Person) -> Iterator[str]:
    if person.birth is not None:
        yield from ("1 BIRT", f"2 DATE {write_date(person.birth)}")
    if person.death is not None:
        yield from ("1 DEAT", f"2 DATE {write_date(person.death)}")
    elif person.dead:
        yield "1 DEAT Y"


def _unit(union: Union, links: list[ParentLink], mark: str, marks: dict[str, str]) -> Iterator[str]:
    yield f"0 {mark} FAM"
    yield "1 RESN CONFIDENTIAL"
    for spot, partner in enumerate(union.partners):
        yield f"1 {'WIFE' if spot else 'HUSB'} {marks[partner]}"
    for link in links:
        yield f"1 CHIL {marks[link.child]}"
    for state, date in _states(union):
        tag = EVENTS.get(state)
        yield f"1 {tag or 'EVEN'}" + (" Y" if tag and date is None else "" if tag else f" {state.value}")
        if tag is None:
            yield f"2 TYPE {state.value}"
        if date is not None:
            yield f"2 DATE {write_date(date)}"


def _states(union: Union) -> list[tuple[UnionKind, PartialDate | None]]:
    """The union's states with their dates; one that ended began as what it was before."""
    if union.history:
        return [
            (UnionKind.MARRIED if event.state is UnionKind.REUNITED else event.state, event.date)
            for event in union.history
        ]
    if union.kind is UnionKind.DIVORCED:
        return [(UnionKind.MARRIED, union.start), (UnionKind.DIVORCED, union.end)]
    if union.kind is UnionKind.SEPARATED:
        return [(UnionKind.COHABITING, union.start), (UnionKind.SEPARATED, union.end)]
    if union.kind in {UnionKind.WIDOWED, UnionKind.REUNITED}:
        return [(UnionKind.MARRIED, union.start)]
    return [(union.kind, union.start)]


def _line(text: str) -> str:
    """One line of text; a leading @ is doubled."""
    text = " ".join(text.split())
    return "@" + text if text.startswith("@") else text
