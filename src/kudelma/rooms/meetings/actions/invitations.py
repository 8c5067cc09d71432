import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from kudelma.core.codes import LeftOutReason, MeetingRole, MeetingState, Reply
from kudelma.rooms.consent.queries import Standing
from kudelma.rooms.meetings.access import (
    check_coming,
    check_ground,
    check_version,
    may_invite,
    persons_in,
    seen_meeting,
    seen_participant,
    standings_for,
)
from kudelma.rooms.meetings.calendar import FILE_NAMES, Invitation, calendar_file
from kudelma.rooms.meetings.models import LeftOut, NetworkMeeting, Participant
from kudelma.rooms.meetings.queries.invitations import language_of
from kudelma.rooms.meetings.queries.notifiers import unsettled_notifiers
from kudelma.rooms.meetings.safety import constellation
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.actions import record


@transaction.atomic
def leave_out(
    *, by: Actor, meeting_id: uuid.UUID, member_id: uuid.UUID, reason: LeftOutReason, words: str = ""
) -> LeftOut:
    """Say why the one who notified is not asked to the first meeting (P1). Deciding again replaces the reason."""
    meeting = seen_meeting(by, meeting_id, lock=True)
    check_coming(meeting)
    known = LeftOut.objects.filter(meeting=meeting, member=member_id).first()
    if known is None and member_id not in {one.id for one in unsettled_notifiers(meeting)}:
        raise Hidden("notifier.leave_out", "not_proposed", object_id=member_id)
    row = known or LeftOut(meeting=meeting, member_id=member_id)
    row.reason, row.words, row.decided_by_id, row.decided_at = reason, words, by.id, by.now
    row.save()
    record("notifier.left_out", by=by, matter=meeting.matter_id, thing="member", thing_id=member_id, because=reason)
    return row


@transaction.atomic
def invite(*, by: Actor, meeting_id: uuid.UUID, version: int, participant_ids: Iterable[uuid.UUID]) -> NetworkMeeting:
    """Send the invitations, or the changed time, to those chosen.

    Everything that must be there first is asked here: the family's preparation, time, a place that suits them,
    the roles, the one who notified, permission or legal ground for each, and that nobody meets someone they are
    protected against.
    """
    meeting = seen_meeting(by, meeting_id, lock=True)
    check_coming(meeting)
    check_version(meeting, version)
    wanted = set(participant_ids)
    here = list(
        Participant.objects.filter(meeting=meeting, withdrawn_at__isnull=True).select_related("member").order_by("pk")
    )
    if wanted - {p.pk for p in here}:
        raise Hidden("meeting.invite", "foreign_participant", object_id=meeting.pk)
    if not wanted:
        raise Refused("nobody_invited", field="participants")
    _check_prepared(by, meeting)
    _check_people(by, meeting, here, wanted)
    chosen = [p for p in here if p.pk in wanted]
    # Someone taken back and called again has a cancelling file: the calendars must rise above it.
    again = [p.calendar_sequence + 1 for p in chosen if p.calendar_sequence is not None and p.invited_at is None]
    meeting.calendar_sequence = max(meeting.calendar_sequence, *again, 0)
    for participant in chosen:
        _send(by, meeting, participant)
    meeting.state = MeetingState.INVITED
    meeting.version += 1
    meeting.save()
    return meeting


def _check_prepared(by: Actor, meeting: NetworkMeeting) -> None:
    if not (meeting.what_is_told.strip() and meeting.told_by.strip() and meeting.prepared_with_family_on):
        raise Refused("prepare_first")
    if not (meeting.starts_at and meeting.ends_at):
        raise Refused("time_needed")
    if meeting.starts_at <= by.now:
        raise Refused("time_passed")
    if not (meeting.place.strip() or meeting.remote_link.strip()):
        raise Refused("place_needed")
    if not meeting.place_suits:
        raise Refused("place_not_asked")


def _check_people(by: Actor, meeting: NetworkMeeting, here: list[Participant], wanted: set[uuid.UUID]) -> None:
    roles = {p.role for p in here}
    if not {MeetingRole.CHAIR, MeetingRole.RECORDER} <= roles:
        raise Refused("chair_needed")
    for notifier in unsettled_notifiers(meeting):
        raise Refused("notifier_unsettled", name=notifier.name)
    if constellation(meeting.matter.family).clash(persons_in(meeting)):
        raise Refused("apart_only")
    standings = standings_for(meeting, by)
    for participant in here:
        if participant.pk in wanted and participant.member_id:
            decision = may_invite(participant, standings.get(participant.member_id, Standing.NOT_ASKED))
            if not decision:
                raise Refused(decision.because, field="participants", name=decision.facts["name"])


def _send(by: Actor, meeting: NetworkMeeting, participant: Participant) -> None:
    participant.invited_at, participant.calendar_sequence = by.now, meeting.calendar_sequence
    participant.version += 1
    participant.save()
    record(
        "participant.invited",
        by=by,
        matter=meeting.matter_id,
        thing="participant",
        thing_id=participant.pk,
        persons=[participant.person_id] if participant.person_id else [],
        because="legal_ground" if participant.without_permission_reason.strip() else "",
    )


@transaction.atomic
def reply(*, by: Actor, participant_id: uuid.UUID, version: int, answer: Reply) -> Participant:
    """Write down whether someone who was invited is coming."""
    participant = seen_participant(by, participant_id, lock=True)
    check_coming(participant.meeting)
    check_version(participant, version)
    if participant.invited_at is None or participant.withdrawn_at:
        raise Refused("not_invited", field="answer")
    participant.reply = answer
    participant.version += 1
    participant.save()
    record(
        "participant.replied",
        by=by,
        matter=participant.meeting.matter_id,
        thing="participant",
        thing_id=participant.pk,
        because=answer,
    )
    return participant


@transaction.atomic
def take_calendar_file(*, by: Actor, participant_id: uuid.UUID) -> tuple[str, bytes]:
    """Return (file name, iCalendar file) for one invitee. Taking it is a disclosure, and leaves a trail row.

    Refuses when the ground of the invitation no longer holds; a cancelling file is always given.
    """
    participant = seen_participant(by, participant_id)
    meeting = participant.meeting
    cancelled = meeting.state == MeetingState.CANCELLED or participant.withdrawn_at is not None
    if participant.invited_at is None or meeting.starts_at is None or meeting.ends_at is None:
        raise Refused("not_invited")
    if not cancelled:
        check_ground(by, participant)
    language = language_of(participant)
    taken_back = participant.withdrawn_at is not None and participant.calendar_sequence is not None
    facts: dict[str, Any] = {
        "uid": participant.pk,
        "sequence": participant.calendar_sequence if taken_back else meeting.calendar_sequence,
        "place": "" if constellation(meeting.matter.family).marked else meeting.place,
        "cancelled": cancelled,
    }
    record(
        "invitation.calendar_taken",
        by=by,
        matter=meeting.matter_id,
        thing="participant",
        thing_id=participant.pk,
        persons=[participant.person_id] if participant.person_id else [],
    )
    invitation = Invitation(
        starts_at=meeting.starts_at.astimezone(by.now.tzinfo),
        ends_at=meeting.ends_at.astimezone(by.now.tzinfo),
        language=language,
        **facts,
    )
    return FILE_NAMES[language], calendar_file(invitation, now=by.now)
