import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Min, Prefetch, Q, QuerySet

from kudelma.core import hetu
from kudelma.core.codes import Conclusion, MatterState
from kudelma.core.deadlines.assessment import Basis
from kudelma.rooms.casework.access import seen_matter, visible_to
from kudelma.rooms.casework.models import Assessment, Matter
from kudelma.rooms.casework.queries.clocks import Clock, clocks
from kudelma.rooms.casework.queries.history import Happened, happened
from kudelma.rooms.casework.queries.paging import Slice, slice_of
from kudelma.rooms.casework.queries.tasks import TaskLine, task_line, with_people
from kudelma.rooms.organisation.queries import Actor, stands_in_for
from kudelma.rooms.people.queries import PersonLine, family_people, present_name
from kudelma.rooms.sealed.keys import search_hash
from kudelma.rooms.trail.actions import record


@dataclass(frozen=True, slots=True)
class ChildClock:
    """A child and the clock of their assessment that runs out next; None when none runs."""

    child_id: uuid.UUID
    child: str
    assessment_id: uuid.UUID
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class MatterLine:
    id: uuid.UUID
    family: str
    children: tuple[str, ...]
    state: MatterState
    responsible_id: uuid.UUID
    responsible: str
    opened_on: date
    next_clock: Clock | None


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    id: uuid.UUID
    child_id: uuid.UUID
    child: str
    basis: Basis
    initiated_on: date
    started_on: date | None
    approved_on: date | None
    conclusion: Conclusion | None
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class ClientshipLine:
    id: uuid.UUID
    child_id: uuid.UUID
    child: str
    started_on: date
    ended_on: date | None
    ground: str
    responsible: str


@dataclass(frozen=True, slots=True)
class MatterFrame:
    """What every page inside a matter needs: whose it is, who is in the family, which assessments there are."""

    id: uuid.UUID
    family_id: uuid.UUID
    family: str
    team_id: uuid.UUID
    unit_id: uuid.UUID
    invite_apart: bool
    state: MatterState
    responsible_id: uuid.UUID
    responsible: str
    pair_id: uuid.UUID | None
    pair: str
    opened_on: date
    closed_on: date | None
    version: int
    people: tuple[PersonLine, ...]
    assessments: tuple[AssessmentLine, ...]

    @property
    def children(self) -> tuple[PersonLine, ...]:
        return tuple(person for person in self.people if person.is_client_child)

    @property
    def protected(self) -> bool:
        return any(person.protected for person in self.people)


@dataclass(frozen=True, slots=True)
class MatterPage(MatterFrame):
    """A matter whole: also its clientships, tasks and what has happened."""

    clientships: tuple[ClientshipLine, ...]
    tasks: tuple[TaskLine, ...]
    happened: tuple[Happened, ...]


class Order(StrEnum):
    LIMIT = "limit"
    FAMILY = "family"
    OPENED = "opened"


class Whose(StrEnum):
    MINE = "mine"
    TEAM = "team"
    COVERED = "covered"


def matter_lines(
    actor: Actor,
    *,
    whose: Whose = Whose.TEAM,
    state: MatterState | None = None,
    open_only: bool = True,
    search: str = "",
    order: Order = Order.LIMIT,
    page: int = 1,
    size: int = 25,
) -> Slice[MatterLine]:
    """Return the matters the actor may see.

    `search` looks in the family's and its people's names, or for exactly one person by their identity code.
    """
    rows = visible_to(actor)
    if whose == Whose.MINE:
        rows = rows.filter(Q(responsible=actor.id) | Q(pair=actor.id))
    elif whose == Whose.COVERED:
        rows = rows.filter(responsible__in=stands_in_for(actor))
    if state:
        rows = rows.filter(state=state)
    elif open_only:
        rows = rows.exclude(state=MatterState.CLOSED)
    code = hetu.suggestion(search) or search.strip()
    if is_hetu(code, today=actor.today):
        record("identity.searched", by=actor)
        rows = rows.filter(family__belongings__person__identities__code_hash=search_hash(code, purpose="hetu"))
        search = ""
    for word in search.split()[:6]:
        named = Q(family__name__icontains=word) | Q(family__belongings__person__name__icontains=word)
        rows = rows.filter(pk__in=visible_to(actor).filter(named).values("pk"))
    found = slice_of(_ordered(rows, order), page=page, size=size)
    if found.rows:
        record("matters.listed", by=actor)
    return found.map(lambda row: _line(row, actor.today))


def is_hetu(text: str, *, today: date) -> bool:
    """Say whether a text is a valid identity code: it is then looked for by its keyed hash, never by its letters."""
    try:
        hetu.parse(text, today=today)
    except hetu.HetuError:
        return False
    return True


def _ordered(rows: "QuerySet[Matter]", order: Order) -> "QuerySet[Matter]":
    if order == Order.LIMIT:
        first = Min("assessments__initiated_on", filter=Q(assessments__approved_on__isnull=True))
        rows = rows.annotate(first=first).order_by("first", "family__sort_name", "id")
    elif order == Order.OPENED:
        rows = rows.order_by("-opened_on", "id")
    else:
        rows = rows.order_by("family__sort_name", "id")
    return rows.select_related("family", "responsible").prefetch_related(_assessments())


def _assessments() -> "Prefetch[str]":
    rows = Assessment.objects.select_related("child").select_related("child").order_by("child__born")
    return Prefetch("assessments", queryset=rows)


def _line(row: Matter, today: date) -> MatterLine:
    lines = [_assessment(a, today, present_name(a.child)) for a in row.assessments.all()]
    children = tuple(dict.fromkeys(a.child.split(" ")[0] for a in lines))
    return MatterLine(
        row.id,
        row.family.name,
        children,
        MatterState(row.state),
        row.responsible_id,
        row.responsible.name,
        row.opened_on,
        next_clock(lines),
    )


def next_clock(assessments: Iterable[AssessmentLine]) -> Clock | None:
    """Return the clock that runs out next among open assessments: the start first, then the finish."""
    running = [c for a in assessments if a.approved_on is None for c in a.clocks if c.done_on is None]
    return min(running, key=lambda c: c.alert, default=None)


def _assessment(row: Assessment, today: date, child: str) -> AssessmentLine:
    basis = Basis(row.basis)
    return AssessmentLine(
        row.id,
        row.child_id,
        child,
        basis,
        row.initiated_on,
        row.started_on,
        row.approved_on,
        Conclusion(row.conclusion) if row.conclusion else None,
        clocks(row.initiated_on, basis, started_on=row.started_on, approved_on=row.approved_on, today=today),
    )


def running_clocks(actor: Actor, *, within_days: int, most: int = 30) -> list[tuple[MatterLine, ChildClock]]:
    """Return whose clock runs out within so many days, or has run out, the most pressing first."""
    rows = _ordered(
        visible_to(actor).filter(assessments__approved_on__isnull=True, assessments__isnull=False).distinct(),
        Order.FAMILY,
    ).filter(_mine(actor))
    found = []
    for row in rows[:400]:
        for assessment in (_assessment(a, actor.today, present_name(a.child)) for a in row.assessments.all()):
            clock = next_clock([assessment])
            if clock and (clock.alert - actor.today).days <= within_days:
                child = ChildClock(assessment.child_id, assessment.child, assessment.id, clock)
                found.append((_line(row, actor.today), child))
    found.sort(key=lambda pair: pair[1].clock.alert if pair[1].clock else date.max)
    return found[:most]


def _mine(actor: Actor, path: str = "") -> Q:
    """Own work, and the work of those one stands in for."""
    people = {actor.id, *stands_in_for(actor)}
    return Q(**{f"{path}responsible__in": people}) | Q(**{f"{path}pair__in": people})


def matter_frame(actor: Actor, matter_id: uuid.UUID) -> MatterFrame:
    """Return what a page inside a matter stands in; leaves a trail row."""
    row = seen_matter(actor, matter_id)
    return MatterFrame(**_frame(actor, row))


def matter_page(actor: Actor, matter_id: uuid.UUID) -> MatterPage:
    """Return a matter whole; leaves a trail row."""
    row = seen_matter(actor, matter_id)
    frame = _frame(actor, row)
    tasks = with_people(row.tasks.order_by("done_on", "due_on", "id"))
    return MatterPage(
        **frame,
        clientships=_clientships(row),
        tasks=tuple(task_line(t, actor.today) for t in tasks),
        happened=happened(row, frame["assessments"]),
    )


def _frame(actor: Actor, row: Matter) -> dict[str, Any]:
    people = family_people(row.family_id, today=actor.today)
    children = [p.id for p in people if p.is_client_child]
    record("matter.read", by=actor, matter=row.id, thing="matter", thing_id=row.id, persons=children)
    names = {p.id: p.name for p in people}
    assessments = row.assessments.order_by("approved_on", "child__born")
    return {
        "id": row.id,
        "family_id": row.family_id,
        "family": row.family.name,
        "team_id": row.family.team_id,
        "unit_id": row.family.team.unit_id,
        "invite_apart": row.family.invite_apart,
        "state": MatterState(row.state),
        "responsible_id": row.responsible_id,
        "responsible": row.responsible.name,
        "pair_id": row.pair_id,
        "pair": row.pair.name if row.pair else "",
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
        "version": row.version,
        "people": people,
        "assessments": tuple(_assessment(a, actor.today, names[a.child_id]) for a in assessments),
    }


def _clientships(row: Matter) -> tuple[ClientshipLine, ...]:
    rows = row.clientships.select_related("child", "responsible").select_related("child")
    return tuple(
        ClientshipLine(c.id, c.child_id, present_name(c.child), c.started_on, c.ended_on, c.ground, c.responsible.name)
        for c in rows.order_by("-started_on")
    )
