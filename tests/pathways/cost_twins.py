"""What services cost again in plain Python, with decimals instead of cents: slow, short, and plainly right."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

Pool = tuple[str, int]
Sums = tuple[int, int, int, int, int]
"""events, cents, clients, largest, second."""
MOST = Decimal(100_000_000)


@dataclass(frozen=True, slots=True)
class Paid:
    """One event; `cost` as it is written, "" where it is not known."""

    case: str
    client: str
    activity: str
    when: int
    cost: str = ""
    source: str = ""
    year: int = 0

    @property
    def euros(self) -> Decimal | None:
        return Decimal(self.cost.replace(",", ".")) if self.cost else None

    @property
    def can_be(self) -> bool:
        return self.euros is not None and 0 <= self.euros <= MOST


def known(rows: list[Paid]) -> tuple[int, ...]:
    """events, priced, odd, clients, clients_priced, clients_other."""
    return (
        len(rows),
        sum(row.can_be for row in rows),
        sum(row.euros is not None and not row.can_be for row in rows),
        len({row.client for row in rows}),
        len({row.client for row in rows if row.can_be}),
        len({row.client for row in rows if not row.can_be}),
    )


def sums(rows: Iterable[Paid], by: Callable[[Paid], object]) -> dict[tuple[str, int, object], Sums]:
    cells: dict[tuple[str, int, object], list[Paid]] = defaultdict(list)
    for row in rows:
        if row.can_be:
            cells[row.source, row.year, by(row)].append(row)
    return {key: _summed(found) for key, found in cells.items()}


def _summed(rows: list[Paid]) -> Sums:
    own: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        assert row.euros is not None
        own[row.client] += row.euros
    parts = sorted((int(euros * 100) for euros in own.values()), reverse=True)
    return len(rows), sum(parts), len(parts), parts[0], parts[1] if len(parts) > 1 else 0


def ranked(rows: Iterable[Paid]) -> dict[Pool, list[int]]:
    """Each pool's clients' cents, the least first."""
    own: dict[Pool, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.can_be:
            assert row.euros is not None
            own[row.source, row.year][row.client] += int(row.euros * 100)
    return {pool: sorted(cents.values()) for pool, cents in own.items()}


def parts(rows: Iterable[Paid], many: int) -> dict[tuple[str, int, int], tuple[int, int]]:
    """(source, year, part) → clients, cents."""
    found: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for pool, cents in ranked(rows).items():
        for rank, one in enumerate(cents):
            found[(*pool, rank * many // len(cents) + 1)].append(one)
    return {key: (len(cents), sum(cents)) for key, cents in found.items()}


def around_quarters(rows: Iterable[Paid], nearest: int) -> dict[tuple[str, int, int], int]:
    """(source, year, quarter) → cents of the clients nearest to it, of pools that have enough."""
    return {
        (*pool, quarter): sum(cents[first : first + nearest])
        for pool, cents in ranked(rows).items()
        if len(cents) >= 4 * nearest
        for quarter in (1, 2, 3)
        for first in [len(cents) * quarter // 4 - nearest // 2]
    }
