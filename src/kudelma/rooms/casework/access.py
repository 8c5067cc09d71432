"""Who may see and move a family's matter: whoever may see the family (people/access)."""

import uuid

from django.db.models import Q, QuerySet

from kudelma.core.decision import Decision
from kudelma.rooms import asked
from kudelma.rooms.casework.models import Arrival, Assessment, Matter, Task
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import may_see
from kudelma.rooms.people.access import visible_to as visible_families
from kudelma.rooms.refused import Hidden


def visible_to(actor: Actor) -> "QuerySet[Matter]":
    return Matter.objects.filter(family__in=visible_families(actor))


def may_open(actor: Actor, matter: Matter) -> Decision:
    return may_see(actor, matter.family)


def seen_matter(actor: Actor, matter_id: uuid.UUID, *, lock: bool = False) -> Matter:
    """Return a matter the actor may open. Raises `Hidden` alike for a foreign and an unknown one."""
    rows = visible_to(actor).select_related("family__team", "responsible", "pair")
    matter = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=matter_id).first()
    if matter is None:
        raise Hidden("matter.read", "not_of_the_team", object_id=matter_id)
    return matter


def visible_arrivals(actor: Actor) -> "QuerySet[Arrival]":
    asked.mark()
    return Arrival.objects.filter(Q(team__in=actor.teams) | Q(team__unit__in=actor.led_units))


def seen_arrival(actor: Actor, arrival_id: uuid.UUID, *, lock: bool = False) -> Arrival:
    rows = visible_arrivals(actor).select_related("family", "team", "source", "received_by")
    arrival = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=arrival_id).first()
    if arrival is None:
        raise Hidden("arrival.read", "not_of_the_team", object_id=arrival_id)
    return arrival


def seen_assessment(actor: Actor, assessment_id: uuid.UUID, *, lock: bool = False) -> Assessment:
    rows = Assessment.objects.filter(matter__in=visible_to(actor)).select_related("matter__family", "child")
    assessment = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=assessment_id).first()
    if assessment is None:
        raise Hidden("assessment.read", "not_of_the_team", object_id=assessment_id)
    return assessment


def seen_task(actor: Actor, task_id: uuid.UUID, *, lock: bool = False) -> Task:
    rows = Task.objects.filter(matter__in=visible_to(actor)).select_related("matter__family")
    task = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=task_id).first()
    if task is None:
        raise Hidden("task.read", "not_of_the_team", object_id=task_id)
    return task
