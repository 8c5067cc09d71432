"""The few sentences of the description, in three languages."""

from kudelma.tools.genogram.words import LANGUAGES

PHRASES = {
    "opening": (
        "{title}: {count} henkilöä tai merkintää.",
        "{title}: {count} personer eller anteckningar.",
        "{title}: {count} people or entries.",
    ),
    "drawn_for": ("Piirretty henkilölle: {names}.", "Ritad för: {names}.", "Drawn for: {names}."),
    "man": ("mies", "man", "man"),
    "woman": ("nainen", "kvinna", "woman"),
    "nonbinary": ("muunsukupuolinen", "ickebinär", "non-binary"),
    "parents": ("vanhemmat", "föräldrar", "parents"),
    "said_by": ("kertonut {name}", "berättat av {name}", "told by {name}"),
    "and": ("ja", "och", "and"),
}


def phrase(code: str, lang: str, **facts: object) -> str:
    return PHRASES[code][LANGUAGES.index(lang)].format(**facts)


def listed(names: list[str], lang: str) -> str:
    """`a, b ja c`."""
    if len(names) < 2:  # noqa: PLR2004  nothing to join
        return "".join(names)
    return f"{', '.join(names[:-1])} {phrase('and', lang)} {names[-1]}"
