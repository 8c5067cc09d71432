"""Past assessments beside a case: what is counted, what never is, who may look, and what a choice leaves behind."""

import uuid
from datetime import date, timedelta

import pytest

from kudelma.core.codes import Comparison, Role, TeamKind, Weighed
from kudelma.demo.past import Place, past_assessments
from kudelma.pathways.actors import Plan
from kudelma.rooms.casework.models import Assessment, Matter, ReferralSource
from kudelma.rooms.insight.choosing import actions, queries
from kudelma.rooms.insight.choosing.past import actor_of, month_end, parties_by_word, past
from kudelma.rooms.insight.choosing.plan import OWN_NETWORK
from kudelma.rooms.insight.models import ActorChoice, ActorPlan, ActorSwitch, ActorTable
from kudelma.rooms.meetings.models import NetworkMeeting, Participant
from kudelma.rooms.organisation.models import Membership, Team, Unit
from kudelma.rooms.organisation.queries import team_mates, teams_of
from kudelma.rooms.people.models import NetworkMember, SafetyMark
from kudelma.rooms.refused import Closed, Hidden, Refused
from kudelma.rooms.trail.models import Entry
from people import NOW, TODAY, Town, ainos_family, consultation_group, opened, town

pytestmark = pytest.mark.django_db

PARTIES = (
    ("school_social_worker", "koulukuraattori tai opiskeluhuolto", "skolkurator", "school social worker", True),
    ("family_counselling", "perheneuvola", "familjerådgivning", "family counselling", True),
    ("family_work", "perhetyö", "familjearbete", "family work", True),
    ("child_health", "neuvola", "rådgivningsbyrå", "child health clinic", True),
    ("police", "poliisi", "polis", "police", True),
    ("health", "muu terveydenhuolto", "annan hälsovård", "other health care", True),
    ("self_parent", "vanhempi itse", "föräldern själv", "the parent", False),
)


@pytest.fixture
def place() -> Town:
    found = town()
    consultation_group(found)
    for code, fi, sv, en, authority in PARTIES:
        ReferralSource.objects.create(code=code, name_fi=fi, name_sv=sv, name_en=en, is_authority=authority)
    return found


def fill(place: Town, number: int) -> None:
    sources = dict(ReferralSource.objects.values_list("code", "id"))
    past_assessments(Place(place.team.id, place.sanna.id, place.omar.id, sources), number, today=TODAY)


def unit_of(place: Town) -> Unit:
    return Unit.objects.get(pk=place.team.unit_id)


def turn(place: Town, *, on: bool = True) -> None:
    actions.turn(by=place.at(place.liisa), unit_id=place.team.unit_id, on=on, why="We try it until spring.")


def make(place: Town) -> int:
    return actions.make_tables(by=place.at(place.liisa), unit_id=place.team.unit_id)


def aino(place: Town) -> Matter:
    return opened(place, ainos_family(place))[0]


def test_group_shares_no_families_and_its_members_keep_their_own_role(place: Town) -> None:
    omar, sanna = place.at(place.omar), place.at(place.sanna)
    assert (omar.role, omar.teams, omar.consults) == (Role.SOCIAL_COUNSELLOR, {place.team.id}, {place.team.unit_id})
    assert [name for _key, name in teams_of(sanna)] == ["Koivu"]
    assert [mate.name for mate in team_mates(place.at(place.liisa))] == ["Liisa Vainio", "Omar Hassan", "Sanna Laine"]


@pytest.mark.parametrize(
    ("sector", "described", "actor"),
    [
        ("professionals", "koulukuraattori Lehtorannan koulu", "school_social_worker"),
        ("school_work", "class teacher Lehtorannan koulu", "school"),
        ("professionals", "Skolkurator", "school_social_worker"),
        ("professionals", "perheneuvola", "family_counselling"),
        ("professionals", "neuvolassa töissä", None),
        ("kin", "isovanhempi", OWN_NETWORK),
        ("professionals", "lääkäri", None),
    ],
)
def test_person_of_the_network_is_told_by_the_type_of_party(
    place: Town, sector: str, described: str, actor: str | None
) -> None:
    assert actor_of(parties_by_word(), sector, described) == actor


def test_a_row_holds_what_was_known_before_and_who_came_between_start_and_end(place: Town) -> None:
    fill(place, 12)
    unit = unit_of(place)
    rows = past(unit, as_of=month_end(TODAY))
    one = Assessment.objects.order_by("started_on", "id").first()
    assert one is not None
    came = Participant.objects.filter(meeting__matter=one.matter, member__isnull=False, came=True)
    told = {actor_of(parties_by_word(), p.member.sector, f"{p.member.relation} {p.member.organisation}") for p in came}  # type: ignore[union-attr]  # filtered
    held = NetworkMeeting.objects.get(matter=one.matter)
    row = rows[0].row
    assert len(rows) == 12
    assert (row.started, set(row.joined) - {Role.SOCIAL_COUNSELLOR}) == (one.started_on, told - {None})
    assert set(row.joined.values()) <= {held.held_on}
    assert row.negative_control == (one.started_on - one.initiated_on).days  # type: ignore[operator]  # begun
    assert str(one.matter.family_id) not in repr(row)


def test_one_who_did_not_come_and_a_meeting_after_the_end_are_not_counted(place: Town) -> None:
    fill(place, 1)
    unit = unit_of(place)
    Participant.objects.update(came=False)
    assert past(unit, as_of=month_end(TODAY))[0].row.joined == {}
    Participant.objects.update(came=True)
    NetworkMeeting.objects.update(held_on=TODAY)
    assert past(unit, as_of=month_end(TODAY))[0].row.joined == {}


def test_families_with_a_safety_mark_and_other_units_are_left_out(place: Town) -> None:
    fill(place, 6)
    one = Assessment.objects.order_by("pk").first()
    assert one is not None
    SafetyMark.objects.create(person_id=one.child_id, valid_from=TODAY)
    assert len(past(unit_of(place), as_of=month_end(TODAY))) == 5
    other = Unit.objects.get(pk=place.other_team.unit_id)
    assert past(other, as_of=month_end(TODAY)) == []


def test_off_until_the_leader_of_the_unit_switches_on_and_then_the_plan_stands_first(place: Town) -> None:
    fill(place, 40)
    matter = aino(place)
    page = queries.beside(place.at(place.sanna), matter.pk, comparison=Comparison.NEED)
    assert (page.on, page.switch, page.table) == (False, None, None)
    with pytest.raises(Refused, match="actors_off"):
        make(place)
    with pytest.raises(Refused, match="leader_of_unit_needed"):
        actions.turn(by=place.at(place.sanna), unit_id=place.team.unit_id, on=True, why="x")
    with pytest.raises(Hidden):
        actions.turn(by=place.at(place.mirja), unit_id=place.team.unit_id, on=True, why="x")
    assert (ActorSwitch.objects.count(), ActorPlan.objects.count(), ActorTable.objects.count()) == (0, 0, 0)
    turn(place)
    held = ActorPlan.objects.get()
    assert (held.version, held.owner, held.fingerprint) == (1, place.liisa, Plan.from_json(held.text).fingerprint)
    assert ActorTable.objects.count() == 0


def test_tables_are_made_once_and_no_number_is_of_fewer_than_five_families(place: Town) -> None:
    fill(place, 60)
    turn(place)
    assert make(place) > 0
    assert make(place) == 0
    told = [
        number
        for table in ActorTable.objects.all()
        for row in table.content["rows"]
        for number in (row["took_part"], row["of"] and row["of"] - row["took_part"])
        if number is not None
    ]
    asked = [
        took
        for table in ActorTable.objects.all()
        for lines in table.content["asked"].values()
        for line in lines
        for _group, took, _of in line["parts"]
        if took is not None
    ]
    assert len(told) > 20
    assert [number for number in (*told, *asked) if 0 < number < 5] == []


def test_four_families_make_no_table(place: Town) -> None:
    fill(place, 4)
    turn(place)
    assert (make(place), ActorTable.objects.count()) == (0, 0)


def test_a_month_later_a_table_that_differs_by_one_family_is_not_made(place: Town) -> None:
    fill(place, 30)
    turn(place)
    assert make(place) > 0
    before = ActorTable.objects.filter(comparison=Comparison.NEED).count()
    one = Assessment.objects.filter(basis="child_protection").order_by("pk").first()
    assert one is not None
    SafetyMark.objects.create(person_id=one.child_id, valid_from=TODAY)
    later = place.at(place.liisa, NOW + timedelta(days=31))
    actions.make_tables(by=later, unit_id=place.team.unit_id)
    child_protection = ActorTable.objects.filter(comparison=Comparison.NEED, group="child_protection")
    assert (child_protection.count(), before) == (1, 2)


def test_estimate_is_refused_by_rule_and_a_real_difference_is_found(place: Town) -> None:
    fill(place, 480)
    turn(place)
    make(place)
    matter = aino(place)
    table = queries.beside(place.at(place.sanna), matter.pk, comparison=Comparison.NEED).table
    assert table is not None
    lines = {line.actor: line for line in table.lines}
    school_social_worker = lines["school_social_worker"]
    assert (table.lines[0], school_social_worker.said[0].code) == (school_social_worker, "fewer")
    assert [line.said[0].code for line in table.lines if line.took_part == 0] == ["refused"] * 4
    low = [float(str(line.said[1].facts["high"])) for line in table.lines if not line.refused]
    assert low == sorted(low)


def test_counts_are_those_of_the_rows_within_six_weeks(place: Town) -> None:
    fill(place, 80)
    turn(place)
    make(place)
    content = ActorTable.objects.get(comparison=Comparison.NEED, group="child_protection").content
    row = next(row for row in content["rows"] if row["actor"] == "school_social_worker")
    there = 0
    for one in Assessment.objects.filter(basis="child_protection"):
        held = NetworkMeeting.objects.get(matter=one.matter)
        assert held.held_on
        assert one.started_on
        members = NetworkMember.objects.filter(family=one.matter.family, relation="koulukuraattori")
        there += bool((held.held_on - one.started_on).days <= 42 and members.exists())
    assert (row["took_part"], row["of"]) == (there, content["assessments"])
    assert 8 <= row["median_day"] <= 42


def test_each_look_leaves_a_row_and_no_look_is_open_to_others(place: Town) -> None:
    fill(place, 30)
    turn(place)
    make(place)
    matter = aino(place)
    table = queries.beside(place.at(place.sanna), matter.pk, comparison=Comparison.SOURCE).table
    row = Entry.objects.filter(act="actors.looked").latest("at", "id")
    assert table is not None
    assert (row.actor, row.matter, row.thing_id, row.because) == (
        place.sanna.pk,
        matter.pk,
        str(table.id),
        Comparison.SOURCE,
    )
    with pytest.raises(Hidden):
        queries.beside(place.at(place.mirja), matter.pk, comparison=Comparison.NEED)
    Membership.objects.filter(worker=place.omar, team__kind=TeamKind.CONSULTATION).delete()
    with pytest.raises(Closed):
        queries.beside(place.at(place.omar), matter.pk, comparison=Comparison.NEED)
    with pytest.raises(Hidden):
        queries.setting(place.at(place.omar), place.team.unit_id)
    assert queries.beside(place.at(place.liisa), matter.pk, comparison=Comparison.NEED).may_turn


def test_member_of_another_units_group_sees_neither_the_case_nor_the_tables(place: Town) -> None:
    group = Team.objects.create(unit_id=place.other_team.unit_id, name="Ryhmä", kind=TeamKind.CONSULTATION)
    Membership.objects.create(worker=place.mirja, team=group, role=Role.SOCIAL_WORKER, valid_from=date(2020, 1, 1))
    matter, mirja = aino(place), place.at(place.mirja)
    with pytest.raises(Hidden):
        queries.beside(mirja, matter.pk, comparison=Comparison.NEED)
    with pytest.raises(Hidden):
        queries.setting(mirja, place.team.unit_id)
    assert queries.setting(mirja, place.other_team.unit_id).on is False


def test_switched_off_hides_what_was_made_and_keeps_it(place: Town) -> None:
    fill(place, 30)
    turn(place)
    make(place)
    matter = aino(place)
    turn(place, on=False)
    page = queries.beside(place.at(place.sanna), matter.pk, comparison=Comparison.NEED)
    assert page.switch is not None
    assert (page.on, page.table, page.switch.who) == (False, None, "Liisa Vainio")
    assert ActorTable.objects.exists()


def choose(place: Town, matter: Matter, **changes: object) -> ActorChoice:
    facts: dict[str, object] = {
        "by": place.at(place.sanna),
        "key": uuid.uuid4(),
        "matter_id": matter.pk,
        "actors": ["school_social_worker"],
        "others": "",
        "why": "Aino trusts her.",
        "decided_by": "Sanna and Omar",
        "decided_on": TODAY,
        "weighed": Weighed.NOT_USED,
    }
    return actions.record_choice(**facts | changes)  # type: ignore[arg-type]


def test_choice_of_people_is_kept_once_with_why_and_who_also_while_off(place: Town) -> None:
    matter, key = aino(place), uuid.uuid4()
    assert choose(place, matter, key=key).pk == choose(place, matter, key=key).pk
    line = queries.beside(place.at(place.omar), matter.pk, comparison=Comparison.NEED).choices[0]
    assert (line.actors, line.why, line.decided_by, line.weighed, line.recorded_by) == (
        ("school_social_worker",),
        "Aino trusts her.",
        "Sanna and Omar",
        Weighed.NOT_USED,
        "Sanna Laine",
    )
    row = Entry.objects.get(act="actors.chosen")
    assert (row.actor, row.matter, row.thing_id) == (place.sanna.pk, matter.pk, str(key))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"actors": [], "others": " "}, "nobody_suggested"),
        ({"actors": ["own-dog"]}, "wrong_state"),
        ({"decided_on": TODAY + timedelta(days=1)}, "in_future"),
    ],
)
def test_choice_of_nobody_or_of_a_day_to_come_is_refused(place: Town, changes: dict[str, object], code: str) -> None:
    matter = aino(place)
    with pytest.raises(Refused, match=code):
        choose(place, matter, **changes)
    assert not ActorChoice.objects.exists()


def test_another_unit_records_no_choice(place: Town) -> None:
    matter = aino(place)
    with pytest.raises(Hidden):
        choose(place, matter, by=place.at(place.mirja))
    assert not ActorChoice.objects.exists()


def test_a_list_of_parties_that_changed_makes_a_new_version_of_the_plan(place: Town) -> None:
    turn(place)
    ReferralSource.objects.filter(code="police").update(in_use=False)
    fill(place, 8)
    make(place)
    assert list(ActorPlan.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert "police" not in Plan.from_json(ActorPlan.objects.get(version=2).text).actors
