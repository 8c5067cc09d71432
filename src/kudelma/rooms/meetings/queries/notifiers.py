import uuid
from dataclasses import dataclass

from django.db.models import Exists

from kudelma.core.codes import MeetingState
from kudelma.rooms.casework.models import Arrival
from kudelma.rooms.meetings.models import NetworkMeeting


@dataclass(frozen=True, slots=True)
class Notifier:
    """One who notified and is asked to the first meeting, unless it is said why not."""

    id: uuid.UUID
    name: str
    organisation: str


def unsettled_notifiers(meeting: NetworkMeeting) -> list[Notifier]:
    """Return who notified, from a party that is invited by default, and is neither called nor left out (P1).

    Only for a matter's first meeting. Someone kept from the family's knowledge is never proposed.
    """
    earlier = NetworkMeeting.objects.filter(matter=meeting.matter_id, begun_at__lt=meeting.begun_at)
    rows = (
        Arrival.objects.filter(
            matter=meeting.matter_id,
            source__invite_by_default=True,
            hide_notifier=False,
            notifier__family=meeting.matter.family_id,
            notifier__removed_at__isnull=True,
        )
        .exclude(Exists(earlier.exclude(state=MeetingState.CANCELLED)))
        .exclude(notifier__in=meeting.participants.filter(withdrawn_at=None, member__isnull=False).values("member"))
        .exclude(notifier__in=meeting.left_out.values("member"))
    )
    found = rows.order_by("received_at").values_list("notifier_id", "notifier__name", "notifier__organisation")
    return [Notifier(*row) for row in dict.fromkeys(found)]
