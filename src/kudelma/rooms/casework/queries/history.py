from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kudelma.core.codes import ArrivalKind, FeedbackLevel
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.people.queries import present_name


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened in a matter, for its timeline. `what` is a code, `detail` a code or a name."""

    on: date
    what: str
    detail: object = ""
    who: str = ""


class Assessed(Protocol):
    """What is asked of an assessment here."""

    @property
    def child(self) -> str: ...

    @property
    def started_on(self) -> date | None: ...

    @property
    def approved_on(self) -> date | None: ...


def happened(row: Matter, assessments: Iterable[Assessed]) -> tuple[Happened, ...]:
    """Return what happened, the newest first: arrivals, assessments, meetings with the child, feedback, hand-overs."""
    moments = [
        Happened(a.initiated_on, "arrived", ArrivalKind(a.kind), a.received_by.name)
        for a in row.arrivals.select_related("received_by")
    ]
    for one in assessments:
        if one.started_on:
            moments.append(Happened(one.started_on, "assessment_started", one.child))
        if one.approved_on:
            moments.append(Happened(one.approved_on, "assessment_approved", one.child))
    met = row.child_meetings.select_related("child", "by").select_related("child")
    moments += [Happened(m.met_on, "child_met", present_name(m.child), m.by.name) for m in met]
    heard = row.tasks.filter(feedback__isnull=False).select_related("feedback__given_by")
    moments += [
        Happened(t.feedback.given_on, "feedback_given", FeedbackLevel(t.feedback.level), t.feedback.given_by.name)
        for t in heard
    ]
    hands = row.responsibilities.select_related("worker").order_by("valid_from")[1:]
    moments += [Happened(h.valid_from, "handed_over", h.worker.name) for h in hands]
    if row.closed_on:
        moments.append(Happened(row.closed_on, "closed"))
    return tuple(sorted(moments, key=lambda m: m.on, reverse=True))
