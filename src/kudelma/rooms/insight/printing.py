"""A report of service use as tagged, archivable PDF (PDF/UA-1, PDF/A-2a), in ink on A4."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import typst

import kudelma

_HERE = Path(__file__).parent
_FONTS = Path(kudelma.__file__).parent / "built" / "fonts"


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
    """Set a report. The words reach the type-setter as data and are never read as its markup."""
    facts = asdict(report) | {"status": status, "page_words": page_words}
    return typst.compile(
        _HERE / "report.typ",
        root=_HERE,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"content": json.dumps(facts, ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(at.timestamp()),
    )
