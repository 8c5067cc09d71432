"""Two honest figures can make a dishonest third: 120 families with the filter, 119 without it.

A guard remembers, for each scope (one log, as it stands), the clients behind what was shown, and refuses the figure
that together with earlier ones would tell of fewer than k. A client is a number that tells nothing by itself: a
store's own, or a keyed hash.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kudelma.core.decision import Decision

Population = NDArray[np.int64]
"""Clients' numbers, each once, rising."""


class Releases(Protocol):
    """Where the guard keeps what was shown.

    Two figures asked for at the same moment must wait for each other: hold a lock on the scope around `may_show`.
    """

    def earlier(self, scope: str) -> Iterable[Population]: ...

    def add(self, scope: str, population: Population) -> None: ...


@dataclass(frozen=True, slots=True)
class Guard:
    """`may_show` before a figure is shown; it is remembered only when the answer is yes."""

    releases: Releases
    k: int = 5
    most: int = 200
    """So many different populations in one scope; then somebody looks at what is being asked."""

    def may_show(self, scope: str, clients: ArrayLike) -> Decision:
        new: Population = np.unique(np.asarray(clients, np.int64))
        if len(new) < self.k:
            return Decision.no("too_few_clients", k=self.k) if len(new) else Decision.yes("nobody")
        earlier = list(self.releases.earlier(scope))
        if any(np.array_equal(new, old) for old in earlier):
            return Decision.yes("shown_before")
        decision = self._beside(earlier, new)
        if decision:
            self.releases.add(scope, new)
        return decision

    def _beside(self, earlier: list[Population], new: Population) -> Decision:
        if len(earlier) >= self.most:
            return Decision.no("too_many_filters", most=self.most)
        if any(_few_apart(new, old, self.k) for old in earlier):
            return Decision.no("differs_by_few", k=self.k)
        if _isolates(earlier, new, self.k):
            return Decision.no("few_by_combination", k=self.k)
        return Decision.yes("guarded")


def isolate(figures: Iterable[Population], k: int = 5) -> bool:
    """Whether figures told at once give, by adding and subtracting them, that of some group of fewer than k clients."""
    *others, last = figures
    return _isolates(others, last, k)


def _few_apart(new: Population, old: Population, k: int) -> bool:
    """By fewer than k in all, or on one side where the other side has none."""
    if abs(len(new) - len(old)) >= k:
        return False
    shared = len(np.intersect1d(new, old, assume_unique=True))
    gone, come = len(old) - shared, len(new) - shared
    return 0 < gone + come < k or (come == 0 and 0 < gone < k) or (gone == 0 and 0 < come < k)


_MOST_SMALL = 20
_NEAR = 1e-7


def _isolates(earlier: list[Population], new: Population, k: int) -> bool:
    """Whether adding and subtracting the figures gives the number of some group of fewer than k clients.

    Clients with the same history are one atom. A group of atoms is told exactly if its indicator lies in the row
    space of the figures, that is, if projecting it there leaves it as it is. Groups of one and two atoms are always
    tried, of three and four while the small atoms are few.
    """
    histories, sizes = _atoms([*earlier, new])
    small = np.flatnonzero(sizes < k)
    if not len(small):
        return False
    _, strength, rows = np.linalg.svd(histories.T.astype(np.float64), full_matrices=False)
    basis = rows[strength > 1e-9 * strength[0]][:, small]
    return _told(basis.T @ basis, sizes[small], k)


def _atoms(figures: list[Population]) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """In which figures the clients of each atom are (atoms × figures), and how many they are."""
    clients = np.unique(np.concatenate(figures))
    member = np.zeros((len(clients), len(figures)), np.bool_)
    for place, figure in enumerate(figures):
        member[np.searchsorted(clients, figure), place] = True
    marks = np.packbits(member, axis=1)
    _, first, sizes = np.unique(
        np.ascontiguousarray(marks).view(np.dtype((np.void, marks.shape[1]))).ravel(),
        return_index=True,
        return_counts=True,
    )
    return member[first], sizes


def _told(projection: NDArray[np.float64], counts: NDArray[np.intp], k: int) -> bool:
    """Whether some group of fewer than k clients is left by the projection as it is."""
    alone = np.diag(projection)
    pairs = alone[:, None] + alone[None, :] + 2 * projection
    few = (counts[:, None] + counts[None, :] < k) & ~np.eye(len(counts), dtype=bool)
    if (alone > 1 - _NEAR).any() or (pairs[few] > 2 - _NEAR).any():
        return True
    if len(counts) > _MOST_SMALL:
        return False
    return any(
        counts[list(group)].sum() < k and projection[np.ix_(group, group)].sum() > depth - _NEAR
        for depth in range(3, min(k - 1, 4) + 1)
        for group in combinations(range(len(counts)), depth)
    )
