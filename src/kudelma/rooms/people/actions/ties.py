import uuid
from datetime import date

from django.db import transaction

from kudelma.core.codes import (
    CustodyKind,
    InfoRight,
    PartnershipKind,
    TieKind,
)
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import seen_person
from kudelma.rooms.people.models import (
    Custody,
    Partnership,
    Tie,
)
from kudelma.rooms.refused import Refused
from kudelma.rooms.trail.actions import record


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
    standing = Custody.objects.filter(child=child_id, custodian=custodian_id, valid_to__isnull=True)
    row = standing.select_for_update().first()
    if row and (row.kind, row.content, row.info_right, row.valid_from) == (kind, content, info_right, since):
        return  # a retry
    standing.update(valid_to=since or by.today)
    Custody.objects.create(
        child_id=child_id,
        custodian_id=custodian_id,
        kind=kind,
        content=content,
        info_right=info_right,
        valid_from=since,
    )
    record("custody.recorded", by=by, thing="person", thing_id=child_id, persons=[child_id, custodian_id])
