"""The family drawing as a page shows it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from kudelma.core.kinship import Family


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing and the same in words."""

    svg: SafeString
    words: str


def family_drawing(family: Family, language: str) -> Drawing | None:
    """Return the genogram of a family with its description, or None when there is nobody to draw."""
    from kudelma.tools import genogram  # noqa: PLC0415 - the engine is loaded by the pages that draw

    if not family.persons:
        return None
    # The engine makes SVG from coordinates and escaped text only (tools/genogram/drawing).
    svg = mark_safe(genogram.draw(family, lang=language))  # noqa: S308
    return Drawing(svg, genogram.describe(family, lang=language))
