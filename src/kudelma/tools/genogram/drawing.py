"""The drawing as SVG: homes behind, then lines, symbols and names, feelings over all, and a key."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kudelma.core.kinship import Audience, Family, seen_by
from kudelma.core.kinship import as_of as on_day
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.describing import describe, person_words, tie_words, union_words
from kudelma.tools.genogram.finishing import Finished, finish
from kudelma.tools.genogram.key import key_of
from kudelma.tools.genogram.layout import lay_out
from kudelma.tools.genogram.letters import text_width
from kudelma.tools.genogram.line_art import feeling_art, home_art, route_art
from kudelma.tools.genogram.notes import notes_for
from kudelma.tools.genogram.people import symbol
from kudelma.tools.genogram.svg import element, number, text_element
from kudelma.tools.genogram.words import word

STYLE = (
    ".genogram{color:#2f2b26;background:#fff}"
    "@media (prefers-color-scheme:dark){.genogram{color:#ece7df;background:#171614}}"
    "@media print{.genogram{color:#000;background:#fff}}"
)


def draw(
    family: Family,
    *,
    index: str | Iterable[str] | None = None,
    as_of: date | None = None,
    lang: str = "fi",
    audience: str = "worker",
    standalone: bool = False,
) -> str:
    """The family as one SVG element.

    `index`: the id or ids the picture is drawn for (else the family's own). `as_of`: the day shown; ages are
    told only with it. `standalone` adds the few rules of colour a file on its own needs; without it the
    drawing takes its colour from the page. `KeyError` for an unknown language, `ValueError` for an unknown
    audience.
    """
    shown = prepared(family, index=index, as_of=as_of, audience=audience)
    layout = lay_out(shown, lang=lang, notes=notes_for(shown, lang))
    return draw_layout(finish(layout, shown), lang=lang, today=as_of, standalone=standalone)


def prepared(family: Family, *, index: str | Iterable[str] | None, as_of: date | None, audience: str) -> Family:
    """The family that one viewer sees on one day."""
    if index is not None:
        family = replace(family, index=(index,) if isinstance(index, str) else tuple(index))
    family = seen_by(family, Audience(audience))
    return on_day(family, as_of) if as_of is not None else family


def draw_layout(finished: Finished, *, lang: str, today: date | None, standalone: bool) -> str:
    layout = finished.layout
    family = layout.graph.family
    bounds = finished.bounds
    key = key_of(finished, lang, bounds.left, bounds.bottom + sizes.MARGIN, max(bounds.right - bounds.left, 320.0))
    left, top = bounds.left - sizes.MARGIN, bounds.top - sizes.MARGIN
    right = max(bounds.right, key.right) + sizes.MARGIN
    bottom = max(bounds.bottom, key.bottom) + sizes.MARGIN
    title = family.name or word("genogram", lang)
    if today is not None:
        title += f" – {word('as_of', lang)} {today.day}.{today.month}.{today.year}"
    inside = [
        text_element("title", title, id="genogram-title"),
        text_element("desc", describe(family, lang), id="genogram-desc"),
        element("style", {}, STYLE) if standalone else "",
        _layer("homes", [home_art(finished, spot, lang) for spot in range(len(finished.homes))]),
        _layer("lines", route_art(finished, lang, union_words, tie_words)),
        _layer("people", [_person(finished, person, lang, today) for person in range(layout.graph.size)]),
        _layer("feelings", feeling_art(finished, lang)),
        key.art,
    ]
    frame = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "genogram",
        "viewBox": f"{number(left)} {number(top)} {number(right - left)} {number(bottom - top)}",
        "width": right - left,
        "height": bottom - top,
        "role": "group",
        "aria-labelledby": "genogram-title",
        "lang": lang,
        "fill": "none",
        "stroke": "currentColor",
        "stroke_width": sizes.STROKE,
        "font_family": "'Nunito Sans', 'DejaVu Sans', sans-serif",
    }
    return element("svg", frame, *inside) + "\n"


def _layer(name: str, parts: list[str]) -> str:
    return element("g", {"class": f"genogram-{name}"}, *parts) if parts else ""


def _person(finished: Finished, spot: int, lang: str, today: date | None) -> str:
    layout = finished.layout
    person = layout.graph.persons[spot]
    family = layout.graph.family
    inside = ""
    if today is not None and person.birth is not None and not person.has_died and person.kind == "person":
        born = person.birth.earliest
        inside = str(max(0, today.year - born.year - ((today.month, today.day) < (born.month, born.day))))
    art = symbol(
        person,
        layout.outlines[spot],
        layout.x[spot],
        layout.y[spot],
        index=person.id in family.index,
        inside=inside,
    )
    words = person_words(family, person, lang)
    name, _, rest = words.partition(". ")
    parts = [
        text_element("title", name),
        text_element("desc", rest) if rest else "",
        art,
        _label(finished, spot),
    ]
    frame = {
        "id": f"person-{identifier(person.id)}",
        "class": "person",
        "data_person": person.id,
        "role": "img",
    }
    return element("g", frame, *parts)


def _label(finished: Finished, spot: int) -> str:
    layout = finished.layout
    label, box = layout.labels[spot], layout.label_boxes[spot]
    y = box.top
    parts = []
    for place, line in enumerate(label.lines):
        large = place < label.names
        y += sizes.LINE_HEIGHT if large else sizes.SMALL_LINE
        size = sizes.LETTER if large else sizes.SMALL_LETTER
        parts.append(
            text_element(
                "text",
                line,
                x=layout.x[spot],
                y=y - 3,
                textLength=text_width(line, size),
                lengthAdjust="spacingAndGlyphs",
                text_anchor="middle",
                font_size=size,
                fill="currentColor",
                stroke="none",
            )
        )
    return "".join(parts)


def identifier(text: str) -> str:
    """An id as an XML name: letters and digits as they are, everything else by its number."""
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"_{ord(c):x}_" for c in text)
