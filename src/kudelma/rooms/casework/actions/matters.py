import uuid
from datetime import date

from django.db import transaction

from kudelma.core.codes import Channel, FeedbackLevel, MatterState, Purpose, TaskKind
from kudelma.rooms.casework.access import seen_matter, seen_task
from kudelma.rooms.casework.models import Clientship, Feedback, Matter, Responsibility, Task
from kudelma.rooms.consent.queries import Standing, standings
from kudelma.rooms.organisation.queries import Actor, current_memberships
from kudelma.rooms.refused import Refused, same_matter
from kudelma.rooms.trail.actions import record


@transaction.atomic
def add_task(*, by: Actor, key: uuid.UUID, matter_id: uuid.UUID, what: str, due_on: date, who_id: uuid.UUID) -> Task:
    """Add a task of the worker's own."""
    matter = seen_matter(by, matter_id)
    known = Task.objects.filter(pk=key).first()
    if known:
        return same_matter(known, matter.id, act="task.add")
    _of_the_team(matter, who_id, by.today, field="who")
    task = Task.objects.create(id=key, matter=matter, kind=TaskKind.OTHER, what=what, due_on=due_on, who_id=who_id)
    record("task.added", by=by, matter=matter.id, thing="task", thing_id=task.id)
    return task


def _of_the_team(matter: Matter, worker_id: uuid.UUID, day: date, *, field: str) -> None:
    if not current_memberships(day).filter(worker=worker_id, team=matter.family.team_id).exists():
        raise Refused("worker_of_another_team", field=field)


@transaction.atomic
def finish_task(*, by: Actor, task_id: uuid.UUID, done_on: date, exception_reason: str = "") -> None:
    """Mark a task done, or left undone with its reason. Feedback to the referrer is done by giving it."""
    task = seen_task(by, task_id, lock=True)
    if task.done_on:
        return
    if task.kind == TaskKind.FEEDBACK_TO_REFERRER and not exception_reason.strip():
        raise Refused("feedback_first")
    if done_on > by.today:
        raise Refused("in_future", field="done_on")
    task.done_on, task.done_by_id, task.exception_reason = done_on, by.id, exception_reason
    task.save()
    record("task.done", by=by, matter=task.matter_id, thing="task", thing_id=task.id)


@transaction.atomic
def give_feedback(
    *, by: Actor, task_id: uuid.UUID, level: FeedbackLevel, channel: Channel, given_on: date, note: str
) -> Feedback:
    """Record that the one who notified has heard. Conclusions may be told only with the family's permission."""
    task = seen_task(by, task_id, lock=True)
    known = Feedback.objects.filter(task=task).first()
    if known:
        return known
    if task.arrival is None:
        raise Refused("no_referrer")
    if given_on > by.today:
        raise Refused("in_future", field="given_on")
    if level == FeedbackLevel.CONCLUSIONS:
        now = standings(task.matter.family_id, purpose=Purpose.TELL_CONCLUSIONS, today=by.today)
        member = task.arrival.notifier_id
        if member is None or now.get(member) != Standing.GIVEN:
            raise Refused("permission_needed", field="level")
    if level != FeedbackLevel.RECEIVED and task.matter.assessments.filter(approved_on__isnull=True).exists():
        raise Refused("assessment_not_finished", field="level")
    feedback = Feedback.objects.create(
        task=task,
        arrival=task.arrival,
        level=level,
        channel=channel,
        given_on=given_on,
        given_by_id=by.id,
        note=note,
    )
    task.done_on, task.done_by_id = given_on, by.id
    task.save()
    record(
        "feedback.given",
        by=by,
        matter=task.matter_id,
        thing="arrival",
        thing_id=task.arrival_id,
        because=level,
    )
    return feedback


@transaction.atomic
def hand_over(
    *,
    by: Actor,
    matter_id: uuid.UUID,
    version: int,
    to_id: uuid.UUID,
    pair_id: uuid.UUID | None,
    reason: str,
    told_family_on: date | None,
) -> Matter:
    """Hand a matter to another of the team without a break: open tasks go along, the history is kept (SHL 42 §)."""
    matter = seen_matter(by, matter_id, lock=True)
    if matter.version != version:
        raise Refused("changed_meanwhile", version=matter.version)
    if not reason.strip():
        raise Refused("reason_needed", field="reason")
    _of_the_team(matter, to_id, by.today, field="to")
    if pair_id:
        _of_the_team(matter, pair_id, by.today, field="pair")
    if pair_id == to_id:
        raise Refused("pair_is_same", field="pair")
    if to_id != matter.responsible_id:
        Responsibility.objects.filter(matter=matter, valid_to__isnull=True).update(valid_to=by.today)
        Responsibility.objects.create(
            matter=matter, worker_id=to_id, valid_from=by.today, reason=reason, told_family_on=told_family_on
        )
        Task.objects.filter(matter=matter, done_on__isnull=True, who=matter.responsible_id).update(who=to_id)
        Clientship.objects.filter(matter=matter, ended_on__isnull=True).update(responsible=to_id)
    matter.responsible_id, matter.pair_id = to_id, pair_id
    matter.version += 1
    matter.save()
    record("matter.handed_over", by=by, matter=matter.id, thing="worker", thing_id=to_id)
    return matter


@transaction.atomic
def close(*, by: Actor, matter_id: uuid.UUID, version: int, reason: str) -> Matter:
    """Close a matter. Refuses while an assessment, a clientship or the referrer's feedback is open."""
    matter = seen_matter(by, matter_id, lock=True)
    if matter.closed_on:
        return matter
    if matter.version != version:
        raise Refused("changed_meanwhile", version=matter.version)
    if not reason.strip():
        raise Refused("reason_needed", field="reason")
    if matter.assessments.filter(approved_on__isnull=True).exists():
        raise Refused("assessment_not_finished")
    if matter.clientships.filter(ended_on__isnull=True).exists():
        raise Refused("clientship_open")
    if matter.tasks.filter(kind=TaskKind.FEEDBACK_TO_REFERRER, done_on__isnull=True).exists():
        raise Refused("feedback_first")
    matter.state, matter.closed_on, matter.closing_reason = MatterState.CLOSED, by.today, reason
    matter.version += 1
    matter.save()
    Responsibility.objects.filter(matter=matter, valid_to__isnull=True).update(valid_to=by.today)
    record("matter.closed", by=by, matter=matter.id)
    return matter
