import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from kudelma.core.codes import StepState
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.organisation.queries import Actor, stands_in_for
from kudelma.rooms.people.queries import present_name
from kudelma.rooms.plans.access import seen_step, visible_to
from kudelma.rooms.plans.models import SmallStep
from kudelma.rooms.trail.actions import record


@dataclass(frozen=True, slots=True)
class StepLine:
    """A small step as lists show it. `late`: open, and its day has passed."""

    id: uuid.UUID
    matter_id: uuid.UUID
    family: str
    meeting_id: uuid.UUID | None
    words: str
    language: str
    who: str
    of_family: bool
    with_whom: str
    due_on: date
    how_noticed: str
    state: StepState
    learned: str
    settled_on: date | None
    late: bool
    version: int

    @property
    def is_open(self) -> bool:
        return self.state == StepState.OPEN


def step_lines(actor: Actor, matter_id: uuid.UUID, *, meeting_id: uuid.UUID | None = None) -> list[StepLine]:
    """Return a family's steps, or those agreed in one meeting: open ones first, the nearest day first.

    Leaves a trail row.
    """
    matter = seen_matter(actor, matter_id)
    rows = visible_to(actor).filter(matter=matter)
    if meeting_id:
        rows = rows.filter(meeting=meeting_id)
    lines = [_line(row, actor.today) for row in _with_people(rows)]
    if lines:
        record("steps.read", by=actor, matter=matter.pk)
    settled = sorted((s for s in lines if not s.is_open), key=lambda s: s.settled_on or date.min, reverse=True)
    return [*(s for s in lines if s.is_open), *settled]


def step_line(actor: Actor, step_id: uuid.UUID) -> StepLine:
    """Return one step; leaves a trail row. Raises `Hidden`."""
    row = seen_step(actor, step_id)
    record("step.read", by=actor, matter=row.matter_id, thing="step", thing_id=row.pk)
    return _line(_with_people(SmallStep.objects.filter(pk=row.pk))[0], actor.today)


def open_steps(actor: Actor, *, until: date | None = None, most: int = 30) -> list[StepLine]:
    """Return the open steps of the actor's own work, and of those they stand in for, the nearest day first."""
    people = {actor.id, *stands_in_for(actor)}
    mine = Q(who_worker__in=people) | Q(matter__responsible__in=people) | Q(matter__pair__in=people)
    rows = visible_to(actor).filter(mine, state=StepState.OPEN, matter__closed_on__isnull=True)
    if until:
        rows = rows.filter(due_on__lte=until)
    lines = [_line(row, actor.today) for row in _with_people(rows)[:most]]
    if lines:
        record("steps.listed", by=actor)
    return lines


def _with_people(rows: "QuerySet[SmallStep]") -> "QuerySet[SmallStep]":
    return (
        rows.select_related("matter__family", "statement", "who_person", "who_member", "who_worker")
        .select_related("who_person")
        .order_by(F("due_on").asc(), "id")
    )


def _line(row: SmallStep, today: date) -> StepLine:
    person, member, worker = row.who_person, row.who_member, row.who_worker
    who = present_name(person) if person else member.name if member else worker.name if worker else ""
    state = StepState(row.state)
    return StepLine(
        id=row.pk,
        matter_id=row.matter_id,
        family=row.matter.family.name,
        meeting_id=row.meeting_id,
        words=row.statement.words,
        language=row.statement.language,
        who=who,
        of_family=person is not None,
        with_whom=row.with_whom,
        due_on=row.due_on,
        how_noticed=row.how_noticed,
        state=state,
        learned=row.learned,
        settled_on=row.settled_on,
        late=state == StepState.OPEN and row.due_on < today,
        version=row.version,
    )
