"""Which months or fours a page of outcomes looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kudelma.core.deadlines.reporting import four_months
from kudelma.doors.lead.wording import month
from kudelma.pathways.telling.outcomes import When
from kudelma.rooms.insight.outcomes import fours_of

YEAR = 12
FOURS_A_YEAR = 3


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods that are looked at: `when` as figures know them, and as they are said."""

    when: tuple[When, ...]
    labels: tuple[str, ...]

    @property
    def monthly(self) -> bool:
        return any(month for _four, month in self.when)

    @property
    def head(self) -> str:
        return _("Month") if self.monthly else _("Four months")


def by_months(months: Sequence[date], years: int) -> Periods:
    shown = months[-YEAR * years :]
    return Periods(tuple((four_months(one).first, one) for one in shown), tuple(month(one) for one in shown))


def by_fours(months: Sequence[date], years: int) -> Periods:
    shown = fours_of(months)[-FOURS_A_YEAR * years :]
    return Periods(tuple((one.first, None) for one in shown), tuple(four_said(one.first) for one in shown))


def four_said(four: date) -> str:
    """Say a four by its first day."""
    return f"{four.month}–{month(four_months(four).last)}"
