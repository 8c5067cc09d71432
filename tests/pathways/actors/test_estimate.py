from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kudelma.pathways.actors import Assessments, DataError, Direction, Estimand, Setting, Thresholds, analyse
from kudelma.pathways.actors.estimate import Analysis
from kudelma.pathways.actors.invented import invent, invented_plan
from kudelma.pathways.actors.support import Support, may_answer
from pathways.actors.rows import ACTORS, data, plan

few = settings(max_examples=8)
FINE = Support(30, 30, 30, 30, missing=0.2, effective=50, overlap=0.8, imbalance=0.1, most_uneven="age")


def numbers(found: Analysis) -> dict[str, tuple[float, float, float]]:
    return {a.actor: (a.value or 0.0, a.low or 0.0, a.high or 0.0) for a in found.answers}


def test_every_rule_lets_its_own_limit_pass() -> None:
    assert may_answer(FINE, Thresholds()).because == "supported"


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"with_actor": 29}, "too_few_with"),
        ({"families_with": 29}, "too_few_with"),
        ({"without": 29}, "too_few_without"),
        ({"families_without": 29}, "too_few_without"),
        ({"missing": 0.201}, "outcome_missing"),
        ({"effective": 49.9}, "too_little_weight"),
        ({"overlap": 0.799}, "too_little_overlap"),
        ({"imbalance": 0.101}, "not_balanced"),
    ],
)
def test_beyond_its_limit_every_rule_refuses_and_says_by_whose_setting(change: dict[str, float], because: str) -> None:
    decision = may_answer(replace(FINE, **change), Thresholds())  # type: ignore[arg-type]  # named above

    assert (decision.allowed, decision.because, decision.facts["owner"]) == (False, because, "kudelma")


def test_an_area_may_own_a_stricter_limit() -> None:
    own = Thresholds(least_with=Setting(31, "Soite", 2, "small units"))

    assert may_answer(FINE, own).facts == {"was": 30, "limit": 31, "owner": "Soite", "version": 2}


@pytest.mark.parametrize("count", [0, 4, 29, 30])
def test_thirty_with_the_actor_and_not_fewer(count: int) -> None:
    held = data(300)
    exposures = held.exposures.copy()
    exposures[:, 0] = np.arange(300) < count

    answer = next(a for a in analyse(replace(held, exposures=exposures), plan()).answers if a.actor == ACTORS[0])

    assert (answer.decision.because == "too_few_with") is (count < 30)
    if 0 < count < 5:
        assert (answer.support, answer.decision.facts["was"]) == (None, None)


def test_one_family_with_many_assessments_is_not_many_families() -> None:
    held = replace(data(300), families=("f",) * 300)

    assert {a.decision.because for a in analyse(held, plan()).answers} == {"too_few_with"}


@pytest.mark.parametrize(("share", "refused"), [(0.15, False), (0.25, True)])
def test_too_many_unknown_outcomes_are_refused(share: float, refused: bool) -> None:  # noqa: FBT001
    held = data(600)
    outcome = held.outcome.copy()
    outcome[: int(600 * share)] = np.nan

    because = {a.decision.because for a in analyse(replace(held, outcome=outcome), plan()).answers}

    assert ("outcome_missing" in because) is refused


def test_everyone_is_refused_where_families_have_no_like() -> None:
    held = data(1500, pull=5.0)

    because = {a.decision.because for a in analyse(held, plan(estimand=Estimand.EVERYONE)).answers}

    assert because <= {"too_little_overlap", "not_balanced", "too_little_weight"}


@few
@given(st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    held = data(250)
    order = np.random.default_rng(seed).permutation(250)

    one, other = numbers(analyse(held, plan())), numbers(analyse(held.rows(order), plan()))

    assert {k: np.allclose(one[k], other[k], atol=1e-9) for k in one} == dict.fromkeys(ACTORS, True)


@few
@given(st.permutations(range(len(ACTORS))))
def test_the_names_and_order_of_actors_change_nothing(order: list[int]) -> None:
    held = data(250)
    renamed = tuple(f"actor {j}" for j in order)
    moved = replace(held, actors=renamed, exposures=held.exposures[:, order])

    one, other = numbers(analyse(held, plan())), numbers(analyse(moved, plan(actors=renamed)))

    assert all(np.allclose(one[ACTORS[j]], other[f"actor {j}"], atol=1e-9) for j in range(len(ACTORS)))


def test_turning_the_outcome_round_turns_the_answer_round() -> None:
    held = data(500, effect=0.2)
    turned = replace(held, outcome=1 - held.outcome)

    one = analyse(held, plan())
    other = analyse(turned, plan(direction=Direction.BAD))

    assert [a.actor for a in one.answers] == [a.actor for a in other.answers]
    assert [a.is_benefit for a in one.answers] == [a.is_benefit for a in other.answers]
    pairs = zip(one.answers, other.answers, strict=True)
    assert all(np.isclose(a.low or 0, -(b.high or 0), atol=1e-9) for a, b in pairs)


@pytest.mark.parametrize("estimand", Estimand)
def test_a_real_difference_is_found_and_stands_first(estimand: Estimand) -> None:
    found = analyse(data(1500, effect=0.2), plan(estimand=estimand))

    first = found.answers[0]
    assert (first.actor, first.is_claim, first.is_benefit) == (ACTORS[0], True, True)
    assert first.low is not None
    assert first.low < 0.2 < (first.high or 0)
    assert [a.actor for a in found.claims] == [ACTORS[0]]


def test_harm_is_told_by_the_same_numbers_and_stands_last() -> None:
    last = analyse(data(1500, effect=-0.2), plan()).answers[-1]

    assert (last.actor, last.is_claim, last.is_benefit) == (ACTORS[0], True, False)


def test_order_is_by_the_cautious_end_and_refused_come_last() -> None:
    held = data(600, effect=0.1)
    exposures = held.exposures.copy()
    exposures[:, 2] = np.arange(600) < 10

    answers = analyse(replace(held, exposures=exposures), plan()).answers

    lows = [a.low for a in answers if a.low is not None]
    assert (lows, answers[-1].actor) == (sorted(lows, reverse=True), ACTORS[2])


def test_without_any_effect_nothing_is_claimed_where_raw_rates_claim_much() -> None:
    claims = raw = 0
    for seed in range(6):
        found = analyse(invent(2000, seed, null=True).data, invented_plan(repeats=1))
        claims += len(found.claims)
        raw += sum(abs(a.raw.value) > 1.96 * a.raw.error for a in found.answers if a.raw)

    assert (claims, raw >= 6 * 7) == (0, True)


def test_a_hidden_factor_that_the_control_feels_raises_the_banner() -> None:
    felt = invent(2000, 3, hidden=1.0, control_sees_hidden=True)

    assert "negative_control_moved" in {w.because for w in analyse(felt.data, invented_plan(repeats=1)).warnings}


def test_a_family_counted_twice_tells_no_more() -> None:
    held = data(400)
    twice = held.rows(np.repeat(np.arange(400), 2))

    one, other = analyse(held, plan()), analyse(twice, plan())

    pairs = {a.actor: a.adjusted.error for a in one.answers if a.adjusted}
    assert all(0.95 < a.adjusted.error / pairs[a.actor] < 1.05 for a in other.answers if a.adjusted)


def test_the_answer_carries_the_plan_and_only_its_own_need() -> None:
    held = data(300)
    mixed = replace(held, need_types=tuple("wellbeing" if i % 2 else "custody" for i in range(300)))

    found = analyse(mixed, plan(), need_type="custody")

    assert (found.fingerprint, found.assessments, found.families) == (plan().fingerprint, 150, 150)


def test_few_families_in_all_are_not_told_of() -> None:
    found = analyse(data(300).rows(np.arange(3)), plan())

    assert (found.families, found.assessments, {a.support for a in found.answers}) == (None, None, {None})


def test_other_data_than_the_plan_asked_for_are_refused() -> None:
    with pytest.raises(DataError, match="gather them again"):
        analyse(data(60), plan(covariates=("severity",)))


def test_no_rows_at_all_are_refused_one_by_one() -> None:
    none: Assessments = data(10).rows(np.zeros(10, dtype=bool))

    assert {a.decision.because for a in analyse(none, plan()).answers} == {"too_few_with"}


def test_boosting_checks_the_linear_model_and_agrees_where_all_is_plain() -> None:
    found = analyse(data(240), plan(repeats=1, folds=2), check=True)

    assert all(a.checked is not None for a in found.answers)
    assert "models_disagree" not in {w.because for w in found.warnings}


def test_many_covariates_say_that_intervals_may_be_narrow() -> None:
    own = Thresholds(many_covariates=Setting(5))

    assert "intervals_may_be_narrow" in {w.because for w in analyse(data(200), plan(thresholds=own)).warnings}
