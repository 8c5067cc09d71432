"""The drawing as PNG and PDF, set by Typst, which the printed documents use too."""

import re
import tempfile
from pathlib import Path
from typing import Literal

from kudelma.tools.genogram import sizes

FONTS = Path(__file__).parents[2] / "built" / "fonts"
DOTS_PER_INCH = 192.0
LARGEST_SIDE = 12_000.0
"""Pixels; a larger drawing is set coarser."""


class PictureError(ValueError):
    """The drawing cannot be turned into this form here."""


def to_png(svg: str) -> bytes:
    """A PNG of a drawing from `draw(…, standalone=True)`, two pixels to the unit."""
    width, height = _size(svg)
    return _set(svg, "png", min(DOTS_PER_INCH, LARGEST_SIDE / max(width, height) * 72))


def to_pdf(svg: str) -> bytes:
    """A PDF of one page, as large as the drawing."""
    return _set(svg, "pdf", None)


def _size(svg: str) -> tuple[float, float]:
    found = re.search(r' width="([\d.]+)" height="([\d.]+)"', svg)
    return (float(found[1]), float(found[2])) if found else (sizes.SYMBOL, sizes.SYMBOL)


def _set(svg: str, form: Literal["png", "pdf"], dots: float | None) -> bytes:
    try:
        import typst  # noqa: PLC0415  only these two forms need it
    except ImportError as error:
        raise PictureError("PNG and PDF need the package typst; install it, or draw SVG.") from error
    width, height = _size(svg)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "drawing.svg").write_text(svg, encoding="utf-8")
        page = Path(folder) / "page.typ"
        page.write_text(
            f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
            f'#image("drawing.svg", width: {width}pt, height: {height}pt)\n',
            encoding="utf-8",
        )
        fonts = [FONTS] if FONTS.is_dir() else []
        made = typst.compile(page, format=form, ppi=dots, font_paths=fonts)
    if isinstance(made, bytes):
        return made
    raise PictureError("the drawing took more than one page; draw SVG instead.")
