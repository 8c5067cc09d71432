"""Can the data answer at all? The rules of refusal, in order; the first that fails is the reason."""

from dataclasses import dataclass, replace

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
    families_with: int
    families_without: int
    missing: float
    effective: float = float("nan")
    """The size of an even comparison (half with, half without, no weights) that would tell as much."""
    overlap: float = float("nan")
    """Share of the families meant whose chance of having the actor is neither near 0 nor near 1."""
    imbalance: float = float("nan")
    """The largest standardised difference of a covariate left after weighting."""
    most_uneven: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One actor's rows: who took part, whose outcome is known, and which family each is of."""

    took_part: Flags
    known: Flags
    families: Floats
    """Each row's family as a number from 0."""


def bare_support(asked: Question) -> Support:
    """Before any model: enough for the rules that need none."""
    one, other = asked.took_part & asked.known, ~asked.took_part & asked.known
    return Support(
        with_actor=int(one.sum()),
        without=int(other.sum()),
        families_with=len(np.unique(asked.families[one])),
        families_without=len(np.unique(asked.families[other])),
        missing=float(1 - asked.known.mean()) if len(asked.known) else 1.0,
    )


def support(
    asked: Question, x: Floats, names: tuple[str, ...], chance: Floats, estimand: Estimand, rules: Thresholds
) -> Support:
    """With the chance of taking part known: overlap, effective size and what is left uneven."""
    tilt1, tilt0, _ = tilts(asked.took_part.astype(np.float64), chance, estimand)
    weight1, weight0 = tilt1 * asked.known, tilt0 * asked.known
    meant = asked.took_part if estimand is Estimand.TREATED else np.ones(len(chance), dtype=bool)
    inside = (chance >= rules.overlap_from.value) & (chance <= rules.overlap_to.value)
    uneven = imbalance(x, asked.took_part, weight1, weight0)
    worst = int(np.argmax(uneven)) if len(uneven) else -1
    return replace(
        bare_support(asked),
        effective=_effective(weight1, weight0),
        overlap=float(inside[meant].mean()) if meant.any() else 0.0,
        imbalance=float(uneven[worst]) if worst >= 0 else 0.0,
        most_uneven=names[worst] if worst >= 0 else "",
    )


def may_answer(found: Support, rules: Thresholds) -> Decision:
    """Whether an estimate may be shown; a number that is not known yet refuses nothing."""
    one, other = min(found.with_actor, found.families_with), min(found.without, found.families_without)
    checks = (
        (one < rules.least_with.value, "too_few_with", one, rules.least_with),
        (other < rules.least_without.value, "too_few_without", other, rules.least_without),
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
