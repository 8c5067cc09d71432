"""A unit's own assessments told as events. One case is one child's assessment; the client is the family."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import pyarrow as pa
from django.db.models import Min, Prefetch

from kudelma.core.codes import EventKind, Phase
from kudelma.rooms.casework.models import Arrival, Assessment, ChildMeeting, Clientship, Feedback, Matter
from kudelma.rooms.insight.access import told_as_events
from kudelma.rooms.insight.pseudonyms import pseudonym, shifted
from kudelma.rooms.meetings.models import NetworkMeeting
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.plans.models import SmallStep

#: What turns an assessment's phase; other events leave it as it is.
PHASES = {
    EventKind.INITIATED.value: Phase.ARRIVED.value,
    EventKind.ASSESSMENT_STARTED.value: Phase.ASSESSED.value,
    EventKind.ASSESSMENT_APPROVED.value: Phase.AFTER.value,
    EventKind.CLIENTSHIP_STARTED.value: Phase.PROTECTED.value,
    EventKind.CLIENTSHIP_ENDED.value: Phase.AFTER.value,
    EventKind.CLOSED.value: Phase.OVER.value,
}
HELSINKI = ZoneInfo("Europe/Helsinki")
_NOON = time(12)
_TOLD = (
    "child",
    "initiated_on",
    "started_on",
    "approved_on",
    "conclusion",
    "matter__closed_on",
    "matter__family__team__name",
    "arrival__received_at",
    "arrival__channel",
    "arrival__outcome",
    "arrival__outcome_at",
    "arrival__source__code",
    "arrival__urgency__result",
    "arrival__urgency__judged_at",
)
_ORDER = {kind: spot for spot, kind in enumerate(EventKind)}

SCHEMA = pa.schema(
    [
        ("case_id", pa.string()),
        ("activity", pa.string()),
        ("timestamp", pa.timestamp("us", tz="UTC")),
        ("household", pa.string()),
        ("provider", pa.string()),
        ("service_class", pa.string()),
        ("source", pa.string()),
        ("channel", pa.string()),
        ("result", pa.string()),
        ("role", pa.string()),
        ("end", pa.timestamp("us", tz="UTC")),
    ]
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. A `day` without a time is kept in the order of the process on that day."""

    kind: EventKind
    at: datetime | None
    day: date
    channel: str = ""
    result: str = ""
    role: str = ""


def own_events(actor: Actor, *, shift: bool = False) -> pa.Table:
    """Return the events of the units the actor leads, by case and time; `shift` moves each family's dates."""
    rows: list[tuple[object, ...]] = []
    for one in _assessments(actor):
        family: UUID = one.matter.family_id
        case, household = pseudonym("case", one.id), pseudonym("family", family)
        source = one.arrival.source.code
        for moment, event in in_order(e for e in _events(one) if e.day >= one.initiated_on):
            at = shifted(moment.astimezone(UTC), family, shift=shift)
            rows.append(
                (
                    case,
                    event.kind.value,
                    at,
                    household,
                    one.matter.family.team.name,
                    "child_protection" if "clientship" in event.kind.value else "assessment",
                    source,
                    event.channel or None,
                    event.result or None,
                    event.role or None,
                    None,
                )
            )
    rows.sort(key=lambda row: (row[0], row[2]))
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    return pa.table([pa.array(column, kind.type) for column, kind in zip(columns, SCHEMA, strict=True)], schema=SCHEMA)


def in_order(events: Iterable[Event]) -> Iterator[tuple[datetime, Event]]:
    """Yield events with their moments: by day, then as the process goes; a day without a time is never earlier."""
    last: datetime | None = None
    for event in sorted(events, key=lambda e: (e.day, _ORDER[e.kind], e.at or datetime.min.replace(tzinfo=UTC))):
        moment = event.at or datetime.combine(event.day, _NOON, HELSINKI)
        if last is not None and moment < last and moment.astimezone(HELSINKI).date() == last.date():
            moment = last
        last = moment.astimezone(HELSINKI)
        yield moment, event


def _assessments(actor: Actor) -> Iterable[Assessment]:
    # Only what is told is fetched: the sealed words of a case are never opened here.
    meetings = NetworkMeeting.objects.only("matter", "held_on").annotate(first_invited=Min("participants__invited_at"))
    steps = SmallStep.objects.select_related("statement").only("matter", "statement__said_on")
    return (
        told_as_events(actor)
        .select_related("matter__family__team", "arrival__source", "arrival__urgency")
        .only(*_TOLD)
        .prefetch_related(
            Prefetch("matter__child_meetings", queryset=ChildMeeting.objects.only("matter", "child", "met_on")),
            Prefetch(
                "matter__clientships", queryset=Clientship.objects.only("matter", "child", "started_on", "ended_on")
            ),
            Prefetch("matter__meetings", queryset=meetings),
            Prefetch("matter__steps", queryset=steps),
            Prefetch("arrival__feedbacks", queryset=Feedback.objects.only("arrival", "given_on", "channel", "level")),
        )
        .order_by("initiated_on", "id")
    )


def _events(one: Assessment) -> Iterator[Event]:
    yield from _of_arrival(one.arrival, one.initiated_on)
    if one.started_on:
        yield Event(EventKind.ASSESSMENT_STARTED, None, one.started_on)
    if one.approved_on:
        yield Event(EventKind.ASSESSMENT_APPROVED, None, one.approved_on, result=one.conclusion)
    for met in one.matter.child_meetings.all():
        if met.child_id == one.child_id:
            yield Event(EventKind.CHILD_HEARD, None, met.met_on)
    for ship in one.matter.clientships.all():
        if ship.child_id == one.child_id:
            yield Event(EventKind.CLIENTSHIP_STARTED, None, ship.started_on)
            if ship.ended_on:
                yield Event(EventKind.CLIENTSHIP_ENDED, None, ship.ended_on)
    yield from _of_matter(one.matter)


def _of_matter(matter: Matter) -> Iterator[Event]:
    """What the children of a family share: meetings, small steps, the close."""
    for meeting in matter.meetings.all():
        invited = getattr(meeting, "first_invited", None)
        if invited:
            yield _at(EventKind.INVITED, invited)
        if meeting.held_on:
            yield Event(EventKind.MEETING_HELD, None, meeting.held_on)
    agreed = [step.statement.said_on for step in matter.steps.all()]
    if agreed:
        yield Event(EventKind.STEPS_AGREED, None, min(agreed))
    if matter.closed_on:
        yield Event(EventKind.CLOSED, None, matter.closed_on)


def _of_arrival(arrival: Arrival, initiated_on: date) -> Iterator[Event]:
    received = arrival.received_at.astimezone(HELSINKI)
    same_day = received.date() == initiated_on
    yield Event(EventKind.INITIATED, received if same_day else None, initiated_on, channel=arrival.channel)
    urgency = getattr(arrival, "urgency", None)
    if urgency:
        yield _at(EventKind.URGENCY_ASSESSED, urgency.judged_at, result=urgency.result)
    if arrival.outcome_at:
        yield _at(EventKind.DECISION_MADE, arrival.outcome_at, result=arrival.outcome)
    for told in arrival.feedbacks.all():
        yield Event(EventKind.FEEDBACK_GIVEN, None, told.given_on, channel=told.channel, result=told.level)


def _at(kind: EventKind, at: datetime, **facts: str) -> Event:
    return Event(kind, at, at.astimezone(HELSINKI).date(), **facts)
