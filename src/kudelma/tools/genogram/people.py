"""One person's symbol, drawn around its middle."""

from kudelma.core.kinship import Gender, Person, PersonKind
from kudelma.core.kinship.codes import LOSSES
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.svg import element, path, text_element
from kudelma.tools.genogram.symbols import Outline

SLANT = 0.7


def symbol(person: Person, outline: Outline, x: float, y: float, *, index: bool, inside: str) -> str:
    """The outline, the ring of an index person, the cross of the dead, and a short text inside."""
    parts = [_outline(outline, x, y, outline.half, dashed=person.kind is PersonKind.OTHER or person.unknown)]
    if index:
        parts.append(_outline(outline, x, y, outline.half + sizes.INDEX_RING, dashed=False))
    if (person.has_died and person.kind not in LOSSES) or person.kind is PersonKind.STILLBIRTH:
        reach = outline.half * (SLANT if outline.form in {"circle", "diamond"} else 1.0)
        if outline.form == "diamond":
            reach = outline.half / 2
        parts.append(
            element(
                "path",
                {
                    "class": "dead",
                    "d": path(((x - reach, y - reach), (x + reach, y + reach)))
                    + path(((x - reach, y + reach), (x + reach, y - reach))),
                },
            )
        )
    text = inside or ("?" if _unsure(person) else "")
    if text:
        parts.append(
            text_element(
                "text",
                text,
                x=x,
                y=y + 4.5,
                text_anchor="middle",
                font_size="13",
                fill="currentColor",
                stroke="none",
            )
        )
    return "".join(parts)


def change_mark(x: float, y: float) -> str:
    """A small filled triangle at a corner of the symbol: something here is not as it was."""
    corners = ((x, y - 4), (x + 5, y + 4), (x - 5, y + 4))
    return element("path", {"class": "changed", "d": path(corners, closed=True), "fill": "currentColor"})


def _unsure(person: Person) -> bool:
    """A bare diamond must never be taken for anything else."""
    return (
        person.kind is PersonKind.PERSON
        and not person.has_died
        and (person.unknown or (person.gender is Gender.UNKNOWN and person.shape is None))
    )


def _outline(outline: Outline, x: float, y: float, half: float, *, dashed: bool) -> str:
    dash = "4 3" if dashed else None
    if outline.form == "circle":
        return element("circle", {"cx": x, "cy": y, "r": half, "stroke_dasharray": dash})
    if outline.form == "dot":
        return element("circle", {"cx": x, "cy": y, "r": half, "fill": "currentColor"})
    if outline.form in {"square", "plate"}:
        corner = "10" if outline.form == "plate" else None
        box = {"x": x - half, "y": y - half, "width": 2 * half, "height": 2 * half, "rx": corner}
        return element("rect", {**box, "stroke_dasharray": dash})
    corners = {
        "diamond": ((x, y - half), (x + half, y), (x, y + half), (x - half, y)),
        "triangle": ((x, y - half), (x + half, y + half), (x - half, y + half)),
        "house": ((x, y - half), (x + half, y), (x + half, y + half), (x - half, y + half), (x - half, y)),
    }.get(outline.form)
    if corners is not None:
        return element("path", {"d": path(corners, closed=True), "stroke_dasharray": dash})
    first = path(((x - half, y - half), (x + half, y + half)))
    return element("path", {"d": first + path(((x - half, y + half), (x + half, y - half)))})
