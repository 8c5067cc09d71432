"""Reading GEDCOM 5.5.1 and 7: people, families with their dated history, and who is whose child and how."""

from dataclasses import dataclass, field

from kudelma.core.kinship import (
    Family,
    Gender,
    LinkKind,
    ParentLink,
    PartialDate,
    Person,
    Twins,
    Union,
    UnionEvent,
    UnionKind,
    Zygosity,
)
from kudelma.tools.genogram.file_errors import fail
from kudelma.tools.genogram.gedcom_dates import read_date
from kudelma.tools.genogram.gedcom_lines import Record, parse_records

GENDERS = {"M": Gender.MAN, "F": Gender.WOMAN, "X": Gender.NONBINARY}
PEDIGREES = {
    "BIRTH": LinkKind.BIRTH,
    "NATURAL": LinkKind.BIRTH,
    "ADOPTED": LinkKind.ADOPTED,
    "FOSTER": LinkKind.FOSTER,
    "STEP": LinkKind.STEP,
    "GUARDIAN": LinkKind.LEGAL,
    "OTHER": LinkKind.OTHER,
    "": LinkKind.BIRTH,
}
PHRASES = {kind.value.upper(): kind for kind in LinkKind}
EVENTS = {
    "ENGA": UnionKind.ENGAGED,
    "MARR": UnionKind.MARRIED,
    "DIV": UnionKind.DIVORCED,
    "ANUL": UnionKind.DIVORCED,
    "SEPA": UnionKind.SEPARATED,
}
TYPES = {kind.value.upper(): kind for kind in UnionKind} | {
    "SEPARATION": UnionKind.SEPARATED,
    "COMMON LAW": UnionKind.COHABITING,
    "COHABITATION": UnionKind.COHABITING,
    "UNMARRIED": UnionKind.COPARENTS,
}
TOGETHER = {UnionKind.MARRIED, UnionKind.COHABITING, UnionKind.ENGAGED}


@dataclass(slots=True)
class _Reading:
    people: dict[str, Record] = field(default_factory=dict)
    families: dict[str, Record] = field(default_factory=dict)


def read_gedcom(data: bytes) -> Family:
    """The family in a GEDCOM file; `GenogramFileError` where it breaks."""
    reading = _Reading()
    for record in parse_records(data):
        shelf = {"INDI": reading.people, "FAM": reading.families}.get(record.tag)
        if shelf is not None:
            if not record.xref:
                fail(record.line, f"this {record.tag} has no @…@ mark", "Give it one.")
            if record.xref in shelf:
                fail(record.line, f"@{record.xref}@ is used twice", "Give each its own mark.")
            shelf[record.xref] = record
    partners = {xref: _partners(reading, record) for xref, record in reading.families.items()}
    return Family(
        persons=tuple(_person(xref, record) for xref, record in reading.people.items()),
        unions=tuple(_union(xref, record, partners[xref]) for xref, record in reading.families.items()),
        links=tuple(_links(reading)),
        twins=tuple(_twins(reading)),
    )


def _pointer(record: Record, shelf: dict[str, Record]) -> str | None:
    """The mark a line points at; None for @VOID@, nothing, or a record that was left out of the export.

    Exports of living people's trees often leave out the record and keep the pointer, so that is no fault.
    """
    mark = record.value.strip().strip("@")
    return mark if mark in shelf else None


def _person(xref: str, record: Record) -> Person:
    names = [name for name in record.all("NAME") if name.value or name.parts]
    main = next((n for n in names if n.text("TYPE").upper() not in {"AKA", "MAIDEN"}), names[0] if names else None)
    birth, death = record.first("BIRT"), record.first("DEAT")
    return Person(
        id=xref,
        name=_name(main) if main else "",
        gender=GENDERS.get(record.text("SEX").strip().upper()[:1], Gender.UNKNOWN),
        birth=read_date(birth.text("DATE")) if birth else None,
        death=read_date(death.text("DATE")) if death else None,
        dead=death is not None and death.value.upper() != "N",
    )


def _name(record: Record) -> str:
    text = record.value or f"{record.text('GIVN')} {record.text('SURN')}"
    return " ".join(text.replace("/", " ").split())[:200]


def _partners(reading: _Reading, record: Record) -> tuple[str, ...]:
    found: list[str] = []
    for part in record.all("HUSB", "WIFE"):
        mark = _pointer(part, reading.people)
        if mark is not None and mark not in found:
            found.append(mark)
    return tuple(found)


def _union(xref: str, record: Record, partners: tuple[str, ...]) -> Union:
    """The union with its events in order of time; the last one says what it is now."""
    events = [event for part in record.parts if (event := _event(part)) is not None]
    if all(event.date for event in events):
        events.sort(key=lambda event: event.date.earliest if event.date else None)  # type: ignore[arg-type, return-value]
    events = _reunions(events)
    if not events:
        return Union(xref, partners, UnionKind.MARRIED if len(partners) > 1 else UnionKind.COPARENTS)
    start = next((event.date for event in events if event.state in TOGETHER), None)
    kind = events[-1].state
    over = kind in {UnionKind.DIVORCED, UnionKind.SEPARATED}
    return Union(
        xref,
        partners,
        kind,
        start=start,
        end=events[-1].date if over else None,
        history=tuple(events) if len(events) > 1 else (),
    )


def _event(part: Record) -> UnionEvent | None:
    if part.value.upper() == "N":
        return None
    state = EVENTS.get(part.tag)
    if part.tag in {"EVEN", "FACT", "MARR"}:
        state = TYPES.get(part.text("TYPE").strip().upper(), state)
    return UnionEvent(state, read_date(part.text("DATE"))) if state else None


def _reunions(events: list[UnionEvent]) -> list[UnionEvent]:
    """A wedding after a parting is a coming together again."""
    parted, found = False, []
    for event in events:
        again = parted and event.state in TOGETHER
        found.append(UnionEvent(UnionKind.REUNITED, event.date) if again else event)
        parted = event.state in {UnionKind.DIVORCED, UnionKind.SEPARATED}
    return found


def _links(reading: _Reading) -> list[ParentLink]:
    """Parents from both sides: a family's CHIL lines, and each person's FAMC with PEDI."""
    kinds: dict[tuple[str, str], LinkKind] = {}
    spans: dict[tuple[str, str], PartialDate | None] = {}
    for xref, record in reading.people.items():
        for part in record.all("FAMC"):
            family = _pointer(part, reading.families)
            if family is not None:
                kinds[xref, family] = _pedigree(part)
        for adoption in record.all("ADOP"):
            for part in adoption.all("FAMC"):
                family = _pointer(part, reading.families)
                if family is not None:
                    kinds[xref, family] = LinkKind.ADOPTED
                    spans[xref, family] = read_date(adoption.text("DATE"))
    for family, record in reading.families.items():
        for part in record.all("CHIL"):
            child = _pointer(part, reading.people)
            if child is not None:
                kinds.setdefault((child, family), _natural(part))
    return [ParentLink(c, union=f, kind=kind, start=spans.get((c, f))) for (c, f), kind in kinds.items()]


def _pedigree(part: Record) -> LinkKind:
    detail = part.first("PEDI")
    if detail is None:
        return LinkKind.BIRTH
    phrase = detail.text("PHRASE").strip().upper()
    return PHRASES.get(phrase) or PEDIGREES.get(detail.value.strip().upper(), LinkKind.OTHER)


def _natural(part: Record) -> LinkKind:
    """Family Tree Maker says on the CHIL line how the child belongs to either parent."""
    said = [part.text(tag).strip().upper() for tag in ("_FREL", "_MREL")]
    found = [PEDIGREES.get(text, LinkKind.OTHER) for text in said if text]
    return found[0] if found and all(kind is found[0] for kind in found) else LinkKind.BIRTH


def _twins(reading: _Reading) -> list[Twins]:
    """Groups from ASSO with the role MULTIPLE (GEDCOM 7)."""
    groups: dict[str, set[str]] = {}
    kinds: dict[str, Zygosity] = {}
    for xref, record in reading.people.items():
        for part in record.all("ASSO"):
            role = part.first("ROLE")
            other = _pointer(part, reading.people) if role and role.value.upper() == "MULTIPLE" else None
            if other is None or other == xref or role is None:
                continue
            group = groups.get(xref, {xref}) | groups.get(other, {other})
            groups.update(dict.fromkeys(group, group))
            if role.text("PHRASE") in set(Zygosity):
                kinds.update(dict.fromkeys(group, Zygosity(role.text("PHRASE"))))
    found = {tuple(sorted(group)) for group in groups.values()}
    return [Twins(members, kinds.get(members[0])) for members in sorted(found)]
