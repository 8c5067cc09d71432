"""What both forms of OCEL 2.0 share: types, attributes, names of objects, times as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kudelma.pathways.log.ocel import RELATED

CASE = "assessment"
ABOUT = "about"
NAMES = {"case_id", "activity", "timestamp"}
KINDS = {"end": "time", "cost": "float", "cost_year": "integer"}
"""Attribute → its type in OCEL; any other is a string."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shape:
    """Of a log: its event types by name, and the columns of its events."""

    activities: tuple[str, ...]
    columns: tuple[str, ...]

    def attributes(self) -> list[tuple[str, str]]:
        """Name and type of each attribute; every event type may have any of them."""
        own = (name for name in self.columns if name not in NAMES and name not in RELATED)
        return [(name, KINDS.get(name, "string")) for name in own]

    def object_types(self) -> list[str]:
        return [CASE, *dict.fromkeys(kind for name, (kind, _) in RELATED.items() if name in self.columns)]


def named(column: str, value: object) -> str:
    return f"{RELATED[column][0]}:{value}"


def links(row: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Object and qualifier of everything that an event is related to."""
    yield str(row["case_id"]), ABOUT
    for column, (_, qualifier) in RELATED.items():
        if row.get(column) is not None:
            yield named(column, row[column]), qualifier


def told(name: str, value: object) -> object:
    return iso(value) if KINDS.get(name) == "time" else value


def iso(microseconds: object) -> str:
    """As 2026-11-30T09:15:00Z, with microseconds where there are any."""
    assert isinstance(microseconds, int)
    return (EPOCH + timedelta(microseconds=microseconds)).isoformat().replace("+00:00", "Z")
