"""Who may see how a unit's families move through services: the one who leads it, and only that unit."""

import uuid

from django.db.models import QuerySet

from kudelma.core.decision import Decision
from kudelma.rooms import asked
from kudelma.rooms.casework.models import Assessment
from kudelma.rooms.insight.models import EventLog
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.models import SafetyMark
from kudelma.rooms.refused import Closed, Hidden
from kudelma.rooms.trail.actions import record


def may_look(actor: Actor) -> Decision:
    asked.mark()
    return Decision.yes("leads_a_unit") if actor.led_units else Decision.no("leads_no_unit")


def looking(actor: Actor, what: str, *, act: str = "insight.looked") -> None:
    """Let the one who leads look, and leave a row of it. Raises `Closed` for everyone else."""
    decision = may_look(actor)
    if not decision:
        raise Closed(act, decision.because)
    record(act, by=actor, thing="figures", thing_id=what)


def of_led_units(actor: Actor) -> "QuerySet[Assessment]":
    """Return every assessment of the units the actor leads, for counts that name nobody."""
    asked.mark()
    return Assessment.objects.filter(matter__family__team__unit__in=actor.led_units)


def told_as_events(actor: Actor) -> "QuerySet[Assessment]":
    """Return those whose path may be told: families in which anyone has a safety mark are left out whole."""
    marked = SafetyMark.objects.filter(lifted_at__isnull=True).values("person__belongings__family")
    return of_led_units(actor).exclude(matter__family__in=marked)


def visible_logs(actor: Actor) -> "QuerySet[EventLog]":
    asked.mark()
    return EventLog.objects.filter(unit__in=actor.led_units)


def seen_log(actor: Actor, log_id: uuid.UUID) -> EventLog:
    """Return a log that was brought into a unit the actor leads. Raises `Hidden` alike for any other."""
    log = visible_logs(actor).filter(pk=log_id).first()
    if log is None:
        raise Hidden("insight.looked", "not_of_the_unit", object_id=log_id)
    return log
