"""How many children one social worker answers for, against the cap of LSL 13 b.2 §."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kudelma.core.deadlines.rule import RuleNotInForceError
from kudelma.core.deadlines.rules import in_force

_NEAR = 3


class Band(StrEnum):
    NO_CAP = "no_cap"
    """The day is before 2022: the law had no cap."""
    GREEN = "green"
    AMBER = "amber"
    """Three below the cap, or less; the cap itself belongs here."""
    RED = "red"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One child's open child-protection clientship with its named social worker.

    A child in assessment only has none, and is not counted.
    """

    child: Hashable
    worker: Hashable
    first: date
    last: date | None = None


def cap_on(day: date) -> int | None:
    """The most children on that day; None while the law had no cap."""
    try:
        return in_force("LSL_13B_2", day).length
    except RuleNotInForceError:
        return None


def band(count: int, day: date) -> Band:
    cap = cap_on(day)
    if cap is None:
        return Band.NO_CAP
    if count > cap:
        return Band.RED
    return Band.AMBER if count >= cap - _NEAR else Band.GREEN


def caseload(responsibilities: Iterable[Responsibility], *, worker: Hashable, day: date) -> int:
    """Distinct children; siblings count separately, part-time work is not scaled."""
    return len(
        {
            held.child
            for held in responsibilities
            if held.worker == worker and held.first <= day and (held.last is None or day <= held.last)
        }
    )
