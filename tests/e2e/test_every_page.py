"""Every page of the desk in a real browser: nothing for axe to find, nothing wider than the screen."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from e2e.serving import Enter, Served

pytestmark = pytest.mark.xdist_group("served")

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
#: Links that fetch a file, and what leaves the site.
_NOT_PAGES = ("/pdf/", "/calendar/")


def shape(path: str) -> str:
    return _ID.sub("*", path)


def crawl(page: Page, served: Served) -> list[str]:
    """Follow every link from the first page, one address of each shape; returns the addresses."""
    waiting, seen, found = ["/today/", "/sign-in/"], set(), []
    while waiting:
        path = waiting.pop(0)
        if shape(path) in seen or path.endswith(_NOT_PAGES):
            continue
        seen.add(shape(path))
        found.append(path)
        page.goto(served.address + path)
        for href in page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"):
            if href.startswith(served.address):
                waiting.append(urlsplit(href).path)
    return found


@pytest.fixture(scope="session")
def addresses() -> list[str]:
    return []


@pytest.mark.parametrize(
    ("language", "width", "dark"),
    [("fi", 1360, False), ("fi", 390, True), ("sv", 390, False), ("en", 1360, True)],
)
def test_axe_finds_nothing_on_any_page(
    enter: Enter, served: Served, addresses: list[str], language: str, width: int, dark: bool
) -> None:
    page = enter(language=language, width=width, dark=dark)
    if not addresses:
        addresses += crawl(page, served)
    assert len(addresses) > 40
    axe, faults = Axe(), []
    for path in addresses:
        page.goto(served.address + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults.append((path, "wider than the screen", wide))
        for violation in axe.run(page).response["violations"]:
            faults.append((path, violation["id"], violation["nodes"][0]["html"][:160]))
    assert faults == []
