"""The tests' own surroundings: a data folder and an embedded PostgreSQL of their own, or the server one names.

KUDELMA_TEST_DATABASE_URL=postgresql://user@host/name runs the whole suite on another server (15 or newer).
"""

import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

#: One database per checkout, so that two checkouts of one person never share one.
_HERE = zlib.crc32(str(Path(__file__).resolve()).encode())
_DATA = Path(tempfile.gettempdir()) / f"kudelma-tests-{os.getuid()}-{_HERE:08x}"
os.environ["KUDELMA_DATA"] = str(_DATA)
os.environ["KUDELMA_DEMO"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kudelma.project.settings")
_NAMED = os.environ.get("KUDELMA_TEST_DATABASE_URL", "")
if _NAMED:
    os.environ["KUDELMA_DATABASE_URL"] = _NAMED
else:
    os.environ.pop("KUDELMA_DATABASE_URL", None)

if not _NAMED:
    from kudelma.doors.terminal import database

    database.start(_DATA)


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
