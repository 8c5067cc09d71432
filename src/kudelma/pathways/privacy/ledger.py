"""Published tables with noise, and the ledger of how much has been told of the same clients.

Zero-concentrated differential privacy (Bun & Steinke 2016): spendings of ρ add up, and the ledger refuses when the
budget of a data set is used. Each client moves at most `most` cells by one, so the table's sensitivity is √most.
"""

import hashlib
import hmac
import math
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from kudelma.core.decision import Decision
from kudelma.pathways.privacy.cells import CellError, Key, Note, Released, Shown
from kudelma.pathways.privacy.noise import SYSTEM, Chance, discrete_gaussian


@dataclass(frozen=True, slots=True)
class Ledger:
    """What has been spent, in one SQLite file; two publishers at once cannot both spend the last of it."""

    path: Path
    budget: Fraction
    """ρ in all, for each data set."""

    def spent(self, dataset: str) -> Fraction:
        with closing(self._open()) as file:
            return _sum(file, dataset)

    def spend(self, dataset: str, rho: Fraction, what: str) -> Decision:
        """Written before the noise is drawn: a table that never came out costs all the same."""
        if rho <= 0:
            raise CellError("A publication must spend something: give rho above zero.")
        with closing(self._open()) as file:
            file.execute("BEGIN IMMEDIATE")
            used = _sum(file, dataset)
            if used + rho > self.budget:
                file.rollback()
                return Decision.no("budget_used", dataset=dataset, spent=str(used), budget=str(self.budget))
            file.execute("INSERT INTO spending (dataset, rho, what) VALUES (?, ?, ?)", (dataset, str(rho), what))
            file.commit()
        return Decision.yes("within_budget", dataset=dataset, spent=str(used + rho), budget=str(self.budget))

    def _open(self) -> sqlite3.Connection:
        file = sqlite3.connect(self.path, isolation_level=None, timeout=10)
        file.execute("CREATE TABLE IF NOT EXISTS spending (id INTEGER PRIMARY KEY, dataset TEXT, rho TEXT, what TEXT)")
        return file


def _sum(file: sqlite3.Connection, dataset: str) -> Fraction:
    rows = file.execute("SELECT rho FROM spending WHERE dataset = ?", (dataset,)).fetchall()
    return sum((Fraction(row[0]) for row in rows), Fraction(0))


def epsilon(rho: Fraction, delta: float = 1e-6) -> float:
    """The ε of (ε, δ) that ρ gives: ρ + 2√(ρ ln 1/δ)."""
    return float(rho) + 2 * math.sqrt(float(rho) * math.log(1 / delta))


def bounded(cells_of: Mapping[str, Iterable[Key]], most: int, key: bytes) -> dict[Key, int]:
    """Counts in which each client stands at most once in a cell and in at most `most` cells.

    Which ones are kept depends on a keyed hash and not on the order of the rows.
    """
    if most < 1:
        raise CellError("Each client must be allowed at least one cell.")
    counts: dict[Key, int] = {}
    for client, cells in cells_of.items():

        def drawn(cell: Key, client: str = client) -> bytes:
            return hmac.digest(key, repr((client, cell)).encode(), hashlib.sha256)

        for cell in sorted(set(cells), key=drawn)[:most]:
            counts[cell] = counts.get(cell, 0) + 1
    return counts


def publish(
    counts: Mapping[Key, int],
    domain: Iterable[Key],
    *,
    most: int,
    rho: Fraction,
    ledger: Ledger,
    dataset: str,
    what: str,
    chance: Chance = SYSTEM,
) -> Released | Decision:
    """Noisy counts of every cell in the domain, or the ledger's no.

    The domain is fixed beforehand (a list of codes, not what happens to occur): that a cell is there would itself tell.
    `counts` come from `bounded` with the same `most`. Negative sums are shown as 0, which costs nothing.
    """
    cells = sorted(set(domain))
    strange = counts.keys() - set(cells)
    if strange:
        raise CellError(
            f"{min(strange)} is not in the domain: publish by a list of codes, and count the rest as other."
        )
    decision = ledger.spend(dataset, rho, what)
    if not decision:
        return decision
    variance = Fraction(most) / (2 * rho)
    return Released(
        tuple(Shown(cell, float(max(0, counts.get(cell, 0) + discrete_gaussian(variance, chance)))) for cell in cells),
        notes=(Note.NOISED,),
    )
