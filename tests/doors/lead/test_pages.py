"""The lead's pages on Aino's town and on a log from elsewhere: what they show, hand out, and never do."""

import csv
import io
import json
import re
import uuid
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desk_scene import LOG, Desk, desk
from kudelma.rooms.trail.models import Entry
from kudelma.ui import clock
from people import NOW

pytestmark = pytest.mark.django_db

ON_LOG = f"?log={LOG}"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return desk()


def liisa(world: Desk, language: str = "en") -> Client:
    client = Client()
    client.force_login(world.scene.town.liisa)
    client.cookies["language"] = language
    return client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def table(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_one_family_is_too_little_to_tell(world: Desk) -> None:
    page = text(liisa(world), "/lead/flow/")
    assert ("There is too little to tell" in page, "<svg xmlns" in page) == (True, False)


def test_flow_of_a_log_is_drawn_with_its_table_and_its_bottleneck(world: Desk) -> None:
    page = text(liisa(world), f"/lead/flow/{ON_LOG}")
    assert (
        "Most time passes between “met” and “closed”: 74 % of all time. The median is 89 d, in 6 moves."
        in page.replace("\xa0", " ")
    )
    assert 'role="img"' in page
    assert "The drawing shows 3 of 3 activities and 100 % of all moves that may be told." in page.replace("\xa0", " ")


def test_table_is_taken_as_csv_and_leaves_a_row(world: Desk) -> None:
    rows = table(liisa(world), f"/lead/flow/{ON_LOG}&take=flow")
    assert rows == [
        ["From what", "To what", "Times", "Median time"],
        ["Begins", "asked", "6", "not told"],
        ["asked", "met", "6", "31 d"],
        ["closed", "Ends", "6", "not told"],
        ["met", "closed", "6", "89 d"],
    ]
    row = Entry.objects.filter(act="insight.taken").latest("at")
    assert (row.actor, row.thing_id) == (world.scene.town.liisa.pk, "lead_flow:flow")


def test_cell_that_a_spreadsheet_would_reckon_is_made_text(world: Desk) -> None:
    client = liisa(world)
    lines = "".join(f"c{n},=1+1,2026-01-0{n + 1},f{n}\n" for n in range(6))
    address = bring_in(client, f"case_id,activity,timestamp,household\n{lines}")
    client.post(
        address, {"case_id": "case_id", "activity": "activity", "timestamp": "timestamp", "household": "household"}
    )
    log = address.split("/")[-2]
    assert table(client, f"/lead/paths/?log={log}&take=variants")[1] == ["'=1+1", "6", "100\N{NO-BREAK SPACE}%"]


def bring_in(client: Client, content: str, name: str = "A log") -> str:
    file = SimpleUploadedFile("log.csv", content.encode())
    response = client.post("/lead/logs/new/", {"key": str(uuid.uuid4()), "name": name, "file": file})
    assert response.status_code == 303
    return str(response.headers["Location"])


def test_large_file_is_brought_in_and_only_with_its_token(world: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.scene.town.liisa)
    content = "case_id,activity,timestamp\n" + "".join(f"c{n},asked,2026-01-05T10:00:00Z\n" for n in range(120_000))
    facts = {"key": str(uuid.uuid4()), "name": "Large"}

    def post(token: str) -> int:
        file = SimpleUploadedFile("large.csv", content.encode())
        return client.post("/lead/logs/new/", {**facts, "file": file, "csrfmiddlewaretoken": token}).status_code

    page = client.get("/lead/logs/new/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    assert (len(content) > 3_000_000, post("x" * 64), post(token[1])) == (True, 403, 303)


def test_wrong_column_is_told_at_its_field(world: Desk) -> None:
    client = liisa(world)
    address = bring_in(client, "a,b,c\n1,2,3\n")
    response = client.post(address, {"case_id": "a", "activity": "b", "timestamp": "c"})
    assert (response.status_code, "No row could be read with these columns" in response.content.decode()) == (422, True)


def test_column_that_is_not_named_is_asked_for_by_its_name(world: Desk) -> None:
    client = liisa(world)
    page = client.post(bring_in(client, "a,b,c\n1,2,3\n"), {"activity": "b", "timestamp": "c"}).content.decode()
    assert "Choose: Case (whose events belong together)" in page


def test_row_of_a_table_has_its_head(world: Desk) -> None:
    page = text(liisa(world), f"/lead/flow/{ON_LOG}")
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert 0 < table.count('<th scope="row"') == table.count("<tr>")


def test_file_that_is_no_table_is_refused_with_the_cure(world: Desk) -> None:
    file = SimpleUploadedFile("x.csv", b"nothing\n")
    response = liisa(world).post("/lead/logs/new/", {"key": str(uuid.uuid4()), "name": "x", "file": file})
    assert (response.status_code, "Save it as CSV (UTF-8)" in response.content.decode()) == (422, True)


def test_name_of_a_log_stays_text(world: Desk) -> None:
    client = liisa(world)
    bring_in(client, "a,b,c\n1,2,3\n", name="<script>alert(1)</script>")
    assert "<script>alert" not in text(client, "/lead/logs/")


def test_log_page_tells_what_was_left_out(world: Desk) -> None:
    page = text(liisa(world), f"/lead/logs/{LOG}/")
    assert ("the time cannot be read" in page, "yesterday" in page) == (True, True)


def test_log_is_removed_only_after_it_is_told_what_goes(world: Desk) -> None:
    page = text(liisa(world), f"/lead/logs/{LOG}/")
    before = page[: page.index("/remove/")]
    assert before.rindex("<details") > before.rindex("</details>")
    assert "They come back only if the file is brought in again." in before


def test_filter_with_a_wrong_date_is_told_and_narrows_nothing(world: Desk) -> None:
    response = liisa(world).get(f"/lead/flow/{ON_LOG}&first=31.2.2026")
    assert (response.status_code, "There is no such day" in response.content.decode()) == (200, True)


def test_filter_by_source_follows_from_page_to_page(world: Desk) -> None:
    page = text(liisa(world), f"/lead/flow/{ON_LOG}&source=school")
    assert f'href="/lead/paths/?log={LOG}&amp;source=school&amp;activities=12"' in page


def test_participation_of_a_log_is_by_role(world: Desk) -> None:
    rows = table(liisa(world), f"/lead/participation/{ON_LOG}&take=participation")
    assert rows == [["Source", "teacher"], ["school", "6 of 6"]]


def test_report_is_a_tagged_document_with_the_bottleneck(world: Desk) -> None:
    response = liisa(world, "fi").get(f"/lead/report/pdf/{ON_LOG}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(response.content)
    words = " ".join(" ".join(one.get_textpage().get_text_bounded() for one in document).split())
    document.close()
    assert "Eniten aikaa kuluu välillä ”met” – ”closed”" in words
    assert "Palvelunkäytön raportti" in words


def test_thl_report_has_both_readings(world: Desk) -> None:
    rows = table(liisa(world), "/lead/thl/?take=thl")
    assert [row[:2] for row in rows[1:]] == [
        ["the later day is in time", "begun in 7 working days"],
        ["the later day is in time", "finished in 3 months"],
        ["only the earlier day is in time", "begun in 7 working days"],
        ["only the earlier day is in time", "finished in 3 months"],
    ]


def test_caseload_names_workers_and_no_child(world: Desk) -> None:
    client = liisa(world)
    rows = table(client, "/lead/caseload/?take=caseload")
    assert ["Sanna Laine", "1", "under the cap", "0"] in rows
    assert "Aino" not in text(client, "/lead/caseload/")


def test_entry_in_the_top_bar_is_only_for_those_who_lead(world: Desk) -> None:
    sanna = Client()
    sanna.force_login(world.scene.town.sanna)
    assert ("/lead/" in text(liisa(world), "/today/"), "/lead/" in text(sanna, "/today/")) == (True, False)


def test_no_names_the_role_and_leaves_a_row(world: Desk) -> None:
    sanna = Client()
    sanna.force_login(world.scene.town.sanna)
    sanna.cookies["language"] = "en"
    response = sanna.get("/lead/thl/")
    assert (response.status_code, "for the leading social worker" in response.content.decode()) == (403, True)
    row = Entry.objects.filter(outcome="refused").latest("at")
    assert (row.actor, row.act, row.because) == (world.scene.town.sanna.pk, "insight.looked", "leads_no_unit")


@pytest.mark.parametrize("left", [b"", b"a store of another day"])
@pytest.mark.parametrize("page", ["flow", "costs", "compare", "report/pdf"])
def test_log_that_cannot_be_read_any_more_names_the_cure(
    world: Desk, page: str, left: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "lost.store"
    if left:
        path.write_bytes(left)
    monkeypatch.setattr("kudelma.rooms.insight.logs.kept_at", lambda _log: path)

    response = liisa(world).get(f"/lead/{page}/{ON_LOG}")

    assert response.status_code == 200
    assert page == "report/pdf" or "Bring the file in again, and remove this log." in response.content.decode()


def test_two_periods_stand_side_by_side(world: Desk) -> None:
    page = text(liisa(world), f"/lead/compare/{ON_LOG}&other_first=1.1.2026")
    assert "Median time from first to last event" in page
    rows = table(liisa(world), f"/lead/compare/{ON_LOG}&other_first=1.1.2026&take=sizes")
    assert rows[0] == ["What", "all the time, all sources", "1.1.2026–, all sources"]


def test_parts_of_a_log_without_sources_are_named_by_their_days_alone(world: Desk) -> None:
    client = liisa(world)
    rows = ["case,event,at", *(f"{n},{what},2025-0{n % 8 + 1}-05" for n in range(40) for what in ("met", "closed"))]
    address = bring_in(client, "\n".join(rows))
    assert client.post(address, {"case_id": "case", "activity": "event", "timestamp": "at"}).status_code == 303
    log = address.rstrip("/").split("/")[-1]
    page = f"/lead/compare/?log={log}&first=1.1.2025&last=30.4.2025&other_first=1.5.2025&other_last=31.12.2025"
    assert table(client, f"{page}&take=sizes")[0] == ["What", "1.1.2025–30.4.2025", "1.5.2025–31.12.2025"]
    assert "20 families" not in re.sub(r"<table.*?</table>", "", text(client, page))


def test_part_is_not_set_beside_itself(world: Desk) -> None:
    page = text(liisa(world), f"/lead/compare/{ON_LOG}")
    assert ("Choose what is set side by side" in page, "Median time" in page) == (True, False)


def test_part_of_few_families_has_nothing_beside_it(world: Desk) -> None:
    page = text(liisa(world), f"/lead/compare/{ON_LOG}&other_first=1.1.2099")
    assert ("There is too little to tell" in page, "Median time" in page) == (True, False)


def test_own_events_of_too_few_families_are_not_taken_out(world: Desk) -> None:
    response = liisa(world).post("/lead/logs/own/", {"form": "json", "shift": "on"})
    assert (response.status_code, "Too few families are in it" in response.content.decode()) == (422, True)


def test_own_events_are_taken_out_by_codes_with_moved_dates(world: Desk, settings: object) -> None:
    settings.FEWEST_FAMILIES = 1  # type: ignore[attr-defined]  # pytest-django's settings
    found = {}
    for moved in ("on", ""):
        response = liisa(world).post("/lead/logs/own/", {"form": "json", "shift": moved})
        assert response.status_code == 200
        found[moved] = json.loads(response.content)
    times = {moved: sorted(event["time"] for event in log["events"]) for moved, log in found.items()}
    assert len(times["on"]) == len(times[""]) == 6
    assert times["on"] != times[""]
    assert "Aino" not in json.dumps(found)
    assert Entry.objects.filter(act="insight.taken", thing_id="events:json").count() == 2


def test_only_who_leads_compares_and_takes_out(world: Desk) -> None:
    client = Client()
    client.force_login(world.scene.town.sanna)
    answers = [
        client.get("/lead/compare/"),
        client.get("/lead/logs/own/"),
        client.post("/lead/logs/own/", {"form": "json"}),
    ]
    assert [one.status_code for one in answers] == [403] * 3
