from dataclasses import FrozenInstanceError

import pytest

from kudelma.core.decision import Decision


def test_a_decision_is_as_true_as_it_is_allowed() -> None:
    assert Decision.yes("law")
    assert not Decision.no("no_ground")


def test_a_no_carries_its_facts() -> None:
    assert Decision.no("kept_until", years=2) == Decision(allowed=False, because="kept_until", facts={"years": 2})


def test_a_decision_cannot_be_changed() -> None:
    decision = Decision.no("no_ground")

    with pytest.raises(FrozenInstanceError):
        decision.allowed = True  # type: ignore[misc]


def test_decisions_can_be_put_in_a_set() -> None:
    assert {Decision.yes("law"), Decision.yes("law"), Decision.no("law")} == {
        Decision.yes("law"),
        Decision.no("law"),
    }
