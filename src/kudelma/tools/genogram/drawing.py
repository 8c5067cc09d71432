"""The drawing as SVG: homes behind, then lines, symbols and names, feelings over all, and a key."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kudelma.core.kinship import Audience, Family, seen_by
from kudelma.core.kinship import as_of as on_day
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.comparing import Changes, changes
from kudelma.tools.genogram.describing import age, describe, person_words
from kudelma.tools.genogram.finishing import Finished, finish
from kudelma.tools.genogram.key import key_of
from kudelma.tools.genogram.layout import lay_out
from kudelma.tools.genogram.letters import text_width
from kudelma.tools.genogram.line_art import feeling_art, home_art, route_art
from kudelma.tools.genogram.notes import notes_for
from kudelma.tools.genogram.people import change_mark, symbol
from kudelma.tools.genogram.second_homes import home_tags
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
    compared_with: date | None = None,
) -> str:
    """The family as one SVG element.

    `index`: the id or ids the picture is drawn for (else the family's own). `as_of`: the day shown; ages are
    told only with it. `standalone` adds the few rules of colour a file on its own needs; without it the
    drawing takes its colour from the page. `compared_with`: an earlier day; what has changed since is marked.
    `KeyError` for an unknown language, `ValueError` for an unknown audience.
    """
    shown = prepared(family, index=index, as_of=as_of, audience=audience)
    changed = None
    if compared_with is not None:
        before = prepared(family, index=index, as_of=compared_with, audience=audience)
        changed = changes(before, shown, compared_with, lang)
    return draw_layout(finished(shown, lang, changed), lang=lang, today=as_of, standalone=standalone, changed=changed)


def finished(family: Family, lang: str, changed: Changes | None = None) -> Finished:
    """The family laid out with its notes; once more where somebody needs the tag of a second home."""
    notes = notes_for(family, lang)
    for person, texts in (changed.people if changed else {}).items():
        notes[person] = (*notes.get(person, ()), *texts)
    done = finish(lay_out(family, lang=lang, notes=notes), family)
    if done.away:
        for person, tags in home_tags(family, done.layout, done.away, lang).items():
            notes[person] = (*tags, *notes.get(person, ()))
        done = finish(lay_out(family, lang=lang, notes=notes), family)
    return done


def prepared(family: Family, *, index: str | Iterable[str] | None, as_of: date | None, audience: str) -> Family:
    """The family that one viewer sees on one day."""
    if index is not None:
        family = replace(family, index=(index,) if isinstance(index, str) else tuple(index))
    family = seen_by(family, Audience(audience))
    return on_day(family, as_of) if as_of is not None else family


def draw_layout(
    finished: Finished, *, lang: str, today: date | None, standalone: bool, changed: Changes | None = None
) -> str:
    layout = finished.layout
    family = layout.graph.family
    bounds = finished.bounds
    wide = max(bounds.right - bounds.left, 320.0)
    key = key_of(finished, lang, bounds.left, bounds.bottom + sizes.MARGIN, wide, changed)
    left, top = bounds.left - sizes.MARGIN, bounds.top - sizes.MARGIN
    right = max(bounds.right, key.right) + sizes.MARGIN
    bottom = max(bounds.bottom, key.bottom) + sizes.MARGIN
    title = family.name or word("genogram", lang)
    if today is not None:
        title += f" – {word('as_of', lang)} {today.day}.{today.month}.{today.year}"
    inside = [
        text_element("title", title, id="genogram-title"),
        text_element("desc", describe(family, lang, today=today, changed=changed), id="genogram-desc"),
        element("style", {}, STYLE) if standalone else "",
        _layer("homes", [home_art(finished, spot, lang) for spot in range(len(finished.homes))]),
        _layer("lines", route_art(finished, lang, changed)),
        _layer("people", [_person(finished, person, lang, today, changed) for person in range(layout.graph.size)]),
        _layer("feelings", feeling_art(finished, lang, changed)),
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


def _person(finished: Finished, spot: int, lang: str, today: date | None, changed: Changes | None) -> str:
    layout = finished.layout
    person = layout.graph.persons[spot]
    family = layout.graph.family
    inside = ""
    years = age(person, today)
    if years is not None:
        inside = str(years)
    art = symbol(
        person,
        layout.outlines[spot],
        layout.x[spot],
        layout.y[spot],
        index=person.id in family.index,
        inside=inside,
    )
    words = person_words(family, person, lang, today)
    name, _, rest = words.partition(". ")
    parts = [
        text_element("title", name),
        text_element("desc", rest) if rest else "",
        art,
        _label(finished, spot),
    ]
    if changed and person.id in changed.people:
        reach = layout.outlines[spot].half + (sizes.INDEX_RING if person.id in family.index else 0.0)
        parts.append(change_mark(layout.x[spot] + reach + 5, layout.y[spot] - reach - 2))
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
