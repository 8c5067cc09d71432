"""The family JSON: the neutral form in which a family is kept, exchanged and read from other programs.

`persons[]`: id, name, sex (M/F/U) or gender, birth and death (year, ISO date, `~1987`, `<1987`,
`1987..1989` or null; a death of `true` is known without its date), kind, shape, sex_assigned, unknown,
names[] (text, start, end).
`unions[]`: id, partners, kind, start, end, history[] (state, date), secret, childless.
`links[]`: child, union or parents[], kind, start, end, placement, order, secret, contested, source.
`twins[]`: members, zygosity. `households[]`: id, name, members[] (an id, or person, start, end, share).
`emotional[]`: a, b, kind, label, said_by, said_on, start, end, secret. `index[]`: ids. Other keys are
passed over.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from kudelma.core.kinship.codes import (
    EmotionalKind,
    Gender,
    LinkKind,
    PersonKind,
    Placement,
    Shape,
    UnionKind,
    Zygosity,
)
from kudelma.core.kinship.dates import PartialDate
from kudelma.core.kinship.errors import FamilyError
from kudelma.core.kinship.family import (
    EmotionalLine,
    Family,
    Household,
    ParentLink,
    PastName,
    Person,
    Stay,
    Twins,
    Union,
    UnionEvent,
)
from kudelma.core.kinship.fields import Entry, entries_of, read_code

Code = TypeVar("Code", bound=StrEnum)
Json = dict[str, object]

GENDERS = {
    "m": Gender.MAN,
    "male": Gender.MAN,
    "f": Gender.WOMAN,
    "female": Gender.WOMAN,
    "u": Gender.UNKNOWN,
    "x": Gender.NONBINARY,
    "non-binary": Gender.NONBINARY,
    "other": Gender.NONBINARY,
    "": Gender.UNKNOWN,
}
SEXES = {Gender.MAN: "M", Gender.WOMAN: "F"}
UNIONS = {
    "registered": UnionKind.MARRIED,
    "cohabitation": UnionKind.COHABITING,
    "partners": UnionKind.COHABITING,
    "none": UnionKind.COPARENTS,
    "unknown": UnionKind.UNCLEAR,
    "": UnionKind.MARRIED,
}
LINKS = {
    "biological": LinkKind.BIRTH,
    "adoptive": LinkKind.ADOPTED,
    "adoption": LinkKind.ADOPTED,
    "surrogate": LinkKind.GESTATIONAL,
    "": LinkKind.BIRTH,
}
FEELINGS = {"conflict": EmotionalKind.HOSTILE, "cut_off": EmotionalKind.CUTOFF}
TWINS = {"identical": Zygosity.IDENTICAL, "fraternal": Zygosity.FRATERNAL}


def family_from_json(data: object) -> Family:
    """A `Family` from decoded JSON; `FamilyError` names the entry that is wrong."""
    if not isinstance(data, Mapping):
        raise FamilyError("the file does not hold a family", cure="It should begin with { and hold “persons”.")
    if "persons" not in data:
        raise FamilyError("there is no list “persons”", cure="Add “persons”, even an empty one.")
    return Family(
        persons=tuple(_person(entry) for entry in entries_of(data, "persons")),
        unions=tuple(_union(entry) for entry in entries_of(data, "unions")),
        links=tuple(_link(entry) for entry in entries_of(data, "links")),
        twins=tuple(Twins(entry.texts("members"), _zygosity(entry)) for entry in entries_of(data, "twins")),
        households=tuple(_household(entry) for entry in entries_of(data, "households")),
        emotional=tuple(_feeling(entry) for entry in entries_of(data, "emotional")),
        name=Entry("", data).text("name"),
        index=Entry("", data).texts("index"),
    )


def _person(entry: Entry) -> Person:
    death = entry.value("death")
    return Person(
        id=entry.text("id"),
        name=entry.text("name"),
        gender=read_code(entry, "gender" if entry.text("gender") else "sex", Gender, GENDERS),
        birth=entry.date("birth"),
        death=None if isinstance(death, bool) else entry.date("death"),
        dead=death is True or entry.flag("dead"),
        kind=read_code(entry, "kind", PersonKind, {"": PersonKind.PERSON}),
        shape=read_code(entry, "shape", Shape, {}) if entry.text("shape") else None,
        sex_at_birth=entry.text("sex_assigned") or None,
        unknown=entry.flag("unknown"),
        past_names=tuple(
            PastName(name.text("text"), name.date("start"), name.date("end")) for name in entry.entries("names")
        ),
        note=entry.text("note"),
    )


def _union(entry: Entry) -> Union:
    return Union(
        id=entry.text("id"),
        partners=entry.texts("partners"),
        kind=read_code(entry, "kind", UnionKind, UNIONS, UnionKind.UNCLEAR),
        start=entry.date("start"),
        end=entry.date("end"),
        history=tuple(
            UnionEvent(
                read_code(event, "state", UnionKind, UNIONS, UnionKind.UNCLEAR),
                event.date("date"),
            )
            for event in entry.entries("history")
        ),
        secret=entry.flag("secret"),
        childless=entry.text("childless"),
    )


def _link(entry: Entry) -> ParentLink:
    placement = entry.text("placement")
    return ParentLink(
        child=entry.text("child"),
        union=entry.text("union") if entry.value("union") is not None else None,
        parents=entry.texts("parents"),
        kind=read_code(entry, "kind", LinkKind, LINKS, LinkKind.OTHER),
        start=entry.date("start"),
        end=entry.date("end"),
        placement=read_code(entry, "placement", Placement, {}) if placement else None,
        order=entry.whole("order"),
        secret=entry.flag("secret"),
        contested=entry.flag("contested"),
        source=entry.text("source"),
    )


def _zygosity(entry: Entry) -> Zygosity | None:
    return read_code(entry, "zygosity", Zygosity, TWINS) if entry.text("zygosity") else None


def _household(entry: Entry) -> Household:
    stays = tuple(
        Stay(member.text("person"), member.date("start"), member.date("end"), member.number("share"))
        for member in entry.entries("members", alone="person")
    )
    return Household(id=entry.text("id"), members=stays, name=entry.text("name"))


def _feeling(entry: Entry) -> EmotionalLine:
    kind = read_code(entry, "kind", EmotionalKind, FEELINGS, EmotionalKind.OTHER)
    label, spelt = entry.text("label"), entry.text("kind")
    return EmotionalLine(
        a=entry.text("a"),
        b=entry.text("b"),
        kind=kind,
        label=label or (spelt if kind is EmotionalKind.OTHER and spelt != kind.value else ""),
        said_by=entry.text("said_by"),
        said_on=entry.date("said_on"),
        start=entry.date("start"),
        end=entry.date("end"),
        secret=entry.flag("secret"),
    )


def family_to_json(family: Family) -> Json:
    """The family as plain values for `json.dumps`; what is empty is left out, nothing is lost."""
    return _bare(
        {
            "name": family.name,
            "index": list(family.index),
            "persons": [_person_out(person) for person in family.persons],
            "unions": [_union_out(union) for union in family.unions],
            "links": [_link_out(link) for link in family.links],
            "twins": [_bare({"members": list(t.members), "zygosity": t.zygosity}) for t in family.twins],
            "households": [
                _bare({"id": h.id, "name": h.name, "members": [_stay_out(stay) for stay in h.members]})
                for h in family.households
            ],
            "emotional": [_feeling_out(line) for line in family.emotional],
        },
        keep=("persons", "unions", "links"),
    )


def dump_family(family: Family) -> str:
    return json.dumps(family_to_json(family), ensure_ascii=False, indent=1) + "\n"


def _bare(values: Json, keep: tuple[str, ...] = ()) -> Json:
    return {key: _plain(value) for key, value in values.items() if key in keep or value not in (None, "", [], False)}


def _plain(value: object) -> object:
    if isinstance(value, PartialDate):
        return value.year if str(value) == f"{value.year:04d}" else str(value)
    return str(value) if isinstance(value, StrEnum) else value


def _person_out(person: Person) -> Json:
    return _bare(
        {
            "id": person.id,
            "name": person.name,
            "sex": SEXES.get(person.gender, "U"),
            "gender": person.gender if person.gender is Gender.NONBINARY else None,
            "birth": person.birth,
            "death": person.death,
            "dead": person.dead,
            "kind": None if person.kind is PersonKind.PERSON else person.kind,
            "shape": person.shape,
            "sex_assigned": person.sex_at_birth,
            "unknown": person.unknown,
            "names": [_bare({"text": n.text, "start": n.start, "end": n.end}) for n in person.past_names],
            "note": person.note,
        }
    )


def _union_out(union: Union) -> Json:
    return _bare(
        {
            "id": union.id,
            "partners": list(union.partners),
            "kind": union.kind,
            "start": union.start,
            "end": union.end,
            "history": [_bare({"state": event.state, "date": event.date}) for event in union.history],
            "secret": union.secret,
            "childless": union.childless,
        },
        keep=("partners",),
    )


def _link_out(link: ParentLink) -> Json:
    return _bare(
        {
            "child": link.child,
            "union": link.union,
            "parents": list(link.parents),
            "kind": link.kind,
            "start": link.start,
            "end": link.end,
            "placement": link.placement,
            "order": link.order,
            "secret": link.secret,
            "contested": link.contested,
            "source": link.source,
        }
    )


def _stay_out(stay: Stay) -> object:
    if stay.start is None and stay.end is None and stay.share is None:
        return stay.person
    return _bare({"person": stay.person, "start": stay.start, "end": stay.end, "share": stay.share})


def _feeling_out(line: EmotionalLine) -> Json:
    return _bare(
        {
            "a": line.a,
            "b": line.b,
            "kind": line.kind,
            "label": line.label,
            "said_by": line.said_by,
            "said_on": line.said_on,
            "start": line.start,
            "end": line.end,
            "secret": line.secret,
        }
    )
