"""All actors of one plan at once: refuse, or estimate, shrink, order and say how far to trust it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from scipy import stats

from kudelma.core.decision import Decision
from kudelma.pathways.actors.assessments import Assessments, DataError, Flags, Floats
from kudelma.pathways.actors.models import Fitted, cross_fit, folds_of
from kudelma.pathways.actors.plan import Direction, Estimand, Learner, Plan
from kudelma.pathways.actors.robust import Difference, balanced, difference, known_weights
from kudelma.pathways.actors.sensitivity import Sensitivity, ratios, sensitivity, strongest
from kudelma.pathways.actors.shrinkage import shrink
from kudelma.pathways.actors.support import Question, Support, bare_support, may_answer, support


@dataclass(frozen=True, slots=True)
class Raw:
    """The difference of plain averages: what must not be ranked on, kept for the bench and the curious."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the data say of one actor; the numbers are None when they refuse to."""

    actor: str
    decision: Decision
    support: Support | None
    """None where a count in it would be a small cell."""
    raw: Raw | None = None
    adjusted: Difference | None = None
    value: float | None = None
    """Adjusted and shrunken: with the actor minus without, in the outcome's units."""
    error: float | None = None
    low: float | None = None
    high: float | None = None
    is_claim: bool = False
    """The interval leaves zero out."""
    is_benefit: bool | None = None
    """In the outcome's good direction; None where nothing is claimed."""
    checked: Difference | None = None
    """By gradient boosting, where the plan's own model is linear and the check was asked for."""
    sensitivity: Sensitivity | None = None
    without_level: float | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The answers of one plan on one need type, best lower bound first, then what was refused."""

    plan: Plan
    fingerprint: str
    need_type: str | None
    assessments: int | None
    families: int | None
    """Both None below the small cell."""
    answers: tuple[Answer, ...]
    warnings: tuple[Decision, ...] = ()
    """Each a no with its reason: banners over the whole table."""
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def claims(self) -> tuple[Answer, ...]:
        return tuple(each for each in self.answers if each.is_claim)


def analyse(data: Assessments, plan: Plan, *, need_type: str | None = None, check: bool = False) -> Analysis:
    """Run a stored plan. `check` fits gradient boosting beside a linear plan (slower)."""
    if data.actors != plan.actors or data.covariate_names != plan.covariates:
        raise DataError("The data's actors or covariates are not the plan's: gather them again by the plan.")
    chosen = data if need_type is None else data.of_need(need_type)
    answered = [_one(chosen, plan, number, check=check) for number in range(len(plan.actors))]
    answers = _shrunken([each.answer for each in answered], plan)
    families = len(set(chosen.families))
    tellable = families == 0 or families >= plan.thresholds.small_cell.value
    return Analysis(
        plan=plan,
        fingerprint=plan.fingerprint,
        need_type=need_type,
        assessments=len(chosen) if tellable else None,
        families=families if tellable else None,
        answers=tuple(sorted(answers, key=lambda each: _place(each, plan))),
        warnings=_warnings([each.control for each in answered], answers, plan, chosen),
        left_out=dict(data.left_out),
    )


@dataclass(frozen=True, slots=True)
class _Answered:
    answer: Answer
    control: Difference | None


def _one(data: Assessments, plan: Plan, number: int, *, check: bool) -> _Answered:
    actor, took_part = plan.actors[number], data.exposures[:, number]
    known = ~np.isnan(data.outcome)
    family = np.unique(np.array(data.families, dtype=str), return_inverse=True)[1].astype(np.float64)
    asked = Question(took_part, known, family)
    found = bare_support(asked)
    if not (decision := may_answer(found, plan.thresholds)):
        return _Answered(Answer(actor, decision, _tellable(found, plan)), None)
    x, names = _adjusted_for(data, plan, number)
    outcomes, weights = _outcomes(data)
    fits = _fits(data, plan, x, took_part, outcomes, weights, plan.learner)
    chance = np.mean([fit.chance for fit in fits], axis=0)
    found = support(asked, x, names, chance, plan.estimand, plan.thresholds)
    if not (decision := may_answer(found, plan.thresholds)):
        return _Answered(Answer(actor, decision, _tellable(found, plan)), None)
    both = difference(fits, took_part, outcomes, weights, family, plan.estimand)
    checked = None
    if check and plan.learner is Learner.LINEAR:
        trees = _fits(data, replace(plan, repeats=1), x, took_part, outcomes, weights, Learner.BOOSTED)
        checked = difference(trees, took_part, outcomes, weights, family, plan.estimand)[0]
    strength = strongest(x[known], names, took_part[known], data.outcome[known])
    level = float(np.mean([fit.without[took_part, 0].mean() for fit in fits]))
    freedom = float(family.max() + 1 - x.shape[1] - 2)
    spread = float(np.nanstd(data.outcome))
    z = _z(plan)
    near = max(0.0, abs(both[0].value) - z * both[0].error) * np.sign(both[0].value)
    as_ratios = ratios(both[0].value, float(near), level, spread, is_share=plan.outcome_is_share)
    answer = Answer(
        actor,
        decision,
        found,
        raw=raw_difference(took_part[known], data.outcome[known]),
        adjusted=both[0],
        checked=checked,
        sensitivity=sensitivity(both[0].value, both[0].error, z, freedom, strength, as_ratios),
        without_level=level,
    )
    return _Answered(answer, both[1] if data.negative_control is not None else None)


def _tellable(found: Support, plan: Plan) -> Support | None:
    """A refusal tells no small count either."""
    least = plan.thresholds.small_cell.value
    counts = (found.with_actor, found.without, found.families_with, found.families_without)
    return None if any(0 < each < least for each in counts) else found


def _adjusted_for(data: Assessments, plan: Plan, number: int) -> tuple[Floats, tuple[str, ...]]:
    """The covariates and the other actors: who else took part tells of severity, and may itself matter."""
    others = [j for j in range(len(plan.actors)) if j != number and 0 < data.exposures[:, j].mean() < 1]
    x = np.column_stack([data.covariates, data.exposures[:, others].astype(np.float64)])
    return x, (*plan.covariates, *(plan.actors[j] for j in others))


def _outcomes(data: Assessments) -> tuple[Floats, Floats]:
    columns, weights = [data.outcome], [known_weights(data.outcome, data.followed)]
    if data.negative_control is not None:
        columns.append(data.negative_control)
        weights.append(known_weights(data.negative_control, None))
    return np.column_stack(columns), np.column_stack(weights)


def _fits(
    data: Assessments, plan: Plan, x: Floats, took_part: Flags, outcomes: Floats, weights: Floats, learner: Learner
) -> list[Fitted]:
    fits = [
        cross_fit(x, took_part, outcomes, weights, folds_of(data.families, plan.folds, plan.seed, repeat), learner)
        for repeat in range(plan.repeats)
    ]
    if plan.estimand is Estimand.TREATED:
        return [replace(fit, chance=balanced(x, took_part, fit.chance)) for fit in fits]
    return fits


def raw_difference(took_part: Flags, outcome: Floats) -> Raw:
    one, other = outcome[took_part], outcome[~took_part]
    return Raw(
        float(one.mean() - other.mean()),
        float(np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))),
    )


def _shrunken(answers: list[Answer], plan: Plan) -> list[Answer]:
    told = [each for each in answers if each.adjusted is not None and np.isfinite(each.adjusted.error)]
    if not told:
        return answers
    drawn = shrink(
        np.array([each.adjusted.value for each in told if each.adjusted]),
        np.array([each.adjusted.error for each in told if each.adjusted]),
    )
    z = _z(plan)
    new = {}
    for each, value, error in zip(told, drawn.value, drawn.error, strict=True):
        low, high = float(value - z * error), float(value + z * error)
        claim = low > 0 or high < 0
        good = (value > 0) == (plan.direction is Direction.GOOD)
        new[each.actor] = replace(
            each, value=float(value), error=float(error), low=low, high=high, is_claim=bool(claim),
            is_benefit=bool(good) if claim else None,
        )  # fmt: skip
    return [new.get(each.actor, each) for each in answers]


def _place(answer: Answer, plan: Plan) -> tuple[bool, float, str]:
    """By the cautious end of the interval in the good direction; refused last, then by name."""
    if answer.low is None or answer.high is None:
        return True, 0.0, answer.actor
    cautious = answer.low if plan.direction is Direction.GOOD else -answer.high
    return False, -cautious, answer.actor


def _warnings(
    controls: list[Difference | None], answers: list[Answer], plan: Plan, data: Assessments
) -> tuple[Decision, ...]:
    found = []
    told = [(name, each) for name, each in zip(plan.actors, controls, strict=True) if each is not None]
    if data.negative_control is None:
        found.append(Decision.no("no_negative_control"))
    elif told:
        drawn = shrink(np.array([each.value for _, each in told]), np.array([each.error for _, each in told]))
        moved = tuple(
            name for (name, _), v, s in zip(told, drawn.value, drawn.error, strict=True) if abs(v) > _z(plan) * s
        )
        if moved:
            found.append(Decision.no("negative_control_moved", actors=moved))
    covariates = len(plan.covariates) + len(plan.actors) - 1
    if covariates >= plan.thresholds.many_covariates.value:
        found.append(Decision.no("intervals_may_be_narrow", covariates=covariates))
    apart = tuple(each.actor for each in answers if _disagree(each, plan))
    if apart:
        found.append(Decision.no("models_disagree", actors=apart))
    if len([each for each in answers if each.decision]) < 3:  # noqa: PLR2004 (as in shrinkage)
        found.append(Decision.no("not_shrunken"))
    return tuple(found)


def _disagree(answer: Answer, plan: Plan) -> bool:
    if answer.checked is None or answer.adjusted is None:
        return False
    return abs(answer.checked.value - answer.adjusted.value) > _z(plan) * answer.adjusted.error


def _z(plan: Plan) -> float:
    return float(stats.norm.ppf((1 + plan.confidence) / 2))
