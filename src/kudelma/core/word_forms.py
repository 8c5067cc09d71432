"""Finds a listed word in Finnish text in whatever case it stands: Kuhmo, Kuhmossa, Kuhmoon.

Rough on purpose and on the wide side: a false find costs a glance, a missed one names a family.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_VOWELS = "aeiouyäöå"
_CASE = (
    r"(?:n|a|ä|t|ta|tä|tta|ttä|na|nä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|seen|en|"
    rf"[{_VOWELS}]n|h[{_VOWELS}]n|l[aä]i(?:nen|s\w{{0,6}}))"
)
_ENDING = rf"(?:e|i|j|ie)?{_CASE}?(?:ni|si|nsa|nsä|mme|nne)?(?:kin|kaan|kään|ko|kö|han|hän|:\w{{1,5}})?"
# Consonant gradation, strong before weak; the first that fits the end of the stem is used.
_GRADATION = (
    *(("nk", "ng"), ("nt", "nn"), ("mp", "mm"), ("lt", "ll"), ("rt", "rr")),
    *(("kk", "k"), ("pp", "p"), ("tt", "t"), ("t", "d"), ("p", "v"), ("k", "")),
)


@lru_cache(maxsize=4096)
def pattern(word: str) -> re.Pattern[str]:
    """Matches the word and its inflected forms, in any letter case, as whole words."""
    stems = "|".join(re.escape(stem) for stem in _stems(word.strip().lower()))
    return re.compile(rf"(?<!\w)(?:{stems}){_ENDING}(?!\w)", re.IGNORECASE)


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending, stems in (("nen", ("s", "se")), ("si", ("de", "te")), ("s", ("kse",)), ("i", ("e",))):
        if word.endswith(ending):
            yield from (word.removesuffix(ending) + stem for stem in stems)
    body, last = word[:-1], word[-1:]
    if last not in _VOWELS:
        return
    for strong, weak in _GRADATION:
        if body.endswith(strong):
            weakened = body.removesuffix(strong) + weak
            yield weakened + last
            if last == "i":
                yield weakened + "e"
            return
