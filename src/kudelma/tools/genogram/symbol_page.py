"""The symbol page of the documentation: every symbol and line, drawn by the engine, in three languages.

`python -m kudelma.tools.genogram.symbol_page > docs/reference/genogram-symbols.svg` makes it anew.
"""

import sys

from kudelma.core.kinship import Gender, LinkKind, Person, PersonKind, UnionKind
from kudelma.tools.genogram.boxes import Box
from kudelma.tools.genogram.drawing import STYLE
from kudelma.tools.genogram.feelings import LOOKS, feeling
from kudelma.tools.genogram.key import (
    childless_sample,
    home_sample,
    link_sample,
    person_sample,
    twins_sample,
    union_sample,
)
from kudelma.tools.genogram.line_art import chip_sample
from kudelma.tools.genogram.people import change_mark
from kudelma.tools.genogram.strokes import CHILDLESS_BARS, band, line
from kudelma.tools.genogram.svg import element, text_element
from kudelma.tools.genogram.words import LANGUAGES, word

ROW, TOP, LEFT = 34.0, 56.0, 40.0
COLUMNS = (110.0, 400.0, 690.0)
WIDTH = 980.0


def symbol_page() -> str:
    """One standalone SVG."""
    entries = [*_people(), *_unions(), *_links(), *_feelings()]
    parts = [_text(name, x, 30.0, 15) for name, x in zip(("Suomi", "Svenska", "English"), COLUMNS, strict=True)]
    for spot, (art, code) in enumerate(entries):
        y = TOP + ROW * spot
        parts.append(element("g", {"transform": f"translate({LEFT + 20:g} {y:g})"}, art))
        parts += [_text(word(code, lang), x, y + 4, 12) for lang, x in zip(LANGUAGES, COLUMNS, strict=True)]
    height = TOP + ROW * len(entries)
    frame = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "genogram",
        "viewBox": f"0 0 {WIDTH:g} {height:g}",
        "width": WIDTH,
        "height": height,
        "fill": "none",
        "stroke": "currentColor",
        "stroke_width": "2",
        "font_family": "'Nunito Sans', 'DejaVu Sans', sans-serif",
    }
    return element("svg", frame, element("style", {}, STYLE), *parts) + "\n"


def _text(text: str, x: float, y: float, size: int) -> str:
    return text_element("text", text, x=x, y=y, font_size=size, fill="currentColor", stroke="none")


def _people() -> list[tuple[str, str]]:
    found = [(person_sample(Person("p", gender=gender)), gender.value) for gender in Gender]
    found += [
        (person_sample(Person("p", kind=kind)), kind.value) for kind in PersonKind if kind is not PersonKind.PERSON
    ]
    woman = Person("p", gender=Gender.WOMAN)
    found.append((person_sample(Person("p", gender=Gender.WOMAN, dead=True)), "dead"))
    found.append((person_sample(woman, index=True), "index"))
    found.append((person_sample(Person("p", gender=Gender.MAN, unknown=True)), "stand_in"))
    return found


def _unions() -> list[tuple[str, str]]:
    found = [(union_sample(kind, LANGUAGES[0]), kind.value) for kind in UnionKind]
    found += [(childless_sample(why), f"childless_{why}") for why in CHILDLESS_BARS]
    return [*found, (union_sample(UnionKind.MARRIED, LANGUAGES[0], related=True), "kin_couple")]


def _links() -> list[tuple[str, str]]:
    found = [(link_sample(k), "link_other" if k is LinkKind.OTHER else k.value) for k in LinkKind]
    found += [(twins_sample(code), code) for code in ("twins_mz", "twins_dz", "twins")]
    found += [(home_sample(0), "household"), (chip_sample(Box(-7.0, -6.0, 7.0, 6.0)), "half_home")]
    new = change_mark(-12.0, 0.0) + band(((0.0, 0.0), (22.0, 0.0))) + line(((0.0, 0.0), (22.0, 0.0)))
    return [*found, (new, "changed_since")]


def _feelings() -> list[tuple[str, str]]:
    points = [(-26.0 + step * 4.0, 0.0) for step in range(14)]
    return [
        (
            element("g", {"stroke_width": "1.6"}, feeling(kind, points)),
            "feeling_other" if kind.value == "other" else kind.value,
        )
        for kind in LOOKS
    ]


if __name__ == "__main__":
    sys.stdout.write(symbol_page())
