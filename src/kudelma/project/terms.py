"""Writes docs/reference/terms.md from the words of the codes.

python -m kudelma.project.terms > docs/reference/terms.md
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping

LANGUAGES = ("en", "fi", "sv")
_INTRODUCTION = """\
# Terms

What each code of the program is called, in English, Finnish and Swedish, from `src/kudelma/ui/words.py` and the
catalogues of `src/kudelma/locale`. This page is generated: change the words, run `make words`, then
`python -m kudelma.project.terms > docs/reference/terms.md`.
"""


def page() -> str:
    """The whole page as Markdown. The application must have begun."""
    from kudelma.ui import words  # noqa: PLC0415 - needs the application to have begun

    lines = [_INTRODUCTION]
    for kind, phrases in words.PHRASES.items():
        lines += _section(_spaced(kind.__name__), phrases)
    lines += _section("Standing of a permission", words.STANDINGS)
    lines += _section("Whose voice", words.VOICES)
    lines += _section("Language", words.LANGUAGES)
    lines += _section("Law", words.LAWS)
    return "\n".join(lines)


def _spaced(name: str) -> str:
    """ArrivalKind → Arrival kind."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda letter: f" {letter[0].lower()}", name)


def _section(title: str, phrases: Mapping[str, object]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| Code | English | Suomi | Svenska |"
    yield "|---|---|---|---|"
    for code, phrase in phrases.items():
        yield f"| `{code}` | " + " | ".join(_said(phrase)) + " |"
    yield ""


def _said(phrase: object) -> Iterator[str]:
    from django.utils import translation  # noqa: PLC0415 - the same

    for language in LANGUAGES:
        with translation.override(language):
            yield str(phrase).replace("|", "\\|")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kudelma.project.settings")
    os.environ.setdefault("KUDELMA_DEMO", "1")
    import django  # noqa: PLC0415 - only here does it begin by itself

    django.setup()
    sys.stdout.write(page())


if __name__ == "__main__":
    main()
