import math
import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kudelma.core.decision import Decision
from kudelma.pathways.privacy import CellError, Ledger, Note, Released, bounded, epsilon, publish
from kudelma.pathways.privacy.noise import discrete_gaussian

A, B, C = ("a", "b"), ("b", "c"), ("c", "a")


def ledger(tmp_path: Path, budget: Fraction = Fraction(1)) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite", budget)


@pytest.mark.parametrize("variance", [Fraction(1, 2), Fraction(4), Fraction(25)])
def test_draws_are_a_discrete_gaussian(variance: Fraction) -> None:
    chance = random.Random(7)  # noqa: S311  a seed, not a secret
    draws = [discrete_gaussian(variance, chance) for _ in range(4000)]

    weights = {x: math.exp(-(x**2) / (2 * float(variance))) for x in range(-60, 61)}
    total = sum(weights.values())
    for x in range(-3, 4):
        expected = weights[x] / total
        assert abs(draws.count(x) / 4000 - expected) < 4 * math.sqrt(expected * (1 - expected) / 4000) + 0.002


def test_no_noise_is_no_choice() -> None:
    with pytest.raises(ValueError, match="above zero"):
        discrete_gaussian(Fraction(0))


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.text("xyz", min_size=1, max_size=3), st.lists(st.sampled_from([A, B, C]), max_size=9), max_size=8
    ),
    st.integers(1, 3),
)
def test_no_client_moves_more_cells_than_allowed(cells_of: dict[str, list[tuple[str, str]]], most: int) -> None:
    whole = bounded(cells_of, most, b"key")

    assert whole == bounded({k: list(reversed(v)) for k, v in reversed(cells_of.items())}, most, b"key")
    for client in cells_of:
        without = bounded({k: v for k, v in cells_of.items() if k != client}, most, b"key")
        moved = {cell: whole[cell] - without.get(cell, 0) for cell in whole}
        assert sum(moved.values()) <= most
        assert set(moved.values()) <= {0, 1}


def test_the_ledger_refuses_over_budget_and_remembers(tmp_path: Path) -> None:
    half = Fraction(1, 2)

    def once() -> Released | Decision:
        return publish(
            {A: 40}, [A, B], most=2, rho=half, ledger=ledger(tmp_path), dataset="2026", what="map",
            chance=random.Random(1),  # noqa: S311  a seed, not a secret
        )  # fmt: skip

    one, _, three = once(), once(), once()

    assert isinstance(one, Released)
    assert (one.notes, set(one.shown)) == ((Note.NOISED,), {A, B})
    assert isinstance(three, Decision)
    assert (three.because, ledger(tmp_path).spent("2026")) == ("budget_used", Fraction(1))
    assert ledger(tmp_path).spend("2025", half, "another year")


def test_a_cell_outside_the_domain_and_a_free_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CellError, match="list of codes"):
        publish({C: 1}, [A], most=1, rho=Fraction(1), ledger=ledger(tmp_path), dataset="d", what="w")
    with pytest.raises(CellError, match="above zero"):
        ledger(tmp_path).spend("d", Fraction(0), "w")
    with pytest.raises(CellError, match="at least one"):
        bounded({}, 0, b"")
    assert ledger(tmp_path).spent("d") == 0


def test_epsilon_is_that_of_the_paper() -> None:
    assert round(epsilon(Fraction(1, 50), 1e-6), 3) == 1.071
