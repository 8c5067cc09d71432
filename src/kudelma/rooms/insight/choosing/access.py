"""Who may lay a table of past assessments beside a case: the unit's consultation group, and the one who leads."""

import uuid

from kudelma.core.decision import Decision
from kudelma.rooms import asked
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.organisation.models import Unit
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Closed, Hidden, Refused

LOOKED = "actors.looked"


def may_look(actor: Actor, unit_id: uuid.UUID) -> Decision:
    """Answer for a unit's tables; that of a case comes after the right to the case itself."""
    asked.mark()
    if unit_id in actor.led_units:
        return Decision.yes("leads_the_unit")
    if unit_id in actor.consults:
        return Decision.yes("of_the_group")
    return Decision.no("not_of_the_group")


def seen_case(actor: Actor, matter_id: uuid.UUID, *, act: str = LOOKED) -> Matter:
    """Return a case the actor may open and consult on. Raises `Hidden` for a foreign one, `Closed` for no member."""
    matter = seen_matter(actor, matter_id)
    decision = may_look(actor, matter.family.team.unit_id)
    if not decision:
        raise Closed(act, decision.because)
    return matter


def seen_unit(actor: Actor, unit_id: uuid.UUID) -> Unit:
    """Return the unit whose switch and plan the actor may read. Raises `Hidden` alike for any other."""
    decision = may_look(actor, unit_id)
    unit = Unit.objects.filter(pk=unit_id).first() if decision else None
    if unit is None:
        raise Hidden(LOOKED, decision.because if not decision else "unknown", object_id=unit_id)
    return unit


def led_unit(actor: Actor, unit_id: uuid.UUID) -> Unit:
    """Return a unit whose switch the actor may turn and whose tables they may have made."""
    unit = seen_unit(actor, unit_id)
    if unit_id not in actor.led_units:
        raise Refused("leader_of_unit_needed")
    return unit
