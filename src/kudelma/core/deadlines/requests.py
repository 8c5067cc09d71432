"""When a request for information, for one's own data or feedback must be answered."""

from datetime import date

from kudelma.core.deadlines.due import Due, due


def information_due(received_on: date, *, large: bool = False) -> Due:
    """Two weeks; a month for a large request (JulkL 14 §)."""
    return due("JULKL_14_LARGE" if large else "JULKL_14_ANSWER", received_on)


def own_data_due(received_on: date) -> Due:
    """A month for a person's own data (GDPR 12(3))."""
    return due("GDPR_12_ACCESS", received_on)


def accessibility_feedback_due(received_on: date) -> Due:
    """Two weeks (DigiL 10 §)."""
    return due("DIGIL_10_FEEDBACK", received_on)
