import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from kudelma.core.deadlines.caseload import Band, band, cap_on
from kudelma.rooms.casework.access import visible_to
from kudelma.rooms.casework.models import Assessment, Clientship
from kudelma.rooms.organisation.queries import Actor


@dataclass(frozen=True, slots=True)
class Load:
    """Children a worker answers for in child protection, against the law's cap; and children in assessment only."""

    children: int
    cap: int | None
    band: Band
    in_assessment: int


def loads(actor: Actor, workers: list[uuid.UUID]) -> dict[uuid.UUID, Load]:
    """Return each worker's load today: counts of children, no names."""
    visible_to(actor)
    in_protection = dict(
        Clientship.objects.filter(responsible__in=workers, ended_on__isnull=True)
        .values_list("responsible")
        .annotate(n=Count("child", distinct=True))
    )
    open_protection = Q(child__clientships__ended_on__isnull=True, child__clientships__isnull=False)
    in_assessment = dict(
        Assessment.objects.filter(matter__responsible__in=workers, approved_on__isnull=True)
        .exclude(open_protection)
        .values_list("matter__responsible")
        .annotate(n=Count("child", distinct=True))
    )
    cap = cap_on(actor.today)
    return {
        key: Load(
            in_protection.get(key, 0), cap, band(in_protection.get(key, 0), actor.today), in_assessment.get(key, 0)
        )
        for key in workers
    }
