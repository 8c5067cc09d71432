"""What a map of services says as a whole: how many go on, how many at most at one time, where nothing was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: A shorter time without any service is not told of.
SHORTEST_GAP = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Stretch:
    """When a service was on: `widest` holds every day it may have been, `surest` those it surely was (or None)."""

    widest: tuple[date, date]
    surest: tuple[date, date] | None
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Reckoning:
    """`most` is at least so many at one time, first in `most_on`; `gap` surely held none of them."""

    now: int
    most: int
    most_on: date | None
    gap: tuple[date, date] | None


def reckon(stretches: Sequence[Stretch]) -> Reckoning:
    most, most_on = _most(stretches)
    return Reckoning(sum(one.goes_on for one in stretches), most, most_on, _gap(stretches))


def _most(stretches: Sequence[Stretch]) -> tuple[int, date | None]:
    sure = [one.surest for one in stretches if one.surest]
    counted = [(sum(first <= day <= last for first, last in sure), day) for day, _last in sure]
    most, day = max(counted, key=lambda pair: (pair[0], -pair[1].toordinal()), default=(0, None))
    return most, day


def _gap(stretches: Sequence[Stretch]) -> tuple[date, date] | None:
    """Return the first of the longest times between services."""
    found: tuple[date, date] | None = None
    reached: date | None = None
    for first, last in sorted(one.widest for one in stretches):
        if reached and first - reached >= SHORTEST_GAP and (found is None or first - reached > found[1] - found[0]):
            found = (reached, first)
        reached = max(reached, last) if reached else last
    return found
