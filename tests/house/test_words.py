"""Every word of the house is said in Finnish and in Swedish, and every code has its word."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

import pytest
from babel.messages.catalog import Message
from django.urls import get_resolver
from django.utils import translation
from django.utils.functional import Promise

from kudelma.core import codes
from kudelma.core.deadlines.assessment import Basis
from kudelma.core.deadlines.reporting import Cohort
from kudelma.core.hetu import HetuFault
from kudelma.project import catalogues
from kudelma.threshold.page import PAGES
from kudelma.ui.acts import ACTS
from kudelma.ui.refusals import SENTENCES
from kudelma.ui.words import PHRASES

CURE = "run `make words`, then translate what is empty in src/kudelma/locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
#: Messages that are the same in another language: names, laws, patterns, and words that two languages share.
ALIKE = {
    "fi": {"SHL", "LSL", "ATL", "{was} → {became}: {reason}", "%(n)s min"},
    "sv": {
        "Team",
        "Plan",
        "Person",
        "Period",
        "Status",
        "Tolk",
        "Version",
        "version %(n)s",
        "{was} → {became}: {reason}",
        "adoption",
        "%(n)s min",
        "%(n)s h",
        "%(n)s d",
    },
}
#: Codes that no page shows.
SILENT = {codes.Retention}

languages = pytest.mark.parametrize("language", catalogues.LANGUAGES)


def messages(language: str) -> list[Message]:
    return [message for message in catalogues.read(language) if message.id]


def key(message: Message) -> tuple[str | None, object]:
    return message.context, message.id


def said(text: object) -> list[str]:
    return [str(one) for one in text] if isinstance(text, list | tuple) else [str(text or "")]


@pytest.fixture(scope="module")
def collected() -> set[tuple[str | None, object]]:
    return {key(message) for message in catalogues.collected() if message.id}


@languages
def test_the_catalogue_holds_exactly_the_messages_of_the_house(language: str, collected: set[object]) -> None:
    held = {key(message) for message in messages(language)}

    assert (sorted(map(str, collected - held)), sorted(map(str, held - collected))) == ([], []), CURE


@languages
def test_every_message_is_translated_in_all_its_forms(language: str) -> None:
    forms = catalogues.read(language).num_plurals
    left = [
        message.id
        for message in messages(language)
        if not all(said(message.string))
        or "fuzzy" in message.flags
        or len(said(message.string)) != (forms if message.pluralizable else 1)
    ]

    assert left == [], CURE


@languages
def test_placeholders_are_those_of_the_english(language: str) -> None:
    wrong = []
    for message in messages(language):
        wanted = [Counter(PLACEHOLDER.findall(one)) for one in said(message.id)]
        wrong += [one for one in said(message.string) if Counter(PLACEHOLDER.findall(one)) not in wanted]

    assert wrong == []


@languages
def test_no_english_is_left(language: str) -> None:
    same = {one for message in messages(language) for one in said(message.string) if one in said(message.id)}

    assert same - ALIKE[language] == set()


@languages
def test_spaces_are_single_and_sections_stay_on_one_line(language: str) -> None:
    wrong = [
        one
        for message in messages(language)
        for one in said(message.string)
        if "  " in one or one != one.strip() or re.search(r"[\d.b] §", one)
    ]

    assert wrong == []


@languages
def test_a_sentence_and_a_question_end_as_such(language: str) -> None:
    wrong = [
        (english, one)
        for message in messages(language)
        for english, one in zip(said(message.id), said(message.string), strict=False)
        if (english[-1] in ".?!" and one[-1] != english[-1]) or (one[-1] in "?!" and one[-1] != english[-1])
    ]

    assert wrong == []


def test_what_is_compiled_is_what_django_says() -> None:
    for language in catalogues.LANGUAGES:
        catalogues.compile_one(language)
    with translation.override("fi"):
        finnish = translation.gettext("Families"), translation.ngettext("%(n)s day left.", "%(n)s days left.", 3)
    with translation.override("sv"):
        swedish = translation.gettext("Families"), translation.ngettext("%(n)s day left.", "%(n)s days left.", 1)
    with translation.override("en"):
        english = translation.gettext("Families"), translation.ngettext("%(n)s day left.", "%(n)s days left.", 3)

    assert (finnish, swedish, english) == (
        ("Perheet", "%(n)s päivää jäljellä."),
        ("Familjer", "%(n)s dag kvar."),
        ("Families", "%(n)s days left."),
    )


def test_every_code_has_a_phrase() -> None:
    kinds = {
        kind
        for kind in vars(codes).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    kinds = kinds - SILENT | {Basis, Cohort}

    assert {kind: set(phrases) for kind, phrases in PHRASES.items()} == {
        kind: {code.value for code in kind} for kind in kinds
    }


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call by a plain name in the house."""
    for source in catalogues.PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node.func.id, node


def first_words(call: ast.Call) -> set[str]:
    """The literal texts that the first argument may be."""
    return {
        one.value
        for argument in call.args[:1]
        for one in ast.walk(argument)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def test_every_refusal_has_a_sentence() -> None:
    refused = {code for name, call in calls() if name == "Refused" for code in first_words(call)}
    built = {f"hetu_{fault.value.lower()}" for fault in HetuFault}

    assert (refused - {"hetu_"} | built) - set(SENTENCES) == set()


def test_every_act_in_the_log_has_a_phrase() -> None:
    acts = {act for name, call in calls() if name == "record" for act in first_words(call)}

    assert acts - set(ACTS) == set()


def test_every_page_has_a_title_that_is_translated() -> None:
    get_resolver().url_patterns  # noqa: B018 - loads every page

    assert [page.name for page in PAGES.values() if not isinstance(page.title, Promise)] == []


def test_words_are_marked_under_names_that_are_collected() -> None:
    strange = [
        f"{source.relative_to(catalogues.PACKAGE)}: {alias.asname or alias.name}"
        for source in catalogues.PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and (alias.asname or alias.name) not in catalogues.KEYWORDS
    ]

    assert strange == []


TEMPLATES = [path for path in catalogues.PACKAGE.rglob("*.html") if path.name != "specimen.html"]
NAMES = {"Kudelma", "SHA"}
WORDY = re.compile(r"\b(?:title|label|caption|submit|placeholder|alt|link|hint|about)=\"([^\"{]*[A-Za-z]{2,}[^\"{]*)\"")


def unmarked(template: str) -> list[str]:
    """What a reader sees of a template besides what is marked for translation or comes from the house."""
    text = re.sub(r"{%\s*(comment|blocktranslate)\b.*?end\1\s*%}", " ", template, flags=re.DOTALL)
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return [*(one for one in re.findall(r"[A-Za-zÅÄÖåäö]{2,}", bare) if one not in NAMES), *WORDY.findall(text)]


def test_no_template_says_a_word_that_is_not_marked() -> None:
    assert {path.name: words for path in TEMPLATES if (words := unmarked(path.read_text()))} == {}


def test_blocktranslate_is_always_trimmed() -> None:
    loose = [path.name for path in TEMPLATES if re.search(r"{% blocktrans(?:late)? (?!trimmed)", path.read_text())]

    assert loose == []


@languages
def test_number_and_its_unit_stay_on_one_line(language: str) -> None:
    apart = re.compile(r"(?:\)s|\d) (?:%(?!\()|§|€|(?:pv|min|kk|[dhtv])\b)")
    assert [one for message in messages(language) for one in said(message.string) if apart.search(one)] == []
