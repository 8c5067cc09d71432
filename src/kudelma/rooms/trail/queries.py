import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from kudelma.rooms.trail.models import Entry, Link

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rows` were checked; `bad` is the number of the first row that does not hold, and `why` a code."""

    rows: int
    bad: int | None = None
    why: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class TrailLine:
    at: datetime
    actor: uuid.UUID | None
    role: str
    act: str
    outcome: str
    because: str


def matter_lines(matter: uuid.UUID, *, newest: int = 200) -> list[TrailLine]:
    rows = Entry.objects.filter(matter=matter).order_by("-at")[:newest]
    return [TrailLine(e.at, e.actor, e.role, e.act, e.outcome, e.because) for e in rows]


def verify() -> Verdict:
    """Walk the chain from its beginning and name the first row that does not hold.

    Found: a changed, swapped, inserted or removed row, a row whose columns no longer say what was chained,
    and an entry outside the chain. A cut-off tail shows only against a head kept elsewhere (`head`).
    """
    expected, prev = 1, GENESIS
    links = Link.objects.select_related("entry").order_by("seq")
    for link in links.iterator(chunk_size=2000):
        why = _fault(link, expected, prev)
        if why:
            return Verdict(expected - 1, bad=link.seq, why=why, head=prev.hex())
        expected, prev = expected + 1, bytes(link.hash)
    stray = Entry.objects.filter(link__isnull=True).count()
    if stray:
        return Verdict(expected - 1, bad=expected, why="unchained", head=prev.hex())
    return Verdict(expected - 1, head=prev.hex())


def _fault(link: Link, expected: int, prev: bytes) -> str:
    if link.seq != expected:
        return "missing"
    if bytes(link.prev) != prev:
        return "order"
    if hashlib.sha256(prev + link.entry.body.encode()).digest() != bytes(link.hash):
        return "changed"
    return "" if _columns_agree(link.entry) else "columns"


def _columns_agree(entry: Entry) -> bool:
    said = json.loads(entry.body)
    return bool(
        said
        == {
            "id": str(entry.id),
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": str(entry.actor) if entry.actor else None,
            "role": entry.role,
            "act": entry.act,
            "outcome": entry.outcome,
            "because": entry.because,
            "matter": str(entry.matter) if entry.matter else None,
            "thing": entry.thing,
            "thing_id": entry.thing_id,
            "persons": sorted(str(person) for person in entry.persons),
        }
    )
