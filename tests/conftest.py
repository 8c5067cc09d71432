import os
import shutil
from collections.abc import Iterator

import hypothesis
import pytest
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

# The same examples in every run: a suite that is green once is green again.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None)
hypothesis.settings.load_profile("house")

BROWSER_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One real browser for a whole run; its loop lives on beside tests that ask the database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _language() -> None:
    """Every test begins in English, whatever the one before it chose."""
    translation.activate("en")
