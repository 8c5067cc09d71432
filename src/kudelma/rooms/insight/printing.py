"""A report of service use as tagged, archivable PDF, in ink on A4."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kudelma.rooms.documents.setting import set_by

_FORM = Path(__file__).parent / "report.typ"


@dataclass(frozen=True, slots=True)
class Part:
    """A section: lines of text, a drawing with its words for those who do not see it, and a table."""

    title: str
    lines: tuple[str, ...] = ()
    svg: str = ""
    alt: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    title: str
    language: str
    lead: tuple[str, ...]
    parts: tuple[Part, ...]


def set_report(report: Printed, *, status: str, page_words: str, at: datetime) -> bytes:
    """Set a report; `status` stands on every page."""
    return set_by(_FORM, asdict(report) | {"status": status, "page_words": page_words}, at=at)
