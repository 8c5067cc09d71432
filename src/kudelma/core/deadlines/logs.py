"""A client asks who has used or received their data (ATL 11 §)."""

from dataclasses import dataclass
from datetime import date

from kudelma.core.calendar import add_years
from kudelma.core.deadlines.due import Due, due
from kudelma.core.deadlines.rules import in_force


@dataclass(frozen=True, slots=True)
class Window:
    """Both days belong to it."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def answer_due(received_on: date) -> Due:
    """Two months from the written request; the day does not roll, which is the safe reading."""
    return due("ATL_11_ANSWER", received_on)


def default_window(received_on: date) -> Window:
    """The last two years; further back only for a special reason."""
    years = in_force("ATL_11_WINDOW", received_on).length
    return Window(add_years(received_on, -years), received_on)
