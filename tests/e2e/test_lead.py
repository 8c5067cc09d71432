"""The leading social worker in a real browser: bring in a public log, find the bottleneck, print the report."""

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from e2e.finnish import fi
from e2e.serving import Enter, Served

pytestmark = pytest.mark.xdist_group("served")

SEPSIS = Path(__file__).resolve().parents[3] / "shared" / "data" / "event_logs" / "sepsis.csv.gz"
PAGES = (
    "",
    "flow/",
    "paths/",
    "states/",
    "waiting/",
    "participation/",
    "outcomes/",
    "outcomes/?by=month&years=1",
    "costs/",
    "caseload/",
    "thl/",
    "self-monitoring/",
    "logs/",
)


def priced(path: Path) -> Path:
    """A log of sixty families with invented prices, in the words of a Finnish spreadsheet."""
    rows = [f"A{n};P{n};Perhetyö;{n % 28 + 1}.{n % 9 + 1}.2025 9:00;{90 + n},50;hinnasto;2025" for n in range(60)]
    rows += [f"A{n};P{n};Perheneuvola;{n % 28 + 1}.{n % 9 + 1}.2025 12:00;164;hinnasto;2025" for n in range(30)]
    rows += [f"A{n};P{n};Verkostopalaveri;2.10.2025 12:00;;;" for n in range(12)]
    head = "asia;perhe;palvelu;aika;kustannus;hinnasto;hintavuosi"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return path


def bring_in(page: Page, served: Served, name: str, file: Path = SEPSIS, shows: str = "ER Registration") -> str:
    """Bring in a log as a person does, the public one if none is given, and return the address of its page."""
    page.goto(f"{served.address}/lead/")
    page.locator(".k-side").get_by_role("link", name=fi("Other logs"), exact=True).click()
    page.get_by_role("main").get_by_role("link", name=fi("Bring in a log")).first.click()
    page.locator("[name=name]").fill(name)
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name=fi("Go on to the columns")).click()
    expect(page.locator("table.k-sample")).to_contain_text(shows)
    # The columns are guessed by their names.
    expect(page.locator("[name=case_id]")).to_have_value("case_id" if file == SEPSIS else "asia")
    expect(page.locator("[name=household]")).to_have_value("" if file == SEPSIS else "perhe")
    page.get_by_role("button", name=fi("Read the log")).click()
    expect(page.locator("#messages")).to_contain_text(fi("The log is read."))
    return page.url


def test_bottleneck_of_a_public_log_is_found_and_printed(enter: Enter, served: Served, tmp_path: Path) -> None:
    page = enter("Liisa Vainio")
    bring_in(page, served, "Julkinen loki")
    facts = page.locator(".k-facts").inner_text().replace("\xa0", " ")
    assert re.findall(r"\d[\d ]*", facts) == ["15 214", "0", "1 050"]

    page.get_by_role("main").get_by_role("link", name=fi("Look at the flow")).click()
    bottleneck = page.locator(".k-notice", has_text=fi("The bottleneck"))
    expect(bottleneck).to_contain_text("”Release A” – ”Return ER”")
    expect(bottleneck).to_contain_text("47 pv")
    drawing = page.locator("svg.k-chart").first
    expect(drawing).to_contain_text("ER Sepsis Triage")
    expect(drawing).to_contain_text("971")

    boxes = page.locator(".k-flow__box").count()
    page.locator("select[name=activities]").select_option("6")
    page.get_by_role("button", name=fi("Show"), exact=True).click()
    page.wait_for_url("**activities=6**")
    assert 6 <= page.locator(".k-flow__box").count() < boxes

    with page.expect_download() as taken:
        page.get_by_role("main").get_by_role("link", name=fi("Take as CSV")).first.click()
    table = Path(taken.value.path()).read_text(encoding="utf-8-sig").replace("\xa0", " ").splitlines()
    assert "ER Registration;ER Triage;971;8 min" in table

    with page.expect_download() as taken:
        page.get_by_role("main").get_by_role("link", name=fi("Report as PDF")).click()
    path = tmp_path / "raportti.pdf"
    taken.value.save_as(path)
    with pikepdf.open(path) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)[:2]) == (True, "fi")
    document = pypdfium2.PdfDocument(path)
    words = " ".join(" ".join(one.get_textpage().get_text_bounded() for one in document).split())
    document.close()
    assert "Julkinen loki" in words
    assert "”Release A” – ”Return ER”: 76" in words


@pytest.mark.parametrize(("language", "width", "dark"), [("fi", 1360, False), ("sv", 390, True), ("en", 390, False)])
def test_axe_finds_nothing_on_any_page_of_the_lead(
    enter: Enter,
    served: Served,
    language: str,
    width: int,
    dark: bool,  # noqa: FBT001 - a case of the table above
) -> None:
    page = enter("Liisa Vainio", language="fi")
    log = bring_in(page, served, f"Loki {language}").rstrip("/").rsplit("/", 1)[1]
    page = enter("Liisa Vainio", language=language, width=width, dark=dark)
    axe, faults = Axe(), []
    of_a_log = [f"{one}?log={log}" for one in PAGES[1:7]]
    for path in [*PAGES, *of_a_log, "logs/new/", f"logs/{log}/"]:
        response = page.goto(f"{served.address}/lead/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if response is None or response.status != 200 or wide > width:
            faults.append((path, response.status if response else None, wide))
        for summary in page.locator(".k-figuretable > summary").all():
            summary.click()
        violations = axe.run(page).response["violations"]
        faults += [(path, one["id"], one["nodes"][0]["html"][:160]) for one in violations]
    assert faults == []


@pytest.mark.parametrize(("language", "width", "dark"), [("fi", 1360, False), ("sv", 390, True)])
def test_what_services_cost_is_told_where_a_log_has_prices(
    enter: Enter,
    served: Served,
    tmp_path: Path,
    language: str,
    width: int,
    dark: bool,  # noqa: FBT001 - a case of the table above
) -> None:
    page = enter("Liisa Vainio", language="fi")
    address = bring_in(page, served, f"Hinnat {language}", priced(tmp_path / "hinnat.csv"), "Perhetyö")
    page = enter("Liisa Vainio", language=language, width=width, dark=dark)
    page.goto(f"{served.address}/lead/costs/?log={address.rstrip('/').rsplit('/', 1)[1]}")
    expect(page.locator(".k-bignumber").first).to_have_text("12\xa0100\xa0€")
    expect(page.locator("svg.k-chart").first).to_contain_text("Perheneuvola")
    for summary in page.locator(".k-figuretable > summary").all():
        summary.click()
    expect(page.get_by_role("cell", name="7\xa0200\xa0€")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


def test_flow_is_read_without_javascript_and_in_forced_colours(enter: Enter, served: Served) -> None:
    page = enter("Liisa Vainio", javascript=False)
    page.emulate_media(forced_colors="active")
    page.goto(f"{served.address}/lead/flow/")
    expect(page.locator("svg.k-chart title").first).to_have_text(fi("From what to what families go"))
    box = page.locator(".k-flow__box").first
    assert box.evaluate("one => getComputedStyle(one).fill !== getComputedStyle(one).stroke")
