"""Every form of a worker: bad input gets a clear answer, and nothing typed is lost."""

import uuid

import pytest
from django.test import Client

from desk_scene import Desk, desk, routes
from kudelma.rooms.casework.models import Arrival, Assessment
from kudelma.rooms.drafts.models import Draft
from kudelma.rooms.people.models import Person
from kudelma.threshold.page import Access
from kudelma.ui import clock
from people import NOW

pytestmark = pytest.mark.django_db

HUGE = "ä" * 60_000
WRONG = {
    "huge": HUGE,
    "null": "a\x00b",
    "markup": "<script>alert(1)</script>",
    "number": "-1",
    "foreign": str(uuid.uuid4()),
    "date": "31.11.2026",
    "surrogate": "\ud800",
}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return desk()


@pytest.fixture
def sanna(world: Desk) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(world.scene.town.sanna)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def liisa(world: Desk) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(world.scene.town.liisa)
    client.cookies["language"] = "en"
    return client


def forms(world: Desk) -> list[str]:
    """Return the address of every page that takes a form of its own."""
    return [
        world.address(route)
        for route, pattern in sorted(routes().items())
        if set(pattern.callback.page.methods) == {"GET", "POST"} and pattern.callback.page.access != Access.ANYONE  # type: ignore[union-attr]  # declared
    ]


def fields_of(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    form = answer.context.get("form") if answer.context else None
    return [name for name in form.fields if name != "file"] if form is not None else []


def test_empty_form_is_answered_at_the_field(world: Desk, sanna: Client, liisa: Client) -> None:
    bad = {}
    for address in forms(world):
        status = (liisa if address.startswith("/lead/") else sanna).post(address, {}).status_code
        if status not in {422, 303, 404}:
            bad[address] = status
    assert bad == {}


@pytest.mark.parametrize("kind", sorted(WRONG))
def test_wrong_input_never_breaks_a_page(world: Desk, sanna: Client, liisa: Client, kind: str) -> None:
    bad = {}
    for address in forms(world):
        client = liisa if address.startswith("/lead/") else sanna
        names = fields_of(client, address)
        value = WRONG[kind] if kind != "surrogate" else "x"
        answer = client.post(address, dict.fromkeys(names, value))
        if answer.status_code not in {422, 303, 404}:
            bad[address] = answer.status_code
        assert b"<script>alert" not in answer.content
    assert bad == {}


def test_what_was_typed_stays_in_a_refused_form(world: Desk, sanna: Client) -> None:
    answer = sanna.post(
        "/arrivals/new/", {"observations": "Eleven days away from school.", "received_on": "31.11.2026"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("Eleven days away from school." in page, 'value="31.11.2026"' in page) == (True, True)
    assert "There is no such day" in page


def arrival_form(world: Desk, key: uuid.UUID) -> dict[str, object]:
    return {
        "key": str(key),
        "kind": "notification",
        "channel": "phone",
        "received_on": "10.11.2026",
        "received_at": "9.15",
        "team": str(world.scene.town.team.pk),
        "source": str(world.scene.town.source.pk),
        "who_it_concerns": "Eino Laine",
        "observations": "Seen.",
        **dict.fromkeys(("first_hand", "all_children", "family_knows", "child_knows"), "unknown"),
    }


def test_double_click_makes_one(world: Desk, sanna: Client) -> None:
    facts = arrival_form(world, uuid.uuid4())
    before = Arrival.objects.count()
    answers = [sanna.post("/arrivals/new/", facts) for _ in range(3)]
    assert ({a.status_code for a in answers}, Arrival.objects.count()) == ({303}, before + 1)
    assert len({a.headers["Location"] for a in answers}) == 1


def test_key_of_somebody_elses_person_shows_nothing(world: Desk, sanna: Client) -> None:
    stranger = Person.objects.create(name="Muu Henkilö")
    address = world.address("families/<uuid:matter_id>/people/new/")
    answer = sanna.post(address, {"key": str(stranger.pk), "given": "A", "gender": "unknown"})
    assert answer.status_code == 404


def test_conflict_shows_both_texts(world: Desk, sanna: Client) -> None:
    address = world.address("assessments/<uuid:assessment_id>/write/")
    version = Assessment.objects.get().version
    sanna.post(address, {"version": version, "plan": "Saved first."})
    answer = sanna.post(address, {"version": version, "plan": "Typed second."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("Saved first." in page, "Typed second." in page) == (True, True)
    again = sanna.post(address, {"version": version + 1, "plan": "Both, read and joined."})
    assert (again.status_code, Assessment.objects.get().plan) == (303, "Both, read and joined.")


def test_draft_comes_back_until_it_is_saved(world: Desk, sanna: Client) -> None:
    address = world.address("assessments/<uuid:assessment_id>/write/")
    kept = sanna.post(f"/draft/?place={address}", {"plan": "Half a sentence"})
    page = sanna.get(address)
    sanna.post(address, {"version": page.context["form"].initial["version"], "plan": "A whole sentence."})
    assert (kept.status_code, "Half a sentence" in page.content.decode()) == (204, True)
    assert ("Half a sentence" in sanna.get(address).content.decode(), Draft.objects.count()) == (False, 0)


def test_draft_is_the_workers_own(world: Desk, sanna: Client) -> None:
    address = world.address("assessments/<uuid:assessment_id>/write/")
    sanna.post(f"/draft/?place={address}", {"plan": "Half a sentence"})
    omar = Client()
    omar.force_login(world.scene.town.omar)
    assert "Half a sentence" not in omar.get(address).content.decode()


def test_text_posted_after_the_time_out_is_kept(world: Desk, sanna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = world.address("assessments/<uuid:assessment_id>/write/")
    sanna.get(address)
    later = NOW.replace(hour=12)
    monkeypatch.setattr(clock, "now", lambda: later)
    posted = sanna.post(address, {"version": 1, "plan": "Typed while the session ended."})
    assert (posted.status_code, posted.headers["Location"].split("?")[0]) == (303, "/sign-in/")
    assert Assessment.objects.get().plan == ""
    sanna.post(f"/sign-in/as/{world.scene.town.sanna.pk}/")
    assert "Typed while the session ended." in sanna.get(address).content.decode()


def test_wrong_password_says_nothing_of_the_account_and_is_slowed_down(world: Desk) -> None:
    client = Client()
    client.cookies["language"] = "en"
    known = client.post("/sign-in/", {"email": "sanna@kudelma.example", "password": "wrong"})
    unknown = client.post("/sign-in/", {"email": "nobody@kudelma.example", "password": "wrong"})
    assert {"The e-mail or the password is not right" in a.content.decode() for a in (known, unknown)} == {True}
    for _ in range(5):
        last = client.post("/sign-in/", {"email": "sanna@kudelma.example", "password": "wrong"})
    assert "Too many tries" in last.content.decode()
