"""The question about actors: everything that could be chosen after seeing an answer is chosen and stored before it."""

from kudelma.core.codes import Role
from kudelma.pathways.actors import Direction, Landmark, Plan, Setting, Thresholds
from kudelma.rooms.casework.models import ReferralSource
from kudelma.rooms.insight.books import policy
from kudelma.rooms.insight.models import ActorPlan
from kudelma.rooms.organisation.models import Unit
from kudelma.rooms.organisation.queries import Actor

OWN_NETWORK = "own-network"
#: Those of the family's own team whose taking part is a choice; the responsible workers are always there.
ROLES = (Role.FAMILY_THERAPIST, Role.FAMILY_WORKER)
WINDOW_DAYS = 42
"""Six weeks, half of the statutory three months: meetings are seldom held within the first two."""
COVARIATES = ("child_age", "earlier_contacts", "siblings", "urgent", "child_protection", "interpreter")
OUTCOME = "new_notification"
CONTROL = "days_to_begin"
"""How long the assessment waited to begin: over before anyone took part."""


def house_plan() -> Plan:
    """Return the plan as the house proposes it, with the parties that the unit's list holds today."""
    parties = ReferralSource.objects.filter(is_authority=True, in_use=True).order_by("order", "code")
    return Plan(
        question="new-notification-within-a-year",
        actors=(*parties.values_list("code", flat=True), *ROLES, OWN_NETWORK),
        outcome=OUTCOME,
        direction=Direction.BAD,
        covariates=COVARIATES,
        negative_control=CONTROL,
        landmark=Landmark.DAYS,
        window_days=WINDOW_DAYS,
        horizon_days=365,
        repeats=2,
        thresholds=Thresholds(small_cell=Setting(policy().k, why="distinct families behind any number shown")),
    )


def newest(unit: Unit) -> ActorPlan | None:
    return ActorPlan.objects.filter(unit=unit).select_related("owner").order_by("-version").first()


def stored(*, by: Actor, unit: Unit) -> ActorPlan:
    """Return the plan that holds: the newest, or a new version when the question is no longer the same."""
    now, last = house_plan(), newest(unit)
    if last is not None and last.fingerprint == now.fingerprint:
        return last
    return ActorPlan.objects.create(
        unit=unit,
        version=(last.version if last else 0) + 1,
        text=now.to_json(),
        fingerprint=now.fingerprint,
        owner_id=by.id,
        stored_at=by.now,
    )
