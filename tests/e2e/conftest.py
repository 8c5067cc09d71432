"""The demo served by its own command line to a real browser, on a data folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAMILIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "families"


@dataclass(frozen=True, slots=True)
class Served:
    """A demo that is being served."""

    address: str
    data: Path
    process: "subprocess.Popen[bytes]"
    environment: dict[str, str]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def serve(data: Path, port: int) -> Served:
    """Serve the demo on a data folder; returns when it answers."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KUDELMA_", "DJANGO_", "PYTEST_"))}
    environment["KUDELMA_DATA"] = str(data)
    named = os.environ.get("KUDELMA_TEST_DATABASE_URL", "")
    if named:
        environment["KUDELMA_DATABASE_URL"] = _own_database(named)
    command = [sys.executable, "-m", "kudelma.doors.terminal", "demo", "--port", str(port)]
    log = (data / "served.log").open("ab")
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603 - our own command
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return Served(address, data, process, environment)
    raise RuntimeError((data / "served.log").read_text())


def _own_database(url: str) -> str:
    """Make a fresh database beside the named one, for the served demo."""
    import psycopg  # noqa: PLC0415 - only when another server is named

    base, _, query = url.partition("?")
    query = f"?{query}" if query else ""
    head = base.rsplit("/", 1)[0]
    with psycopg.connect(f"{head}/postgres{query}", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS kudelma_e2e WITH (FORCE)")
        connection.execute("CREATE DATABASE kudelma_e2e TEMPLATE template0 ENCODING 'UTF8'")
    return f"{head}/kudelma_e2e{query}"


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    data = Path(tempfile.mkdtemp(prefix="kudelma-e2e-"))
    data.chmod(0o755)
    one = serve(data, free_port())
    yield one
    one.process.terminate()
    one.process.wait(timeout=20)
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield chromium
        chromium.close()


Enter = Callable[..., Page]


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
