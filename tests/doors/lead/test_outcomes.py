"""The page of outcomes over time: what it shows, says when there is nothing, hands out, and never tells."""

import csv
import io
import re
from datetime import date, timedelta

import pypdfium2
import pytest
from django.test import Client

from kudelma.core.codes import StepState
from kudelma.rooms.trail.models import Entry
from kudelma.ui import clock
from outcome_scene import home
from people import NOW, Town, town

pytestmark = pytest.mark.django_db

ADDRESS = "/lead/outcomes/"
MAY = date(2026, 5, 12)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return town()


def full(place: Town, many: int = 12) -> None:
    """Families that have met in May, answered and taken steps, and came back a year before."""
    for n in range(many):
        one = home(place, opened=date(2025, 1, 7))
        meeting = one.met(MAY)
        one.came(meeting, "child", 5 + n % 5, 6, 7, 8, 9)
        one.came(meeting, "mother", *((9, 9, 9, 9, 9) if n < 6 else ()))
        one.form(meeting, constellation_obstacle=n < 2)
        one.step(MAY, StepState.DONE if n < 6 else StepState.PARTLY)
        one.assessed(date(2025, 1, 7), date(2025, 4, 10))
        if n < 5:
            one.arrived(date(2025, 4, 10) + timedelta(days=30))


def liisa(place: Town, language: str = "en") -> Client:
    client = Client()
    client.force_login(place.liisa)
    client.cookies["language"] = language
    return client


def text(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def table(client: Client, what: str, asked: str = "") -> list[list[str]]:
    response = client.get(f"{ADDRESS}?{asked}take={what}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig").replace("\xa0", " ")), delimiter=";")
    return list(rows)


def test_what_children_said_is_told_with_how_many_answered(place: Town) -> None:
    full(place)
    rows = table(liisa(place), "children")
    assert rows[0] == [
        "Four months",
        "Was heard",
        "What matters was talked about",
        "Knows what happens next",
        "It felt safe",
        "The child's everyday life was strengthened",
        "Answered, of those who came",
    ]
    # Of 5 5 5 6 6 6 7 7 8 8 9 9.
    assert rows[-1] == ["5–8/26", "6.5 (5–8)", "6 (6–6)", "7 (7–7)", "8 (8–8)", "9 (9–9)", "12 of 12"]


def test_few_answers_say_so_and_those_who_were_silent_are_counted(place: Town) -> None:
    full(place)
    client = liisa(place)
    assert table(client, "adults")[-1][1:2] == ["9, few answers"]
    assert (
        "In the periods told 6 of the 12 who came answered (50 %). Those who did not answer may think otherwise."
        in (text(client).replace("\xa0", " "))
    )


def test_months_are_asked_for_in_the_address(place: Town) -> None:
    full(place)
    rows = table(liisa(place), "children", "by=month&years=1&")
    assert [row[0] for row in rows] == ["Month", *(f"{m}/25" for m in range(9, 13)), *(f"{m}/26" for m in range(1, 9))]
    assert [row[1] for row in rows if row[1] != "–"] == ["Was heard", "6.5 (5–8)"]


def test_what_cannot_be_read_in_the_address_asks_for_the_usual(place: Town) -> None:
    full(place)
    client = liisa(place)
    assert table(client, "children", "by=week&years=9&") == table(client, "children")


def test_forms_steps_and_coming_back_are_told_by_four_months(place: Town) -> None:
    full(place)
    client = liisa(place)
    assert table(client, "forms")[-1] == ["5–8/26", "100 % of 12", "100 % of 12", "0 % of 12", "8–33 % of 12"]
    assert table(client, "steps") == [["Four months", "Done", "Partly done", "All"], ["5–8/26", "6", "6", "12"]]
    assert table(client, "back") == [
        ["Four months", "Came back", "What stands out"],
        ["1–4/25", "42 % of 12", ""],
    ]


def test_way_that_stands_with_others_is_not_told_as_none(place: Town) -> None:
    for n in range(12):
        one = home(place, opened=date(2025, 1, 7))
        one.step(MAY, StepState.DONE if n < 6 else StepState.PARTLY)
        one.step(date(2026, 1, 12), StepState.CHANGED if n < 1 else StepState.DONE if n < 7 else StepState.PARTLY)
    assert table(liisa(place), "steps") == [
        ["Four months", "Done", "Partly done", "Several together", "All"],
        ["1–4/26", "6", "–", "6", "12"],
        ["5–8/26", "6", "6", "0", "12"],
    ]


def test_nothing_to_tell_says_what_to_do(place: Town) -> None:
    page = text(liisa(place))
    assert "<svg xmlns" not in page
    for cure in (
        "Ask everyone for their view at the end of each meeting",
        "Fill in the follow-up form after each meeting.",
        "Agree on small steps in meetings",
        "The figures appear a year after the assessments of at least 5 families ended",
        "The curve appears when a new notification or contact has come about at least 5 families.",
        "The figures appear when at least 5 families have an open matter",
    ):
        assert cure in page


def test_page_names_nobody_and_says_what_is_not_asked(place: Town) -> None:
    full(place)
    page = text(liisa(place))
    assert ("Family 1" in page, "Child of" in page) == (False, False)
    assert "strain is not asked here" in page


def test_page_links_to_what_stands_elsewhere(place: Town) -> None:
    page = text(liisa(place))
    for address in ("/lead/self-monitoring/", "/lead/participation/", "/lead/caseload/"):
        assert page.count(f'href="{address}"') == 2  # beside the page, and where quality is told


def test_report_is_a_document_of_the_same_figures_and_leaves_a_row(place: Town) -> None:
    full(place)
    response = liisa(place, "fi").get(f"{ADDRESS}pdf/?by=four")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(response.content)
    words = " ".join(" ".join(one.get_textpage().get_text_bounded() for one in document).split())
    document.close()
    assert "Tulokset ja kokemukset" in words
    assert "6,5 (5–8)" in words
    row = Entry.objects.filter(act="insight.taken").latest("at")
    assert (row.actor, row.thing_id) == (place.liisa.pk, "outcomes:pdf")


def test_table_taken_leaves_a_row(place: Town) -> None:
    full(place)
    table(liisa(place), "children")
    row = Entry.objects.filter(act="insight.taken").latest("at")
    assert (row.actor, row.thing_id) == (place.liisa.pk, "lead_outcomes:children")


def test_every_word_is_there_in_finnish_and_swedish(place: Town) -> None:
    full(place)
    assert ("Tuli kuulluksi" in text(liisa(place, "fi")), "Blev hörd" in text(liisa(place, "sv"))) == (True, True)
