import uuid
from datetime import date

from django.db import transaction
from django.db.models import Q

from kudelma.rooms.organisation.models import Absence, Worker
from kudelma.rooms.organisation.queries import Actor, current_memberships
from kudelma.rooms.refused import Refused
from kudelma.rooms.trail.actions import record


@transaction.atomic
def tell_absence(
    *, by: Actor, key: uuid.UUID, worker_id: uuid.UUID, cover_id: uuid.UUID, first_day: date, last_day: date
) -> Absence:
    """Say who is away and who stands in; both are of the actor's team. Refuses overlap and absence of the cover."""
    known = Absence.objects.filter(pk=key, told_by=by.id).first()
    if known:
        return known
    _check(by, worker_id, cover_id, first_day, last_day)
    absence = Absence.objects.create(
        id=key,
        worker_id=worker_id,
        cover_id=cover_id,
        first_day=first_day,
        last_day=last_day,
        told_by_id=by.id,
    )
    record("absence.told", by=by, thing="absence", thing_id=absence.id)
    return absence


def _check(by: Actor, worker_id: uuid.UUID, cover_id: uuid.UUID, first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise Refused("ends_before_start", field="last_day")
    if worker_id == cover_id:
        raise Refused("cover_is_same", field="cover")
    shared = current_memberships(first_day).filter(Q(team__in=by.teams) | Q(team__unit__in=by.led_units))
    teams_away = set(shared.filter(worker=worker_id).values_list("team", flat=True))
    if not shared.filter(worker=cover_id, team__in=teams_away).exists():
        raise Refused("cover_of_another_team", field="cover")
    list(Worker.objects.select_for_update().filter(pk__in=[worker_id, cover_id]).order_by("pk"))
    overlapping = Absence.objects.filter(first_day__lte=last_day, last_day__gte=first_day, cancelled_at__isnull=True)
    if overlapping.filter(worker=worker_id).exists():
        raise Refused("already_away", field="first_day")
    if overlapping.filter(worker=cover_id).exists():
        raise Refused("cover_away", field="cover")


@transaction.atomic
def cancel_absence(*, by: Actor, absence_id: uuid.UUID) -> None:
    """Take an absence back: the worker is here after all."""
    mates = current_memberships(by.today).filter(Q(team__in=by.teams) | Q(team__unit__in=by.led_units))
    changed = Absence.objects.filter(
        pk=absence_id, worker__in=mates.values("worker"), cancelled_at__isnull=True
    ).update(cancelled_at=by.now)
    if changed:
        record("absence.cancelled", by=by, thing="absence", thing_id=absence_id)
