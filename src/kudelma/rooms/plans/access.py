"""Who may see a small step: whoever may see the family and its words."""

import uuid

from django.db.models import QuerySet

from kudelma.core.decision import Decision
from kudelma.rooms.casework.access import visible_to as visible_matters
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.plans.models import SmallStep
from kudelma.rooms.refused import Hidden
from kudelma.rooms.voice.access import visible_to as visible_words


def visible_to(actor: Actor) -> "QuerySet[SmallStep]":
    return SmallStep.objects.filter(matter__in=visible_matters(actor), statement__in=visible_words(actor))


def may_see(actor: Actor, step: SmallStep) -> Decision:
    """Answer for one step; the same rule as `visible_to`."""
    if visible_to(actor).filter(pk=step.pk).exists():
        return Decision.yes("shown")
    return Decision.no("not_shown")


def seen_step(actor: Actor, step_id: uuid.UUID, *, lock: bool = False) -> SmallStep:
    """Return a step the actor may see. Raises `Hidden` alike for a foreign and an unknown one."""
    rows = visible_to(actor).select_related("statement")
    step = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=step_id).first()
    if step is None:
        raise Hidden("step.read", "not_shown", object_id=step_id)
    return step
