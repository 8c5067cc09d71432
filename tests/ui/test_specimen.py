"""The specimen page: every component, sound HTML, no accessibility violation in light and dark."""

import re
from collections import Counter
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import get_template

from ui.conftest import Opener
from ui.specimen import page

TEMPLATES = Path(get_template("kudelma/specimen.html").origin.name).parents[1]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def html() -> str:
    return page()


def test_specimen_shows_every_component() -> None:
    source = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    names = {path.stem.replace("_", "-") for path in (TEMPLATES / "cotton").glob("*.html")}
    assert {name for name in names if not re.search(rf"<c-{name}[\s/>]", source)} == set()


def test_specimen_leaves_no_component_unrendered(html: str) -> None:
    assert re.findall(r"</?c-[\w-]+", html) == []


def test_specimen_holds_nothing_inline(html: str) -> None:
    inline = r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style|javascript:|hx-on"
    assert re.findall(inline, html) == []


def test_specimen_ids_are_unique_and_every_description_is_there(html: str) -> None:
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    named = re.findall(r'(?:aria-describedby|aria-labelledby|\sfor)="([^"]+)"', html)
    assert [name for name, count in ids.items() if count > 1] == []
    assert {one for names in named for one in names.split()} - set(ids) == set()


def test_component_without_an_attribute_does_not_borrow_it_from_the_page() -> None:
    declared = r"<c-vars ([^>]*)/>"
    bare = {
        path.name: names
        for path in (TEMPLATES / "cotton").glob("*.html")
        for body in re.findall(declared, path.read_text())
        if (names := re.sub(r'[\w-]+="[^"]*"', "", body).split())
    }
    assert bare == {}


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_specimen_is_accessible(html: str, opened: Opener, scheme: str, width: int) -> None:
    seen = opened(html, width=width, color_scheme=scheme)
    result = Axe().run(seen, options=RULES)
    assert [v["id"] for v in result.response["violations"]] == []
    assert seen.evaluate("document.documentElement.scrollWidth") == width
    assert seen.complaints == []


def test_specimen_holds_without_script(html: str, opened: Opener) -> None:
    seen = opened(html, width=390, java_script_enabled=False)
    seen.locator(".k-menu--all summary").click()
    assert seen.get_by_role("link", name="Kalenteri").is_visible()
