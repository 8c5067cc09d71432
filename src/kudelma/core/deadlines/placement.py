"""Urgent placement (*kiireellinen sijoitus*, LSL 38 §): its last day."""

from datetime import date

from kudelma.core.deadlines.due import Due, due


def placement_last_day(*, placed_on: date, decided_on: date) -> Due:
    """At most 30 days, of which the day of placement, or an earlier decision, is the first."""
    return due("LSL_38_URGENT", min(placed_on, decided_on))


def continued_last_day(last_day: date) -> Due:
    """At most 30 days more by a new decision, counted from the day after the first period."""
    return due("LSL_38_CONTINUED", last_day)
