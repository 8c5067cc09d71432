"""From a measure's rows to cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from kudelma.pathways.privacy.cells import TOTAL, Cell, CellError


class Table(Protocol):
    """What an Arrow table can do."""

    def to_pylist(self) -> list[dict[str, Any]]: ...


def cells_of(
    rows: Table | Iterable[Mapping[str, Any]],
    *,
    key: Sequence[str],
    value: str,
    clients: str = "clients",
    extra: Sequence[str] = (),
) -> list[Cell]:
    """One cell for each row; a missing key is a total. Columns named in no argument stay behind."""
    listed: Iterable[Mapping[str, Any]] = rows if isinstance(rows, Iterable) else rows.to_pylist()
    found = []
    for number, row in enumerate(listed, start=1):
        missing = [name for name in (*key, value, clients, *extra) if name not in row]
        if missing:
            raise CellError(f"Row {number} lacks {', '.join(missing)}: name columns that the measure has.")
        if row[value] is None or row[clients] is None:
            raise CellError(f"Row {number} has no number in {value} or {clients}: leave such rows out of the measure.")
        parts = tuple(TOTAL if row[name] is None else str(row[name]) for name in key)
        found.append(Cell(parts, float(row[value]), row[clients], extra={name: row[name] for name in extra}))
    return found
