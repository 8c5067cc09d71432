"""How strong something unmeasured would have to be to make the whole difference.

Robustness value: Cinelli & Hazlett (2020). E-value: VanderWeele & Ding (2017).
"""

from dataclasses import dataclass

import numpy as np

from kudelma.pathways.actors.assessments import Flags, Floats


@dataclass(frozen=True, slots=True)
class Sensitivity:
    robustness: float
    """Share of what is left of both taking part and the outcome that a hidden factor must explain to leave nothing."""
    robustness_of_interval: float
    """The same, to let the interval reach zero; 0 when it already does."""
    e_value: float
    """Risk ratio by which a hidden factor must be tied to both."""
    e_value_of_interval: float
    strongest: str
    """The measured covariate that would explain most if its like were hidden."""
    strongest_would_remove: bool
    """Whether a hidden factor as strong as that one would leave nothing."""


def robustness_value(value: float, error: float, freedom: float, critical: float = 0.0) -> float:
    """RV of an estimate; with `critical` > 0, of its interval."""
    if not error > 0 or freedom <= 0:
        return 0.0
    f = max(0.0, abs(value) / error - critical) / np.sqrt(freedom)
    return float((np.sqrt(f**4 + 4 * f**2) - f**2) / 2)


def e_value(ratio: float) -> float:
    if not np.isfinite(ratio) or ratio <= 0:
        return 1.0
    up = max(ratio, 1 / ratio)
    return float(up + np.sqrt(up * (up - 1)))


def ratios(value: float, near: float, base: float, spread: float, *, is_share: bool) -> tuple[float, float]:
    """The difference and the nearer end of its interval as risk ratios; `base` is the level without the actor."""
    if is_share:
        floor = 1e-6
        return tuple(max(base + each, floor) / max(base, floor) for each in (value, near))  # type: ignore[return-value]
    # exp(0.91 d) turns a standardised difference into about a risk ratio (Chinn 2000).
    scale = spread if spread > 0 else 1.0
    return float(np.exp(0.91 * value / scale)), float(np.exp(0.91 * near / scale))


@dataclass(frozen=True, slots=True)
class Strength:
    """What one measured covariate explains beyond the others."""

    name: str
    bias: float
    """In standard errors times the root of freedom: the difference a twin of it, hidden, could make."""


def strongest(x: Floats, names: tuple[str, ...], took_part: Flags, outcome: Floats) -> Strength | None:
    """Leave each covariate out in turn: its partial R² with taking part and with the outcome, as a bias factor."""
    if x.shape[1] == 0:
        return None
    d = took_part.astype(np.float64)
    full_d = _partial(np.column_stack([np.ones(len(x)), x]), d)
    full_y = _partial(np.column_stack([np.ones(len(x)), d, x]), outcome)
    best: Strength | None = None
    for j, name in enumerate(names):
        r_d, r_y = full_d[j + 1], full_y[j + 2]
        bias = float(np.sqrt(r_y * r_d / max(1 - r_d, 1e-9)))
        if best is None or bias > best.bias:
            best = Strength(name, bias)
    return best


def _partial(design: Floats, outcome: Floats) -> Floats:
    """Partial R² of each column in a least-squares fit: t² / (t² + freedom)."""
    inverse = np.linalg.pinv(design.T @ design)
    beta = inverse @ (design.T @ outcome)
    freedom = max(len(outcome) - design.shape[1], 1)
    noise = float(((outcome - design @ beta) ** 2).sum()) / freedom
    t2 = beta**2 / np.maximum(noise * np.diag(inverse), 1e-15)
    return np.asarray(t2 / (t2 + freedom))


def sensitivity(
    value: float, error: float, z: float, freedom: float, found: Strength | None, as_ratios: tuple[float, float]
) -> Sensitivity:
    needed = abs(value) / error / np.sqrt(max(freedom, 1.0)) if error > 0 else 0.0
    of_interval = robustness_value(value, error, freedom, z)
    return Sensitivity(
        robustness=robustness_value(value, error, freedom),
        robustness_of_interval=of_interval,
        e_value=e_value(as_ratios[0]),
        e_value_of_interval=e_value(as_ratios[1]) if of_interval > 0 else 1.0,
        strongest=found.name if found else "",
        strongest_would_remove=bool(found and found.bias >= needed),
    )
