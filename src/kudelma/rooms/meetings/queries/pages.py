import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kudelma.core.codes import LeftOutReason, MeetingRole, MeetingState, MeetingStructure, TaskKind, Yes
from kudelma.rooms.casework.models import Arrival, Task
from kudelma.rooms.meetings.access import seen_meeting, standings_for
from kudelma.rooms.meetings.models import FollowUp, NetworkMeeting, Participant
from kudelma.rooms.meetings.queries.invitations import name_of
from kudelma.rooms.meetings.queries.lists import RECORD_WITHIN_DAYS
from kudelma.rooms.meetings.queries.notifiers import Notifier, unsettled_notifiers
from kudelma.rooms.meetings.queries.participants import ParticipantLine, participant_line, participants
from kudelma.rooms.meetings.safety import Constellation, constellation
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.queries import PersonLine, family_people, present_name
from kudelma.rooms.refused import Hidden
from kudelma.rooms.trail.actions import record
from kudelma.rooms.voice.models import Statement


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    member: str
    reason: LeftOutReason
    words: str


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    timing_difficulty: int
    constellation_obstacle: bool
    repetition_avoided: Yes
    would_do_again: Yes
    family_experience: str
    child_experience: str
    partner_experience: str
    worker_experience: str
    filled_by: str
    version: int


@dataclass(frozen=True, slots=True)
class MeetingPage:
    id: uuid.UUID
    matter_id: uuid.UUID
    family_id: uuid.UUID
    family: str
    state: MeetingState
    convener_id: uuid.UUID
    convener: str
    need: str
    question: str
    question_whose_id: uuid.UUID
    question_whose: str
    structure: MeetingStructure
    what_is_told: str
    not_told: str
    told_by: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    place_suits: bool
    remote_link: str
    prepared_with_family_on: date | None
    held_on: date | None
    next_question: str
    cancelled_reason: str
    version: int
    previous_id: uuid.UUID | None
    previous_question: str
    next_id: uuid.UUID | None
    participants: tuple[ParticipantLine, ...]
    taken_back: tuple[ParticipantLine, ...]
    left_out: tuple[LeftOutLine, ...]
    notifiers: tuple[Notifier, ...]
    invite_apart: bool
    place_protected: bool
    clash: tuple[str, ...]
    follow_up: FollowUpLine | None
    sources: tuple[str, ...]
    initiated_on: date | None
    feedback_task_id: uuid.UUID | None
    record_rows: int
    record_missing: bool

    @property
    def came(self) -> tuple[ParticipantLine, ...]:
        return tuple(one for one in self.participants if one.came)

    @property
    def did_not_come(self) -> tuple[ParticipantLine, ...]:
        return tuple(one for one in self.participants if one.came is False)

    @property
    def days_from_initiation(self) -> int | None:
        return (self.held_on - self.initiated_on).days if self.held_on and self.initiated_on else None

    @property
    def prepared(self) -> bool:
        """Say whether the family has been prepared with: what is told, by whom, when and where."""
        told = self.what_is_told.strip() and self.told_by.strip() and self.prepared_with_family_on
        return bool(told and self.starts_at and self.ends_at and self.place_suits and (self.place or self.remote_link))

    @property
    def has_roles(self) -> bool:
        roles = {one.role for one in self.participants}
        return {MeetingRole.CHAIR, MeetingRole.RECORDER} <= roles

    @property
    def to_send(self) -> tuple[ParticipantLine, ...]:
        """Who has not been sent an invitation, or not the newest one."""
        return tuple(one for one in self.participants if one.invited_at is None or one.to_send_again)


def meeting_page(
    actor: Actor, meeting_id: uuid.UUID, *, matter_id: uuid.UUID, language: str, whole: bool = True
) -> MeetingPage:
    """Return a meeting as its pages show it; leaves a trail row. Raises `Hidden`.

    Without `whole` it knows neither the grounds of the invitations nor what the follow-up form stands on: for
    pages that show one part of the meeting.
    """
    row = seen_meeting(actor, meeting_id)
    if row.matter_id != matter_id:
        raise Hidden("meeting.read", "other_matter", object_id=meeting_id)
    people = participants(row)
    called = [p.person_id for p in people if p.person_id]
    record("meeting.read", by=actor, matter=matter_id, thing="meeting", thing_id=row.pk, persons=called)
    ahead, held = row.state in _AHEAD, row.state == MeetingState.HELD
    family = constellation(row.matter.family)
    asks = whole and ahead and any(p.member_id for p in people)
    standings = standings_for(row, actor) if asks else {}
    lines = [participant_line(p, row, standings, family) for p in people]
    arrivals = _arrivals(matter_id) if whole and held else []
    written = 0 if row.state == MeetingState.PREPARING else _written(row)
    following = getattr(row, "next", None)
    return MeetingPage(
        id=row.pk,
        matter_id=row.matter_id,
        family_id=row.matter.family_id,
        family=row.matter.family.name,
        state=MeetingState(row.state),
        convener_id=row.convener_id,
        convener=row.convener.name,
        need=row.need,
        question=row.question,
        question_whose_id=row.question_whose_id,
        question_whose=present_name(row.question_whose),
        structure=MeetingStructure(row.structure),
        what_is_told=row.what_is_told,
        not_told=row.not_told,
        told_by=row.told_by,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        place_suits=row.place_suits,
        remote_link=row.remote_link,
        prepared_with_family_on=row.prepared_with_family_on,
        held_on=row.held_on,
        next_question=row.next_question,
        cancelled_reason=row.cancelled_reason,
        version=row.version,
        previous_id=row.previous_id,
        previous_question=row.previous.question if row.previous else "",
        next_id=following.pk if following else None,
        participants=tuple(p for p in lines if not p.withdrawn),
        taken_back=tuple(p for p in lines if p.withdrawn),
        left_out=_left_out(row) if whole else (),
        notifiers=tuple(unsettled_notifiers(row)) if whole and ahead else (),
        invite_apart=row.matter.family.invite_apart,
        place_protected=bool(family.marked),
        clash=_clash(people, family) if ahead else (),
        follow_up=_follow_up(row) if whole and held else None,
        sources=tuple(dict.fromkeys(_in(language, a) for a in arrivals)),
        initiated_on=arrivals[0].initiated_on if arrivals else None,
        feedback_task_id=_feedback_task(matter_id) if whole and held else None,
        record_rows=written,
        record_missing=_overdue(row, actor.today) and not written,
    )


def people_of(meeting: MeetingPage, actor: Actor) -> tuple[PersonLine, ...]:
    """Return the family of a meeting that the actor has been shown."""
    return family_people(meeting.family_id, today=actor.today)


_AHEAD = (MeetingState.PREPARING, MeetingState.INVITED)


def _arrivals(matter_id: uuid.UUID) -> list[Arrival]:
    return list(Arrival.objects.filter(matter=matter_id).select_related("source").order_by("initiated_on"))


def _written(meeting: NetworkMeeting) -> int:
    return Statement.objects.filter(meeting_id=meeting.pk, replaced_by__isnull=True).count()


def _overdue(meeting: NetworkMeeting, today: date) -> bool:
    """Say whether a record should have been written by now."""
    return meeting.held_on is not None and meeting.held_on + timedelta(days=RECORD_WITHIN_DAYS) <= today


def _left_out(meeting: NetworkMeeting) -> tuple[LeftOutLine, ...]:
    rows = meeting.left_out.select_related("member").order_by("decided_at")
    return tuple(LeftOutLine(one.member.name, LeftOutReason(one.reason), one.words) for one in rows)


def _feedback_task(matter_id: uuid.UUID) -> uuid.UUID | None:
    rows = Task.objects.filter(matter=matter_id, kind=TaskKind.FEEDBACK_TO_REFERRER, done_on__isnull=True)
    return rows.order_by("due_on").values_list("pk", flat=True).first()


def _in(language: str, arrival: Arrival) -> str:
    """Return where a family came from in a language."""
    source = arrival.source
    return {"sv": source.name_sv, "en": source.name_en}.get(language) or source.name_fi


def _clash(people: list[Participant], family: Constellation) -> tuple[str, ...]:
    """Return the names of two who were called and may not meet: a mark may have been set after the invitation."""
    persons = {
        (p.person_id or (p.member.person_id if p.member else None)): name_of(p)
        for p in people
        if p.withdrawn_at is None
    }
    pair = family.clash(one for one in persons if one)
    return tuple(sorted(persons[one] for one in pair)) if pair else ()


def _follow_up(meeting: NetworkMeeting) -> FollowUpLine | None:
    row = FollowUp.objects.filter(meeting=meeting).select_related("filled_by").first()
    if row is None:
        return None
    return FollowUpLine(
        row.timing_difficulty,
        row.constellation_obstacle,
        Yes(row.repetition_avoided),
        Yes(row.would_do_again),
        row.family_experience,
        row.child_experience,
        row.partner_experience,
        row.worker_experience,
        row.filled_by.name,
        row.version,
    )
