import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.pathways.actors import Estimand, Plan, PlanError, Setting, Thresholds
from pathways.actors.rows import plan


@given(st.integers(1, 60), st.sampled_from(Estimand), st.floats(0.01, 0.9))
def test_a_stored_plan_comes_back_with_the_same_fingerprint(window: int, estimand: Estimand, limit: float) -> None:
    first = plan(
        window_days=window,
        estimand=estimand,
        thresholds=Thresholds(most_missing=Setting(limit, "Kanta-Häme", 3, "ours")),
    )

    again = Plan.from_json(first.to_json())

    assert (again, again.fingerprint) == (first, first.fingerprint)


def test_any_change_of_the_plan_shows_in_its_fingerprint() -> None:
    plans = [
        plan(),
        plan(window_days=15),
        plan(covariates=("severity",)),
        plan(seed=2),
        plan(thresholds=Thresholds(least_with=Setting(20))),
        plan(thresholds=Thresholds(least_with=Setting(30, owner="Soite", why="as the house"))),
    ]

    assert len({each.fingerprint for each in plans}) == len(plans)


def test_the_more_actors_the_higher_the_confidence() -> None:
    assert (plan(actors=("a",)).confidence, round(plan(actors=tuple("abcdefghijkl")).confidence, 4)) == (0.95, 0.9917)


@pytest.mark.parametrize(
    ("changes", "cure"),
    [
        ({"question": " "}, "id"),
        ({"actors": ()}, "at least one actor"),
        ({"actors": ("a", "a")}, "each actor once"),
        ({"covariates": ("a", "a")}, "each covariate once"),
        ({"covariates": ("no_new_notification",)}, "take it out"),
        ({"negative_control": "age"}, "negative control"),
        ({"window_days": -1}, "negative"),
        ({"horizon_days": 0}, "at least 1"),
        ({"folds": 1}, "2 folds"),
        ({"repeats": 0}, "1 repeat"),
    ],
)
def test_an_unusable_plan_is_refused_with_a_cure(changes: dict[str, object], cure: str) -> None:
    with pytest.raises(PlanError, match=cure):
        plan(**changes)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"thresholds": 3}', plan().to_json().replace('"good"', '"fine"')])
def test_what_is_no_plan_is_said_to_be_none(text: str) -> None:
    with pytest.raises(PlanError, match=r"Not a stored plan|fine"):
        Plan.from_json(text)
