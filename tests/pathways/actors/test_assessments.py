from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.pathways.actors import Assessment, DataError, Landmark, gather
from kudelma.pathways.actors.robust import known_weights
from pathways.actors.rows import data, plan

START = date(2026, 1, 5)
P = plan(covariates=("age",))


def on(day: int) -> date:
    return START + timedelta(days=day)


def row(**changes: object) -> Assessment:
    base = Assessment("f1", "wellbeing", START, {}, {"age": 9.0}, outcome=1.0, negative_control=0.0)
    return replace(base, **changes)  # type: ignore[arg-type]  # named by the test


@given(st.integers(0, 400))
def test_who_joins_after_the_landmark_has_not_taken_part(day: int) -> None:
    held = gather([row(joined={"psychologist": on(day)})], P)

    assert held.exposures[0, 1] == (day <= 14)


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_long_assessment_collects_no_more_actors_than_a_short_one(length: int, day: int) -> None:
    long, short = row(joined={"psychologist": on(day)}, ended=on(400)), row(ended=on(14 + length))
    short = replace(short, joined={"psychologist": on(day)})

    held = gather([long, short], P)

    assert held.exposures[0].tolist() == held.exposures[1].tolist()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ended": on(14)}, "ended_before_landmark"),
        ({"followed_to": on(14), "outcome": None}, "lost_before_landmark"),
        ({"outcome_on": on(14)}, "outcome_before_landmark"),
    ],
)
def test_who_is_not_at_risk_at_the_landmark_is_left_out_and_counted(changes: dict[str, object], reason: str) -> None:
    held = gather([row(**changes), row(ended=on(15), followed_to=on(15), outcome_on=on(15))], P)

    assert (len(held), {k: n for k, n in held.left_out.items() if n}) == (1, {reason: 1})


def test_the_first_meeting_can_be_the_landmark_but_never_later_than_the_window() -> None:
    by_meeting = replace(P, landmark=Landmark.FIRST_MEETING)
    held = gather(
        [
            row(first_meeting=on(5), joined={"psychologist": on(6)}),
            row(first_meeting=on(40), joined={"psychologist": on(15)}),
            row(first_meeting=on(5), joined={"psychologist": on(5)}),
        ],
        by_meeting,
    )

    assert held.exposures[:, 1].tolist() == [False, False, True]


def test_an_outcome_after_the_horizon_has_not_come_about() -> None:
    held = gather([row(outcome_on=on(14 + 366)), row(outcome_on=on(14 + 365))], P)

    assert held.outcome.tolist() == [0.0, 1.0]


def test_days_are_counted_from_the_start() -> None:
    held = gather([row(joined={"psychologist": on(3), "youth_worker": on(20)})], P)

    assert held.days is not None
    assert (held.days[0, 1], bool(np.isnan(held.days[0, 2]))) == (3, True)


@pytest.mark.parametrize(
    ("changes", "cure"),
    [
        ({"covariates": {}}, "Row 1 lacks the covariates age"),
        ({"family": ""}, "give a pseudonym"),
        ({"ended": on(-1)}, "correct the date"),
        ({"covariates": {"age": float("nan")}}, "Fill each with a constant"),
        ({"outcome": float("inf")}, "use NaN"),
    ],
)
def test_bad_rows_are_named_with_a_cure(changes: dict[str, object], cure: str) -> None:
    with pytest.raises(DataError, match=cure):
        gather([row(**changes)], P)


@pytest.mark.parametrize(
    "changes",
    [{"families": ("f",)}, {"exposures": np.zeros((2, 2), bool)}, {"areas": ("a",)}, {"followed": np.zeros(3)}],
)
def test_arrays_that_do_not_fit_are_named(changes: dict[str, object]) -> None:
    with pytest.raises(DataError, match="give"):
        replace(data(50), **changes)  # type: ignore[arg-type]  # named by the test


def test_weights_of_those_still_followed_stand_for_those_lost() -> None:
    outcome = np.array([1.0, 0.0, np.nan, 1.0, np.nan, 0.0])
    followed = np.array([10.0, 20, 20, 30, 40, 50])

    weights = known_weights(outcome, followed)

    # 3 of 4 stay at 20 (the outcome of that day came first), then 1 of 2 at 40.
    assert weights.round(6).tolist() == [1.0, 1.0, 0.0, round(4 / 3, 6), 0.0, round(8 / 3, 6)]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 400)), min_size=1, max_size=30))
def test_weights_are_one_at_least_and_nothing_where_nothing_is_known(rows: list[tuple[bool, int]]) -> None:
    outcome = np.array([1.0 if known else np.nan for known, _ in rows])

    weights = known_weights(outcome, np.array([float(day) for _, day in rows]))

    assert [w == 0 for w in weights] == [not known for known, _ in rows]
    assert all(w >= 1 for w in weights if w)
