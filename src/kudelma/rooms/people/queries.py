import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kudelma.core.codes import (
    ContactAllowed,
    CustodyKind,
    Gender,
    InfoRight,
    PartnershipKind,
    Sector,
    TieKind,
)
from kudelma.core.deadlines.ages import age_on
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import seen_family, seen_person, visible_persons, visible_to
from kudelma.rooms.people.models import (
    Belonging,
    Custody,
    Family,
    Household,
    NetworkMember,
    Partnership,
    Person,
    SafetyMark,
    Tie,
)
from kudelma.rooms.trail.actions import record


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as lists and headings show them."""

    id: uuid.UUID
    name: str
    called: str
    born: date | None
    age: int | None
    gender: Gender
    language: str
    interpreter: str
    is_dead: bool
    is_client_child: bool
    protected: bool


@dataclass(frozen=True, slots=True)
class TieLine:
    other_id: uuid.UUID
    other: str
    kind: TieKind
    is_parent: bool  # the other one is the parent
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PartnershipLine:
    other_id: uuid.UUID
    other: str
    kind: PartnershipKind
    valid_from: date | None
    valid_to: date | None
    ended_as: str


@dataclass(frozen=True, slots=True)
class CustodyLine:
    child_id: uuid.UUID
    child: str
    custodian_id: uuid.UUID
    custodian: str
    kind: CustodyKind
    content: str
    info_right: InfoRight


@dataclass(frozen=True, slots=True)
class Dweller:
    person_id: uuid.UUID
    name: str
    rhythm: str


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A home; address and phone are None while a safety mark covers someone in it and the page may not show them."""

    id: uuid.UUID
    label: str
    address: str | None
    phone: str | None
    protected: bool
    people: tuple[Dweller, ...]


@dataclass(frozen=True, slots=True)
class MemberLine:
    id: uuid.UUID
    person_id: uuid.UUID | None
    name: str
    relation: str
    organisation: str
    sector: Sector
    contact_allowed: ContactAllowed
    contact_reason: str
    phone: str
    email: str
    is_authority: bool
    version: int


@dataclass(frozen=True, slots=True)
class FamilyPage:
    id: uuid.UUID
    name: str
    invite_apart: bool
    people: tuple[PersonLine, ...]
    households: tuple[HouseholdLine, ...]
    custodies: tuple[CustodyLine, ...]
    network: tuple[MemberLine, ...]
    protected: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    line: PersonLine
    family_id: uuid.UUID
    note: str
    version: int
    past_names: tuple[tuple[str, date | None, date | None], ...]
    masked_code: str
    ties: tuple[TieLine, ...]
    partnerships: tuple[PartnershipLine, ...]
    custodies: tuple[CustodyLine, ...]


NO_NAME = "—"


def present_name(person: Person) -> str:
    """Return what the person is called now, as written: given names and family name."""
    return person.name or NO_NAME


def called(person: Person) -> str:
    """Return the name the person wants to be called, or the first given name."""
    return person.called or person.name.split(" ")[0] or NO_NAME


def line(person: Person, *, today: date, client_child: bool = False, protected: bool = False) -> PersonLine:
    age = age_on(person.born, today) if person.born and not person.is_dead and person.born <= today else None
    return PersonLine(
        person.id,
        present_name(person),
        called(person),
        person.born,
        age,
        Gender(person.gender),
        person.language,
        person.interpreter,
        person.is_dead,
        client_child,
        protected,
    )


def protected_persons(family_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Return who of the family is under a safety mark; a mark's end does not lift it, a worker does (VTJL 36 §)."""
    marks = SafetyMark.objects.filter(person__belongings__family=family_id, lifted_at__isnull=True)
    return frozenset(marks.values_list("person_id", flat=True))


def family_people(family_id: uuid.UUID, *, today: date) -> tuple[PersonLine, ...]:
    """Return the family's people: client children first, then by age."""
    protected = protected_persons(family_id)
    rows = Belonging.objects.filter(family=family_id).select_related("person").select_related("person")
    lines = [
        line(b.person, today=today, client_child=b.is_client_child, protected=b.person_id in protected) for b in rows
    ]
    return tuple(sorted(lines, key=lambda p: (not p.is_client_child, p.born is None, p.born or date.max, p.name)))


def family_page(actor: Actor, family_id: uuid.UUID) -> FamilyPage:
    """Return a family whole, as its team sees it; leaves a trail row."""
    family = seen_family(actor, family_id)
    people = family_people(family.id, today=actor.today)
    protected = frozenset(p.id for p in people if p.protected)
    record("family.read", by=actor, thing="family", thing_id=family.id, persons=[p.id for p in people])
    return FamilyPage(
        family.id,
        family.name,
        family.invite_apart,
        people,
        households(family, protected),
        custodies(family.id),
        network(family.id),
        bool(protected),
    )


def households(family: Family, protected: frozenset[uuid.UUID]) -> tuple[HouseholdLine, ...]:
    rows = Household.objects.filter(family=family).order_by("label").prefetch_related("residences__person")
    return tuple(_household(row, protected) for row in rows)


def _household(row: Household, protected: frozenset[uuid.UUID]) -> HouseholdLine:
    now = [r for r in row.residences.all() if r.valid_to is None]
    people = tuple(Dweller(r.person_id, present_name(r.person), r.rhythm) for r in now)
    hidden = any(p.person_id in protected for p in people)
    return HouseholdLine(
        row.id, row.label, None if hidden else row.address, None if hidden else row.phone, hidden, people
    )


def custodies(family_id: uuid.UUID, *, child: uuid.UUID | None = None) -> tuple[CustodyLine, ...]:
    rows = Custody.objects.filter(child__belongings__family=family_id, valid_to__isnull=True)
    if child:
        rows = rows.filter(Q(child=child) | Q(custodian=child))
    rows = rows.select_related("child", "custodian").order_by("child__born", "id")
    return tuple(
        CustodyLine(
            row.child_id,
            present_name(row.child),
            row.custodian_id,
            present_name(row.custodian),
            CustodyKind(row.kind),
            row.content,
            InfoRight(row.info_right),
        )
        for row in rows
    )


def custodians(child_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Return who has custody of the child now; each answers for themselves."""
    rows = Custody.objects.filter(child=child_id, valid_to__isnull=True).exclude(kind=CustodyKind.NONE)
    return tuple(rows.order_by("id").values_list("custodian_id", flat=True))


def network(family_id: uuid.UUID) -> tuple[MemberLine, ...]:
    rows = NetworkMember.objects.filter(family=family_id, removed_at__isnull=True).order_by("sector", "name")
    return tuple(member_line(row) for row in rows)


def member_line(row: NetworkMember) -> MemberLine:
    return MemberLine(
        row.id,
        row.person_id,
        row.name,
        row.relation,
        row.organisation,
        Sector(row.sector),
        ContactAllowed(row.contact_allowed),
        row.contact_reason,
        row.phone,
        row.email,
        row.is_authority,
        row.version,
    )


def person_page(actor: Actor, person_id: uuid.UUID, *, family_id: uuid.UUID) -> PersonPage:
    """Return a person as a member of a family; leaves a trail row."""
    seen_family(actor, family_id)
    person = seen_person(actor, person_id)
    protected = person.id in protected_persons(family_id)
    is_child = Belonging.objects.filter(family=family_id, person=person, is_client_child=True).exists()
    identity = person.identities.filter(valid_to__isnull=True).first()
    record("person.read", by=actor, thing="person", thing_id=person.id, persons=[person.id])
    return PersonPage(
        line(person, today=actor.today, client_child=is_child, protected=protected),
        family_id,
        person.note,
        person.version,
        tuple(
            (f"{n.given} {n.family}".strip(), n.valid_from, n.valid_to)
            for n in person.names.order_by("-valid_from")
            if n.valid_to
        ),
        identity.masked if identity else "",
        _ties(actor, person),
        _partnerships(actor, person),
        custodies(family_id, child=person.id),
    )


def _ties(actor: Actor, person: Person) -> tuple[TieLine, ...]:
    known = visible_persons(actor).values("pk")
    rows = (
        Tie.objects.filter(Q(parent=person, child__in=known) | Q(child=person, parent__in=known))
        .select_related("parent", "child")
        .order_by("child__born", "id")
    )
    return tuple(_tie(row, person) for row in rows)


def _tie(row: Tie, person: Person) -> TieLine:
    is_parent = row.child_id == person.id
    other = row.parent if is_parent else row.child
    return TieLine(other.id, present_name(other), TieKind(row.kind), is_parent, row.valid_from, row.valid_to)


def _partnerships(actor: Actor, person: Person) -> tuple[PartnershipLine, ...]:
    known = visible_persons(actor).values("pk")
    rows = (
        Partnership.objects.filter(Q(one=person, other__in=known) | Q(other=person, one__in=known))
        .select_related("one", "other")
        .order_by("valid_from", "id")
    )
    return tuple(_partnership(row, person) for row in rows)


def _partnership(row: Partnership, person: Person) -> PartnershipLine:
    other = row.other if row.one_id == person.id else row.one
    return PartnershipLine(
        other.id, present_name(other), PartnershipKind(row.kind), row.valid_from, row.valid_to, row.ended_as
    )


@dataclass(frozen=True, slots=True)
class FamilyLine:
    id: uuid.UUID
    name: str


def known_families(
    actor: Actor, *, team_id: uuid.UUID | None = None, like: str = "", only: uuid.UUID | None = None
) -> list[FamilyLine]:
    """Return families the actor may see, those whose people's names occur in `like` first. At most 300."""
    rows = visible_to(actor).order_by("sort_name", "id")
    if team_id:
        rows = rows.filter(team=team_id)
    if only:
        rows = rows.filter(pk=only)
    words = [word for word in like.replace(",", " ").split() if len(word) > 2][:8]  # noqa: PLR2004 - an initial says nothing
    named = Q(pk__in=())
    for word in words:
        named |= Q(name__icontains=word) | Q(belongings__person__name__icontains=word)
    near = list(rows.filter(named).distinct()[:50])
    rest = [row for row in rows[:300] if row not in near]
    return [FamilyLine(row.id, row.name) for row in (*near, *rest)]
