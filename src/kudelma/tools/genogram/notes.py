"""Short notes under a name: placements with their years, a second home, "?" of contested parenthood."""

from collections import defaultdict

from kudelma.core.kinship import Family, LinkKind
from kudelma.core.kinship.codes import PLACED
from kudelma.tools.genogram.labels import year_text
from kudelma.tools.genogram.words import word


def notes_for(family: Family, lang: str) -> dict[str, tuple[str, ...]]:
    """By person id."""
    notes: dict[str, list[str]] = defaultdict(list)
    for link in family.links:
        if link.kind in PLACED and (link.start or link.end):
            start = year_text(link.start, lang) if link.start else ""
            end = year_text(link.end, lang) if link.end else ""
            notes[link.child].append(f"{word('placed', lang)} {start}–{end}")
        elif link.kind is LinkKind.ADOPTED and link.start:
            notes[link.child].append(f"{word('a', lang)} {year_text(link.start, lang)}")
    return {person: tuple(sorted(set(found))) for person, found in notes.items()}
