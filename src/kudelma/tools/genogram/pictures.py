"""The drawing as PNG and PDF, set by Typst, which the printed documents use too."""

import re
import tempfile
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Literal

from kudelma.tools.genogram import sizes

FONTS = Path(__file__).parents[2] / "built" / "fonts"
DOTS_PER_INCH = 192.0
LARGEST_SIDE = 12_000.0
"""Pixels; a larger drawing is set coarser."""
PAPERS = {"A4": (595.3, 841.9), "A3": (841.9, 1190.6)}
READABLE = 0.72
"""Scaled down further, the smallest letters would fall under 7 points."""
EDGE, OVERLAP = 28.0, 22.0


class PictureError(ValueError):
    """The drawing cannot be turned into this form here."""


def to_png(svg: str) -> bytes:
    """A PNG of a drawing from `draw(…, standalone=True)`, two pixels to the unit."""
    width, height = _size(svg)
    return _set(svg, "png", min(DOTS_PER_INCH, LARGEST_SIDE / max(width, height) * 72))


def to_pdf(svg: str, paper: str | None = None) -> bytes:
    """A PDF of one page, as large as the drawing; on `paper`, of as many as it takes to be read.

    A drawing that would be too small on one sheet is cut into numbered sheets that overlap, to be glued together,
    after a first one that shows the whole.
    """
    if paper is None:
        return _set(svg, "pdf", None)
    return _typeset(svg, sheets(*_size(svg), paper), "pdf", None)


@dataclass(frozen=True, slots=True)
class Sheets:
    """A paper's width and height as it is turned, the drawing's scale, and columns and rows of sheets."""

    wide: float
    high: float
    scale: float
    columns: int
    rows: int

    @property
    def count(self) -> int:
        return self.columns * self.rows


def cut(width: float, height: float, paper: str) -> Sheets:
    """How a drawing goes on paper: whole where it can be read so, else on the fewest sheets."""
    short, long = PAPERS[paper]
    turned = [(short, long), (long, short)]
    fits = [(min((w - 2 * EDGE) / width, (h - 2 * EDGE) / height, 1.0), w, h) for w, h in turned]
    scale, wide, high = max(fits)
    if scale >= READABLE:
        return Sheets(wide, high, scale, 1, 1)
    ways = []
    for wide, high in turned:
        columns = ceil((width * READABLE - OVERLAP) / (wide - 2 * EDGE - OVERLAP))
        rows = ceil((height * READABLE - OVERLAP) / (high - 2 * EDGE - OVERLAP))
        ways.append(Sheets(wide, high, READABLE, max(1, columns), max(1, rows)))
    return min(ways, key=lambda way: (way.count, way.wide))


def sheets(width: float, height: float, paper: str) -> str:
    """The drawing on sheets of paper, in Typst."""
    how = cut(width, height, paper)
    wide, high = how.wide - 2 * EDGE, how.high - 2 * EDGE
    page = (
        f"#set page(width: {how.wide}pt, height: {how.high}pt, margin: {EDGE}pt)\n"
        '#set text(font: ("Nunito Sans", "DejaVu Sans"), size: 9pt)\n'
    )
    if how.count == 1:
        return page + f'#image("drawing.svg", width: {width * how.scale}pt, height: {height * how.scale}pt)\n'
    small = min(wide / width, high / height)
    grid = [f'#place(image("drawing.svg", width: {width * small}pt, height: {height * small}pt))\n']
    cuts = []
    for number in range(how.count):
        x = number % how.columns * (wide - OVERLAP)
        y = number // how.columns * (high - OVERLAP)
        share = small / how.scale
        grid.append(
            f"#place(dx: {x * share}pt, dy: {y * share}pt, rect(width: {min(wide, width * how.scale - x) * share}pt, "
            f"height: {min(high, height * how.scale - y) * share}pt, stroke: 0.5pt)[{number + 1}])\n"
        )
        cuts.append(
            "#pagebreak()\n"
            f"#box(width: {wide}pt, height: {high}pt, clip: true, place(dx: {-x}pt, dy: {-y}pt, "
            f'image("drawing.svg", width: {width * how.scale}pt, height: {height * how.scale}pt)))\n'
            f"#place(bottom + right, dy: 14pt)[{number + 1} / {how.count}]\n"
        )
    return page + "".join([*grid, *cuts])


def _size(svg: str) -> tuple[float, float]:
    found = re.search(r' width="([\d.]+)" height="([\d.]+)"', svg)
    return (float(found[1]), float(found[2])) if found else (sizes.SYMBOL, sizes.SYMBOL)


def _set(svg: str, form: Literal["png", "pdf"], dots: float | None) -> bytes:
    width, height = _size(svg)
    page = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        f'#image("drawing.svg", width: {width}pt, height: {height}pt)\n'
    )
    return _typeset(svg, page, form, dots)


def _typeset(svg: str, text: str, form: Literal["png", "pdf"], dots: float | None) -> bytes:
    try:
        import typst  # noqa: PLC0415  only these two forms need it
    except ImportError as error:
        raise PictureError("PNG and PDF need the package typst; install it, or draw SVG.") from error
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "drawing.svg").write_text(svg, encoding="utf-8")
        page = Path(folder) / "page.typ"
        page.write_text(text, encoding="utf-8")
        fonts = [FONTS] if FONTS.is_dir() else []
        made = typst.compile(page, format=form, ppi=dots, font_paths=fonts)
    if isinstance(made, bytes):
        return made
    raise PictureError("the drawing took more than one page; draw SVG instead.")
