"""The catalogues of the Finnish and Swedish words, kept without GNU gettext.

A *message* is an English sentence marked for translation in Python or in a template. A *catalogue* (`.po`) holds its
translation and is committed; the *compiled* catalogue (`.mo`) is what Django reads, and is made at set-up.

    python -m kudelma.project.catalogues            collect the messages into both catalogues, then compile them
    python -m kudelma.project.catalogues compile    compile only
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("fi", "sv")
#: Python's and Django's names, and the short ones that the house gives them when it imports them.
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "_lazy": None,
    "p_": ((1, "c"), 2),
}


def path_of(language: str) -> Path:
    """Return where the catalogue of a language is."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def collected() -> Catalog:
    """Return every message of the house, with the files that say it."""
    catalogue = Catalog()
    for source in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"))):
        place = source.relative_to(PACKAGE).as_posix()
        for message, context in _messages(source, place):
            catalogue.add(message, locations=[(place, 0)], context=context)
    return catalogue


def _messages(source: Path, place: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = source.read_text()
    if source.suffix == ".html":
        # What is left of a template is Python calls and filler, set in as the template was: the tokeniser wants none.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=place).splitlines())
    for _line, message, _comments, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        yield message, context


def read(language: str) -> Catalog:
    """Return a catalogue as it is saved, or an empty one."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(language: str, messages: Catalog) -> Catalog:
    """Return a language's catalogue with exactly these messages; translations are kept, the rest are left empty."""
    known, fresh = read(language), Catalog(locale=language, fuzzy=False)
    for message in messages:
        if message.id:
            before = known.get(message.id, message.context)
            said = before.string if before is not None else None
            places = sorted({(place, 0) for place, _ in message.locations})
            fresh.add(message.id, said, locations=places, flags=message.flags, context=message.context)
    return fresh


def as_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as its file is: sorted, places by file only, no dates, so that a change is a small one."""
    file = BytesIO()
    write_po(file, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return header.encode() + file.getvalue().rstrip(b"\n") + b"\n"


def compile_one(language: str) -> None:
    """Write what Django reads."""
    with path_of(language).with_suffix(".mo").open("wb") as file:
        write_mo(file, read(language))


def main(arguments: list[str]) -> None:
    messages = collected() if "compile" not in arguments else None
    for language in LANGUAGES:
        if messages is not None:
            catalogue = brought_up_to_date(language, messages)
            path_of(language).parent.mkdir(parents=True, exist_ok=True)
            path_of(language).write_bytes(as_text(catalogue))
            left = sum(1 for one in catalogue if one.id and not _is_said(one.string))
            sys.stdout.write(f"{language}: {len(catalogue)} messages, {left} without a translation\n")
        compile_one(language)


def _is_said(string: object) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)


if __name__ == "__main__":
    main(sys.argv[1:])
