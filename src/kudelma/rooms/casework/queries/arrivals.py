import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from kudelma.core.codes import ArrivalKind, Channel, IntakeOutcome, Urgency, Yes
from kudelma.rooms.casework.access import seen_arrival, visible_arrivals
from kudelma.rooms.casework.models import Arrival, ReferralSource
from kudelma.rooms.casework.queries.paging import Slice, slice_of
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.queries import PersonLine, line
from kudelma.rooms.trail.actions import record


@dataclass(frozen=True, slots=True)
class SourceLine:
    id: uuid.UUID
    code: str
    name: str
    is_authority: bool
    invite_by_default: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A referring party as its list is kept: in all its languages."""

    id: uuid.UUID
    name_fi: str
    name_sv: str
    name_en: str
    is_authority: bool
    invite_by_default: bool
    order: int
    in_use: bool


@dataclass(frozen=True, slots=True)
class ArrivalLine:
    id: uuid.UUID
    kind: ArrivalKind
    who_it_concerns: str
    source: str
    received_at: datetime
    urgency: Urgency | None
    outcome: IntakeOutcome | None
    family: str
    hours_waiting: int | None  # since receipt, while urgency has not been judged


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    id: uuid.UUID
    kind: ArrivalKind
    channel: Channel
    received_at: datetime
    initiated_on: date
    received_by: str
    source: SourceLine
    notifier_name: str
    notifier_organisation: str
    notifier_contact: str
    wants_feedback: bool
    hide_notifier: bool
    hide_notifier_reason: str
    who_it_concerns: str
    place: str
    observations: str
    first_hand: Yes
    all_children: Yes
    notifier_has_done: str
    other_authorities: str
    tried_before: str
    family_knows: Yes
    child_knows: Yes
    expects: str
    told_what_next: bool
    told_may_be_invited: bool
    hours_waiting: int | None
    urgency: Urgency | None
    urgency_grounds: str
    urgency_by: str
    urgency_at: datetime | None
    outcome: IntakeOutcome | None
    outcome_reason: str
    outcome_by: str
    outcome_at: datetime | None
    family_id: uuid.UUID | None
    family: str
    team_id: uuid.UUID
    matter_id: uuid.UUID | None
    open_matter_id: uuid.UUID | None
    children: tuple[PersonLine, ...]


def sources(language: str, *, also: uuid.UUID | None = None) -> list[SourceLine]:
    """Return the parties families come from, in the unit's order, in a language."""
    rows = ReferralSource.objects.filter(Q(in_use=True) | Q(pk=also)).order_by("order", "name_fi")
    return [source_line(row, language) for row in rows]


def source_rows() -> list[SourceRow]:
    """Return the whole list of referring parties, those out of use last."""
    return [
        SourceRow(s.pk, s.name_fi, s.name_sv, s.name_en, s.is_authority, s.invite_by_default, s.order, s.in_use)
        for s in ReferralSource.objects.order_by("-in_use", "order", "name_fi")
    ]


def source_names(language: str) -> dict[str, str]:
    """Return what each referring party is called in a language, by its code."""
    return {line.code: line.name for line in (source_line(row, language) for row in ReferralSource.objects.all())}


def source_line(row: ReferralSource, language: str) -> SourceLine:
    name = {"sv": row.name_sv, "en": row.name_en}.get(language) or row.name_fi
    return SourceLine(row.id, row.code, name, row.is_authority, row.invite_by_default)


def arrival_lines(
    actor: Actor, *, language: str, open_only: bool = True, search: str = "", page: int = 1, size: int = 25
) -> Slice[ArrivalLine]:
    """Return the arrivals of the actor's teams, the newest first."""
    rows = visible_arrivals(actor).select_related("source", "urgency", "family").order_by("-received_at", "id")
    if open_only:
        rows = rows.filter(outcome="")
    if search.strip():
        rows = rows.filter(Q(who_it_concerns__icontains=search.strip()) | Q(family__name__icontains=search.strip()))
    found = slice_of(rows, page=page, size=size)
    if found.rows:
        record("arrivals.listed", by=actor)
    return found.map(lambda row: _line(row, actor, language))


def _hours(row: Arrival, actor: Actor) -> int | None:
    if hasattr(row, "urgency") or row.outcome:
        return None
    return max(0, int((actor.now - row.received_at).total_seconds() // 3600))


def _line(row: Arrival, actor: Actor, language: str) -> ArrivalLine:
    urgency = getattr(row, "urgency", None)
    return ArrivalLine(
        row.id,
        ArrivalKind(row.kind),
        row.who_it_concerns,
        source_line(row.source, language).name,
        row.received_at,
        Urgency(urgency.result) if urgency else None,
        IntakeOutcome(row.outcome) if row.outcome else None,
        row.family.name if row.family else "",
        _hours(row, actor),
    )


def arrival_page(actor: Actor, arrival_id: uuid.UUID, *, language: str) -> ArrivalPage:
    """Return an arrival whole; leaves a trail row."""
    row = seen_arrival(actor, arrival_id)
    urgency = getattr(row, "urgency", None)
    children = [c.child for c in row.concerns.select_related("child").select_related("child")]
    record("arrival.read", by=actor, thing="arrival", thing_id=row.id, persons=[c.pk for c in children])
    open_matter = row.family.matters.filter(closed_on__isnull=True).first() if row.family else None
    return ArrivalPage(
        id=row.id,
        kind=ArrivalKind(row.kind),
        channel=Channel(row.channel),
        received_at=row.received_at,
        initiated_on=row.initiated_on,
        received_by=row.received_by.name,
        source=source_line(row.source, language),
        notifier_name=row.notifier_name,
        notifier_organisation=row.notifier_organisation,
        notifier_contact=row.notifier_contact,
        wants_feedback=row.wants_feedback,
        hide_notifier=row.hide_notifier,
        hide_notifier_reason=row.hide_notifier_reason,
        who_it_concerns=row.who_it_concerns,
        place=row.place,
        observations=row.observations,
        first_hand=Yes(row.first_hand),
        all_children=Yes(row.all_children),
        notifier_has_done=row.notifier_has_done,
        other_authorities=row.other_authorities,
        tried_before=row.tried_before,
        family_knows=Yes(row.family_knows),
        child_knows=Yes(row.child_knows),
        expects=row.expects,
        told_what_next=row.told_what_next,
        told_may_be_invited=row.told_may_be_invited,
        hours_waiting=_hours(row, actor),
        urgency=Urgency(urgency.result) if urgency else None,
        urgency_grounds=urgency.grounds if urgency else "",
        urgency_by=urgency.judged_by.name if urgency else "",
        urgency_at=urgency.judged_at if urgency else None,
        outcome=IntakeOutcome(row.outcome) if row.outcome else None,
        outcome_reason=row.outcome_reason,
        outcome_by=row.outcome_by.name if row.outcome_by else "",
        outcome_at=row.outcome_at,
        family_id=row.family_id,
        family=row.family.name if row.family else "",
        team_id=row.team_id,
        matter_id=row.matter_id,
        open_matter_id=open_matter.pk if open_matter else None,
        children=tuple(line(child, today=actor.today, client_child=True) for child in children),
    )
