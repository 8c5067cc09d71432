"""A person's copy of the family's map of services as tagged, archivable PDF, in ink on A4."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kudelma.rooms.documents.setting import set_by

_FORM = Path(__file__).parent / "map.typ"


@dataclass(frozen=True, slots=True)
class Quote:
    words: str
    who: str
    language: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a copy, already in its language; the drawing is left out when `svg` is empty."""

    title: str
    language: str
    lead: tuple[str, ...]
    svg: str
    alt: str
    legend: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words_title: str
    quotes: tuple[Quote, ...]


def set_map(copy: Printed, *, status: str, page_words: str, at: datetime) -> bytes:
    """Set a copy; `status` stands on every page."""
    return set_by(_FORM, asdict(copy) | {"status": status, "page_words": page_words}, at=at)
