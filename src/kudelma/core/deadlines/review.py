"""The child-protection client plan is reviewed at least once a year (LSL 30 §)."""

from dataclasses import dataclass
from datetime import date, timedelta

from kudelma.core.deadlines.due import Due, due

REMIND_DAYS_BEFORE = (30, 7)
"""Days of our own choosing; the law names none."""


@dataclass(frozen=True, slots=True)
class Review:
    due: Due
    reminders: tuple[date, ...]


def next_review(*, approved_on: date, reviewed_on: date | None = None) -> Review:
    """Due a year from the approval, or from the last review."""
    days = due("LSL_30_REVIEW", reviewed_on or approved_on)
    return Review(days, tuple(days.raw - timedelta(days=before) for before in REMIND_DAYS_BEFORE))
