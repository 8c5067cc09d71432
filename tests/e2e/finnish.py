"""The pages' Finnish words by their English originals."""

from django.utils import translation
from django.utils.translation import gettext


def fi(words: str) -> str:
    """Return the Finnish of an English text of the pages."""
    with translation.override("fi"):
        return gettext(words)
