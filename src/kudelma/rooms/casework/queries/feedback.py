import uuid
from dataclasses import dataclass
from datetime import date

from kudelma.core.codes import Purpose
from kudelma.rooms.casework.access import seen_task
from kudelma.rooms.consent.queries import Standing, standings
from kudelma.rooms.organisation.queries import Actor


@dataclass(frozen=True, slots=True)
class Referrer:
    """Whom feedback is owed to, and how much they may hear today."""

    name: str
    organisation: str
    contact: str
    notified_on: date
    may_hear_finished: bool
    may_hear_conclusions: bool
    given_on: date | None


def referrer(actor: Actor, task_id: uuid.UUID) -> Referrer:
    """Return who notified, for a feedback task the actor may see. Raises `Hidden`."""
    task = seen_task(actor, task_id)
    arrival = task.arrival
    assert arrival is not None
    now = standings(task.matter.family_id, purpose=Purpose.TELL_CONCLUSIONS, today=actor.today)
    open_still = task.matter.assessments.filter(approved_on__isnull=True).exists()
    return Referrer(
        arrival.notifier_name,
        arrival.notifier_organisation,
        arrival.notifier_contact,
        arrival.initiated_on,
        not open_still,
        not open_still and arrival.notifier_id is not None and now.get(arrival.notifier_id) == Standing.GIVEN,
        task.done_on,
    )
