"""One whole case, as the responsible worker, in Finnish: from the notification to the feedback call."""

import re
from datetime import timedelta
from pathlib import Path

import icalendar
import pikepdf
import pytest
from playwright.sync_api import Page, expect

from served import FAMILIES, Enter
from finnish import fi
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
    page.locator(f"input[name={name}][value={value}]").check()


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
    page.get_by_label(re.compile("Aino Brontë")).check()
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
    page.locator("input[name=child_allows][value=family]").check()
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
    page.locator("[name=place_suits]").check()
    send(page, "Save")
    page.goto(f"{meeting}people/")
    for who in ("Aino Brontë", "Pia Lindqvist", "Ritva Mäkinen", "Sanna Laine", "Omar Hassan"):
        box = page.locator("label", has_text=who).first
        if box.count():
            box.click()
    send(page, "Call them")
    page.goto(f"{meeting}roles/")
    choose(page, "chair", "Sanna Laine")
    choose(page, "recorder", "Omar Hassan")
    send(page, "Save")
    page.goto(f"{meeting}invite/")
    for box in page.locator("input[name=participants]").all():
        box.check()
    send(page, "Send the invitations")
    page.goto(f"{meeting}people/")
    page.get_by_role("link", name=re.compile("Ritva Mäkinen")).first.click()
    page.goto(f"{page.url}invitation/")
    with page.expect_download() as taken:
        page.get_by_role("link", name=fi("Take the calendar file")).click()
    path = folder / "kutsu.ics"
    taken.value.save_as(path)
    page.goto(meeting)
    return path


def test_case_runs_from_notification_to_feedback(enter: Enter, tmp_path: Path) -> None:
    page = enter()
    notification_to_assessment(page)
    the_family_is_drawn(page)
    the_child_is_met(page)
    permission_is_asked(page)
    calendar = meeting_is_prepared_and_sent(page, tmp_path)
    invitation = icalendar.Calendar.from_ical(calendar.read_bytes())
    event = next(iter(invitation.walk("VEVENT")))
    assert (str(event["SUMMARY"]), "Brontë" in calendar.read_text()) == ("Tapaaminen", False)
    assert pikepdf.__version__
