"""One whole case, as the responsible worker, in Finnish: from the notification to the feedback call."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import icalendar
import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.finnish import fi
from e2e.serving import FAMILIES, Enter
from kudelma.core.written_dates import written
from kudelma.ui.clock import today

pytestmark = pytest.mark.xdist_group("served")

CHILDS_WORDS = "Mä haluan että mummi tulee mukaan. Se osaa kuunnella."


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)


def choose(page: Page, name: str, label: str) -> None:
    page.locator(f"select[name={name}]").select_option(label=label)


def radio(page: Page, name: str, value: str) -> None:
    tick(page, page.locator(f"input[name={name}][value={value}]"))


def tick(page: Page, box: Locator) -> None:
    """Tick as one does: on the words beside the box."""
    if not box.is_checked():
        page.locator(f"label[for={box.get_attribute('id')}]").first.click()
    expect(box).to_be_checked()


def send(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("button", name=fi(words), exact=True).click()


def follow(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("link", name=fi(words)).first.click()


def side(page: Page, words: str) -> None:
    page.locator(".k-side").get_by_role("link", name=fi(words), exact=True).click()


def notification_to_assessment(page: Page) -> None:
    page.get_by_role("link", name=fi("New arrival")).click()
    radio(page, "kind", "notification")
    choose(page, "source", "koulukuraattori tai opiskeluhuolto")
    fill(
        page,
        who_it_concerns="Aino Brontë",
        observations="Aino on ollut poissa koulusta yksitoista päivää. Kertoi, ettei kukaan herätä aamulla.",
        notifier_name="Pia Lindqvist",
        notifier_organisation="Lehtorannan koulu",
        notifier_contact="040 000 0000",
    )
    send(page, "Save and judge the urgency")
    radio(page, "result", "not_urgent")
    fill(page, grounds="Lapsi on tänään turvassa, äiti on kotona.")
    send(page, "Save the judgement")
    fill(page, name="Brontën perhe", child_given="Aino", child_family="Brontë", child_born="3.5.2017")
    page.locator("input[name=file]").set_input_files(FAMILIES / "Bronte.ged")
    send(page, "Go on to the children")
    tick(page, page.get_by_label(re.compile("Aino Brontë")))
    send(page, "Go on to the decision")
    radio(page, "outcome", "assessment")
    page.locator("select[name=basis]").select_option("child_protection")
    choose(page, "responsible", "Sanna Laine")
    send(page, "Decide")
    expect(page.get_by_role("heading", level=1)).to_have_text("Brontën perhe")


def the_family_is_drawn(page: Page) -> None:
    side(page, "Family and network")
    drawing = page.locator(".k-drawing svg")
    expect(drawing).to_be_visible()
    assert drawing.text_content().count("Brontë") >= 8  # Patrick, his children, and Aino
    follow(page, "Parent and child")
    choose(page, "parent", "Patrick Brontë")
    choose(page, "child", "Aino Brontë")
    page.locator("select[name=kind]").select_option("kinship_care")
    send(page, "Save")
    follow(page, "Add to the network")
    fill(page, name="Ritva Mäkinen", relation="Mummi")
    page.locator("select[name=sector]").select_option("kin")
    radio(page, "contact_allowed", "yes")
    send(page, "Add")
    expect(page.get_by_role("main")).to_contain_text("Ritva Mäkinen")


def the_child_is_met(page: Page) -> None:
    side(page, "Assessment")
    follow(page, "Open the assessment")
    follow(page, "Begin")
    send(page, "Save")
    follow(page, "Meet the child")
    fill(page, place="Koulun kirjasto", how="Piirrettiin kolme taloa.", words=CHILDS_WORDS)
    radio(page, "child_allows", "family")
    send(page, "Save")
    expect(page.locator(".k-quote").first).to_contain_text(CHILDS_WORDS)


def permission_is_asked(page: Page) -> None:
    for who in ("Pia Lindqvist", "Ritva Mäkinen"):
        side(page, "Permissions")
        follow(page, "Ask for permission")
        page.locator("select[name=recipient]").select_option(
            value=page.locator("select[name=recipient] option", has_text=who).get_attribute("value") or ""
        )
        choose(page, "giver", "Aino Brontë")
        fill(page, scope="Aamuista ja koulusta saa puhua.", how_asked="Kuvakorteilla, omin sanoin.")
        radio(page, "answer", "given")
        send(page, "Save the answer")


def meeting_is_prepared_and_sent(page: Page, folder: Path) -> Path:
    side(page, "Meetings")
    follow(page, "Call people together")
    fill(page, question="Miten aamut alkaisivat sujua?")
    choose(page, "question_whose", "Aino Brontë")
    choose(page, "convener", "Sanna Laine")
    radio(page, "structure", "help_map")
    send(page, "Begin to prepare")
    meeting = page.url
    page.goto(f"{meeting}prepare/")
    day = today() + timedelta(days=10)
    fill(
        page,
        what_is_told="Aamut ja koulu",
        told_by="Aino ja Sanna",
        day=written(day),
        starts="9.00",
        ends="10.30",
        place="Lehtorannan koulu",
        prepared_with_family_on=written(today()),
    )
    tick(page, page.locator("[name=place_suits]"))
    send(page, "Save")
    page.goto(f"{meeting}people/")
    for who in ("Aino Brontë", "Pia Lindqvist", "Ritva Mäkinen", "Sanna Laine", "Omar Hassan"):
        box = page.get_by_label(re.compile(who))
        if box.count() and not box.first.is_checked():
            tick(page, box.first)
    send(page, "Call those ticked")
    page.goto(f"{meeting}roles/")
    choose(page, "chair", "Sanna Laine")
    choose(page, "recorder", "Omar Hassan")
    send(page, "Save")
    page.goto(f"{meeting}invite/")
    for box in page.locator("input[name=participants]:not(:checked)").all():
        tick(page, box)
    send(page, "Send the invitations")
    page.goto(f"{meeting}people/")
    page.get_by_role("link", name=re.compile("Ritva Mäkinen")).first.click()
    page.goto(f"{page.url}invitation/")
    with page.expect_download() as taken:
        page.get_by_role("link", name=fi("Calendar file")).click()
    path = folder / "kutsu.ics"
    taken.value.save_as(path)
    page.goto(meeting)
    return path


def meeting_is_held(page: Page) -> None:
    meeting = page.url
    page.goto(f"{meeting}held/")
    for box in page.get_by_role("main").locator("input[type=checkbox]").all():
        tick(page, box)
    send(page, "Save")
    page.goto(f"{meeting}record/")
    page.locator("select[name=speaker]").select_option(index=1)
    fill(page, words="Mummi voi soittaa aamulla kello seitsemän.")
    send(page, "Write it down")
    expect(page.get_by_role("main")).to_contain_text("Mummi voi soittaa aamulla")
    page.goto(f"{meeting}")


def small_step_is_agreed(page: Page) -> None:
    side(page, "Small steps")
    follow(page, "Agree on a step")
    fill(page, words="Soitan kouluaamuina kello seitsemän.", due_on=written(today() + timedelta(days=14)))
    page.locator("select[name=who]").select_option(
        value=page.locator("select[name=who] option", has_text="Ritva Mäkinen").get_attribute("value") or ""
    )
    fill(page, how_noticed="Aino on ajoissa neljänä aamuna viidestä.")
    send(page, "Agree on the step")
    expect(page.get_by_role("main")).to_contain_text("Soitan kouluaamuina")


def assessment_is_written_and_approved(page: Page) -> None:
    side(page, "Assessment")
    follow(page, "Open the assessment")
    follow(page, "Write")
    for name in (
        "plan",
        "situation",
        "needs",
        "clientship_view",
        "own_worker_client",
        "own_worker_professional",
        "child_opinion_how",
        "child_opinion",
        "explained_how",
        "ground",
    ):
        fill(page, **{name: f"Arjen sujuminen, kohta {name}. Mummi on tärkeä."})
    page.locator("select[name=nature]").select_option("recurring")
    page.locator("select[name=conclusion]").select_option("social_services")
    send(page, "Save")
    follow(page, "Approve the assessment")
    send(page, "Approve")


def summary_is_taken(page: Page, folder: Path) -> Path:
    follow(page, "Write the summary")
    radio(page, "language", "fi")
    send(page, "Write the document")
    with page.expect_download() as taken:
        follow(page, "Take as PDF")
    path = folder / "yhteenveto.pdf"
    taken.value.save_as(path)
    fill(page, reference="PTA 2026/114")
    send(page, "Save")
    expect(page.get_by_role("main")).to_contain_text("PTA 2026/114")
    return path


def the_one_who_notified_hears(page: Page) -> None:
    side(page, "Overview")
    follow(page, "Give feedback to the one who notified")
    radio(page, "level", "finished")
    fill(page, note="Kerroin, että arviointi on päättynyt.")
    send(page, "Record the feedback")
    expect(page.locator("#messages")).to_contain_text(fi("The feedback is recorded."))
    expect(page.locator(".k-timeline")).to_contain_text(fi("The one who notified heard:"))


def text_of(pdf: Path) -> str:
    """Return a PDF's text in its reading order."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_case_runs_from_notification_to_feedback(enter: Enter, tmp_path: Path) -> None:
    page = enter()
    notification_to_assessment(page)
    the_family_is_drawn(page)
    the_child_is_met(page)
    permission_is_asked(page)
    calendar = meeting_is_prepared_and_sent(page, tmp_path)
    meeting_is_held(page)
    small_step_is_agreed(page)
    assessment_is_written_and_approved(page)
    summary = summary_is_taken(page, tmp_path)
    the_one_who_notified_hears(page)

    invitation = icalendar.Calendar.from_ical(calendar.read_bytes())
    event = next(iter(invitation.walk("VEVENT")))
    assert (str(event["SUMMARY"]), "Bront" in calendar.read_text(), "Aino" in calendar.read_text()) == (
        "Tapaaminen",
        False,
        False,
    )

    with pikepdf.open(summary) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("fi")
        roles = {str(one.get("/S")) for one in structure(pdf.Root.StructTreeRoot)}
        assert {"/H1", "/H2", "/P"} <= roles
    words = " ".join(text_of(summary).split())
    assert CHILDS_WORDS in words
    assert "Palvelutarpeen arvioinnin yhteenveto" in words


def structure(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Walk a PDF's structure tree: every element with a role."""
    kids = node.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)
