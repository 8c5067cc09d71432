"""Can the data answer at all? The rules of refusal, in order; the first that fails is the reason."""

from dataclasses import dataclass

import numpy as np

from kudelma.core.decision import Decision
from kudelma.pathways.actors.assessments import Flags, Floats
from kudelma.pathways.actors.plan import Estimand, Thresholds
from kudelma.pathways.actors.robust import tilts

_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Support:
    """What the comparison stands on."""

    with_actor: int
    without: int
    effective: float
    """The size of an even comparison (half with, half without, no weights) that would tell as much."""
    overlap: float
    """Share of the families meant whose chance of having the actor is neither near 0 nor near 1."""
    imbalance: float
    """The largest standardised difference of a covariate left after weighting."""
    most_uneven: str
    missing: float


def support(
    x: Floats,
    names: tuple[str, ...],
    took_part: Flags,
    chance: Floats,
    known: Flags,
    estimand: Estimand,
    rules: Thresholds,
) -> Support:
    d = took_part.astype(np.float64)
    tilt1, tilt0, _ = tilts(d, chance, estimand)
    meant = took_part if estimand is Estimand.TREATED else np.ones(len(d), dtype=bool)
    inside = (chance >= rules.overlap_from.value) & (chance <= rules.overlap_to.value)
    uneven = imbalance(x, took_part, tilt1 * known, tilt0 * known)
    worst = int(np.argmax(uneven)) if len(uneven) else -1
    return Support(
        with_actor=int((took_part & known).sum()),
        without=int((~took_part & known).sum()),
        effective=_effective(tilt1 * known, tilt0 * known),
        overlap=float(inside[meant].mean()) if meant.any() else 0.0,
        imbalance=float(uneven[worst]) if worst >= 0 else 0.0,
        most_uneven=names[worst] if worst >= 0 else "",
        missing=float(1 - known.mean()) if len(known) else 1.0,
    )


def bare_support(took_part: Flags, known: Flags) -> Support:
    """Before any model: enough for the rules that need none."""
    return Support(
        with_actor=int((took_part & known).sum()),
        without=int((~took_part & known).sum()),
        effective=float("nan"),
        overlap=float("nan"),
        imbalance=float("nan"),
        most_uneven="",
        missing=float(1 - known.mean()) if len(known) else 1.0,
    )


def may_answer(found: Support, rules: Thresholds) -> Decision:
    """Whether an estimate may be shown; a number that is not known yet refuses nothing."""
    checks = (
        (found.with_actor < rules.least_with.value, "too_few_with", found.with_actor, rules.least_with),
        (found.without < rules.least_without.value, "too_few_without", found.without, rules.least_without),
        (found.missing > rules.most_missing.value, "outcome_missing", found.missing, rules.most_missing),
        (found.overlap < rules.least_overlap.value, "too_little_overlap", found.overlap, rules.least_overlap),
        (found.effective < rules.least_effective.value, "too_little_weight", found.effective, rules.least_effective),
        (found.imbalance > rules.most_imbalance.value, "not_balanced", found.imbalance, rules.most_imbalance),
    )
    for fails, because, was, rule in checks:
        if fails:
            facts: dict[str, object] = {"was": was, "limit": rule.value, "owner": rule.owner, "version": rule.version}
            if because == "not_balanced":
                facts["covariate"] = found.most_uneven
            if because in {"too_few_with", "too_few_without"}:
                # A count under the small cell is a small cell in a refusal too.
                facts["was"] = was if was >= rules.small_cell.value else None
            return Decision.no(because, **facts)
    return Decision.yes("supported")


def imbalance(x: Floats, took_part: Flags, weight1: Floats, weight0: Floats) -> Floats:
    """|Standardised mean difference| of each column after weighting; the scale is that before weighting."""
    if weight1.sum() <= 0 or weight0.sum() <= 0:
        return np.full(x.shape[1], np.inf)
    apart = np.abs(weight1 @ x / weight1.sum() - weight0 @ x / weight0.sum())
    scale = np.sqrt((x[took_part].var(axis=0) + x[~took_part].var(axis=0)) / 2)
    # A column that varies nowhere is balanced; one that varies only between the groups never is.
    return np.asarray(
        np.where(scale > 0, apart / np.where(scale > 0, scale, 1.0), np.where(apart > _NOTHING, np.inf, 0.0))
    )


def _effective(weight1: Floats, weight0: Floats) -> float:
    sizes = [w.sum() ** 2 / (w**2).sum() if (w**2).sum() > 0 else 0.0 for w in (weight1, weight0)]
    return float(4 / (1 / sizes[0] + 1 / sizes[1])) if min(sizes) > 0 else 0.0
