"""The adjusted difference: doubly robust, cross-fitted, repeated, with intervals that count families once.

AIPW: an outcome model plus weighted residuals; right if either model is. For the overlap estimand the
efficient score has the weight (D − e)² (Crump et al. 2006; Li, Morgan & Zaslavsky 2018). Splits are repeated,
the median is taken and the spread between splits added (Chernozhukov et al. 2018).
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from kudelma.pathways.actors.assessments import Flags, Floats
from kudelma.pathways.actors.models import Fitted
from kudelma.pathways.actors.plan import Estimand

_SOFT = 1e-4


@dataclass(frozen=True, slots=True)
class Difference:
    """With the actor minus without, in the outcome's units, and its standard error."""

    value: float
    error: float


def difference(
    fits: list[Fitted], took_part: Flags, outcomes: Floats, weights: Floats, families: Floats, estimand: Estimand
) -> tuple[Difference, ...]:
    """One difference for each outcome column; `families` holds each row's family as a number from 0."""
    found = []
    for j in range(outcomes.shape[1]):
        y = np.where(weights[:, j] > 0, outcomes[:, j], 0.0)
        each = [
            _once(took_part, fit.chance, fit.without[:, j], fit.with_actor[:, j], y, weights[:, j], families, estimand)
            for fit in fits
        ]
        values = np.array([value for value, _ in each])
        middle = float(np.median(values))
        spread = np.array([error**2 for _, error in each]) + (values - middle) ** 2
        found.append(Difference(middle, float(np.sqrt(np.median(spread)))))
    return tuple(found)


def _once(
    took_part: Flags, e: Floats, m0: Floats, m1: Floats, y: Floats, w: Floats, families: Floats, estimand: Estimand
) -> tuple[float, float]:
    d = took_part.astype(np.float64)
    tilt1, tilt0, meant = tilts(d, e, estimand)
    total = meant.sum()
    if total <= 0 or tilt1.sum() <= 0 or tilt0.sum() <= 0:
        return float("nan"), float("nan")
    # Weights sum to the families meant (Hájek): one extreme weight then moves less.
    up1 = tilt1 * total / max((tilt1 * w).sum(), 1e-12)
    up0 = tilt0 * total / max((tilt0 * w).sum(), 1e-12)
    top = meant * (m1 - m0) + w * (up1 * (y - m1) - up0 * (y - m0))
    value = float(top.sum() / total)
    influence = (top - value * meant) / total
    by_family = np.bincount(families.astype(np.intp), weights=influence)
    groups = len(by_family)
    return value, float(np.sqrt((by_family**2).sum() * groups / max(groups - 1, 1)))


def tilts(d: Floats, e: Floats, estimand: Estimand) -> tuple[Floats, Floats, Floats]:
    """Weights of those with, of those without, and how much each family is meant."""
    match estimand:
        case Estimand.OVERLAP:
            return d * (1 - e), (1 - d) * e, (d - e) ** 2
        case Estimand.TREATED:
            return d, (1 - d) * e / (1 - e), d
        case Estimand.EVERYONE:
            return d / e, (1 - d) / (1 - e), np.ones_like(d)


def balanced(x: Floats, took_part: Flags, chance: Floats) -> Floats:
    """Odds tilted until those without the actor, so weighted, have the covariate means of those with it.

    Entropy balancing (Hainmueller 2012) that starts from the fitted odds: the imbalance a misfitting model leaves
    goes into fewer effective families, which the rules of refusal see.
    """
    scale = np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    z = (x - x[took_part].mean(axis=0)) / scale
    there = z[~took_part]
    start = np.log(chance / (1 - chance))
    lines = start[~took_part]

    def gap(tilt: Floats) -> tuple[float, Floats]:
        line = lines + there @ tilt
        top = line.max()
        weight = np.exp(line - top)
        total = weight.sum()
        mean = weight @ there / total
        slope: Floats = mean + 2 * _SOFT * tilt
        return float(top + np.log(total) + _SOFT * (tilt @ tilt)), slope

    tilt = optimize.minimize(gap, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B", bounds=[(-3, 3)] * z.shape[1]).x
    line = start + z @ tilt
    # The level is kept: as many families are expected to have the actor as had it.
    level = np.log(took_part.sum() / np.exp(np.clip(line[~took_part], -30, 30)).sum())
    odds = np.exp(np.clip(line + level, -30, 30))
    return np.asarray(np.clip(odds / (1 + odds), 1e-6, 1 - 1e-6))


def known_weights(outcome: Floats, followed: Floats | None) -> Floats:
    """Inverse chance of still being followed, by Kaplan–Meier of the losses; 0 where the outcome is not known."""
    known = ~np.isnan(outcome)
    if known.all() or not known.any():
        return known.astype(np.float64)
    if followed is None:
        return np.asarray(known / known.mean(), dtype=np.float64)
    kept = np.ones(len(outcome))
    staying = 1.0
    times = np.unique(followed)
    order = np.sort(followed)
    lost = {float(t): int(((followed == t) & ~known).sum()) for t in times}
    for t in times:
        # Just before t: who has the outcome on the day itself was still followed.
        kept[followed == t] = staying
        at_risk = len(order) - int(np.searchsorted(order, t, side="left"))
        arrived = int(((followed == t) & known).sum())
        at_risk -= arrived  # outcomes come before losses on the same day
        if at_risk > 0:
            staying *= 1 - lost[float(t)] / at_risk
    return np.where(known, 1 / np.maximum(kept, 0.05), 0.0)
