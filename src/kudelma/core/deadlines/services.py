"""When a decided service must be carried out (SHL 45 §)."""

from datetime import date

from kudelma.core.deadlines.due import Due, due


def service_due(initiated_on: date) -> Due:
    """Three months from initiation; longer only for a special reason, which is written down."""
    return due("SHL_45_2", initiated_on)


def psychosocial_support_due(need_found_on: date) -> Due:
    """A month from finding the need, for a child or a person under 23; from 1 May 2025."""
    return due("SHL_45_3", need_found_on)
