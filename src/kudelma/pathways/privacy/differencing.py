"""Two honest figures can make a dishonest third: 120 families with the filter, 119 without it.

A guard remembers, for each scope (who asks, and which measure), the clients behind what was shown, as keyed hashes, and
refuses the figure that together with earlier ones would tell of fewer than k.
"""

import hashlib
import hmac
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kudelma.core.decision import Decision

Population = frozenset[str]


class Releases(Protocol):
    """Where the guard keeps what was shown; a room may keep it in its database.

    Two figures asked for at the same moment must wait for each other: hold a lock on the scope around `may_show`.
    """

    def earlier(self, scope: str) -> Iterable[Population]: ...

    def add(self, scope: str, population: Population) -> None: ...


@dataclass(slots=True)
class InMemory:
    held: dict[str, list[Population]] = field(default_factory=lambda: defaultdict(list))

    def earlier(self, scope: str) -> Iterable[Population]:
        return tuple(self.held.get(scope, ()))

    def add(self, scope: str, population: Population) -> None:
        self.held.setdefault(scope, []).append(population)


@dataclass(frozen=True, slots=True)
class InFile:
    """In one SQLite file, for the command line."""

    path: Path

    def earlier(self, scope: str) -> Iterable[Population]:
        with closing(self._open()) as file:
            rows = file.execute("SELECT clients FROM releases WHERE scope = ? ORDER BY id", (scope,)).fetchall()
        return tuple(frozenset(json.loads(row[0])) for row in rows)

    def add(self, scope: str, population: Population) -> None:
        with closing(self._open()) as file, file:
            file.execute("INSERT INTO releases (scope, clients) VALUES (?, ?)", (scope, json.dumps(sorted(population))))

    def _open(self) -> sqlite3.Connection:
        file = sqlite3.connect(self.path)
        file.execute("CREATE TABLE IF NOT EXISTS releases (id INTEGER PRIMARY KEY, scope TEXT, clients TEXT)")
        return file


@dataclass(frozen=True, slots=True)
class Guard:
    """`may_show` before a figure is shown; it is remembered only when the answer is yes."""

    releases: Releases
    key: bytes
    """A secret of the unit: hashes of clients cannot be redone without it."""
    k: int = 5
    most: int = 200
    """So many different populations in one scope; then somebody looks at what is being asked."""

    def may_show(self, scope: str, clients: Iterable[str]) -> Decision:
        new = frozenset(self._hash(client) for client in clients)
        if 0 < len(new) < self.k:
            return Decision.no("too_few_clients", k=self.k)
        earlier = list(dict.fromkeys(self.releases.earlier(scope)))
        if new in earlier or not new:
            return Decision.yes("shown_before" if new else "nobody")
        if len(earlier) >= self.most:
            return Decision.no("too_many_filters", most=self.most)
        if any(_few_apart(new, old, self.k) for old in earlier):
            return Decision.no("differs_by_few", k=self.k)
        if _isolates(earlier, new, self.k):
            return Decision.no("few_by_combination", k=self.k)
        self.releases.add(scope, new)
        return Decision.yes("guarded")

    def _hash(self, client: str) -> str:
        return hmac.new(self.key, client.encode(), hashlib.blake2b).hexdigest()[:24]


def _few_apart(new: Population, old: Population, k: int) -> bool:
    """By fewer than k in all, or on one side where the other side has none."""
    gone, come = len(old - new), len(new - old)
    return 0 < gone + come < k or (come == 0 and 0 < gone < k) or (gone == 0 and 0 < come < k)


_MOST_SMALL = 20
_NEAR = 1e-7


def _isolates(earlier: list[Population], new: Population, k: int) -> bool:
    """Whether adding and subtracting the figures gives the number of some group of fewer than k clients.

    Clients with the same history are one atom. A group of atoms is told exactly if its indicator lies in the row
    space of the figures, that is, if projecting it there leaves it as it is. Groups of one and two atoms are always
    tried, of three and four while the small atoms are few.
    """
    figures = [*earlier, new]
    history: dict[str, list[int]] = defaultdict(list)
    for number, population in enumerate(figures):
        for client in population:
            history[client].append(number)
    sizes: dict[tuple[int, ...], int] = defaultdict(int)
    for numbers in history.values():
        sizes[tuple(numbers)] += 1
    atoms = list(sizes)
    small = [place for place, atom in enumerate(atoms) if sizes[atom] < k]
    if not small:
        return False
    matrix = np.zeros((len(figures), len(atoms)))
    for place, atom in enumerate(atoms):
        matrix[list(atom), place] = 1.0
    _, strength, rows = np.linalg.svd(matrix, full_matrices=False)
    basis = rows[strength > 1e-9 * strength[0]][:, small]
    projection = basis.T @ basis
    counts = np.array([sizes[atoms[place]] for place in small])
    return _told(projection, counts, k)


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
