"""The two passes over every event that must be fast: text to number, and event to the event before it.

Compiled by Numba on first use and kept beside this file. Each reads its arrays once, in the order in which events
arrive, so that a log is linked without being sorted; memory grows with cases, not with events.
"""

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., object])
Words = NDArray[np.uint64]
Gaps = NDArray[np.int32] | NDArray[np.int64]

LONGEST = 15
"""Bytes of text that two words hold exactly; longer text is known by 120 bits of its hash."""

FIRST = -1
"""The activity before a case's first event."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)


def _compiled(function: F) -> F:
    return cast("F", njit(cache=True, nogil=True)(function))


@_compiled
def mixed(number: np.uint64) -> np.uint64:
    """The finalizer of SplitMix64: a bijection of 64-bit numbers that leaves no pattern."""
    number = (number ^ (number >> np.uint64(30))) * _MIX_A
    number = (number ^ (number >> np.uint64(27))) * _MIX_B
    return number ^ (number >> np.uint64(31))


@_compiled
def packed(offsets: NDArray[np.int32], data: NDArray[np.uint8], low: Words, high: Words) -> None:
    """Text as two words each: the text itself up to 15 bytes, else a hash marked as one.

    `offsets` (n + 1) and `data` are an Arrow string array's buffers; `low` and `high` (n) are filled.
    """
    for row in range(low.shape[0]):
        begin = offsets[row]
        end = offsets[row + 1]
        size = end - begin
        first = np.uint64(0)
        second = np.uint64(0)
        if size <= LONGEST:
            for place in range(min(size, 8)):
                first |= np.uint64(data[begin + place]) << np.uint64(8 * place)
            for place in range(8, size):
                second |= np.uint64(data[begin + place]) << np.uint64(8 * (place - 8))
            second |= np.uint64(size) << np.uint64(56)
        else:
            first = _GOLDEN
            second = np.uint64(size)
            for word in range(begin, end, 8):
                eight = np.uint64(0)
                for place in range(word, min(word + 8, end)):
                    eight |= np.uint64(data[place]) << np.uint64(8 * (place - word))
                first = mixed(first ^ eight) + _GOLDEN
                second = mixed(second + eight * _MIX_B) ^ first
            second |= np.uint64(0xFF) << np.uint64(56)
        low[row] = first
        high[row] = second


@_compiled
def _slot(low: np.uint64, high: np.uint64, mask: int) -> np.int64:
    mingled = (low ^ (high * _GOLDEN)) * _MIX_A
    mingled ^= mingled >> np.uint64(32)
    mingled *= _MIX_B
    return np.int64(mingled >> np.uint64(30)) & mask


@_compiled
def numbered(
    low: Words,
    high: Words,
    slots: NDArray[np.int32],
    keys: Words,
    known: int,
    numbers: NDArray[np.int32],
    met: NDArray[np.int32],
) -> int:
    """Give each text its number, new ones the next free; return how many are known now.

    `slots` (a power of two: number + 1, 0 is free) and `keys` (numbers × 2: low, high) must have room for every row
    to be new. `met` (n) begins with the rows in which new ones stand first, in order of number. Keys lie in the order
    of their numbers, so that texts met at the same time lie close together.
    """
    mask = slots.shape[0] - 1
    before = known
    for row in range(low.shape[0]):
        first = low[row]
        second = high[row]
        place = _slot(first, second, mask)
        while True:
            number = slots[place] - 1
            if number < 0:
                keys[known, 0] = first
                keys[known, 1] = second
                met[known - before] = row
                number = known
                known += 1
                slots[place] = known
                break
            if keys[number, 0] == first and keys[number, 1] == second:
                break
            place = (place + 1) & mask
        numbers[row] = number
    return known


@_compiled
def placed(keys: Words, known: int, slots: NDArray[np.int32]) -> None:
    """Put the first `known` keys into `slots`, which are free."""
    mask = slots.shape[0] - 1
    for number in range(known):
        place = _slot(keys[number, 0], keys[number, 1], mask)
        while slots[place] != 0:
            place = (place + 1) & mask
        slots[place] = number + 1


@_compiled
def step_numbers(activity: np.int64, position: np.int64) -> tuple[np.int64, np.int64]:
    """Two random-looking 40-bit numbers for `activity` at `position`; sums of them name a path (Zobrist hashing)."""
    first = mixed((np.uint64(activity) << np.uint64(32) | np.uint64(position)) + _GOLDEN)
    second = mixed(first + _GOLDEN)
    return np.int64(first >> np.uint64(24)), np.int64(second >> np.uint64(24))


LAST_AT, EVENTS, PATH_A, PATH_B, FIRST_AT, FIRST_ACTIVITY, LAST_ACTIVITY = range(7)
STATE = 7
"""What is kept of a case between its events: one row of this many int64."""

DONE, EARLIER, TOO_FAR = range(3)


@_compiled
def linked(
    case: NDArray[np.int32],
    activity: NDArray[np.int32],
    at: NDArray[np.int64],
    state: NDArray[np.int64],
    previous: NDArray[np.int16],
    gap: Gaps,
    position: NDArray[np.int32],
    longest: int,
) -> int:
    """Write beside each event its position in its case, the activity before it and the time between; in ticks.

    `state` (cases × 7) is carried from one batch to the next. Returns `DONE`; `EARLIER` where an event is earlier than
    the one before it in the same case; `TOO_FAR` where the time between is more than `longest`, which `gap` must hold.
    """
    for row in range(case.shape[0]):
        who = case[row]
        what = activity[row]
        when = at[row]
        seen = state[who, EVENTS]
        if seen == 0:
            previous[row] = FIRST
            gap[row] = 0
            state[who, FIRST_AT] = when
            state[who, FIRST_ACTIVITY] = what
        else:
            between = when - state[who, LAST_AT]
            if between < 0:
                return EARLIER
            if between > longest:
                return TOO_FAR
            previous[row] = state[who, LAST_ACTIVITY]
            gap[row] = between
        state[who, LAST_AT] = when
        state[who, LAST_ACTIVITY] = what
        state[who, EVENTS] = seen + 1
        position[row] = seen + 1
        first, second = step_numbers(what, seen + 1)
        state[who, PATH_A] += first
        state[who, PATH_B] += second
    return DONE


@_compiled
def whole(numbers: NDArray[np.int64], by: int, found: NDArray[np.int64]) -> bool:
    """Divide by `by` into `found`, rounding down; whether all of them were whole."""
    left = 0
    for row in range(numbers.shape[0]):
        part = numbers[row] // by
        found[row] = part
        left |= numbers[row] - part * by
    return left == 0
