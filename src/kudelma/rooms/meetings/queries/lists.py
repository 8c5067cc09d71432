import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from kudelma.core.codes import MeetingState
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.meetings.access import visible_to
from kudelma.rooms.meetings.models import NetworkMeeting
from kudelma.rooms.organisation.queries import Actor, stands_in_for
from kudelma.rooms.people.queries import present_name
from kudelma.rooms.trail.actions import record
from kudelma.rooms.voice.models import Statement

#: A held meeting without a record is spoken of after so many days.
RECORD_WITHIN_DAYS = 2


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


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in the list of a family's meetings. `record_missing`: held, and nothing written for two days."""

    id: uuid.UUID
    matter_id: uuid.UUID
    family: str
    state: MeetingState
    question: str
    whose: str
    convener: str
    starts_at: datetime | None
    ends_at: datetime | None
    held_on: date | None
    called: int
    invited: int
    confirmed: int
    came: int
    continues: bool
    record_missing: bool


def coming(actor: Actor, *, days: int = 14, matter_id: uuid.UUID | None = None) -> list[ComingMeeting]:
    """Return the meetings to come of the actor's own matters, or of one matter, the nearest first."""
    rows = visible_to(actor).filter(state__in=[MeetingState.PREPARING, MeetingState.INVITED])
    if matter_id:
        rows = rows.filter(matter=matter_id)
    else:
        rows = rows.filter(
            _own(actor), starts_at__lte=actor.now + timedelta(days=days), starts_at__gte=actor.now - timedelta(hours=12)
        )
    rows = rows.select_related("matter__family").prefetch_related("participants").order_by("starts_at", "id")
    return [_coming(row) for row in rows]


def _own(actor: Actor) -> Q:
    """Own work, and the work of those one stands in for."""
    people = {actor.id, *stands_in_for(actor)}
    return Q(convener__in=people) | Q(matter__responsible__in=people) | Q(matter__pair__in=people)


def _coming(row: NetworkMeeting) -> ComingMeeting:
    people = [p for p in row.participants.all() if p.withdrawn_at is None]
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


def meeting_lines(actor: Actor, matter_id: uuid.UUID) -> list[MeetingLine]:
    """Return a family's meetings: those to come first, the nearest of them first; leaves a trail row."""
    matter = seen_matter(actor, matter_id)
    record("meetings.listed", by=actor, matter=matter.pk)
    lines = [_line(row, actor.today) for row in _with_counts(visible_to(actor).filter(matter=matter))]
    ahead = {MeetingState.PREPARING, MeetingState.INVITED}
    to_come = [m for m in lines if m.state in ahead]
    gone = [m for m in lines if m.state not in ahead]
    return [*sorted(to_come, key=_when), *sorted(gone, key=_when, reverse=True)]


def unrecorded(actor: Actor) -> list[MeetingLine]:
    """Return the held meetings of the actor's own work that have no record after two days, the oldest first."""
    rows = visible_to(actor).filter(
        _own(actor), state=MeetingState.HELD, held_on__lte=actor.today - timedelta(days=RECORD_WITHIN_DAYS)
    )
    found = _with_counts(rows.exclude(_recorded())).order_by("held_on", "id")
    return [_line(row, actor.today) for row in found]


def _recorded() -> Exists:
    return Exists(Statement.objects.filter(meeting_id=OuterRef("pk")))


def _with_counts(rows: "QuerySet[NetworkMeeting]") -> "QuerySet[NetworkMeeting]":
    here = Q(participants__withdrawn_at__isnull=True)
    return (
        rows.select_related("matter__family", "convener", "question_whose")
        .select_related("question_whose")
        .annotate(
            called=Count("participants", filter=here),
            invited=Count("participants", filter=here & Q(participants__invited_at__isnull=False)),
            confirmed=Count("participants", filter=here & Q(participants__reply="yes")),
            came=Count("participants", filter=Q(participants__came=True)),
            recorded=_recorded(),
        )
        .order_by(F("starts_at").asc(nulls_last=True), "begun_at", "id")
    )


def _line(row: NetworkMeeting, today: date) -> MeetingLine:
    counts = row.__dict__
    due = row.held_on is not None and row.held_on + timedelta(days=RECORD_WITHIN_DAYS) <= today
    return MeetingLine(
        id=row.id,
        matter_id=row.matter_id,
        family=row.matter.family.name,
        state=MeetingState(row.state),
        question=row.question,
        whose=present_name(row.question_whose),
        convener=row.convener.name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        held_on=row.held_on,
        called=counts["called"],
        invited=counts["invited"],
        confirmed=counts["confirmed"],
        came=counts["came"],
        continues=row.previous_id is not None,
        record_missing=row.state == MeetingState.HELD and due and not counts["recorded"],
    )


def _when(line: MeetingLine) -> tuple[bool, str]:
    day = line.held_on or (line.starts_at.date() if line.starts_at else None)
    return day is None, f"{day}{line.starts_at}"
