import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from kudelma.core.codes import MeetingState, Yes
from kudelma.rooms.meetings.access import check_held, check_version, seen_meeting, seen_participant
from kudelma.rooms.meetings.models import Evaluation, FollowUp, NetworkMeeting, Participant
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.actions import record

SCALES = ("heard", "mattered", "know_next", "safe", "strengthened")
HIGHEST = 10
HARDEST = 3


@transaction.atomic
def hold(
    *,
    by: Actor,
    meeting_id: uuid.UUID,
    version: int,
    held_on: date,
    came: Mapping[uuid.UUID, bool],
    absence_reasons: Mapping[uuid.UUID, str] | None = None,
) -> NetworkMeeting:
    """Write down that the meeting was held, and who came. May be mended later; nobody's answer is guessed."""
    meeting = seen_meeting(by, meeting_id, lock=True)
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("meeting_cancelled")
    if meeting.state == MeetingState.PREPARING:
        raise Refused("invite_first")
    check_version(meeting, version)
    if held_on > by.today:
        raise Refused("in_future", field="held_on")
    here = list(Participant.objects.filter(meeting=meeting, withdrawn_at__isnull=True))
    if set(came) - {p.pk for p in here}:
        raise Hidden("meeting.hold", "foreign_participant", object_id=meeting.pk)
    if not any(came.values()):
        raise Refused("nobody_came", field="came")
    for participant in here:
        participant.came = came.get(participant.pk, False)
        participant.absence_reason = "" if participant.came else (absence_reasons or {}).get(participant.pk, "")
        participant.version += 1
        participant.save()
    meeting.state, meeting.held_on = MeetingState.HELD, held_on
    meeting.version += 1
    meeting.save()
    record("meeting.held", by=by, matter=meeting.matter_id, thing="meeting", thing_id=meeting.pk)
    return meeting


@transaction.atomic
def evaluate(
    *,
    by: Actor,
    participant_id: uuid.UUID,
    version: int,
    words: str = "",
    heard: int | None = None,
    mattered: int | None = None,
    know_next: int | None = None,
    safe: int | None = None,
    strengthened: int | None = None,
) -> Evaluation:
    """Keep how one who was there found the meeting: scales 0–10, any left empty, and their words.

    `version` is 0 for a first evaluation; a given one may be mended by the same person.
    """
    participant = seen_participant(by, participant_id, lock=True)
    check_held(participant.meeting)
    if not participant.came:
        raise Refused("did_not_come")
    answers = dict(zip(SCALES, (heard, mattered, know_next, safe, strengthened), strict=True))
    for field, answer in answers.items():
        if answer is not None and not 0 <= answer <= HIGHEST:
            raise Refused("scale_0_10", field=field)
    if not words.strip() and all(answer is None for answer in answers.values()):
        raise Refused("nothing_given")
    row = Evaluation.objects.filter(participant=participant).first()
    if row is None:
        row = Evaluation(participant=participant)
    elif _same(row, answers, words):
        return row
    elif row.version != version:
        raise Refused("changed_meanwhile", version=row.version)
    else:
        row.version += 1
    for field, answer in answers.items():
        setattr(row, field, answer)
    row.words, row.given_at = words, by.now
    row.save()
    record(
        "meeting.evaluated",
        by=by,
        matter=participant.meeting.matter_id,
        thing="participant",
        thing_id=participant.pk,
        persons=[participant.person_id] if participant.person_id else [],
    )
    return row


def _same(row: Evaluation, answers: Mapping[str, int | None], words: str) -> bool:
    """Say whether it is the same answer sent twice."""
    return row.words == words and all(getattr(row, field) == answer for field, answer in answers.items())


@transaction.atomic
def fill_follow_up(
    *,
    by: Actor,
    meeting_id: uuid.UUID,
    version: int,
    timing_difficulty: int,
    constellation_obstacle: bool,
    repetition_avoided: Yes,
    would_do_again: Yes,
    family_experience: str = "",
    child_experience: str = "",
    partner_experience: str = "",
    worker_experience: str = "",
) -> FollowUp:
    """Fill in the follow-up form of a meeting that was held (P3). `version` is 0 for a first one.

    Where the family came from, the days from the beginning and who came are known, and not asked.
    """
    meeting = seen_meeting(by, meeting_id, lock=True)
    check_held(meeting)
    if not 0 <= timing_difficulty <= HARDEST:
        raise Refused("choose_from_list", field="timing_difficulty")
    facts = {
        "timing_difficulty": timing_difficulty,
        "constellation_obstacle": constellation_obstacle,
        "repetition_avoided": repetition_avoided,
        "would_do_again": would_do_again,
        "family_experience": family_experience,
        "child_experience": child_experience,
        "partner_experience": partner_experience,
        "worker_experience": worker_experience,
    }
    row = FollowUp.objects.filter(meeting=meeting).first()
    if row is None:
        row = FollowUp(meeting=meeting)
    elif all(getattr(row, name) == fact for name, fact in facts.items()):
        return row
    elif row.version != version:
        raise Refused("changed_meanwhile", version=row.version)
    else:
        row.version += 1
    for name, fact in facts.items():
        setattr(row, name, fact)
    row.filled_by_id, row.filled_at = by.id, by.now
    row.save()
    record("meeting.followed_up", by=by, matter=meeting.matter_id, thing="meeting", thing_id=meeting.pk)
    return row


@transaction.atomic
def set_next_question(*, by: Actor, meeting_id: uuid.UUID, version: int, next_question: str) -> NetworkMeeting:
    """Keep the question the process goes on with (K5); the next meeting begins from it."""
    meeting = seen_meeting(by, meeting_id, lock=True)
    check_held(meeting)
    check_version(meeting, version)
    if not next_question.strip():
        raise Refused("question_needed", field="next_question")
    meeting.next_question = next_question
    meeting.version += 1
    meeting.save()
    record("meeting.next_question_set", by=by, matter=meeting.matter_id, thing="meeting", thing_id=meeting.pk)
    return meeting
