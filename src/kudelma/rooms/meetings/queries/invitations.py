import uuid
from dataclasses import dataclass
from datetime import datetime

from kudelma.core.codes import MeetingState
from kudelma.rooms.meetings.access import check_ground, seen_participant
from kudelma.rooms.meetings.calendar import TITLES
from kudelma.rooms.meetings.models import Participant
from kudelma.rooms.meetings.safety import constellation
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.queries import present_name
from kudelma.rooms.refused import Refused
from kudelma.rooms.trail.actions import record

WORKING_LANGUAGE = "fi"


@dataclass(frozen=True, slots=True)
class Letter:
    """What an invitation tells one invitee: when, where, from whom. Nothing of the family or the matter."""

    participant_id: uuid.UUID
    name: str
    language: str
    starts_at: datetime
    ends_at: datetime
    place: str
    place_hidden: bool
    remote_link: str
    convener: str
    cancelled: bool
    changed: bool


def language_of(participant: Participant) -> str:
    """Return the language an invitee is written to in: their own when known and spoken here, else Finnish."""
    if participant.worker:
        known = participant.worker.language
    else:
        person = participant.person or (participant.member.person if participant.member else None)
        known = person.language if person else ""
    return known if known in TITLES else WORKING_LANGUAGE


def name_of(participant: Participant) -> str:
    if participant.person:
        return present_name(participant.person)
    return participant.member.name if participant.member else participant.worker.name if participant.worker else ""


def letter(actor: Actor, participant_id: uuid.UUID) -> Letter:
    """Return the invitation of one invitee; leaves a trail row.

    Refuses before they have been invited, and when the ground of the invitation no longer holds.
    """
    participant = seen_participant(actor, participant_id)
    meeting = participant.meeting
    if participant.invited_at is None or meeting.starts_at is None or meeting.ends_at is None:
        raise Refused("not_invited")
    cancelled = meeting.state == MeetingState.CANCELLED or participant.withdrawn_at is not None
    if not cancelled:
        check_ground(actor, participant)
    own = participant.person_id or (participant.member.person_id if participant.member else None)
    hidden = constellation(meeting.matter.family).hides_place_from(own, is_worker=participant.worker_id is not None)
    record(
        "invitation.read",
        by=actor,
        matter=meeting.matter_id,
        thing="participant",
        thing_id=participant.pk,
        persons=[participant.person_id] if participant.person_id else [],
    )
    return Letter(
        participant_id=participant.pk,
        name=name_of(participant),
        language=language_of(participant),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place="" if hidden else meeting.place,
        place_hidden=hidden and bool(meeting.place.strip()),
        remote_link=meeting.remote_link,
        convener=meeting.convener.name,
        cancelled=cancelled,
        changed=meeting.calendar_sequence > 0,
    )
