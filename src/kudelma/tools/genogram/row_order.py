"""The best order of one row while its neighbours stand still.

Given the cost of chain i standing anywhere left of chain j, the order of least cost that keeps birth order is
found by dynamic programming over the sets that can stand left of a cut (the ideals of the precedence);
genogram.md 3.4. Where the sets are too many, chains are sifted (Rudell 1993): each in turn to its best place.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

CLOSE = 1e-9


@dataclass(slots=True)
class Row:
    """Chains 0…k−1 of a row.

    `dearer[i]`: bit mask of the chains j for which it costs more that i stands left of j than right of it.
    `excess(i, j)`: by how much. `needs[i]`: bit mask of the chains that must stand left of i. `spans`: pairs
    of chains that hold partners who cannot stand side by side. `toll[i]`: cost of standing between such
    partners.
    """

    dearer: list[int]
    needs: list[int]
    spans: list[tuple[int, int]]
    toll: list[float]
    excess: Callable[[int, int], float]
    priced: dict[tuple[int, int], float] = field(default_factory=dict)
    """Excesses asked for, by chain and bit."""


def best_order(row: Row, most_sets: int) -> list[int] | None:
    """The order of least cost, or None when more than `most_sets` sets would have to be looked at."""
    size = len(row.dearer)
    whole = (1 << size) - 1
    dearer, needs = row.dearer, row.needs
    plain = not row.spans
    spanning = sum({1 << a for pair in row.spans for a in pair})
    everyone = range(size)
    layer: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    looked = 0
    for _ in range(size):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for done, (cost, order) in layer.items():
            rest = whole & ~done
            free = [i for i in everyone if rest >> i & 1 and not needs[i] & rest]
            still = plain or not any((done >> a ^ done >> b) & 1 for a, b in row.spans)
            if still:
                # Whoever stands dear nowhere and spans nothing may come now: later could only cost more.
                first = next((i for i in free if not (dearer[i] & rest or spanning >> i & 1)), -1)
                free = [first] if first >= 0 else free
            for i in free:
                bound = dearer[i] & rest
                price = cost if still and not bound else cost + _price(row, done, bound, i)
                held = following.get(done | 1 << i)
                if held is None or price < held[0] - CLOSE:
                    following[done | 1 << i] = (price, (*order, i))
        looked += len(following)
        if looked > most_sets:
            return None
        layer = following
    return list(layer[whole][1]) if whole in layer else None


def _price(row: Row, done: int, dearer: int, i: int) -> float:
    """What it costs beyond the least to put chain i next, left of all the rest."""
    price = 0.0
    priced = row.priced
    while dearer:
        low = dearer & -dearer
        dearer ^= low
        if (i, low) not in priced:
            priced[i, low] = row.excess(i, low.bit_length() - 1)
        price += priced[i, low]
    for a, b in row.spans:
        if i not in {a, b} and (done >> a & 1) != (done >> b & 1):
            price += row.toll[i]
    return price


def sift(order: list[int], needs: list[int], gain: Callable[[int, int], float], reach: int) -> list[int]:
    """Move each chain in turn to its best place between those it must stand after and before.

    `gain(i, j)` is what it costs that i stands left of j, less what the other way round would cost. No
    chain moves farther than `reach`.
    """
    order = list(order)
    for chain in list(order):
        here = order.index(chain)
        best, spot, change = 0.0, here, 0.0
        for step in range(here - 1, max(-1, here - reach - 1), -1):
            if needs[chain] >> order[step] & 1:
                break
            change += gain(chain, order[step])
            if change < best - CLOSE:
                best, spot = change, step
        change = 0.0
        for step in range(here + 1, min(len(order), here + reach + 1)):
            if needs[order[step]] >> chain & 1:
                break
            change -= gain(chain, order[step])
            if change < best - CLOSE:
                best, spot = change, step
        if spot != here:
            order.insert(spot, order.pop(here))
    return order
