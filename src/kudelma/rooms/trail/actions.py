import json
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

from kudelma.rooms.trail.models import Entry


class Doer(Protocol):
    """Whoever acts: a worker, a guest, or the system itself (id None)."""

    @property
    def id(self) -> uuid.UUID | None: ...

    @property
    def role(self) -> str: ...

    @property
    def now(self) -> datetime: ...


def record(
    act: str,
    *,
    by: Doer,
    matter: uuid.UUID | None = None,
    thing: str = "",
    thing_id: object = "",
    persons: Iterable[uuid.UUID] = (),
    outcome: str = "done",
    because: str = "",
) -> Entry:
    """Add one row to the trail, in the transaction of the act it tells of. Codes and ids only."""
    facts = {
        "at": by.now.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": str(by.id) if by.id else None,
        "role": str(by.role),
        "act": act,
        "outcome": outcome,
        "because": because,
        "matter": str(matter) if matter else None,
        "thing": thing,
        "thing_id": str(thing_id),
        "persons": sorted({str(person) for person in persons}),
    }
    entry = Entry(
        id=uuid.uuid4(),
        at=by.now,
        actor=by.id,
        role=str(by.role),
        act=act,
        outcome=outcome,
        because=because,
        matter=matter,
        thing=thing,
        thing_id=str(thing_id),
        persons=[uuid.UUID(person) for person in facts["persons"] or ()],
    )
    facts["id"] = str(entry.id)
    entry.body = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    entry.save(force_insert=True)
    return entry
