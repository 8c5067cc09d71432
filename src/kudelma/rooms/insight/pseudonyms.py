"""A family or a case without its name: a keyed hash, and dates moved by a number of days of the family's own."""

from datetime import datetime, timedelta
from uuid import UUID

from kudelma.rooms.sealed.keys import search_hash

LETTERS = 16
MOST_DAYS = 182


def pseudonym(kind: str, key: UUID) -> str:
    """Return the same sixteen letters for the same thing as long as the installation's key is the same."""
    return search_hash(str(key), purpose=f"insight:{kind}").hex()[:LETTERS]


def shift_of(family: UUID) -> timedelta:
    """Return by how much a family's dates are moved: whole days, the same for all of its events, half a year at most.

    Times between a family's events stay as they are; when they happened is no longer told.
    """
    number = int.from_bytes(search_hash(str(family), purpose="insight:shift")[:8], "big")
    return timedelta(days=number % (2 * MOST_DAYS + 1) - MOST_DAYS)


def shifted(moment: datetime, family: UUID, *, shift: bool) -> datetime:
    return moment + shift_of(family) if shift else moment
