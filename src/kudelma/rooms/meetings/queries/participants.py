import uuid
from dataclasses import dataclass
from datetime import date, datetime

from kudelma.core.codes import MeetingRole, Reply
from kudelma.rooms.consent.queries import Standing
from kudelma.rooms.meetings.access import may_invite, seen_meeting, visible_to
from kudelma.rooms.meetings.models import Evaluation, NetworkMeeting, Participant
from kudelma.rooms.meetings.queries.invitations import language_of, name_of
from kudelma.rooms.meetings.safety import Constellation
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Hidden
from kudelma.rooms.voice.access import Recipient


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    heard: int | None
    mattered: int | None
    know_next: int | None
    safe: int | None
    strengthened: int | None
    words: str
    given_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class ParticipantLine:
    """One called to the meeting. `because` says on which ground they may be invited, or why not."""

    id: uuid.UUID
    name: str
    as_what: str
    person_id: uuid.UUID | None
    member_id: uuid.UUID | None
    worker_id: uuid.UUID | None
    marked: bool
    language: str
    role: MeetingRole
    standing: Standing | None
    may_be_invited: bool
    because: str
    without_permission_reason: str
    prepared_on: date | None
    invited_at: datetime | None
    to_send_again: bool
    reply: Reply
    came: bool | None
    absence_reason: str
    withdrawn: bool
    evaluation: EvaluationLine | None
    version: int


def participants(meeting: NetworkMeeting) -> list[Participant]:
    """Return everyone ever called to a meeting: the family, the youngest first, then the network, then the team."""
    rows = meeting.participants.select_related("person", "member__person", "worker", "evaluation")
    return sorted(rows.select_related("person"), key=_place)


def _place(row: Participant) -> tuple[int, int, str]:
    if row.person:
        return 0, -row.person.born.toordinal() if row.person.born else 0, name_of(row)
    return (1 if row.member else 2), 0, name_of(row)


def participant_line(
    row: Participant,
    meeting: NetworkMeeting,
    standings: dict[uuid.UUID, Standing],
    family: Constellation,
) -> ParticipantLine:
    standing = standings.get(row.member_id, Standing.NOT_ASKED) if row.member_id else None
    decision = may_invite(row, standing or Standing.NOT_ASKED)
    as_what = row.member.organisation or row.member.relation if row.member else ""
    own = row.person_id or (row.member.person_id if row.member else None)
    return ParticipantLine(
        id=row.pk,
        name=name_of(row),
        as_what=as_what,
        person_id=row.person_id,
        member_id=row.member_id,
        worker_id=row.worker_id,
        marked=own in family.marked,
        language=language_of(row),
        role=MeetingRole(row.role),
        standing=standing,
        may_be_invited=bool(decision),
        because=decision.because,
        without_permission_reason=row.without_permission_reason,
        prepared_on=row.prepared_on,
        invited_at=row.invited_at,
        to_send_again=row.invited_at is not None
        and row.calendar_sequence is not None
        and row.calendar_sequence < meeting.calendar_sequence,
        reply=Reply(row.reply),
        came=row.came,
        absence_reason=row.absence_reason,
        withdrawn=row.withdrawn_at is not None,
        evaluation=_evaluation(getattr(row, "evaluation", None)),
        version=row.version,
    )


def _evaluation(row: Evaluation | None) -> EvaluationLine | None:
    if row is None:
        return None
    return EvaluationLine(
        row.heard, row.mattered, row.know_next, row.safe, row.strengthened, row.words, row.given_at, row.version
    )


def check_called(actor: Actor, participant_id: uuid.UUID, *, meeting_id: uuid.UUID, matter_id: uuid.UUID) -> None:
    """Raise `Hidden` when someone is not of the meeting and the matter that an address names."""
    here = Participant.objects.filter(
        pk=participant_id, meeting=meeting_id, meeting__matter=matter_id, meeting__in=visible_to(actor)
    )
    if not here.exists():
        raise Hidden("participant.read", "not_of_this_meeting", object_id=participant_id)


def recipients(actor: Actor, meeting_id: uuid.UUID) -> dict[uuid.UUID, Recipient]:
    """Return, for each who was in a meeting, as whom the record is shown to them: its excerpts stand on this."""
    row = seen_meeting(actor, meeting_id)
    found = {}
    for one in row.participants.filter(came=True, worker__isnull=True).select_related("member"):
        person = one.person_id or (one.member.person_id if one.member else None)
        found[one.pk] = Recipient(
            person_id=person,
            member_id=one.member_id,
            of_family=one.person_id is not None,
            meetings=frozenset({row.pk}),
        )
    return found
