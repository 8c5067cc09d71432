"""The tables switched on or off, made, and what people chose with the case before them."""

import uuid
from datetime import date

from django.db import transaction

from kudelma.core.codes import Weighed
from kudelma.rooms.insight.choosing import tables
from kudelma.rooms.insight.choosing.access import led_unit, seen_case
from kudelma.rooms.insight.choosing.plan import stored
from kudelma.rooms.insight.choosing.queries import choosable, is_on
from kudelma.rooms.insight.models import ActorChoice, ActorSwitch, ActorTable
from kudelma.rooms.organisation.models import Unit
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Refused, same_matter
from kudelma.rooms.trail.actions import record


@transaction.atomic
def turn(*, by: Actor, unit_id: uuid.UUID, on: bool, why: str) -> None:
    """Switch the tables of a unit on or off; on stores the plan, before anything is worked out."""
    unit = _locked(led_unit(by, unit_id))
    if is_on(unit) == on:
        return
    ActorSwitch.objects.create(unit=unit, on=on, why=why, by_id=by.id, at=by.now)
    if on:
        stored(by=by, unit=unit)
    record("actors.switched_on" if on else "actors.switched_off", by=by, thing="unit", thing_id=unit.id)


@transaction.atomic
def make_tables(*, by: Actor, unit_id: uuid.UUID) -> int:
    """Make the tables of the last whole month by the plan that holds; return how many were new."""
    unit = _locked(led_unit(by, unit_id))
    if not is_on(unit):
        raise Refused("actors_off")
    held = stored(by=by, unit=unit)
    made = tables.make(by=by, unit=unit, held=held)
    record("actors.tables_made", by=by, thing="actor_plan", thing_id=held.id)
    return made


@transaction.atomic
def record_choice(
    *,
    by: Actor,
    key: uuid.UUID,
    matter_id: uuid.UUID,
    actors: list[str],
    others: str,
    why: str,
    decided_by: str,
    decided_on: date,
    weighed: Weighed,
    table_id: uuid.UUID | None = None,
) -> ActorChoice:
    """Keep whom the group suggests to ask, why, and who decided. Nobody is invited by it: that is asked of the family.

    It is kept also while the tables are off: people choose with or without them.
    """
    matter = seen_case(by, matter_id, act="actors.chosen")
    known = ActorChoice.objects.filter(pk=key).first()
    if known:
        return same_matter(known, matter.id, act="actors.chosen")
    unit = matter.family.team.unit_id
    if not actors and not others.strip():
        raise Refused("nobody_suggested", field="actors")
    if not set(actors) <= set(choosable(unit)):
        raise Refused("wrong_state", field="actors")
    if decided_on > by.today:
        raise Refused("in_future", field="decided_on")
    table = ActorTable.objects.filter(pk=table_id, plan__unit=unit).first() if table_id else None
    choice = ActorChoice.objects.create(
        id=key,
        matter=matter,
        table=table,
        actors=actors,
        others=others,
        why=why,
        decided_by=decided_by,
        decided_on=decided_on,
        weighed=weighed,
        recorded_by_id=by.id,
        recorded_at=by.now,
    )
    record("actors.chosen", by=by, matter=matter.id, thing="actor_choice", thing_id=choice.id)
    return choice


def _locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update().get(pk=unit.pk)
