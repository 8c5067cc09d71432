import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from e2e.serving import Enter, Served, free_port, serve


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    data = Path(tempfile.mkdtemp(prefix="kudelma-e2e-"))
    data.chmod(0o755)
    one = serve(data, free_port())
    yield one
    one.process.terminate()
    one.process.wait(timeout=20)
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def enter(served: Served, browser: Browser) -> Iterator[Enter]:
    """Sign in as a persona of the demo and get a page; faults on the page's console fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def entered(
        who: str = "Sanna Laine",
        *,
        language: str = "fi",
        width: int = 1360,
        dark: bool = False,
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(8000)
        context.add_cookies([{"name": "language", "value": language, "url": served.address}])
        page = context.new_page()
        page.on("pageerror", lambda why: faults.append(str(why)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        page.goto(f"{served.address}/sign-in/")
        page.get_by_role("button", name=who).click()
        page.wait_for_url("**/today/")
        return page

    yield entered
    for context in contexts:
        context.close()
    assert faults == []
