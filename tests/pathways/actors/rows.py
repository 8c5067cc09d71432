"""Small plans and invented data that the tests share."""

from dataclasses import replace

import numpy as np

from kudelma.pathways.actors import Assessments, Direction, Plan

ACTORS = ("school_social_worker", "psychologist", "youth_worker", "family_worker")


def plan(**changes: object) -> Plan:
    base = Plan(
        question="q",
        actors=ACTORS,
        outcome="no_new_notification",
        direction=Direction.GOOD,
        covariates=("severity", "age"),
        negative_control="before",
        repeats=2,
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # named by the test


def data(n: int = 400, seed: int = 1, effect: float = 0.0, pull: float = 0.5, shares: float = 0.4) -> Assessments:
    """Severity is measured without noise: what is adjusted for is all there is."""
    chance = np.random.default_rng(seed)
    severity, age = chance.normal(size=n), chance.uniform(0, 17, n)
    line = pull * severity + np.log(shares / (1 - shares))
    exposures = chance.random((n, len(ACTORS))) < (1 / (1 + np.exp(-line)))[:, None]
    level = 0.55 - 0.12 * severity + effect * exposures[:, 0]
    return Assessments(
        actors=ACTORS,
        exposures=exposures,
        outcome=(chance.random(n) < np.clip(level, 0.02, 0.98)).astype(float),
        covariate_names=("severity", "age"),
        covariates=np.column_stack([severity, age]),
        families=tuple(f"f{i}" for i in range(n)),
        need_types=("wellbeing",) * n,
        negative_control=0.7 * severity + chance.normal(size=n),
        areas=tuple(f"area {i % 3}" for i in range(n)),
    )
