"""The page's Finnish words by their English originals, as the catalogue has them."""

from pathlib import Path

import polib

import kudelma

_CATALOGUE = polib.pofile(str(Path(kudelma.__file__).parent / "locale" / "fi" / "LC_MESSAGES" / "django.po"))
_WORDS = {(entry.msgctxt or "", entry.msgid): entry.msgstr for entry in _CATALOGUE}


def fi(words: str, context: str = "") -> str:
    """Return the Finnish of an English text of the pages. Raises KeyError when the catalogue has none."""
    return _WORDS[context, words] or words
