import uuid
from datetime import date

from django.db import transaction

from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import seen_family, seen_person
from kudelma.rooms.people.models import (
    Household,
    Protection,
    Residence,
    SafetyMark,
)
from kudelma.rooms.refused import Hidden
from kudelma.rooms.trail.actions import record


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
