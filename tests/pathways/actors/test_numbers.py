"""Formulas against numbers from the papers, and laws that must hold of any input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.pathways.actors import Estimand
from kudelma.pathways.actors.models import Fitted, folds_of, logistic
from kudelma.pathways.actors.robust import balanced, difference
from kudelma.pathways.actors.sensitivity import e_value, robustness_value
from kudelma.pathways.actors.shrinkage import paule_mandel, shrink, shrink_rates, wilson
from kudelma.pathways.actors.support import imbalance

numbers = st.floats(-5, 5)
pairs = st.lists(st.tuples(numbers, st.floats(0.05, 3)), min_size=3, max_size=20)


def test_wilson_is_that_of_the_books() -> None:
    assert [round(end, 3) for end in wilson(14, 20)] == [0.481, 0.855]
    assert [round(end, 3) for end in wilson(0, 10)] == [0.0, 0.278]
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_a_share(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)

    assert 0 <= low <= counts[0] / counts[1] + 1e-12
    assert counts[0] / counts[1] - 1e-12 <= high <= 1


def test_e_value_and_robustness_value_are_those_of_the_papers() -> None:
    assert round(e_value(3.9), 2) == 7.26  # VanderWeele & Ding 2017
    assert e_value(1 / 3.9) == pytest.approx(e_value(3.9))
    assert e_value(1.0) == 1.0
    assert round(robustness_value(0.09731582, 0.02325654, 783), 4) == 0.1388  # Cinelli & Hazlett 2020, Darfur
    assert robustness_value(0.1, 0.1, 100, critical=1.96) == 0.0


@given(pairs)
def test_shrinking_draws_towards_nothing_and_never_past_it(given_pairs: list[tuple[float, float]]) -> None:
    values, errors = (np.array(column) for column in zip(*given_pairs, strict=True))

    drawn = shrink(values, errors)

    assert (np.abs(drawn.value) <= np.abs(values) + 1e-12).all()
    assert (drawn.value * values >= 0).all()
    assert (drawn.error > 0).all()


@given(pairs)
def test_paule_mandel_solves_its_equation(given_pairs: list[tuple[float, float]]) -> None:
    values, errors = (np.array(column) for column in zip(*given_pairs, strict=True))

    tau2 = paule_mandel(values, errors)

    left = float((values**2 / (errors**2 + tau2)).sum())
    assert left == pytest.approx(len(values), rel=1e-4) if tau2 > 1e-9 else left <= len(values) * (1 + 1e-4)


def test_two_actors_are_left_as_they_are() -> None:
    drawn = shrink(np.array([0.1, -0.2]), np.array([0.1, 0.1]))

    assert drawn.value.tolist() == [0.1, -0.2]


def test_small_groups_are_drawn_further_than_large_ones() -> None:
    small, large, *_ = shrink_rates(np.array([9.0, 450, 30, 30]), np.array([10.0, 500, 100, 100]))

    assert small.value < large.value < 0.9
    assert small.low < small.value < small.high
    assert shrink_rates(np.array([]), np.array([])) == ()


@given(st.lists(st.sampled_from([f"f{n}" for n in range(30)]), min_size=1, max_size=60), st.integers(0, 9))
def test_a_family_is_never_fitted_on_itself(families: list[str], seed: int) -> None:
    fold = folds_of(tuple(families), 5, seed, 0)

    assert all(len({fold[i] for i, each in enumerate(families) if each == name}) == 1 for name in families)


def test_logistic_regression_is_steady_where_few_took_part() -> None:
    chance = np.random.default_rng(1)
    x = chance.lognormal(3, 2, size=(5000, 3))
    took_part = chance.random(5000) < 0.01

    p = logistic(x, took_part, x)

    assert abs(p.mean() - took_part.mean()) < 0.001


@pytest.mark.parametrize("right", [1.0, 0.0])  # the outcome model; where it is wrong the weights must mend it
@pytest.mark.parametrize("estimand", Estimand)
def test_every_estimand_speaks_of_its_own_families(estimand: Estimand, right: float) -> None:
    chance = np.random.default_rng(5)
    x = chance.normal(size=40_000)
    e = 1 / (1 + np.exp(1 - x))
    took_part = chance.random(len(x)) < e
    outcome = x + took_part * x + chance.normal(size=len(x))  # the effect is x itself
    fit = Fitted(e, x[:, None] * right, x[:, None] * 2 * right)

    (found,) = difference(
        [fit], took_part, outcome[:, None], np.ones((len(x), 1)), np.arange(len(x), dtype=float), estimand
    )

    meant = {Estimand.OVERLAP: e * (1 - e), Estimand.TREATED: e, Estimand.EVERYONE: np.ones(len(x))}[estimand]
    assert found.value == pytest.approx((meant * x).sum() / meant.sum(), abs=4 * found.error)
    assert found.error < 0.05


@given(st.integers(0, 50))
def test_balancing_gives_both_groups_the_same_means(seed: int) -> None:
    chance = np.random.default_rng(seed)
    x = chance.normal(size=(300, 3))
    took_part = chance.random(300) < 1 / (1 + np.exp(1 - 0.6 * x[:, 0]))

    p = balanced(x, took_part, np.full(300, 0.3))

    assert imbalance(x, took_part, took_part * 1.0, ~took_part * p / (1 - p)).max() < 0.02
