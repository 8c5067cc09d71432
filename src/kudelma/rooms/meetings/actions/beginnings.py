import uuid
from datetime import date, datetime

from django.db import transaction

from kudelma.core.codes import MeetingState, MeetingStructure
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.meetings.access import check_coming, check_held, check_version, seen_meeting
from kudelma.rooms.meetings.models import NetworkMeeting, Participant
from kudelma.rooms.organisation.queries import Actor, current_memberships
from kudelma.rooms.people.models import Belonging
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.actions import record


@transaction.atomic
def begin_meeting(
    *,
    by: Actor,
    key: uuid.UUID,
    matter_id: uuid.UUID,
    question: str,
    question_whose_id: uuid.UUID,
    structure: MeetingStructure,
    convener_id: uuid.UUID,
    need: str = "",
    previous_id: uuid.UUID | None = None,
) -> NetworkMeeting:
    """Begin a meeting around a question in the family's words; exactly one of the team convenes it (K1).

    With `previous_id` the process goes on: the new question is linked to the meeting that led to it (K5).
    """
    matter = seen_matter(by, matter_id, lock=True)
    known = NetworkMeeting.objects.filter(pk=key).first()
    if known and known.matter_id != matter.pk:
        raise Hidden("meeting.begin", "foreign_key", object_id=key)
    if known:
        return known
    if matter.closed_on:
        raise Refused("matter_closed")
    _check_question(by, matter, question, question_whose_id, convener_id)
    if previous_id:
        _check_previous(by, matter, previous_id)
    meeting = NetworkMeeting.objects.create(
        id=key,
        matter=matter,
        previous_id=previous_id,
        begun_at=by.now,
        convener_id=convener_id,
        need=need,
        question=question,
        question_whose_id=question_whose_id,
        structure=structure,
    )
    Participant.objects.create(meeting=meeting, worker_id=convener_id)
    record("meeting.begun", by=by, matter=matter.pk, thing="meeting", thing_id=meeting.pk, persons=[question_whose_id])
    return meeting


def _check_question(by: Actor, matter: Matter, question: str, whose: uuid.UUID, convener: uuid.UUID) -> None:
    if not question.strip():
        raise Refused("question_needed", field="question")
    if not Belonging.objects.filter(family=matter.family_id, person=whose).exists():
        raise Hidden("meeting.begin", "foreign_person", object_id=whose)
    if not current_memberships(by.today).filter(worker=convener, team=matter.family.team_id).exists():
        raise Refused("worker_of_another_team", field="convener")


def _check_previous(by: Actor, matter: Matter, previous_id: uuid.UUID) -> None:
    previous = seen_meeting(by, previous_id)
    if previous.matter_id != matter.pk:
        raise Hidden("meeting.begin", "foreign_meeting", object_id=previous_id)
    check_held(previous)
    if NetworkMeeting.objects.filter(previous=previous).exists():
        raise Refused("next_begun_already")


@transaction.atomic
def change_question(
    *,
    by: Actor,
    meeting_id: uuid.UUID,
    version: int,
    question: str,
    question_whose_id: uuid.UUID,
    structure: MeetingStructure,
    convener_id: uuid.UUID,
    need: str,
) -> NetworkMeeting:
    """Change the question, the structure or the convener while the meeting is still to come."""
    meeting = seen_meeting(by, meeting_id, lock=True)
    check_coming(meeting)
    check_version(meeting, version)
    _check_question(by, meeting.matter, question, question_whose_id, convener_id)
    if convener_id != meeting.convener_id:
        Participant.objects.update_or_create(
            meeting=meeting, worker_id=convener_id, person=None, member=None, defaults={"withdrawn_at": None}
        )
    meeting.question, meeting.question_whose_id, meeting.need = question, question_whose_id, need
    meeting.structure, meeting.convener_id = structure, convener_id
    meeting.version += 1
    meeting.save()
    record("meeting.question_changed", by=by, matter=meeting.matter_id, thing="meeting", thing_id=meeting.pk)
    return meeting


@transaction.atomic
def prepare(
    *,
    by: Actor,
    meeting_id: uuid.UUID,
    version: int,
    what_is_told: str,
    told_by: str,
    not_told: str,
    place: str,
    place_suits: bool,
    remote_link: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    prepared_with_family_on: date | None,
) -> NetworkMeeting:
    """Write down what was prepared with the child and the family; it may be done a little at a time.

    After the invitations a change of time or place raises the calendars' sequence, and the new one is to be sent.
    """
    meeting = seen_meeting(by, meeting_id, lock=True)
    check_coming(meeting)
    check_version(meeting, version)
    if prepared_with_family_on and prepared_with_family_on > by.today:
        raise Refused("in_future", field="prepared_with_family_on")
    was = (meeting.starts_at, meeting.ends_at, meeting.place, meeting.remote_link)
    _check_time(by, meeting, starts_at, ends_at)
    meeting.what_is_told, meeting.told_by, meeting.not_told = what_is_told, told_by, not_told
    meeting.place, meeting.place_suits, meeting.remote_link = place, place_suits, remote_link
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.prepared_with_family_on = prepared_with_family_on
    if meeting.state == MeetingState.INVITED and was != (starts_at, ends_at, place, remote_link):
        if not place.strip() and not remote_link.strip():
            raise Refused("place_needed", field="place")
        meeting.calendar_sequence += 1
        if was[0] != starts_at:
            Participant.objects.filter(meeting=meeting).update(reply="none")
    meeting.version += 1
    meeting.save()
    record("meeting.prepared", by=by, matter=meeting.matter_id, thing="meeting", thing_id=meeting.pk)
    return meeting


def _check_time(by: Actor, meeting: NetworkMeeting, starts_at: datetime | None, ends_at: datetime | None) -> None:
    if meeting.state == MeetingState.INVITED and not (starts_at and ends_at):
        raise Refused("time_needed", field="day")
    if starts_at and ends_at and ends_at <= starts_at:
        raise Refused("ends_before_start", field="ends")
    if starts_at and starts_at != meeting.starts_at and starts_at <= by.now:
        raise Refused("time_passed", field="day")


@transaction.atomic
def cancel(*, by: Actor, meeting_id: uuid.UUID, version: int, reason: str) -> NetworkMeeting:
    """Cancel a meeting that is still to come; those invited are given a cancelling calendar file."""
    meeting = seen_meeting(by, meeting_id, lock=True)
    if meeting.state == MeetingState.CANCELLED:
        return meeting
    check_coming(meeting)
    check_version(meeting, version)
    if not reason.strip():
        raise Refused("reason_needed", field="reason")
    meeting.state, meeting.cancelled_reason = MeetingState.CANCELLED, reason
    meeting.calendar_sequence += 1
    meeting.version += 1
    meeting.save()
    record("meeting.cancelled", by=by, matter=meeting.matter_id, thing="meeting", thing_id=meeting.pk)
    return meeting
