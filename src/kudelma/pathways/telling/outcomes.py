"""Outcomes over time: answers on a scale, how often a thing was so, and how things ended.

A *four* is four months on end: January–April, May–August or September–December (`core.deadlines.reporting`). Figures
stand by month or by four, always of the same whole ones, so that a longer or a shorter look holds the same figures.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from kudelma.core.calendar import add_months
from kudelma.core.deadlines.reporting import Period
from kudelma.pathways.privacy import Cell, Policy, release

DOMINANCE = 0.5
"""A figure most of whose answers one family gave is that family's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one of a family answered, by the day of what it is about; 0 where only the count is asked for."""

    day: date
    family: Hashable
    value: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """Of the answers of a period: how many, the median, and the answers between which half of them lie.

    `few` answers are of fewer than twice k families: they have a median and no more.
    """

    answers: int
    median: float | None = None
    low: int | None = None
    high: int | None = None
    few: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Of so many: at least `low` and at most `high`, the same where it may be told to the one."""

    low: int
    high: int
    of: int

    @property
    def exact(self) -> bool:
        return self.low == self.high


When = tuple[date, date | None]
"""The first day of a four, and of a month in it; None for the four whole."""


def spreads(answers: Iterable[Answer], fours: Iterable[Period], policy: Policy) -> dict[When, Spread]:
    """What may be told of each four and of its months.

    The months that are not told could be told together, or are of no family, since the four beside the others tells
    what is left: where they could not, the month of the fewest families joins them.
    """
    policy = replace(policy, dominance=DOMINANCE)
    by_month: dict[date, list[Answer]] = {}
    for one in answers:
        by_month.setdefault(one.day.replace(day=1), []).append(one)
    told: dict[When, Spread] = {}
    for four in fours:
        of = {month: by_month.get(month, []) for month in months_of(four)}
        shown = _shown({str(month): some for month, some in of.items()}, policy)
        months = sorted((month for month in of if of[month] and str(month) in shown), key=lambda m: (-_many(of[m]), m))
        while months and not _shown({"": [one for month in of if month not in months for one in of[month]]}, policy):
            months.pop()
        told |= {
            (four.first, month): _spread(some, policy) for month, some in of.items() if month in months or not some
        }
        whole = [one for some in of.values() for one in some]
        if _shown({str(four.first): whole}, policy):
            told[four.first, None] = _spread(whole, policy)
    return told


def months_of(four: Period) -> list[date]:
    """Return the first days of its months."""
    return [add_months(four.first, n) for n in range(4)]


def _shown(groups: dict[str, list[Answer]], policy: Policy) -> set[str]:
    return {name for (name,) in release([_cell(name, some) for name, some in groups.items()], policy).shown}


def _many(answers: Iterable[Answer]) -> int:
    """How many families they are of."""
    return len({one.family for one in answers})


def _cell(name: str, answers: list[Answer]) -> Cell:
    of: dict[Hashable, int] = {}
    for one in answers:
        of[one.family] = of.get(one.family, 0) + 1
    return Cell((name,), len(answers), len(of), largest=max(of.values(), default=0))


def _spread(answers: list[Answer], policy: Policy) -> Spread:
    if not answers:
        return Spread(0)
    values = sorted(one.value for one in answers)
    if _many(answers) < 2 * policy.k:
        return Spread(len(values), float(median(values)), few=True)
    last = len(values) - 1
    return Spread(len(values), float(median(values)), values[last // 4], values[-1 - last // 4])


def share(cases: Iterable[tuple[Hashable, bool]], policy: Policy) -> Share | None:
    """In how many of (family, was it so) it was so; None where too few families are behind it on both sides.

    Where the ones or the others are few families, only that they are fewer than k is told, and none is told as none.
    """
    given = list(cases)
    sides = {so: [family for family, was in given if was == so] for so in (True, False)}
    if len({family for family, _was in given}) < policy.k:
        return None
    cells = [Cell((str(so),), len(some), len(set(some))) for so, some in sides.items()]
    shown = release(cells, policy).shown
    yes, no = (len(sides[so]) if (str(so),) in shown else None for so in (True, False))
    if yes is not None and no is not None:
        return Share(yes, yes, len(given))
    if yes is not None and len(sides[False]) < policy.k:
        return Share(len(given) - policy.k + 1, len(given) - 1, len(given))
    if no is not None and len(sides[True]) < policy.k:
        return Share(1, policy.k - 1, len(given))
    return None


def ends(cases: Iterable[tuple[Hashable, str]], policy: Policy, *, other: str) -> dict[str, int]:
    """How many of (family, how it ended) ended each way. Ways of few families stand together as `other`."""
    families: dict[str, list[Hashable]] = {}
    for family, way in cases:
        families.setdefault(way, []).append(family)
    cells = [Cell((way,), len(some), len(set(some))) for way, some in families.items()]
    told = release(cells, replace(policy, other=other, one_row_per_client=False)).shown
    return {way: int(n) for (way,), n in told.items()}
