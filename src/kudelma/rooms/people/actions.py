import uuid
from datetime import date

from django.db import transaction

from kudelma.core import hetu
from kudelma.core.codes import (
    ContactAllowed,
    CustodyKind,
    Gender,
    InfoRight,
    PartnershipKind,
    Precision,
    Sector,
    TieKind,
)
from kudelma.core.names import sort_key
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import seen_family, seen_person
from kudelma.rooms.people.models import (
    Belonging,
    Custody,
    Family,
    Household,
    Identity,
    Name,
    NetworkMember,
    Partnership,
    Person,
    Protection,
    Residence,
    SafetyMark,
    Tie,
)
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.sealed.keys import search_hash
from kudelma.rooms.trail.actions import record


@transaction.atomic
def found_family(*, by: Actor, key: uuid.UUID, name: str, team_id: uuid.UUID) -> Family:
    """Begin a family in a team of the actor's."""
    family, made = Family.objects.get_or_create(
        id=key, defaults={"name": name, "sort_name": sort_key(name), "team_id": team_id, "created_at": by.now}
    )
    if made:
        record("family.founded", by=by, thing="family", thing_id=family.id)
    return seen_family(by, family.id)


@transaction.atomic
def add_person(
    *,
    by: Actor,
    key: uuid.UUID,
    family_id: uuid.UUID,
    given: str,
    family_name: str,
    called: str = "",
    born: date | None = None,
    born_precision: Precision = Precision.DAY,
    gender: Gender = Gender.UNKNOWN,
    language: str = "",
    interpreter: str = "",
    is_client_child: bool = False,
    is_dead: bool = False,
    died: date | None = None,
) -> Person:
    """Add someone to a family. Refuses a birth in the future and a death before the birth."""
    family = seen_family(by, family_id)
    known = Person.objects.filter(pk=key).first()
    if known:
        return seen_person(by, known.pk)
    if born and born > by.today:
        raise Refused("born_in_future", field="born")
    if born and died and died < born:
        raise Refused("died_before_birth", field="died")
    person = Person.objects.create(
        id=key,
        born=born,
        born_precision=born_precision,
        gender=gender,
        language=language,
        interpreter=interpreter,
        is_dead=is_dead or died is not None,
        died=died,
        name=f"{given} {family_name}".strip(),
        called=called,
    )
    Name.objects.create(person=person, given=given, family=family_name)
    Belonging.objects.create(family=family, person=person, is_client_child=is_client_child)
    record("person.added", by=by, thing="family", thing_id=family.id, persons=[person.id])
    return person


@transaction.atomic
def change_person(
    *,
    by: Actor,
    person_id: uuid.UUID,
    version: int,
    called: str,
    born: date | None,
    gender: Gender,
    language: str,
    interpreter: str,
    note: str,
) -> Person:
    """Change what is known of someone. Refuses when someone else changed it meanwhile."""
    seen_person(by, person_id)
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.version != version:
        raise Refused("changed_meanwhile", version=person.version)
    if born and born > by.today:
        raise Refused("born_in_future", field="born")
    person.born, person.gender, person.language = born, gender, language
    person.interpreter, person.note, person.called = interpreter, note, called
    person.version = version + 1
    person.save()
    record("person.changed", by=by, thing="person", thing_id=person.id, persons=[person.id])
    return person


@transaction.atomic
def rename(*, by: Actor, person_id: uuid.UUID, given: str, family_name: str, since: date) -> None:
    """Give someone a new name from a day; the old one is kept with its end."""
    seen_person(by, person_id)
    now = Name.objects.select_for_update().filter(person=person_id, valid_to__isnull=True).first()
    if now:
        if now.valid_from and since <= now.valid_from:
            raise Refused("name_before_last", field="since", day=now.valid_from)
        now.valid_to = since
        now.save()
    Name.objects.create(person_id=person_id, given=given, family=family_name, valid_from=since)
    Person.objects.filter(pk=person_id).update(name=f"{given} {family_name}".strip())
    record("person.renamed", by=by, thing="person", thing_id=person_id, persons=[person_id])


@transaction.atomic
def tie_parent(
    *,
    by: Actor,
    parent_id: uuid.UUID,
    child_id: uuid.UUID,
    kind: TieKind,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> None:
    """Join a parent and a child. Refuses one's own self, and a parent clearly younger than the child."""
    parent, child = seen_person(by, parent_id), seen_person(by, child_id)
    if parent_id == child_id:
        raise Refused("own_parent", field="parent")
    if kind == TieKind.BIRTH and parent.born and child.born and parent.born >= child.born:
        raise Refused("parent_younger", field="parent")
    if _is_above(child_id, parent_id):
        raise Refused("own_ancestor", field="parent")
    Tie.objects.update_or_create(
        parent_id=parent_id,
        child_id=child_id,
        kind=kind,
        defaults={"valid_from": valid_from, "valid_to": valid_to},
    )
    record("tie.made", by=by, thing="person", thing_id=child_id, persons=[parent_id, child_id])


def _is_above(ancestor: uuid.UUID, person: uuid.UUID) -> bool:
    """Is `ancestor` above `person` by birth? Walks up a generation at a time."""
    seen: set[uuid.UUID] = set()
    level = {person}
    while level:
        if ancestor in level:
            return True
        seen |= level
        parents = Tie.objects.filter(child__in=level, kind=TieKind.BIRTH).values_list("parent_id", flat=True)
        level = set(parents) - seen
    return False


@transaction.atomic
def join_partners(
    *,
    by: Actor,
    one_id: uuid.UUID,
    other_id: uuid.UUID,
    kind: PartnershipKind,
    valid_from: date | None = None,
    valid_to: date | None = None,
    ended_as: str = "",
) -> None:
    """Record two people as a couple, or as parents who never were one, with its history."""
    seen_person(by, one_id)
    seen_person(by, other_id)
    if one_id == other_id:
        raise Refused("couple_is_two", field="other")
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused("ends_before_start", field="valid_to")
    Partnership.objects.update_or_create(
        one_id=one_id,
        other_id=other_id,
        kind=kind,
        valid_from=valid_from,
        defaults={"valid_to": valid_to, "ended_as": ended_as},
    )
    record("partnership.recorded", by=by, thing="person", thing_id=one_id, persons=[one_id, other_id])


@transaction.atomic
def record_custody(
    *,
    by: Actor,
    child_id: uuid.UUID,
    custodian_id: uuid.UUID,
    kind: CustodyKind,
    content: str = "",
    info_right: InfoRight = InfoRight.YES,
    since: date | None = None,
) -> None:
    """Record who has custody of a child; an earlier record of the same pair ends."""
    seen_person(by, child_id)
    seen_person(by, custodian_id)
    if child_id == custodian_id:
        raise Refused("own_custodian", field="custodian")
    Custody.objects.filter(child=child_id, custodian=custodian_id, valid_to__isnull=True).update(
        valid_to=since or by.today
    )
    Custody.objects.create(
        child_id=child_id,
        custodian_id=custodian_id,
        kind=kind,
        content=content,
        info_right=info_right,
        valid_from=since,
    )
    record("custody.recorded", by=by, thing="person", thing_id=child_id, persons=[child_id, custodian_id])


@transaction.atomic
def add_household(
    *,
    by: Actor,
    key: uuid.UUID,
    family_id: uuid.UUID,
    label: str,
    address: str,
    phone: str,
    people: dict[uuid.UUID, str],
    since: date | None = None,
) -> Household:
    """Add a home and who lives there, each with their rhythm ("every other week"). A child may live in two."""
    family = seen_family(by, family_id)
    household, made = Household.objects.get_or_create(
        id=key, defaults={"family": family, "label": label, "address": address, "phone": phone}
    )
    if household.family_id != family.id:
        raise Hidden("household.add", "foreign_key", object_id=family.id)
    if not made:
        return household
    for person_id, rhythm in people.items():
        seen_person(by, person_id)
        Residence.objects.create(household=household, person_id=person_id, rhythm=rhythm, valid_from=since)
    record("household.added", by=by, thing="family", thing_id=family.id, persons=people)
    return household


@transaction.atomic
def set_identity_code(*, by: Actor, person_id: uuid.UUID, code: str) -> None:
    """Keep someone's identity code under lock. Refuses a wrong one, and one that someone else has."""
    person = seen_person(by, person_id)
    try:
        parsed = hetu.parse(code, today=by.today)
    except hetu.HetuError as why:
        raise Refused(f"hetu_{why.code.value.lower()}", field="code", suggestion=hetu.suggestion(code)) from why
    digest = search_hash(parsed.code, purpose="hetu")
    holder = Identity.objects.filter(code_hash=digest).first()
    if holder and holder.person_id != person.id:
        raise Refused("hetu_taken", field="code")
    if holder:
        return
    Identity.objects.filter(person=person, valid_to__isnull=True).update(valid_to=by.today)
    Identity.objects.create(
        person=person,
        code=parsed.code,
        code_hash=digest,
        masked=hetu.masked(parsed.code),
        valid_from=by.today,
    )
    record("identity.set", by=by, thing="person", thing_id=person.id, persons=[person.id])


@transaction.atomic
def reveal_identity_code(*, by: Actor, person_id: uuid.UUID) -> str:
    """Return the identity code in the open, and leave a row that it was shown (TSL 29 §)."""
    person = seen_person(by, person_id)
    identity = Identity.objects.filter(person=person, valid_to__isnull=True).first()
    if identity is None:
        raise Refused("no_identity_code")
    record("identity.revealed", by=by, thing="person", thing_id=person.id, persons=[person.id])
    return str(identity.code)


@transaction.atomic
def mark_safety(
    *,
    by: Actor,
    key: uuid.UUID,
    person_id: uuid.UUID,
    since: date,
    until: date | None,
    against: list[uuid.UUID],
    note: str,
) -> SafetyMark:
    """Put someone under a safety mark: place data is hidden at once, and does not come back by itself."""
    person = seen_person(by, person_id)
    mark, made = SafetyMark.objects.get_or_create(
        id=key, defaults={"person": person, "valid_from": since, "valid_to": until, "note": note}
    )
    if mark.person_id != person.id:
        raise Hidden("safety.mark", "foreign_key", object_id=person.id)
    if made:
        for other in against:
            seen_person(by, other)
            Protection.objects.create(mark=mark, against_id=other)
        record("safety.marked", by=by, thing="person", thing_id=person.id, persons=[person.id, *against])
    return mark


@transaction.atomic
def lift_safety(*, by: Actor, person_id: uuid.UUID) -> None:
    """Lift someone's safety marks after a worker has reviewed them."""
    person = seen_person(by, person_id)
    if SafetyMark.objects.filter(person=person, lifted_at__isnull=True).update(lifted_at=by.now):
        record("safety.lifted", by=by, thing="person", thing_id=person.id, persons=[person.id])


@transaction.atomic
def add_member(
    *,
    by: Actor,
    key: uuid.UUID,
    family_id: uuid.UUID,
    name: str,
    relation: str,
    organisation: str,
    sector: Sector,
    contact_allowed: ContactAllowed,
    contact_reason: str = "",
    phone: str = "",
    email: str = "",
    is_authority: bool = False,
    person_id: uuid.UUID | None = None,
) -> NetworkMember:
    """Add someone to the family's network, and whether they may be contacted. A no wants its reason (SHL 43 §)."""
    family = seen_family(by, family_id)
    if person_id:
        seen_person(by, person_id)
    if contact_allowed == ContactAllowed.NO and not contact_reason.strip():
        raise Refused("reason_needed", field="contact_reason")
    member, made = NetworkMember.objects.get_or_create(
        id=key,
        defaults={
            "family": family,
            "person_id": person_id,
            "name": name,
            "relation": relation,
            "organisation": organisation,
            "sector": sector,
            "contact_allowed": contact_allowed,
            "contact_reason": contact_reason,
            "phone": phone,
            "email": email,
            "is_authority": is_authority,
        },
    )
    if member.family_id != family.id:
        raise Hidden("member.add", "foreign_key", object_id=family.id)
    if made:
        record("member.added", by=by, thing="member", thing_id=member.id)
    return member


@transaction.atomic
def change_member(
    *,
    by: Actor,
    member_id: uuid.UUID,
    version: int,
    name: str,
    relation: str,
    organisation: str,
    sector: Sector,
    contact_allowed: ContactAllowed,
    contact_reason: str,
    phone: str,
    email: str,
) -> NetworkMember:
    """Change what is known of a network member. Refuses when someone else changed it meanwhile."""
    member = NetworkMember.objects.select_for_update().filter(pk=member_id).first()
    seen_family(by, member.family_id if member else member_id)
    assert member is not None
    if member.version != version:
        raise Refused("changed_meanwhile", version=member.version)
    if contact_allowed == ContactAllowed.NO and not contact_reason.strip():
        raise Refused("reason_needed", field="contact_reason")
    member.name, member.relation, member.organisation, member.sector = name, relation, organisation, sector
    member.contact_allowed, member.contact_reason = contact_allowed, contact_reason
    member.phone, member.email, member.version = phone, email, version + 1
    member.save()
    record("member.changed", by=by, thing="member", thing_id=member.id)
    return member
