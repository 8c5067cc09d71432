import uuid
from datetime import date

from django.db import transaction

from kudelma.core.deadlines.caseload import cap_on
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.casework.models import Clientship
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.models import Belonging
from kudelma.rooms.refused import Hidden, Refused, same_matter
from kudelma.rooms.trail.actions import record


@transaction.atomic
def start_clientship(
    *,
    by: Actor,
    key: uuid.UUID,
    matter_id: uuid.UUID,
    child_id: uuid.UUID,
    started_on: date,
    ground: str,
    informed_guardian_on: date | None,
    informed_child_on: date | None,
    not_informed_reason: str = "",
    over_cap_reason: str = "",
) -> Clientship:
    """Begin a child-protection clientship (LSL 27 §). Past the caseload cap it wants a reason (LSL 13 b §)."""
    matter = seen_matter(by, matter_id, lock=True)
    known = Clientship.objects.filter(pk=key).first()
    if known:
        return same_matter(known, matter.id, act="clientship.start")
    if not Belonging.objects.filter(family=matter.family_id, person=child_id).exists():
        raise Hidden("clientship.start", "foreign_child", object_id=child_id)
    if not by.holds_office:
        raise Refused("office_needed")
    if started_on > by.today:
        raise Refused("in_future", field="started_on")
    if not (informed_guardian_on and informed_child_on) and not not_informed_reason.strip():
        raise Refused("reason_needed", field="not_informed_reason")
    if Clientship.objects.filter(child=child_id, ended_on__isnull=True).exists():
        raise Refused("clientship_open_already")
    cap = cap_on(started_on)
    load = caseload(matter.responsible_id)
    if cap is not None and load >= cap and not over_cap_reason.strip():
        raise Refused("over_cap", field="over_cap_reason", load=load + 1, cap=cap)
    clientship = Clientship.objects.create(
        id=key,
        matter=matter,
        child_id=child_id,
        responsible_id=matter.responsible_id,
        started_on=started_on,
        ground=ground,
        informed_guardian_on=informed_guardian_on,
        informed_child_on=informed_child_on,
        not_informed_reason=not_informed_reason,
        over_cap_reason=over_cap_reason,
    )
    record(
        "clientship.started",
        by=by,
        matter=matter.id,
        thing="clientship",
        thing_id=clientship.id,
        persons=[child_id],
    )
    return clientship


def caseload(worker_id: uuid.UUID) -> int:
    """Return how many children the worker answers for now in child protection (LSL 13 b §)."""
    rows = Clientship.objects.filter(responsible=worker_id, ended_on__isnull=True)
    return rows.values("child").distinct().count()


@transaction.atomic
def end_clientship(*, by: Actor, clientship_id: uuid.UUID, ended_on: date, reason: str) -> None:
    row = Clientship.objects.filter(pk=clientship_id).first()
    seen_matter(by, row.matter_id if row else clientship_id, lock=True)
    assert row is not None
    if row.ended_on:
        return
    if not reason.strip():
        raise Refused("reason_needed", field="reason")
    if not row.started_on <= ended_on <= by.today:
        raise Refused("ends_before_start", field="ended_on")
    row.ended_on, row.end_reason = ended_on, reason
    row.save()
    record(
        "clientship.ended",
        by=by,
        matter=row.matter_id,
        thing="clientship",
        thing_id=row.id,
        persons=[row.child_id],
    )
