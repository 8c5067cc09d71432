"""When a letter is deemed received, and until when its decision may be appealed against."""

from datetime import date

from kudelma.core.deadlines.due import Due, due


def deemed_received(posted_on: date) -> Due:
    """The seventh day after posting (HL 59 §), unless another day is shown."""
    return due("HL_59_LETTER", posted_on)


def appeal_until(*, posted_on: date, received_on: date | None = None) -> Due:
    """Thirty days from receipt (LSL 90 §); a shown day of receipt goes before the deemed one."""
    return due("LSL_90_APPEAL", received_on or deemed_received(posted_on).raw)
