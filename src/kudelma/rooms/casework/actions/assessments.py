import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from kudelma.core.codes import Conclusion, MatterState, Nature, TaskKind
from kudelma.core.deadlines.assessment import Basis, Standing, assessment_deadlines, status
from kudelma.rooms.casework.access import seen_assessment, seen_matter
from kudelma.rooms.casework.models import Assessment, ChildMeeting, DateChange, Matter, Task
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.models import Belonging
from kudelma.rooms.refused import Hidden, Refused, same_matter
from kudelma.rooms.trail.actions import record

#: What a worker writes of an assessment while it is open; nothing else can be changed by the form.
WRITTEN = (
    "plan",
    "situation",
    "needs",
    "clientship_view",
    "own_worker_client",
    "own_worker_professional",
    "child_opinion_how",
    "child_opinion",
    "child_opinion_missing",
    "explained_how",
    "ground",
    "delay_reason",
)


def _note(by: Actor, act: str, assessment: Assessment) -> None:
    record(
        act,
        by=by,
        matter=assessment.matter_id,
        thing="assessment",
        thing_id=assessment.id,
        persons=[assessment.child_id],
    )


def _unapproved(assessment: Assessment) -> None:
    if assessment.approved_on:
        raise Refused("approved_already")


@transaction.atomic
def start(*, by: Actor, assessment_id: uuid.UUID, started_on: date) -> None:
    """Say that an assessment has begun. Refuses a day before initiation or in the future; a retry changes nothing."""
    assessment = seen_assessment(by, assessment_id, lock=True)
    _unapproved(assessment)
    if assessment.started_on == started_on:
        return
    if assessment.started_on:
        raise Refused("started_already", field="started_on", day=assessment.started_on)
    if started_on > by.today:
        raise Refused("in_future", field="started_on")
    if started_on < assessment.initiated_on:
        raise Refused("before_initiation", field="started_on", day=assessment.initiated_on)
    assessment.started_on = started_on
    assessment.version += 1
    assessment.save()
    _note(by, "assessment.started", assessment)


@transaction.atomic
def change_initiation(*, by: Actor, assessment_id: uuid.UUID, initiated_on: date, reason: str) -> None:
    """Change the day a matter became pending; what it was, who changed it and why are kept (1.1.7)."""
    assessment = seen_assessment(by, assessment_id, lock=True)
    _unapproved(assessment)
    if not reason.strip():
        raise Refused("reason_needed", field="reason")
    if initiated_on > by.today:
        raise Refused("in_future", field="initiated_on")
    if assessment.started_on and initiated_on > assessment.started_on:
        raise Refused("after_start", field="initiated_on", day=assessment.started_on)
    if initiated_on == assessment.initiated_on:
        return
    DateChange.objects.create(
        assessment=assessment,
        field="initiated_on",
        was=assessment.initiated_on,
        became=initiated_on,
        reason=reason,
        by_id=by.id,
        at=by.now,
    )
    assessment.initiated_on = initiated_on
    assessment.version += 1
    assessment.save()
    _note(by, "assessment.redated", assessment)


@transaction.atomic
def write_assessment(
    *,
    by: Actor,
    assessment_id: uuid.UUID,
    version: int,
    texts: Mapping[str, str],
    nature: Nature | None = None,
    conclusion: Conclusion | None = None,
) -> Assessment:
    """Save what is written of an assessment. Refuses when someone else saved it meanwhile, or it is approved."""
    assessment = seen_assessment(by, assessment_id, lock=True)
    _unapproved(assessment)
    if assessment.version != version:
        raise Refused("changed_meanwhile", version=assessment.version)
    for name in WRITTEN:
        if name in texts:
            setattr(assessment, name, texts[name])
    if nature is not None:
        assessment.nature = nature
    if conclusion is not None:
        assessment.conclusion = conclusion
    assessment.version += 1
    assessment.save()
    _note(by, "assessment.written", assessment)
    return assessment


@transaction.atomic
def meet_child(
    *,
    by: Actor,
    key: uuid.UUID,
    matter_id: uuid.UUID,
    child_id: uuid.UUID,
    met_on: date,
    place: str,
    alone: bool,
    with_whom: str,
    how: str,
    against_guardian: bool = False,
    against_guardian_reason: str = "",
) -> ChildMeeting:
    """Record a meeting with the child. Against the guardian's will it wants the reason (LSL 29 §)."""
    matter = seen_matter(by, matter_id)
    known = ChildMeeting.objects.filter(pk=key).first()
    if known:
        return same_matter(known, matter.id, act="child.meet")
    if not Belonging.objects.filter(family=matter.family_id, person=child_id).exists():
        raise Hidden("child.meet", "foreign_child", object_id=child_id)
    if met_on > by.today:
        raise Refused("in_future", field="met_on")
    if against_guardian and not against_guardian_reason.strip():
        raise Refused("reason_needed", field="against_guardian_reason")
    meeting = ChildMeeting.objects.create(
        id=key,
        matter=matter,
        child_id=child_id,
        met_on=met_on,
        place=place,
        alone=alone,
        with_whom=with_whom,
        how=how,
        against_guardian=against_guardian,
        against_guardian_reason=against_guardian_reason,
        by_id=by.id,
    )
    Task.objects.filter(matter=matter, kind=TaskKind.MEET_CHILD, about=child_id, done_on__isnull=True).update(
        done_on=met_on, done_by=by.id
    )
    record("child.met", by=by, matter=matter.id, thing="child_meeting", thing_id=meeting.id, persons=[child_id])
    return meeting


#: What the summary must hold before it is approved (SHL 37 §, 32 §, 36.4 §; regulation.md 1.1.11–12, 1.2.11).
COMPULSORY = (
    "situation",
    "needs",
    "clientship_view",
    "own_worker_client",
    "own_worker_professional",
    "explained_how",
    "nature",
    "conclusion",
    "ground",
)


def missing_parts(assessment: Assessment) -> list[str]:
    """Return the compulsory parts that are still empty; the child's opinion may be missing only with a reason."""
    missing = [name for name in COMPULSORY if not str(getattr(assessment, name)).strip()]
    if not assessment.child_opinion_missing.strip():
        missing += [name for name in ("child_opinion_how", "child_opinion") if not getattr(assessment, name).strip()]
    if assessment.started_on is None:
        missing.append("started_on")
    return missing


@transaction.atomic
def approve(*, by: Actor, assessment_id: uuid.UUID, version: int) -> Assessment:
    """Approve the assessment: it is finished today. Refuses missing parts, a worker without office, a lost race.

    Past the limit it wants the reason of the delay. The one who notified is then due their feedback.
    """
    assessment = seen_assessment(by, assessment_id, lock=True)
    if assessment.approved_on:
        return assessment
    if assessment.version != version:
        raise Refused("changed_meanwhile", version=assessment.version)
    if assessment.basis in {Basis.CHILD_PROTECTION, Basis.SPECIAL_SUPPORT} and not by.holds_office:
        raise Refused("office_needed")
    missing = missing_parts(assessment)
    if missing:
        raise Refused("parts_missing", parts=missing)
    clock = assessment_deadlines(assessment.initiated_on, Basis(assessment.basis))
    if clock.finish_raw and clock.finish_rolled and not assessment.delay_reason.strip():
        how = status(due_alert=clock.finish_raw.on, due_latest=clock.finish_rolled.on, done_on=by.today, today=by.today)
        if how.standing == Standing.LATE:
            raise Refused("delay_reason_needed", field="delay_reason", day=clock.finish_rolled.on)
    assessment.approved_on, assessment.approved_by_id = by.today, by.id
    assessment.version += 1
    assessment.save()
    _note(by, "assessment.approved", assessment)
    _after(by, assessment.matter)
    return assessment


def _after(by: Actor, matter: Matter) -> None:
    """When the last assessment of a matter is approved, the family's work goes on and feedback is due within a week."""
    if matter.assessments.filter(approved_on__isnull=True).exists():
        return
    Matter.objects.filter(pk=matter.pk, state=MatterState.ASSESSMENT).update(state=MatterState.WORK)
    for task in matter.tasks.filter(kind=TaskKind.FEEDBACK_TO_REFERRER, done_on__isnull=True):
        task.due_on = min(task.due_on, date.fromordinal(by.today.toordinal() + 7))
        task.save()
