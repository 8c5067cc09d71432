import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from kudelma.core.codes import MeetingState
from kudelma.rooms.casework.access import visible_to
from kudelma.rooms.meetings.models import NetworkMeeting
from kudelma.rooms.organisation.queries import Actor, stands_in_for


@dataclass(frozen=True, slots=True)
class ComingMeeting:
    """A meeting to come, as the desk and a family's first page show it."""

    id: uuid.UUID
    matter_id: uuid.UUID
    family: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    state: MeetingState
    invited: int
    confirmed: int


def coming(actor: Actor, *, days: int = 14, matter_id: uuid.UUID | None = None) -> list[ComingMeeting]:
    """Return the meetings to come of the actor's own matters, or of one matter, the nearest first."""
    rows = NetworkMeeting.objects.filter(
        matter__in=visible_to(actor), state__in=[MeetingState.PREPARING, MeetingState.INVITED]
    )
    if matter_id:
        rows = rows.filter(matter=matter_id)
    else:
        people = {actor.id, *stands_in_for(actor)}
        mine = Q(convener__in=people) | Q(matter__responsible__in=people) | Q(matter__pair__in=people)
        rows = rows.filter(mine, starts_at__lte=actor.now + timedelta(days=days), starts_at__gte=actor.now.date())
    rows = rows.select_related("matter__family").prefetch_related("participants").order_by("starts_at", "id")
    return [_coming(row) for row in rows]


def _coming(row: NetworkMeeting) -> ComingMeeting:
    people = list(row.participants.all())
    return ComingMeeting(
        row.id,
        row.matter_id,
        row.matter.family.name,
        row.starts_at,
        row.ends_at,
        row.place,
        MeetingState(row.state),
        sum(p.invited_at is not None for p in people),
        sum(p.reply == "yes" for p in people),
    )
