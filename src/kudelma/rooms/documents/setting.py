"""A document's content as tagged, accessible and archivable PDF (PDF/UA-1, PDF/A-2a), A4, in ink."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

import kudelma
from kudelma.rooms.documents.content import Content

_HERE = Path(__file__).parent
_FONTS = Path(kudelma.__file__).parent / "built" / "fonts"


def set_pdf(content: Content, *, status: str, page_words: str, at: datetime) -> bytes:
    """Set a document. `status` stands on every page; the same content, status and time give the same bytes."""
    return set_by(_HERE / "document.typ", asdict(content) | {"status": status, "page_words": page_words}, at=at)


def set_by(form: Path, facts: dict[str, Any], *, at: datetime) -> bytes:
    """Set facts by a form of the type-setter. Words reach it as data and are never read as its markup."""
    return typst.compile(
        form,
        root=form.parent,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"content": json.dumps(facts, ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(at.timestamp()),
    )
