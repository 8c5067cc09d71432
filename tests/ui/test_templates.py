"""Rules for every template in the house, read from their source."""

import re
from pathlib import Path

from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

import kudelma

SOURCE = Path(kudelma.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
COMPONENTS = SOURCE / "ui" / "templates" / "cotton"
ICONS = SOURCE.parents[1] / "frontend" / "icons.txt"
TAG = re.compile(r"<c-([\w-]+)((?:\s+[\w:.-]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*)\s*/?>")
BOUND = re.compile(r"\s:([\w-]+)=")


def icons() -> set[str]:
    lines = (line.split() for line in ICONS.read_text().splitlines())
    return {words[0] for words in lines if words and not words[0].startswith("#")}


def declared(component: str) -> set[str]:
    path = COMPONENTS / f"{component.replace('-', '_')}.html"
    found = re.search(r"<c-vars ([^>]*)/>", path.read_text()) if path.exists() else None
    return set(re.findall(r"([\w-]+)=", found[1])) if found else set()


def test_icon_named_in_a_template_is_in_the_sprite() -> None:
    named = {
        (path.name, name)
        for path in TEMPLATES
        for name in re.findall(r'(?:<c-icon name|\sicon)="([\w-]+)"', path.read_text())
    }
    assert {one for one in named if one[1] not in icons()} == set()


def test_value_bound_to_a_component_is_one_it_declares_and_so_escapes() -> None:
    # what a component does not declare is written out as it is, unescaped
    loose = {
        (path.name, component, name)
        for path in TEMPLATES
        for component, attributes in TAG.findall(path.read_text())
        if component not in {"vars", "slot"}
        for name in BOUND.findall(attributes)
        if name not in declared(component)
    }
    assert loose == set()


def test_template_has_nothing_inline() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=\"|\son[a-z]+=\"|<style|hx-on|\|safe\b|mark_safe")
    assert {path.name for path in TEMPLATES if inline.search(path.read_text())} == set()


def test_words_in_a_component_are_escaped_once() -> None:
    page = engines["django"].from_string(
        CottonCompiler().process("<c-quote>{{ words }}</c-quote><c-button>{{ words }}<b>!</b></c-button>")
    )

    shown = page.render({"words": "<Don't>"})

    assert (shown.count("&lt;Don&#x27;t&gt;"), "&amp;" in shown, "<b>!</b>" in shown) == (2, False, True)
