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
    "age": ("{years} v", "{years} år", "aged {years}"),
    "related": ("puolisot sukua toisilleen", "makarna är släkt", "the partners are related"),
    "compared": ("Muuttunut {day} jälkeen:", "Ändrat sedan {day}:", "Changed since {day}:"),
    "unchanged": (
        "Mikään ei ole muuttunut {day} jälkeen.",
        "Inget har ändrats sedan {day}.",
        "Nothing changed since {day}.",
    ),
    "changed": ("muuttunut", "ändrat", "changed"),
    "begun": ("uutta", "nytt", "new"),
    "over": ("päättynyt", "avslutat", "ended"),
    "newcomer": ("uusi kuvassa", "ny på bilden", "new here"),
    "gone": ("ei enää kuvassa", "inte längre på bilden", "no longer shown"),
    "has_died": ("kuollut tällä välin", "avliden under tiden", "has died since"),
    "new_name": ("uusi nimi", "nytt namn", "new name"),
    "now_placed": ("sijoitettu tällä välin", "placerad under tiden", "placed since"),
    "placement_over": ("sijoitus päättynyt", "placeringen avslutad", "placement ended"),
    "moved_in": ("muuttanut: {home}", "flyttat till: {home}", "moved to: {home}"),
    "moved_out": ("muuttanut pois: {home}", "flyttat från: {home}", "moved out: {home}"),
    "shared_home": ("{share} {home}", "{share} {home}", "{share} {home}"),
    "and": ("ja", "och", "and"),
}


def phrase(code: str, lang: str, **facts: object) -> str:
    return PHRASES[code][LANGUAGES.index(lang)].format(**facts)


def listed(names: list[str], lang: str) -> str:
    """`a, b ja c`."""
    if len(names) < 2:  # noqa: PLR2004  nothing to join
        return "".join(names)
    return f"{', '.join(names[:-1])} {phrase('and', lang)} {names[-1]}"
