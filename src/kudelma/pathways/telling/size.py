"""How much is looked at."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ibis import _

from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.privacy import Policy


@dataclass(frozen=True, slots=True)
class Size:
    """Counts, and when the first and the last event happened; zeros and None when fewer than k clients are in it."""

    cases: int = 0
    clients: int = 0
    events: int = 0
    first: datetime | None = None
    last: datetime | None = None


def size(log: Enriched, policy: Policy) -> Size:
    facts = log.cases.agg(
        cases=_.count(),
        clients=_.client.nunique(),
        events=_.events.sum(),
        first=_.first_at.min(),
        last=_.last_at.max(),
    )
    (row,) = facts.to_pyarrow().to_pylist()
    if row["clients"] < policy.k:
        return Size()
    first, last = (datetime.fromtimestamp(row[name] // log.ticks, UTC) for name in ("first", "last"))
    return Size(row["cases"], row["clients"], int(row["events"]), first, last)
