"""Invented assessments with known truth: harder families draw more actors, and severity is measured with noise."""

from dataclasses import dataclass

import numpy as np

from kudelma.pathways.actors.assessments import Assessments, Flags, Floats
from kudelma.pathways.actors.plan import Direction, Plan

ACTORS = (
    "school_social_worker",
    "child_health_clinic",
    "family_worker",
    "psychologist",
    "early_education",
    "substance_service",
    "adult_mental_health",
    "child_psychiatry",
    "youth_worker",
    "police_social_worker",
    "family_counselling",
    "shelter",
)
COVARIATES = (
    "severity_by_worker",
    "severity_by_referrer",
    "severity_by_parent",
    "child_age",
    "earlier_contacts",
    "one_parent",
)
_ONE_PARENT = 0.35
_SHARES = np.array([0.45, 0.35, 0.4, 0.25, 0.3, 0.15, 0.2, 0.2, 0.25, 0.12, 0.3, 0.1])
_DRAWN = np.array([0.5, 0.3, 0.7, 0.6, 0.2, 0.9, 0.8, 0.8, 0.4, 0.9, 0.5, 0.9])
_EFFECTS = np.array([0.12, 0.0, 0.10, 0.06, 0.0, 0.0, -0.08, 0.0, 0.08, 0.0, 0.0, 0.0])


@dataclass(frozen=True, slots=True, eq=False)
class Invented:
    data: Assessments
    effects: Floats
    """True difference for the families meant by the overlap estimand, by actor."""
    has_effect: Flags


def invented_plan(seed: int = 1, repeats: int = 3) -> Plan:
    return Plan(
        question="no-new-notification-12m",
        actors=ACTORS,
        outcome="no_new_notification",
        direction=Direction.GOOD,
        covariates=COVARIATES,
        negative_control="notifications_before",
        seed=seed,
        repeats=repeats,
    )


def invent(
    n: int,
    seed: int,
    *,
    null: bool = False,
    hidden: float = 0.0,
    control_sees_hidden: bool = False,
    missing: float = 0.0,
) -> Invented:
    """`hidden` is the strength of a factor that nobody measured and that draws actors and harms."""
    chance = np.random.default_rng(seed)
    severity, secret = chance.normal(size=n), chance.normal(size=n)
    age = chance.uniform(0, 17, n)
    one_parent = (chance.random(n) < _ONE_PARENT).astype(float)
    earlier = chance.poisson(np.exp(0.2 + 0.4 * severity))
    measured = [severity + 0.6 * chance.normal(size=n) for _ in range(3)]
    pull = severity[:, None] * _DRAWN + 0.2 * one_parent[:, None] + hidden * secret[:, None] * 0.6
    pull = pull + np.log(_SHARES / (1 - _SHARES)) + 0.05 * (age[:, None] - 8) * np.linspace(-1, 1, len(ACTORS))
    draws = 1 / (1 + np.exp(-pull))
    exposures = chance.random(draws.shape) < draws
    effects = np.zeros(len(ACTORS)) if null else _EFFECTS
    base = 0.55 - 0.16 * severity - 0.05 * one_parent - hidden * 0.16 * secret
    level = base + exposures @ effects
    outcome = (chance.random(n) < np.clip(level, 0.02, 0.98)).astype(float)
    control = 0.8 * severity + chance.normal(size=n) + (hidden * secret if control_sees_hidden else 0.0)
    outcome[chance.random(n) < missing] = np.nan
    data = Assessments(
        actors=ACTORS,
        exposures=exposures,
        outcome=outcome,
        covariate_names=COVARIATES,
        covariates=np.column_stack([*measured, age, np.log1p(earlier), one_parent]),
        families=tuple(f"family-{number}" for number in range(n)),
        need_types=("child_wellbeing",) * n,
        negative_control=control,
    )
    return Invented(data, _true(level, exposures, draws, effects), effects != 0)


def _true(level: Floats, exposures: Flags, draws: Floats, effects: Floats) -> Floats:
    """The clipped difference with and without each actor, weighted by how open its taking part was."""
    found = []
    for j, effect in enumerate(effects):
        without = level - exposures[:, j] * effect
        each = np.clip(without + effect, 0.02, 0.98) - np.clip(without, 0.02, 0.98)
        openness = draws[:, j] * (1 - draws[:, j])
        found.append(float((each * openness).sum() / openness.sum()))
    return np.array(found)
