"""Two sums can tell a third: what a service cost with these cases and without them is what they cost.

A guard counts the clients by whom two figures differ. Of sums that is not enough: they may differ by many clients of
whom one makes nearly all, or by some cases of one client who stands behind both. So the parts themselves are compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kudelma.pathways.privacy.cells import Policy
from kudelma.pathways.privacy.differencing import Population

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parts:
    """Rows of a log: what one case of a client adds to a cell. All of equal length, whole numbers."""

    cases: Whole
    clients: Whole
    cells: Whole
    amounts: Whole

    def of_all(self) -> "Parts":
        """The same rows, all of them in the cell 0."""
        return Parts(self.cases, self.clients, np.zeros_like(self.cells), self.amounts)


def too_near(parts: Parts, new: Population, earlier: Iterable[Population], policy: Policy) -> frozenset[int]:
    """Cells whose sum over the cases `new` would beside one of the earlier sums tell of few, or of one of many."""
    inside = np.isin(parts.cases, new)
    found: set[int] = set()
    for old in earlier:
        sign = inside.astype(np.int64) - np.isin(parts.cases, old)
        found |= _sensitive(parts, sign, policy)
    return frozenset(found)


def _sensitive(parts: Parts, sign: Whole, policy: Policy) -> set[int]:
    """Cells in which the rows that differ are of fewer than k clients, or nearly all of it is of one."""
    rows = np.flatnonzero(sign)
    if not len(rows):
        return set()
    width = int(parts.clients.max()) + 1
    pairs, place = np.unique(parts.cells[rows] * width + parts.clients[rows], return_inverse=True)
    cells = pairs // width
    net = np.abs(np.bincount(place.ravel(), weights=(sign * parts.amounts)[rows]))
    order = np.lexsort((-net, cells))
    cells, net = cells[order], net[order]
    begins = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]])
    many = np.diff(np.r_[begins, len(cells)])
    largest = net[begins]
    second = np.where(many > 1, net[np.minimum(begins + 1, len(net) - 1)], 0)
    others = np.add.reduceat(net, begins) - largest - second
    few = many < policy.k
    if policy.closeness is not None:
        few |= others < policy.closeness * largest
    return set(cells[begins][few].tolist())
