"""The page on costs: what it tells of a log from elsewhere, what it asks for, and what it never tells."""

import csv
import io
import re
import uuid
from collections.abc import Iterable

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desk_scene import Desk, desk
from kudelma.rooms.insight.models import ToldPopulation
from kudelma.ui import clock
from people import NOW

pytestmark = pytest.mark.django_db

HEAD = "asia;perhe;palvelu;aika;kustannus;hinnasto;hintavuosi"
BUDGET = 25


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return desk()


@pytest.fixture
def liisa(world: Desk) -> Client:
    client = Client()
    client.force_login(world.scene.town.liisa)
    client.cookies["language"] = "en"
    return client


def row(number: int, service: str, cost: str, *, day: str = "5.1.2025 9:00", year: int = 2025) -> str:
    return f"A{number};P{number};{service};{day};{cost};price list;{year}"


def bring_in(client: Client, rows: Iterable[str]) -> str:
    """Bring in a log whose columns are guessed by their names; return its id."""
    file = SimpleUploadedFile("log.csv", "\n".join([HEAD, *rows]).encode())
    facts = {"key": str(uuid.uuid4()), "name": "Prices", "file": file}
    address = client.post("/lead/logs/new/", facts).headers["Location"]
    form = client.get(address).context["form"]
    assert client.post(address, form.initial).status_code == 303
    return str(address).split("/")[-2]


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode()).replace("\xa0", " ").replace("&#x27;", "'")


def table(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    told = response.content.decode("utf-8-sig").replace("\xa0", " ")
    return list(csv.reader(io.StringIO(told), delimiter=";"))


#: Twenty families: all had family work, half counselling; two services have no cost.
PLAIN = [
    *(row(n, "family work", f"{1000 + n},50") for n in range(20)),
    *(row(n, "counselling", "300") for n in range(10)),
    *(row(n, "meeting", "") for n in range(8)),
]
#: One family makes nearly all of what placements cost.
DOMINATED = [*PLAIN, *(row(n, "placement", "90000" if n == 0 else "150") for n in range(6))]


def test_own_assessments_carry_no_costs_and_the_page_says_what_is_needed(liisa: Client) -> None:
    page = text(liisa, "/lead/costs/")

    assert "No costs are known here" in page
    assert "The unit's own assessments carry no costs." in page
    assert "What such a file looks like" in page
    assert "<svg xmlns" not in page


def test_log_without_costs_is_told_so(liisa: Client) -> None:
    file = SimpleUploadedFile("log.csv", b"asia;palvelu;aika\nA;meeting;5.1.2025")
    address = liisa.post("/lead/logs/new/", {"key": str(uuid.uuid4()), "name": "x", "file": file}).headers["Location"]
    liisa.post(address, {"case_id": "asia", "activity": "palvelu", "timestamp": "aika"})

    page = text(liisa, f"/lead/costs/?log={address.split('/')[-2]}")

    assert "The log that you are looking at has no column of costs." in page


def test_costs_are_told_by_service_month_and_group_with_what_is_known(liisa: Client) -> None:
    address = f"/lead/costs/?log={bring_in(liisa, PLAIN)}"

    page = text(liisa, address)

    assert "The cost is known of 30 events of 38." in page
    assert "Prices: year 2025, price list. Prices of different sources or years are never added up." in page
    assert "€23,200" in page
    assert "nobody is expensive" in page
    assert table(liisa, f"{address}&take=services") == [
        ["Service", "Cost", "Events", "Families", "Mean by family"],
        ["family work", "€20,200", "20", "20", "€1,010"],
        ["counselling", "€3,000", "10", "10", "€300"],
    ]
    assert table(liisa, f"{address}&take=periods")[1] == ["1/25", "23,200", ""]
    assert table(liisa, f"{address}&take=spread") == [
        ["Families", "Cost", "Share of all cost"],
        ["Quarter 1: services cost least", "€5,100", "22 %"],
        ["Quarter 2", "€5,100", "22 %"],
        ["Quarter 3", "€6,500", "28 %"],
        ["Quarter 4: services cost most", "€6,500", "28 %"],
    ]


def test_service_that_one_family_makes_is_told_nowhere(liisa: Client) -> None:
    log = bring_in(liisa, DOMINATED)
    address = f"/lead/costs/?log={log}"

    page = text(liisa, address)
    files = [table(liisa, f"{address}&take={name}") for name in ("services", "spread")]
    document = pypdfium2.PdfDocument(liisa.get(f"/lead/report/pdf/?log={log}").content)
    printed = " ".join(" ".join(one.get_textpage().get_text_bounded() for one in document).split()).replace("\xa0", " ")
    document.close()

    whole = "113,900"  # with it, what is left would be the family's own
    assert "placement" not in page.split("<h2", 1)[1]
    assert [one[0] for one in files[0] if one[0] == "placement"] == []
    assert not any("90," in cell or whole in cell for rows in files for line in rows for cell in line)
    assert (whole in page, whole in printed, "90,750" in printed, "90,800" in printed) == (False,) * 4
    assert "or what the services of one family cost could be worked out" in page


def test_prices_of_each_year_stand_apart(liisa: Client) -> None:
    log = bring_in(liisa, [*PLAIN, *(row(n, "family work", "500", year=2024) for n in range(7))])
    address = f"/lead/costs/?log={log}"

    assert 'name="prices"' in text(liisa, address)
    assert table(liisa, f"{address}&take=services")[1][1] == "€20,200"
    assert table(liisa, f"{address}&prices=2024+price+list&take=services")[1:] == [
        ["family work", "€3,500", "7", "7", "€500"]
    ]


def test_look_that_differs_by_one_family_with_a_cost_is_not_told(liisa: Client) -> None:
    later = "5.3.2025 9:00"
    rows = [
        *PLAIN,
        row(30, "counselling", "7777", day=later),
        *(row(31 + n, "meeting", "", day=later) for n in range(6)),
    ]
    address = f"/lead/costs/?log={bring_in(liisa, rows)}"

    assert "The cost is known" in text(liisa, address)
    narrower = text(liisa, f"{address}&last=1.3.2025")

    # Seven families fewer, of which one has a cost.
    assert "These figures are not told" in narrower
    assert ("€" in narrower, "The cost is known" in narrower) == (False, False)
    assert "The median is" not in narrower


def test_what_was_told_of_costs_is_forgotten_with_the_log(liisa: Client) -> None:
    log = bring_in(liisa, PLAIN)
    text(liisa, f"/lead/costs/?log={log}")
    told = ToldPopulation.objects.filter(scope__startswith=log)
    assert told.count() == 3  # the log, the families that had a cost, and their cases

    liisa.post(f"/lead/logs/{log}/remove/")

    assert told.count() == 0


def test_spoilt_costs_are_told_with_their_rows(liisa: Client) -> None:
    nameless = [row(n, "meeting", "1,5").removesuffix("2025") for n in range(4, 9)]
    spoilt = [row(1, "meeting", "paljon"), f"{nameless[0]}last", *nameless, row(3, "meeting", "-4")]
    log = bring_in(liisa, [*PLAIN, *spoilt])

    page = text(liisa, f"/lead/logs/{log}/")
    costs = text(liisa, f"/lead/costs/?log={log}")

    assert ("the cost is not a number" in page, "the year of the price is not a year" in page) == (True, True)
    assert "The cost is known of 35 events of 44." in costs
    assert "Some costs are below zero or above a hundred million euros: they count as not known." in costs


def test_too_few_families_are_too_little_to_tell(liisa: Client) -> None:
    page = text(liisa, f"/lead/costs/?log={bring_in(liisa, PLAIN[:4])}")

    assert ("There is too little to tell" in page, "€" in page) == (True, False)


def test_page_asks_few_questions_of_the_database(liisa: Client) -> None:
    address = f"/lead/costs/?log={bring_in(liisa, PLAIN)}"
    liisa.get(address)

    with CaptureQueriesContext(connection) as asked:
        liisa.get(address)

    plain = [one for one in asked.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(plain) <= BUDGET


def test_report_prints_costs_in_the_readers_language(liisa: Client) -> None:
    liisa.cookies["language"] = "fi"
    document = pypdfium2.PdfDocument(liisa.get(f"/lead/report/pdf/?log={bring_in(liisa, PLAIN)}").content)
    words = " ".join(" ".join(one.get_textpage().get_text_bounded() for one in document).split())
    document.close()

    assert "Mitä palvelut maksoivat" in words
    assert "kukaan ei ole kallis" in words


LATER = "5.3.2025 9:00"
EARLY = "&last=1.3.2025"


def test_look_that_leaves_out_many_families_of_whom_one_makes_nearly_all_is_not_told(liisa: Client) -> None:
    late = [row(30 + n, "counselling", "90000" if n == 0 else "100", day=LATER) for n in range(9)]
    many = [row(60 + n, "counselling", "40000") for n in range(20)]
    address = f"/lead/costs/?log={bring_in(liisa, [*PLAIN, *many, *late])}"

    assert "€" in text(liisa, address)
    assert ("These figures are not told" in text(liisa, address + EARLY)) is True
    assert "€" not in text(liisa, address + EARLY)


def test_of_how_many_events_the_cost_is_known_is_told_of_the_whole_only(liisa: Client) -> None:
    early = [row(n, "family work", "100", year=2024) for n in range(9)]
    late = [*(row(30 + n, "meeting", "", day=LATER) for n in range(7)), row(30, "meeting", "12", day=LATER, year=2024)]
    address = f"/lead/costs/?log={bring_in(liisa, [*PLAIN, *early, *late])}"

    whole, narrower = text(liisa, address), text(liisa, address + EARLY)

    # Thirty-nine would be told beside forty: one family of the seven left out has a cost, of another year.
    assert "The cost is known of 40 events of 55." in whole
    assert ("€" in narrower, "The cost is known" in narrower) == (True, False)


def test_look_that_leaves_out_one_case_of_a_family_that_stays_is_not_told(liisa: Client) -> None:
    second = row(3, "family work", "4321", day=LATER).replace("A3", "A3b")
    address = f"/lead/costs/?log={bring_in(liisa, [*PLAIN, second])}"

    assert "€" in text(liisa, address)
    assert "These figures are not told" in text(liisa, address + EARLY)


def test_service_that_only_few_of_those_left_out_had_is_hidden_beside_the_wider_look(liisa: Client) -> None:
    late = [row(30 + n, "family work", "900", day=LATER) for n in range(12)]
    meetings = [row(n, "meeting", "700") for n in range(12)]
    address = f"/lead/costs/?log={bring_in(liisa, [*PLAIN, *meetings, *late, row(30, 'meeting', '4444', day=LATER)])}"

    wide = table(liisa, f"{address}&take=services")
    narrow = table(liisa, f"{address}{EARLY}&take=services")
    again = table(liisa, f"{address}&take=services")

    assert "meeting" in [one[0] for one in wide]
    assert "meeting" not in [one[0] for one in narrow]
    assert again == wide
