"""The consultation group's pages: what they show on and off, to whom, and what they keep of a choice."""

import re
import uuid

import pytest
from django.test import Client

from desk_scene import Desk, desk
from kudelma.core.codes import TeamKind
from kudelma.demo.past import Place, past_assessments
from kudelma.rooms.casework.models import ReferralSource
from kudelma.rooms.insight.choosing import actions
from kudelma.rooms.insight.models import ActorChoice, ActorSwitch, ActorTable
from kudelma.rooms.organisation.models import Membership, Worker
from kudelma.rooms.trail.models import Entry
from kudelma.ui import clock
from people import NOW, TODAY

pytestmark = pytest.mark.django_db

PARTIES = (
    ("school_social_worker", "koulukuraattori", "skolkurator", "school social worker", True),
    ("family_counselling", "perheneuvola", "familjerådgivning", "family counselling", True),
    ("child_health", "neuvola", "rådgivningsbyrå", "child health clinic", True),
    ("police", "poliisi", "polis", "police", True),
    ("health", "muu terveydenhuolto", "annan hälsovård", "other health care", True),
    ("self_parent", "vanhempi itse", "föräldern själv", "the parent", False),
)
BESIDE = "families/<uuid:matter_id>/actors/"
CHOOSE = "families/<uuid:matter_id>/actors/choose/"
UNIT = "actors/<uuid:unit_id>/"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return desk()


def client(world: Desk, who: Worker, language: str = "en") -> Client:
    found = Client()
    found.force_login(who)
    found.cookies["language"] = language
    return found


def sanna(world: Desk, language: str = "en") -> Client:
    return client(world, world.scene.town.sanna, language)


def text(one: Client, address: str, status: int = 200) -> str:
    response = one.get(address)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def with_tables(world: Desk, number: int = 60) -> None:
    town = world.scene.town
    for code, fi, sv, en, authority in PARTIES:
        ReferralSource.objects.create(code=code, name_fi=fi, name_sv=sv, name_en=en, is_authority=authority)
    sources = dict(ReferralSource.objects.values_list("code", "id"))
    past_assessments(Place(town.team.id, town.sanna.id, town.omar.id, sources), number, today=TODAY)
    liisa = town.at(town.liisa)
    actions.turn(by=liisa, unit_id=town.team.unit_id, on=True, why="We try it.")
    actions.make_tables(by=liisa, unit_id=town.team.unit_id)


def test_off_says_so_plainly_and_shows_no_number(world: Desk) -> None:
    page = text(sanna(world), world.address(BESIDE))
    assert "The tables are switched off in this unit" in page
    assert ("Took part" in page, "comparable assessments" in page) == (False, False)


def test_on_shows_counts_that_can_be_repeated_and_what_they_are_not(world: Desk) -> None:
    with_tables(world)
    content = ActorTable.objects.get(group="child_protection").content
    row = next(row for row in content["rows"] if row["actor"] == "school_social_worker")
    page = text(sanna(world), world.address(BESIDE))
    assert f"in {row['took_part']} of {row['of']} comparable assessments" in page
    assert "These numbers are not about this family" in page
    assert "not enough information" in page
    assert "have been followed for a year" in page
    assert "Owner Liisa Vainio" in page


@pytest.mark.parametrize(
    ("language", "name"), [("fi", "Koulukuraattori"), ("sv", "Skolkurator"), ("en", "School social worker")]
)
def test_parties_are_named_in_the_language_of_the_page(world: Desk, language: str, name: str) -> None:
    with_tables(world)
    assert f'<th scope="row">{name}</th>' in text(sanna(world, language), world.address(BESIDE))


def test_comparison_is_one_of_those_allowed(world: Desk) -> None:
    with_tables(world)
    one = sanna(world)
    address = world.address(BESIDE)
    assert "Comparable here: school." in text(one, f"{address}?by=source")
    assert "Comparable here: need of child protection" in text(one, f"{address}?by=colour")


def test_one_who_is_not_of_the_group_is_told_no_and_sees_no_way_in(world: Desk) -> None:
    with_tables(world)
    omar = world.scene.town.omar
    assert "Which actors, and when" in text(client(world, omar), world.address("families/<uuid:matter_id>/"))
    Membership.objects.filter(worker=omar, team__kind=TeamKind.CONSULTATION).delete()
    one = client(world, omar)
    assert [one.get(world.address(route)).status_code for route in (BESIDE, CHOOSE, UNIT)] == [403, 403, 404]
    assert one.post(world.address(CHOOSE), {"why": "x"}).status_code == 403
    assert "Which actors, and when" not in text(one, world.address("families/<uuid:matter_id>/"))
    refused = Entry.objects.filter(act="actors.looked", outcome="refused", actor=omar.pk)
    assert set(refused.values_list("because", flat=True)) == {"not_of_the_group"}


def test_a_choice_is_recorded_by_people_with_the_table_they_had_before_them(world: Desk) -> None:
    with_tables(world)
    one = sanna(world)
    form = one.get(world.address(CHOOSE)).context["form"]
    table = form.initial["table"]
    facts = {
        "key": uuid.uuid4(),
        "actors": ["school_social_worker", "own-network"],
        "why": "She knows Aino's mornings.",
        "decided_by": "Sanna and Omar",
        "decided_on": "10.11.2026",
        "weighed": "otherwise",
        "table": table,
    }
    answer = one.post(world.address(CHOOSE), facts)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{world.address(BESIDE)}#chosen")
    choice = ActorChoice.objects.get()
    assert (choice.table_id, choice.actors, choice.weighed) == (table, facts["actors"], "otherwise")
    page = text(one, world.address(BESIDE))
    assert "school social worker, someone of the family&#x27;s own people" in page
    assert "She knows Aino&#x27;s mornings." in page
    assert "the group chose otherwise than the table might suggest" in page


def test_choice_without_anyone_is_refused_at_its_field(world: Desk) -> None:
    facts = {"key": uuid.uuid4(), "why": "x", "decided_by": "y", "decided_on": "10.11.2026", "weighed": "not_used"}
    answer = sanna(world).post(world.address(CHOOSE), facts)
    assert answer.status_code == 422
    assert "Tick whom the group suggests" in answer.content.decode()


def test_only_the_leader_switches_and_makes(world: Desk) -> None:
    switch, make = world.address(f"{UNIT}switch/"), world.address(f"{UNIT}make/")
    one, liisa = sanna(world), client(world, world.scene.town.liisa)
    assert (one.post(switch, {"why": "x"}).status_code, ActorSwitch.objects.count()) == (422, 0)
    assert "Switch on" not in text(one, world.address(UNIT))
    assert liisa.post(make).status_code == 422
    assert liisa.post(switch, {"why": "We try it."}).status_code == 303
    assert liisa.post(make).status_code == 303
    assert (one.post(make).status_code, ActorSwitch.objects.get().by) == (422, world.scene.town.liisa)
    page = text(one, world.address(UNIT))
    assert ("We try it." in page, "When no answer is given" in page) == (True, True)
