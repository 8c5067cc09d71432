import uuid
from collections.abc import Iterable

from django.db import transaction

from kudelma.core.codes import MeetingState, StatementKind, StatementSource
from kudelma.rooms.meetings.access import seen_meeting, seen_participant
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.voice.actions import Shown, Speaker, write_down
from kudelma.rooms.voice.models import Statement


@transaction.atomic
def write_in_record(
    *,
    by: Actor,
    key: uuid.UUID,
    meeting_id: uuid.UUID,
    participant_id: uuid.UUID,
    words: str,
    kind: StatementKind,
    about: Iterable[uuid.UUID] = (),
    shown: Shown | None = None,
    verbatim: bool = False,
    language: str = "fi",
) -> Statement:
    """Write what one of those called said into the meeting's one shared record (K4).

    The record may be written in the meeting, as it is said, or after it; not of a meeting that was never called.
    """
    meeting = seen_meeting(by, meeting_id, lock=True)
    participant = seen_participant(by, participant_id)
    if participant.meeting_id != meeting.pk or participant.withdrawn_at:
        raise Hidden("meeting.write", "foreign_participant", object_id=participant_id)
    if Statement.objects.filter(pk=key).exclude(meeting_id=meeting.pk).exists():
        raise Hidden("meeting.write", "foreign_key", object_id=key)
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("meeting_cancelled")
    if meeting.state == MeetingState.PREPARING:
        raise Refused("invite_first")
    return write_down(
        by=by,
        key=key,
        matter_id=meeting.matter_id,
        words=words,
        speaker=Speaker(participant.person_id, participant.member_id, participant.worker_id),
        kind=kind,
        source=StatementSource.NETWORK_MEETING,
        said_on=meeting.held_on or by.today,
        about=about,
        shown=shown or Shown(meeting=True),
        verbatim=verbatim,
        language=language,
        meeting_id=meeting.pk,
    )
