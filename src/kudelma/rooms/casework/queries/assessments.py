import uuid
from dataclasses import dataclass
from datetime import date, datetime

from kudelma.core.codes import Conclusion, Nature
from kudelma.core.deadlines.assessment import Basis
from kudelma.rooms.casework.access import seen_assessment
from kudelma.rooms.casework.actions.assessments import WRITTEN, missing_parts
from kudelma.rooms.casework.models import ChildMeeting, Clientship
from kudelma.rooms.casework.queries.clocks import Clock, clocks
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.queries import PersonLine, line, present_name
from kudelma.rooms.trail.actions import record


@dataclass(frozen=True, slots=True)
class Redating:
    was: date | None
    became: date | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChildMeetingLine:
    id: uuid.UUID
    child: str
    met_on: date
    place: str
    alone: bool
    with_whom: str
    how: str
    against_guardian: bool
    by: str


@dataclass(frozen=True, slots=True)
class OpenClientship:
    id: uuid.UUID
    started_on: date


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    id: uuid.UUID
    matter_id: uuid.UUID
    family_id: uuid.UUID
    family: str
    child: PersonLine
    basis: Basis
    initiated_on: date
    started_on: date | None
    approved_on: date | None
    approved_by: str
    texts: dict[str, str]
    nature: Nature | None
    conclusion: Conclusion | None
    clocks: tuple[Clock, ...]
    redatings: tuple[Redating, ...]
    child_meetings: tuple[ChildMeetingLine, ...]
    missing: tuple[str, ...]
    clientship: OpenClientship | None
    version: int


def assessment_page(actor: Actor, assessment_id: uuid.UUID) -> AssessmentPage:
    """Return an assessment whole; leaves a trail row."""
    row = seen_assessment(actor, assessment_id)
    record(
        "assessment.read",
        by=actor,
        matter=row.matter_id,
        thing="assessment",
        thing_id=row.id,
        persons=[row.child_id],
    )
    basis = Basis(row.basis)
    return AssessmentPage(
        id=row.id,
        matter_id=row.matter_id,
        family_id=row.matter.family_id,
        family=row.matter.family.name,
        child=line(row.child, today=actor.today, client_child=True),
        basis=basis,
        initiated_on=row.initiated_on,
        started_on=row.started_on,
        approved_on=row.approved_on,
        approved_by=row.approved_by.name if row.approved_by else "",
        texts={name: getattr(row, name) for name in WRITTEN},
        nature=Nature(row.nature) if row.nature else None,
        conclusion=Conclusion(row.conclusion) if row.conclusion else None,
        clocks=clocks(
            row.initiated_on, basis, started_on=row.started_on, approved_on=row.approved_on, today=actor.today
        ),
        redatings=tuple(
            Redating(d.was, d.became, d.reason, d.by.name, d.at)
            for d in row.date_changes.select_related("by").order_by("-at")
        ),
        child_meetings=child_meetings(row.matter_id, child_id=row.child_id),
        missing=tuple(missing_parts(row)),
        clientship=_clientship(row.child_id),
        version=row.version,
    )


def _clientship(child_id: uuid.UUID) -> OpenClientship | None:
    row = Clientship.objects.filter(child=child_id, ended_on__isnull=True).first()
    return OpenClientship(row.pk, row.started_on) if row else None


def child_meetings(matter_id: uuid.UUID, *, child_id: uuid.UUID) -> tuple[ChildMeetingLine, ...]:
    """Return the meetings with a child in a matter, the newest first; the caller has been allowed to see it."""
    rows = ChildMeeting.objects.filter(matter=matter_id, child=child_id).select_related("by", "child")
    return tuple(
        ChildMeetingLine(
            m.id,
            present_name(m.child),
            m.met_on,
            m.place,
            m.alone,
            m.with_whom,
            m.how,
            m.against_guardian,
            m.by.name,
        )
        for m in rows.select_related("child").order_by("-met_on")
    )
