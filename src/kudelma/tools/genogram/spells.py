"""The short dated texts of a union: when it began, when it ended."""

from kudelma.core.kinship import Union, UnionKind
from kudelma.tools.genogram.labels import year_text
from kudelma.tools.genogram.words import word

BEGINS = {
    UnionKind.MARRIED: "m",
    UnionKind.DIVORCED: "m",
    UnionKind.WIDOWED: "m",
    UnionKind.COHABITING: "c",
    UnionKind.SEPARATED: "c",
    UnionKind.ENGAGED: "e",
    UnionKind.REUNITED: "r",
}
ENDS = {UnionKind.SEPARATED: "s", UnionKind.DIVORCED: "d"}


def union_lines(union: Union, lang: str) -> tuple[str, ...]:
    """`vih. 2012`, `ero 2020`: the beginnings and ends that have a year."""
    found = []
    if union.history:
        for event in union.history:
            mark = ENDS.get(event.state) or BEGINS.get(event.state)
            if mark and event.date:
                found.append(f"{word(mark, lang)} {year_text(event.date, lang)}")
    else:
        if union.start and union.kind in BEGINS:
            found.append(f"{word(BEGINS[union.kind], lang)} {year_text(union.start, lang)}")
        if union.end and union.kind in ENDS:
            found.append(f"{word(ENDS[union.kind], lang)} {year_text(union.end, lang)}")
    if union.kind is UnionKind.SECRET_AFFAIR:
        found.append(word("secret_mark", lang))
    if union.kind is UnionKind.UNCLEAR:
        found.append("?")
    return tuple(found[-3:])
