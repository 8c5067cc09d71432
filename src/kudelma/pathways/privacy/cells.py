"""What goes in and what comes out of the gate."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Key = tuple[str, ...]

TOTAL = "*"
"""In a key: over all values of that dimension."""


class CellError(ValueError):
    """The cells cannot be judged; the message names the cell and the cure."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number and the distinct clients behind it (not the events)."""

    key: Key
    value: float
    clients: int
    of: int | None = None
    """Clients of the group that this is a share of: the others must not be few either."""
    largest: float | None = None
    """The largest part that one client makes of the value, where dominance is judged."""
    second: float | None = None
    """The second largest part, where closeness is judged."""
    extra: Mapping[str, float | str | None] = field(default_factory=dict, hash=False)
    """What is shown or hidden with it and does not add up: medians, shares, words."""

    def __post_init__(self) -> None:
        if not _strings(self.key):
            raise CellError(f"The key {self.key!r} must be one or more strings.")
        if not math.isfinite(self.value) or self.value < 0:
            raise CellError(
                f"{self.key}: the value {self.value} must be a finite number from 0 up; give sums of parts."
            )
        if not _whole(self.clients):
            raise CellError(f"{self.key}: {self.clients!r} is no number of distinct clients; count them from the rows.")
        if self.of is not None and self.of < self.clients:
            raise CellError(f"{self.key}: {self.clients} clients of a group of {self.of}; count both the same way.")
        if self.clients == 0 and self.value > 0:
            raise CellError(f"{self.key}: a value of {self.value} with no client behind it; give the clients' number.")


def _strings(key: tuple[object, ...]) -> bool:
    return bool(key) and all(isinstance(part, str) for part in key)


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0


class Rounding(StrEnum):
    NEAREST = "nearest"
    RANDOM = "random"
    """Up or down by chance in proportion, the same way each time for the same cell and value."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The unit's rule. The default is a house rule: no act that fixes five was found (regulation 2.11)."""

    k: int = 5
    """The fewest distinct clients behind a number shown."""
    round_to: int = 0
    """0 for none; 5 for what leaves the unit."""
    rounding: Rounding = Rounding.NEAREST
    rounding_key: bytes = b""
    """A secret, for random rounding: without it nobody can redo the throw."""
    show_zero: bool = True
    show_whole: bool = True
    """Whether "14 of 14" may be shown: it tells of each of the fourteen."""
    other: str | None = None
    """Rows below k become one row of this name ("muut polut"); only where no totals stand beside them."""
    one_row_per_client: bool = True
    """Whether a client is in one row only. If not, one joint row counts no more clients than its largest part."""
    dominance: float | None = None
    """Hide what one client makes more than this share of."""
    closeness: float | None = None
    """Hide a sum that tells its largest part to within this share of it (the p % rule)."""
    leeway: float = 0.5
    """How far, as a share of it, a hidden sum must stay unknown both ways; hidden counts: from 0 to k."""

    def __post_init__(self) -> None:
        checks = (
            (self.k >= 1, "k must be at least 1."),
            (self.round_to >= 0, "round_to must be 0 (none) or a base such as 5."),
            (self.dominance is None or 0 < self.dominance <= 1, "dominance must be a share between 0 and 1."),
            (self.closeness is None or self.closeness > 0, "closeness must be a share above 0."),
            (0 < self.leeway <= 1, "leeway must be a share between 0 and 1."),
            (self.rounding is Rounding.NEAREST or bool(self.rounding_key), "Random rounding needs a rounding_key."),
        )
        for holds, cure in checks:
            if not holds:
                raise CellError(cure)


class Because(StrEnum):
    PROTECTED = "protected"
    """Few clients behind it, or it would give such a number away. Which of the two is not told: it would narrow it."""


class Note(StrEnum):
    HIDDEN = "some_hidden"
    FOLDED = "rare_rows_joined"
    ROUNDED = "rounded_totals_may_not_add"
    NOISED = "noise_added"


@dataclass(frozen=True, slots=True)
class Shown:
    key: Key
    value: float
    extra: Mapping[str, float | str | None] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Hidden:
    key: Key
    because: Because = Because.PROTECTED


@dataclass(frozen=True, slots=True)
class Released:
    """Every cell that came in, in its order, but for the rows joined under the policy's `other`, which comes last."""

    cells: tuple[Shown | Hidden, ...]
    joined: int = 0
    """Rows that became part of `other`."""
    notes: tuple[Note, ...] = ()

    @property
    def shown(self) -> dict[Key, float]:
        return {cell.key: cell.value for cell in self.cells if isinstance(cell, Shown)}

    @property
    def hidden(self) -> tuple[Key, ...]:
        return tuple(cell.key for cell in self.cells if isinstance(cell, Hidden))

    def what_was_hidden(self) -> dict[str, int]:
        """How many, never how much."""
        return {"shown": len(self.shown), "hidden": len(self.hidden), "joined": self.joined}
