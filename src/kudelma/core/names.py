"""Names in the order of the Finnish and Swedish alphabet, and how a person is spoken of."""

import unicodedata

_AFTER_Z = {"å": "{1", "ä": "{2", "æ": "{2", "ö": "{3", "ø": "{3", "õ": "{3"}
_AS = {"ü": "y", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ŋ": "n", "ŧ": "t", "w": "w"}


def sort_key(text: str) -> str:
    """Return ASCII that sorts by code point as the Finnish alphabet does: … z å ä ö; other marks are passed over."""
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text).casefold())


def _letter(letter: str) -> str:
    if letter in _AFTER_Z:
        return _AFTER_Z[letter]
    if letter in _AS:
        return _AS[letter]
    plain = unicodedata.normalize("NFD", letter)[0]
    return plain if plain.isascii() else f"|{ord(letter):06x}"


def initials(name: str) -> str:
    """Return one or two capitals for a round badge; empty when there is no name."""
    parts = [part for part in name.replace("-", " ").split() if part]
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()
