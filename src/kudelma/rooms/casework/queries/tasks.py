import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kudelma.core.codes import TaskKind
from kudelma.rooms.casework.access import visible_to
from kudelma.rooms.casework.models import Task
from kudelma.rooms.organisation.queries import Actor, stands_in_for
from kudelma.rooms.people.queries import present_name


@dataclass(frozen=True, slots=True)
class TaskLine:
    id: uuid.UUID
    matter_id: uuid.UUID
    family: str
    kind: TaskKind
    what: str
    about: str
    due_on: date
    who: str
    who_id: uuid.UUID
    late: bool
    done_on: date | None
    exception_reason: str


def task_lines(actor: Actor, *, until: date, most: int = 50) -> list[TaskLine]:
    """Return the open tasks of the actor and of those they stand in for, due by a day."""
    people = {actor.id, *stands_in_for(actor)}
    rows = Task.objects.filter(
        matter__in=visible_to(actor), who__in=people, done_on__isnull=True, due_on__lte=until
    ).order_by("due_on", "id")
    return [task_line(row, actor.today) for row in with_people(rows)[:most]]


def with_people(rows: "QuerySet[Task]") -> "QuerySet[Task]":
    return rows.select_related("matter__family", "who", "about").select_related("about")


def task_line(row: Task, today: date) -> TaskLine:
    return TaskLine(
        row.id,
        row.matter_id,
        row.matter.family.name,
        TaskKind(row.kind),
        row.what,
        present_name(row.about) if row.about else "",
        row.due_on,
        row.who.name,
        row.who_id,
        row.done_on is None and row.due_on < today,
        row.done_on,
        row.exception_reason,
    )
