"""Outcomes over time: answers on a scale, how often a thing was so, and how things ended.

A *four* is four months on end: January–April, May–August or September–December (`core.deadlines.reporting`). Figures
stand by month or by four, always of the same whole ones, so that a longer or a shorter look holds the same figures.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median, quantiles

from kudelma.core.deadlines.reporting import four_months
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
    """Of the answers of a period: how many, the median, and the quarter below and above it; None where not told.

    `few` answers are of fewer than twice k families: they have a median and no quarters.
    """

    answers: int
    median: float | None = None
    low: float | None = None
    high: float | None = None
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


def spreads(answers: Sequence[Answer], months: Sequence[date], policy: Policy) -> dict[When, Spread]:
    """What may be told of each month (its first day) and of each four whose months are all there.

    A month is told or not for its own sake. Its four is told when the months that are not told are of no family or of
    k together: otherwise they would be what is left of it. So no later month changes what was told of an earlier one.
    """
    policy = replace(policy, dominance=DOMINANCE)
    by_month: dict[date, list[Answer]] = {month: [] for month in months}
    for one in answers:
        if (month := one.day.replace(day=1)) in by_month:
            by_month[month].append(one)
    fours: dict[date, list[date]] = {}
    for month in months:
        fours.setdefault(four_months(month).first, []).append(month)
    told: dict[When, Spread] = {}
    for four, of_four in fours.items():
        shown = release([_cell(str(month), by_month[month]) for month in of_four], policy).shown
        told |= {(four, month): _spread(by_month[month], policy) for month in of_four if (str(month),) in shown}
        if len(of_four) < 4:  # noqa: PLR2004 - of four
            continue
        whole = [one for month in of_four for one in by_month[month]]
        left = {one.family for month in of_four if (str(month),) not in shown for one in by_month[month]}
        if release([_cell(str(four), whole)], policy).shown and (not left or len(left) >= policy.k):
            told[four, None] = _spread(whole, policy)
    return told


def _cell(name: str, answers: list[Answer]) -> Cell:
    of: dict[Hashable, int] = {}
    for one in answers:
        of[one.family] = of.get(one.family, 0) + 1
    return Cell((name,), len(answers), len(of), largest=max(of.values(), default=0))


def _spread(answers: list[Answer], policy: Policy) -> Spread:
    if not answers:
        return Spread(0)
    values = [one.value for one in answers]
    if len({one.family for one in answers}) < 2 * policy.k:
        return Spread(len(values), float(median(values)), few=True)
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), middle, low, high)


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
    found = release(cells, replace(policy, other=other, one_row_per_client=False))
    # Hidden is what was not enough even together: then what is shown is not the whole, and no share of it is true.
    return {} if found.hidden else {key[0]: int(n) for key, n in found.shown.items()}
