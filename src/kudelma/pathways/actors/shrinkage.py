"""Small groups tell tall tales: estimates are drawn towards no effect as far as their noise deserves.

The centre is zero, not the actors' mean: a mean pulled away by what is common to all harder families would lend
its certainty to every actor at once.
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

from kudelma.pathways.actors.assessments import Floats

_LEAST = 3
"""Below three actors there is nobody to learn the spread from: nothing is shrunk."""


@dataclass(frozen=True, slots=True)
class Shrunken:
    value: Floats
    error: Floats
    spread: float
    """τ: the standard deviation of true effects between the actors."""


def paule_mandel(values: Floats, errors: Floats) -> float:
    """τ² for which the standardised squares about zero sum to the number of actors."""

    def excess(tau2: float) -> float:
        return float((values**2 / (errors**2 + tau2)).sum() - len(values))

    if excess(0.0) <= 0:
        return 0.0
    top = float((values**2).sum()) + 1e-12
    return float(optimize.brentq(excess, 0.0, top))


def shrink(values: Floats, errors: Floats) -> Shrunken:
    """Normal–normal empirical Bayes; the error holds that τ² is itself estimated (Morris 1983)."""
    count = len(values)
    if count < _LEAST:
        return Shrunken(values.copy(), errors.copy(), float("nan"))
    tau2 = paule_mandel(values, errors)
    pull = (count - 2) / count * errors**2 / (errors**2 + tau2)
    variance = errors**2 * (1 - pull) + 2 / (count - 2) * pull**2 * values**2
    return Shrunken((1 - pull) * values, np.sqrt(variance), float(np.sqrt(tau2)))


@dataclass(frozen=True, slots=True)
class Rate:
    value: float
    low: float
    high: float


def shrink_rates(counts: Floats, totals: Floats, confidence: float = 0.95) -> tuple[Rate, ...]:
    """Beta–binomial: each rate drawn towards the rate of all, the prior found by maximum likelihood."""
    if len(counts) == 0:
        return ()
    pooled = (counts.sum() + 0.5) / (totals.sum() + 1.0)

    def against(log_size: float) -> float:
        size = np.exp(log_size)
        a, b = pooled * size, (1 - pooled) * size
        return -float((special.betaln(counts + a, totals - counts + b) - special.betaln(a, b)).sum())

    size = float(np.exp(optimize.minimize_scalar(against, bounds=(-2.0, 8.0), method="bounded").x))
    found = []
    for count, total in zip(counts, totals, strict=True):
        a, b = pooled * size + count, (1 - pooled) * size + total - count
        low, high = stats.beta.ppf([(1 - confidence) / 2, (1 + confidence) / 2], a, b)
        found.append(Rate(float(a / (a + b)), float(low), float(high)))
    return tuple(found)


def wilson(count: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share: stays within 0 and 1 and holds for small numbers."""
    if total <= 0:
        return 0.0, 1.0
    z = float(stats.norm.ppf((1 + confidence) / 2))
    share = count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))
