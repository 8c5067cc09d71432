"""The family's own map of services, as a worker fills it with the family, also on a phone and without JavaScript."""

import pytest
from playwright.sync_api import Page

from e2e.serving import Enter, Served

pytestmark = pytest.mark.xdist_group("served")


def map_of(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/families/?q=Aino")
    page.locator("main a[href^='/families/']").first.click()
    page.get_by_role("link", name="Palvelukartta", exact=True).click()
    page.wait_for_url("**/services/")


@pytest.mark.parametrize(("width", "javascript"), [(1360, True), (390, False)])
def test_a_service_is_told_seen_in_the_drawing_and_taken_off(
    enter: Enter,
    served: Served,
    width: int,
    javascript: bool,  # noqa: FBT001 - a case of the table above
) -> None:
    page = enter(width=width, javascript=javascript)
    map_of(page, served)
    page.get_by_role("link", name="Lisää palvelu").first.click()
    page.get_by_label("Millaista apua").select_option("peer_group")
    name = f"Isien sauna {width}"
    page.get_by_label("Miksi te sitä kutsutte").fill(name)
    page.get_by_label("Milloin se alkoi?").fill("noin 2023")
    page.get_by_label("ei tiedetä").check(force=True)
    page.get_by_label("auttoi", exact=True).check(force=True)
    page.get_by_label("Mikä auttoi, mikä ei?").fill("Siellä ei tarvinnut selittää.")
    page.get_by_label("Kuka näin sanoo?").select_option(index=1)
    page.get_by_label("koko perhe molemmissa kodeissa ja tiimi").check(force=True)
    page.get_by_role("button", name="Lisää kartalle").click()

    page.wait_for_url("**/services/")
    shown = page.locator(".k-lanes:visible")
    assert shown.count() == 1
    assert name in shown.inner_text()
    row = page.locator("tr", has_text=name)
    assert "noin 2023, ei tiedetä, jatkuuko" in row.inner_text()
    assert "Siellä ei tarvinnut selittää." in row.inner_text()

    row.get_by_role("link", name="Poista").click()
    page.get_by_role("button", name="Poista kartalta").click()
    assert "Kirjoita" in page.locator("main").inner_text() or "Täytä" in page.locator("main").inner_text()
    page.get_by_label("Miksi se poistetaan").fill("Kerrottiin kahdesti.")
    page.get_by_role("button", name="Poista kartalta").click()
    page.wait_for_url("**/services/")
    assert page.locator("tr", has_text=name).count() == 0
    assert "Kerrottiin kahdesti." in page.locator("#removed").inner_text()
