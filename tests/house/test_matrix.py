"""Every address × every persona, held as a whole: who gets in, who is answered as if there were nothing."""

import re

import pytest
from django.test import Client

from desk_scene import MARKER, Desk, desk, routes
from kudelma.threshold.page import Access
from kudelma.ui import clock
from people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return desk()


def signed_in(world: Desk, who: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(getattr(world.scene.town, who))
    client.cookies["language"] = "en"
    return client


def ask(client: Client, world: Desk, route: str, method: str) -> int:
    address = world.address(route)
    return (client.post(address) if method == "POST" else client.get(address)).status_code


def cells(*, about_a_family: bool) -> list[tuple[str, str]]:
    """Return (route, method) of every page; those about a family carry an id of it."""
    found = []
    for route, pattern in routes().items():
        page = pattern.callback.page  # type: ignore[union-attr]  # every page is declared
        if route.startswith("lead/"):
            continue  # the door of those who lead a unit has tests of its own below
        open_to_all = page.access == Access.ANYONE
        of_a_family = "<uuid:" in route and not route.startswith("team/")
        if not open_to_all and of_a_family == about_a_family:
            found += [(route, method) for method in page.methods]
    return sorted(found)


def test_every_address_is_a_declared_page() -> None:
    undeclared = [route for route, pattern in routes().items() if not hasattr(pattern.callback, "page")]
    assert undeclared == []


def test_every_family_page_opens_to_its_team_and_leader(world: Desk) -> None:
    answers = {
        (who, route): ask(signed_in(world, who), world, route, "GET")
        for who in ("sanna", "omar", "liisa")
        for route, method in cells(about_a_family=True)
        if method == "GET"
    }
    # The one who notified has been settled, so there is nobody to leave out any more.
    settled = "families/<uuid:matter_id>/meetings/<uuid:meeting_id>/notifier/<uuid:member_id>/"
    odd = {cell: status for cell, status in answers.items() if status not in {200, 303}}
    assert odd == {(who, settled): 404 for who in ("sanna", "omar", "liisa")}


def leads_pages() -> list[tuple[str, str]]:
    """Return (route, method) of every page of the lead's door."""
    lead = {route: one for route, one in routes().items() if route.startswith("lead/")}
    return sorted((route, method) for route, one in lead.items() for method in one.callback.page.methods)  # type: ignore[union-attr]  # declared


def test_every_page_of_the_lead_opens_to_the_one_who_leads(world: Desk) -> None:
    liisa = signed_in(world, "liisa")
    answers = {route: ask(liisa, world, route, "GET") for route, method in leads_pages() if method == "GET"}
    assert {route: status for route, status in answers.items() if status != 200} == {}
    assert len(answers) > 10


def test_every_page_of_the_lead_is_closed_to_those_who_do_not_lead(world: Desk) -> None:
    for who in ("sanna", "omar", "mirja"):
        client = signed_in(world, who)
        answers = {cell: ask(client, world, *cell) for cell in leads_pages()}
        # A log's address tells nothing, so it is answered as if there were none.
        odd = {cell: status for cell, status in answers.items() if status != (404 if "log_id" in cell[0] else 403)}
        assert (who, odd) == (who, {})


def test_every_family_page_is_unknown_to_another_unit(world: Desk) -> None:
    mirja = signed_in(world, "mirja")
    answers = {cell: ask(mirja, world, *cell) for cell in cells(about_a_family=True)}
    assert {cell: status for cell, status in answers.items() if status != 404} == {}


def test_nothing_was_changed_by_another_units_posts(world: Desk) -> None:
    from kudelma.rooms.casework.models import Matter  # noqa: PLC0415 - the row itself is compared

    before = Matter.objects.filter(pk=world.ids["matter_id"]).values().get()
    mirja = signed_in(world, "mirja")
    for route, method in cells(about_a_family=True):
        if method == "POST":
            ask(mirja, world, route, method)
    assert Matter.objects.filter(pk=world.ids["matter_id"]).values().get() == before


def test_foreign_object_is_answered_like_an_unknown_one(world: Desk) -> None:
    mirja = signed_in(world, "mirja")
    token = re.compile(rb'"X-CSRFToken": "[^"]*"|value="[A-Za-z0-9]{64}"')
    differing = []
    for route, method in cells(about_a_family=True):
        if method == "GET":
            foreign = mirja.get(world.address(route))
            unknown = mirja.get(re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", f"/{route}"))
            same_body = token.sub(b"", foreign.content) == token.sub(b"", unknown.content)
            if (foreign.status_code, dict(foreign.headers)) != (
                unknown.status_code,
                dict(unknown.headers),
            ) or not same_body:
                differing.append(route)
    assert differing == []


def test_every_page_sends_the_unknown_to_sign_in(world: Desk) -> None:
    nobody = Client(raise_request_exception=False)
    pages = [*cells(about_a_family=True), *cells(about_a_family=False), *leads_pages()]
    answers = {cell: ask(nobody, world, *cell) for cell in pages}
    assert {cell: status for cell, status in answers.items() if status != 303} == {}


def test_own_pages_open_to_everyone_signed_in(world: Desk) -> None:
    for who in ("sanna", "mirja", "liisa"):
        client = signed_in(world, who)
        answers = {
            route: ask(client, world, route, "GET") for route, method in cells(about_a_family=False) if method == "GET"
        }
        assert {route: status for route, status in answers.items() if status != 200} == {}


def test_childs_words_reach_nobody_of_another_unit(world: Desk) -> None:
    mirja = signed_in(world, "mirja")
    leaks = [
        route
        for route, pattern in routes().items()
        if "GET" in pattern.callback.page.methods and MARKER in mirja.get(world.address(route)).content.decode()  # type: ignore[union-attr]  # declared
    ]
    assert leaks == []


def test_search_of_another_unit_finds_nothing(world: Desk) -> None:
    mirja = signed_in(world, "mirja")
    for address in ("/families/?q=Virtanen", "/families/?q=Heidi", "/families/?q=Aino", "/arrivals/?all=1&q=Ai"):
        page = mirja.get(address).content.decode()
        assert ("Virtasen" in page, "Aino Virtanen" in page) == (False, False)


def test_only_a_leader_changes_the_referring_parties(world: Desk) -> None:
    facts = {"name_fi": "partio", "name_sv": "scout", "name_en": "scouts", "order": 5, "in_use": "on"}
    address = world.address("team/sources/<uuid:source_id>/")
    answers = {who: signed_in(world, who).post(address, facts).status_code for who in ("sanna", "mirja", "liisa")}
    world.scene.town.source.refresh_from_db()
    assert (answers, world.scene.town.source.name_fi) == ({"sanna": 422, "mirja": 422, "liisa": 303}, "partio")


def test_refused_look_leaves_a_row(world: Desk) -> None:
    from kudelma.rooms.trail.models import Entry  # noqa: PLC0415 - the row itself is looked at

    signed_in(world, "mirja").get(world.address("families/<uuid:matter_id>/"))
    row = Entry.objects.filter(outcome="refused").latest("at")
    assert (row.actor, row.act, row.thing_id) == (world.scene.town.mirja.pk, "matter.read", str(world.ids["matter_id"]))
