"""Who may see a family: the team that shares it, and the leading social worker of its unit. Nobody else."""

import uuid

from django.db.models import Q, QuerySet

from kudelma.core.decision import Decision
from kudelma.rooms import asked
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.models import Family, Person
from kudelma.rooms.refused import Hidden


def visible_to(actor: Actor) -> "QuerySet[Family]":
    """Return the families the actor may see; the one rule that every list and page stands on."""
    asked.mark()
    return Family.objects.filter(Q(team__in=actor.teams) | Q(team__unit__in=actor.led_units))


def may_see(actor: Actor, family: Family) -> Decision:
    """Answer for one family; the same rule as `visible_to`."""
    if visible_to(actor).filter(pk=family.pk).exists():
        return Decision.yes("shares_the_family")
    return Decision.no("not_of_the_team")


def seen_family(actor: Actor, family_id: uuid.UUID) -> Family:
    """Return a family the actor may see. Raises `Hidden` alike for a foreign and an unknown one."""
    family = visible_to(actor).filter(pk=family_id).first()
    if family is None:
        raise Hidden("family.read", "not_of_the_team", object_id=family_id)
    return family


def visible_persons(actor: Actor) -> "QuerySet[Person]":
    return Person.objects.filter(belongings__family__in=visible_to(actor)).distinct()


def seen_person(actor: Actor, person_id: uuid.UUID) -> Person:
    """Return a person of a family the actor may see. Raises `Hidden` alike for a foreign and an unknown one."""
    person = visible_persons(actor).filter(pk=person_id).first()
    if person is None:
        raise Hidden("person.read", "not_of_the_team", object_id=person_id)
    return person
