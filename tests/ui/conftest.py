"""A real browser that is handed pages and built files, under a strict policy, without a server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route

import kudelma

BUILT = Path(kudelma.__file__).parent / "built" / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none';"
    " require-trusted-types-for 'script'; trusted-types kudelma"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Open a page of HTML in a fresh context; what it posts is kept in `page.posted`."""
    contexts = []

    def open_page(html: str, *, width: int = 1360, replies: str = "", **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.set_default_timeout(4_000)
        posted: list[Request] = []

        def answer(route: Route) -> None:
            path = urlsplit(route.request.url).path
            if route.request.method == "POST":
                posted.append(route.request)
                route.fulfill(status=422 if replies else 204, body=replies, content_type="text/html")
            elif path.startswith("/static/"):
                file = BUILT / path.removeprefix("/static/")
                route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
            else:
                headers = {"Content-Security-Policy": POLICY}
                route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

        context.route("**/*", answer)
        page = context.new_page()
        page.posted = posted
        page.complaints = []
        page.on("console", lambda line: line.type == "error" and page.complaints.append(line.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto("http://specimen.test/")
        return page

    yield open_page
    for context in contexts:
        context.close()
