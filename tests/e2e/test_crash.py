"""The demo is killed and comes back with everything that was acknowledged."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.finnish import fi
from e2e.serving import Served, free_port, serve

pytestmark = pytest.mark.xdist_group("served")

TYPED = "Kesken jäänyt lause, jota ei tallennettu."


@pytest.fixture
def folder() -> Iterator[Path]:
    data = Path(tempfile.mkdtemp(prefix="kudelma-crash-"))
    data.chmod(0o755)
    yield data
    shutil.rmtree(data, ignore_errors=True)


def sign_in(browser: Browser, one: Served) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(8000)
    page.goto(f"{one.address}/sign-in/")
    page.get_by_role("button", name="Sanna Laine").click()
    page.wait_for_url("**/today/")
    return page


def command(one: Served, *words: str) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-m", "kudelma.doors.terminal", *words]
    environment = one.environment | {"KUDELMA_DEMO": "1"}
    return subprocess.run(line, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours


def test_killed_demo_loses_nothing(browser: Browser, folder: Path) -> None:
    first = serve(folder, free_port())
    page = sign_in(browser, first)
    page.goto(f"{first.address}/team/away/")
    page.locator("[name=cover]").select_option(label="Omar Hassan")
    page.locator("[name=first_day]").fill("1.7.2030")
    page.locator("[name=last_day]").fill("31.7.2030")
    page.get_by_role("button", name=fi("Save"), exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("1.7.2030")
    page.goto(f"{first.address}/arrivals/new/")
    with page.expect_response(re.compile("/draft/")) as kept:
        page.locator("[name=observations]").press_sequentially(TYPED)
    assert kept.value.status == 204

    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    second = serve(folder, free_port())
    again = sign_in(browser, second)
    again.goto(f"{second.address}/team/")
    expect(again.get_by_role("main")).to_contain_text("1.7.2030")
    again.goto(f"{second.address}/arrivals/new/")
    assert TYPED[:20] in again.locator("[name=observations]").input_value()

    verdict = command(second, "trail", "verify")
    assert (verdict.returncode, second.process.poll()) == (0, None), verdict.stderr
    again.goto(f"{second.address}/team/")  # asking about the trail did not take the database away
    expect(again.get_by_role("main")).to_contain_text("1.7.2030")
    second.process.terminate()
    second.process.wait(timeout=20)
    assert not (folder / "db" / "postmaster.pid").exists()


def test_page_serves_without_javascript(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(f"{served.address}/sign-in/")
    page.get_by_role("button", name="Sanna Laine").click()
    page.goto(f"{served.address}/arrivals/new/")
    page.get_by_role("button", name=fi("Save and judge the urgency")).click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    context.close()
