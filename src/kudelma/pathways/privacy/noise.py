"""The discrete Gaussian, exactly: whole-number arithmetic only, so that no floating-point trace gives a count away.

Algorithms 1–3 of Canonne, Kamath & Steinke, The Discrete Gaussian for Differential Privacy (2020).
"""

import secrets
from fractions import Fraction
from math import isqrt
from typing import Protocol


class Chance(Protocol):
    def randrange(self, stop: int, /) -> int: ...


SYSTEM: Chance = secrets.SystemRandom()


def discrete_gaussian(variance: Fraction, chance: Chance = SYSTEM) -> int:
    """One draw with probability in proportion to exp(−x² / 2σ²)."""
    if variance <= 0:
        raise ValueError("The variance must be above zero: without noise there is no privacy.")
    scale = isqrt(int(variance)) + 1
    while True:
        drawn = _discrete_laplace(scale, chance)
        off = (abs(drawn) - variance / scale) ** 2 / (2 * variance)
        if _yes_exp(off, chance):
            return drawn


def _discrete_laplace(scale: int, chance: Chance) -> int:
    while True:
        rest = chance.randrange(scale)
        if not _yes_exp(Fraction(rest, scale), chance):
            continue
        whole = 0
        while _yes_exp(Fraction(1), chance):
            whole += 1
        value = rest + scale * whole
        negative = chance.randrange(2) == 1
        if negative and value == 0:
            continue
        return -value if negative else value


def _yes_exp(gamma: Fraction, chance: Chance) -> bool:
    """Yes with probability exp(−γ)."""
    while gamma > 1:
        if not _yes_exp_below_one(Fraction(1), chance):
            return False
        gamma -= 1
    return _yes_exp_below_one(gamma, chance)


def _yes_exp_below_one(gamma: Fraction, chance: Chance) -> bool:
    count = 1
    while chance.randrange(gamma.denominator * count) < gamma.numerator:
        count += 1
    return count % 2 == 1
