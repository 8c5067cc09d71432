"""Which months or fours a page of outcomes looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kudelma.core.deadlines.reporting import Period, four_months
from kudelma.doors.lead.wording import month
from kudelma.pathways.telling.outcomes import When, months_of
from kudelma.rooms.insight.outcomes import A_YEAR


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


def by_months(fours: Sequence[Period], years: int) -> Periods:
    shown = [(four.first, one) for four in fours[-A_YEAR * years :] for one in months_of(four)]
    return Periods(tuple(shown), tuple(month(one) for _four, one in shown))


def by_fours(fours: Sequence[Period], years: int) -> Periods:
    shown = [four.first for four in fours[-A_YEAR * years :]]
    return Periods(tuple((four, None) for four in shown), tuple(four_said(four) for four in shown))


def four_said(four: date) -> str:
    """Say a four by its first day."""
    return f"{four.month}–{month(four_months(four).last)}"
