import uuid
from datetime import date

from django.db import transaction

from kudelma.core.codes import MeetingState, StatementKind, StatementSource, StepState
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.meetings.access import seen_meeting
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.plans.access import seen_step
from kudelma.rooms.plans.models import SmallStep
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.actions import record
from kudelma.rooms.voice.actions import Shown, Speaker, write_down


@transaction.atomic
def agree_step(
    *,
    by: Actor,
    key: uuid.UUID,
    matter_id: uuid.UUID,
    words: str,
    who: Speaker,
    due_on: date,
    with_whom: str = "",
    how_noticed: str = "",
    meeting_id: uuid.UUID | None = None,
    shown: Shown | None = None,
    language: str = "fi",
) -> SmallStep:
    """Agree on a step: who takes it, with whom, by when, and how we notice that it helped (K5).

    Its words are a statement of the one who takes it, so who may see them is decided where all words are. Shown to
    the family, and to everyone in the meeting it was agreed in, unless said otherwise.
    """
    matter = seen_matter(by, matter_id, lock=True)
    known = SmallStep.objects.filter(pk=key).first()
    if known and known.matter_id != matter.pk:
        raise Hidden("step.agree", "foreign_key", object_id=key)
    if known:
        return known
    if matter.closed_on:
        raise Refused("matter_closed")
    if sum(one is not None for one in (who.person_id, who.member_id, who.worker_id)) != 1:
        raise Refused("who_needed", field="who")
    if due_on < by.today:
        raise Refused("due_in_past", field="due_on")
    if meeting_id:
        _check_meeting(by, meeting_id, matter_id)
    statement = write_down(
        by=by,
        key=uuid.uuid5(key, "words"),
        matter_id=matter.pk,
        words=words,
        speaker=who,
        kind=StatementKind.AGREED,
        source=StatementSource.NETWORK_MEETING if meeting_id else StatementSource.CONVERSATION,
        said_on=by.today,
        about=[who.person_id] if who.person_id else [],
        shown=shown or Shown(family=True, meeting=meeting_id is not None),
        language=language,
        meeting_id=meeting_id,
    )
    step = SmallStep.objects.create(
        id=key,
        matter=matter,
        meeting_id=meeting_id,
        statement=statement,
        who_person_id=who.person_id,
        who_member_id=who.member_id,
        who_worker_id=who.worker_id,
        with_whom=with_whom,
        due_on=due_on,
        how_noticed=how_noticed,
    )
    record(
        "step.agreed",
        by=by,
        matter=matter.pk,
        thing="step",
        thing_id=step.pk,
        persons=[who.person_id] if who.person_id else [],
    )
    return step


def _check_meeting(by: Actor, meeting_id: uuid.UUID, matter_id: uuid.UUID) -> None:
    meeting = seen_meeting(by, meeting_id)
    if meeting.matter_id != matter_id:
        raise Hidden("step.agree", "foreign_meeting", object_id=meeting_id)
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("meeting_cancelled")
    if meeting.state == MeetingState.PREPARING:
        raise Refused("meeting_not_held")


@transaction.atomic
def settle_step(*, by: Actor, step_id: uuid.UUID, version: int, state: StepState, learned: str = "") -> SmallStep:
    """Say what came of a step. What did not happen as agreed teaches something: that is written down."""
    step = seen_step(by, step_id, lock=True)
    if step.state == state and step.learned == learned and step.settled_on:
        return step
    if step.version != version:
        raise Refused("changed_meanwhile", version=step.version)
    if state == StepState.OPEN:
        raise Refused("choose_from_list", field="state")
    if state != StepState.DONE and not learned.strip():
        raise Refused("learned_needed", field="learned")
    step.state, step.learned, step.settled_on = state, learned, by.today
    step.version += 1
    step.save()
    record("step.settled", by=by, matter=step.matter_id, thing="step", thing_id=step.pk, because=state)
    return step
