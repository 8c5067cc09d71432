import uuid
from datetime import date

from django.db import transaction

from kudelma.core.codes import Answer, Purpose
from kudelma.rooms.consent.models import Permission
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import seen_family, seen_person
from kudelma.rooms.people.models import NetworkMember
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.actions import record


@transaction.atomic
def record_answer(
    *,
    by: Actor,
    key: uuid.UUID,
    family_id: uuid.UUID,
    giver_id: uuid.UUID,
    recipient_id: uuid.UUID,
    purpose: Purpose,
    scope: str,
    how_asked: str,
    answer: Answer,
    asked_on: date,
    answered_on: date | None = None,
    valid_to: date | None = None,
) -> Permission:
    """Record that someone was asked, or what they answered; an earlier answer of theirs is replaced and kept.

    Refuses dates in the future or out of order, and a given permission that does not say what may be told.
    """
    family = seen_family(by, family_id)
    seen_person(by, giver_id)
    if not NetworkMember.objects.filter(pk=recipient_id, family=family).exists():
        raise Hidden("permission.record", "foreign_recipient", object_id=recipient_id)
    known = Permission.objects.filter(pk=key).first()
    if known and known.family_id != family.id:
        raise Hidden("permission.record", "foreign_key", object_id=family.id)
    if known:
        return known
    _check(by, scope=scope, answer=answer, asked_on=asked_on, answered_on=answered_on, valid_to=valid_to)
    Permission.objects.select_for_update().filter(
        giver=giver_id, recipient=recipient_id, purpose=purpose, replaced_at__isnull=True
    ).update(replaced_at=by.now)
    row = Permission.objects.create(
        id=key,
        family=family,
        giver_id=giver_id,
        recipient_id=recipient_id,
        purpose=purpose,
        scope=scope,
        how_asked=how_asked,
        answer=answer,
        asked_on=asked_on,
        asked_by_id=by.id,
        answered_on=(answered_on or asked_on) if answer != Answer.ASKED else None,
        valid_to=valid_to,
    )
    record("permission.recorded", by=by, thing="permission", thing_id=row.id, persons=[giver_id], because=answer)
    return row


def _check(
    by: Actor, *, scope: str, answer: Answer, asked_on: date, answered_on: date | None, valid_to: date | None
) -> None:
    if asked_on > by.today:
        raise Refused("in_future", field="asked_on")
    if answered_on and answered_on > by.today:
        raise Refused("in_future", field="answered_on")
    if answered_on and answered_on < asked_on:
        raise Refused("answered_before_asked", field="answered_on")
    if valid_to and valid_to < asked_on:
        raise Refused("ends_before_start", field="valid_to")
    if answer == Answer.GIVEN and not scope.strip():
        raise Refused("scope_needed", field="scope")


@transaction.atomic
def withdraw(*, by: Actor, permission_id: uuid.UUID) -> None:
    """Withdraw a given permission; it stops every later invitation and telling at once."""
    row = Permission.objects.select_for_update().filter(pk=permission_id, replaced_at__isnull=True).first()
    seen_family(by, row.family_id if row else permission_id)
    assert row is not None
    if row.answer != Answer.GIVEN:
        raise Refused("not_given")
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by_id = by.now, by.id
        row.save()
        record("permission.withdrawn", by=by, thing="permission", thing_id=row.id, persons=[row.giver_id])
