import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from kudelma.core.codes import StatementKind
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.models import LeftOut, NetworkMeeting, Participant
from kudelma.rooms.people import actions as people
from kudelma.rooms.people.models import Family, NetworkMember
from kudelma.rooms.plans.actions import agree_step
from kudelma.rooms.plans.models import SmallStep
from kudelma.rooms.voice.actions import Speaker
from kudelma.rooms.voice.models import Statement
from kudelma.ui import clock
from meeting_scene import PLACE, STARTS, Scene, begun
from people import NOW, TODAY


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = begun()
    made.ready()
    return made


@pytest.fixture
def desk(client: Client, scene: Scene) -> Client:
    client.force_login(scene.town.sanna)
    client.cookies["language"] = "en"
    return client


def at(scene: Scene, rest: str = "") -> str:
    return f"/families/{scene.matter.pk}/meetings/{scene.meeting.pk}/{rest}"


def errors(response: object) -> list[str]:
    form = response.context["form"]  # type: ignore[attr-defined]
    return [str(e) for es in form.errors.values() for e in es]


def every_address(scene: Scene) -> list[str]:
    one = scene.who(member=scene.family.pia)
    step = SmallStep.objects.first()
    who = f"people/{one.pk}/"
    rest = ["", "question/", "cancel/", "prepare/", "people/", "roles/", "invite/", "held/", "record/", "follow-up/"]
    rest += [
        "next-question/",
        who,
        *(f"{who}{p}/" for p in ("remove", "reply", "invitation", "calendar", "evaluation")),
    ]
    family = f"/families/{scene.matter.pk}/"
    found = [f"{family}meetings/", f"{family}meetings/new/", f"{family}steps/", f"{family}steps/new/"]
    return [*found, *(at(scene, r) for r in rest), *([f"{family}steps/{step.pk}/"] if step else [])]


def with_words(scene: Scene, rows: int = 1) -> None:
    """Write so many statements, steps and evaluations, and hold the meeting."""
    scene.invite()
    scene.hold()
    by = scene.at(STARTS + timedelta(hours=3))
    pia = scene.who(member=scene.family.pia)
    for _n in range(rows):
        actions.write_in_record(
            by=by,
            key=uuid.uuid4(),
            meeting_id=scene.meeting.pk,
            participant_id=scene.who(person=scene.family.aino).pk,
            words="Aamulla on kiire.",
            kind=StatementKind.WORRY,
            about=[scene.family.aino],
        )
        agree_step(
            by=by,
            key=uuid.uuid4(),
            matter_id=scene.matter.pk,
            words="Soitan Ainolle seitsemältä.",
            who=Speaker(person_id=scene.family.aino),
            due_on=TODAY + timedelta(days=20),
            meeting_id=scene.meeting.pk,
        )
    actions.evaluate(by=by, participant_id=pia.pk, version=0, heard=8)


def test_every_page_opens_for_the_team_while_the_meeting_is_to_come(desk: Client, scene: Scene) -> None:
    scene.invite()
    answers = {address: desk.get(address).status_code for address in every_address(scene)}
    assert answers == dict.fromkeys(answers, 200)


def test_every_page_opens_for_the_team_after_the_meeting(
    desk: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_words(scene)
    monkeypatch.setattr(clock, "now", lambda: STARTS + timedelta(days=3))
    answers = {address: desk.get(address).status_code for address in every_address(scene)}
    assert answers == dict.fromkeys(answers, 200)


def test_every_page_is_unknown_to_another_unit(client: Client, scene: Scene) -> None:
    with_words(scene)
    client.force_login(scene.town.mirja)
    addresses = every_address(scene)
    got = {address: client.get(address).status_code for address in addresses}
    assert got == dict.fromkeys(addresses, 404)
    posted = {client.post(address, {"version": "1"}).status_code for address in addresses}
    assert posted <= {404, 405}


@pytest.mark.parametrize("stage", ["to come", "held"])
def test_a_page_costs_at_most_25_queries_and_no_more_with_more_rows(
    desk: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    Family.objects.filter(pk=scene.family.family_id).update(invite_apart=True)  # the dearest constellation
    with_words(scene)
    monkeypatch.setattr(clock, "now", lambda: STARTS + timedelta(days=3))
    if stage == "to come":
        NetworkMeeting.objects.update(state="invited", held_on=None)
        monkeypatch.setattr(clock, "now", lambda: STARTS - timedelta(days=1))
    addresses = every_address(scene)

    few = {address: cost(desk, address) for address in addresses}
    with_more(scene)
    many = {address: cost(desk, address) for address in addresses}

    assert few == many
    assert max(few.values()) <= 25, few


def cost(desk: Client, address: str) -> int:
    """Return how often a page asks the database, its savepoints left out."""
    desk.get(address)  # what is learned once, is
    with CaptureQueriesContext(connection) as caught:
        assert desk.get(address).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in caught.captured_queries)


def with_more(scene: Scene) -> None:
    """Ten times as many words, steps, people and meetings."""
    by = scene.at(STARTS + timedelta(hours=3))
    for n in range(9):
        actions.write_in_record(
            by=by,
            key=uuid.uuid4(),
            meeting_id=scene.meeting.pk,
            participant_id=scene.who(person=scene.family.aino).pk,
            words="Aamulla on kiire.",
            kind=StatementKind.WORRY,
            about=[scene.family.aino],
        )
        agree_step(
            by=by,
            key=uuid.uuid4(),
            matter_id=scene.matter.pk,
            words="Soitan.",
            who=Speaker(person_id=scene.family.aino),
            due_on=TODAY + timedelta(days=20),
            meeting_id=scene.meeting.pk,
        )
        member = NetworkMember.objects.create(
            family_id=scene.family.family_id, name=f"Pia {n}", relation="x", sector="kin", contact_allowed="yes"
        )
        Participant.objects.create(meeting=scene.meeting, member=member, came=True, invited_at=NOW)
        NetworkMeeting.objects.create(
            matter=scene.matter,
            begun_at=STARTS,
            convener=scene.town.sanna,
            question="?",
            question_whose_id=scene.family.aino,
        )


def test_a_meeting_is_begun_once_by_a_double_click(desk: Client, scene: Scene) -> None:
    address = f"/families/{scene.matter.pk}/meetings/new/"
    key = re.search(r'name="key" value="([^"]+)"', desk.get(address).content.decode())
    assert key
    typed = {
        "key": key[1],
        "question": "Miten illat?",
        "question_whose": str(scene.family.mother),
        "convener": str(scene.town.omar.pk),
        "structure": "help_map",
    }

    answers = [desk.post(address, typed) for _ in range(2)]

    made = NetworkMeeting.objects.get(convener=scene.town.omar)
    to = f"/families/{scene.matter.pk}/meetings/{made.pk}/"
    assert [(a.status_code, a["Location"]) for a in answers] == [(303, to), (303, to)]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"key": "x", "question": "?", "question_whose": "x", "convener": "x", "structure": "x"},
        {"question": "x" * 20_001},
        {"question": "a\x00b"},
        {"question_whose": str(uuid.uuid4()), "convener": str(uuid.uuid4())},
    ],
    ids=["empty", "unknown", "huge", "wrong", "foreign"],
)
def test_beginning_with_wrong_input_is_answered_at_the_fields(
    desk: Client, scene: Scene, typed: dict[str, str]
) -> None:
    answer = desk.post(f"/families/{scene.matter.pk}/meetings/new/", typed)

    assert (answer.status_code, NetworkMeeting.objects.count()) == (422, 1)
    assert errors(answer)


def test_what_was_typed_stays_when_a_time_cannot_be(desk: Client, scene: Scene) -> None:
    typed = {
        "version": scene.meeting.version,
        "what_is_told": "Vain aamuista.",
        "day": "17.11.2026",
        "starts": "10",
        "ends": "9.30",
    }

    answer = desk.post(at(scene, "prepare/"), typed)

    assert (answer.status_code, errors(answer)) == (422, ["The end is before the beginning. Check both days."])
    assert "Vain aamuista." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day": "32.1.2027"}, "day"),
        ({"starts": "25"}, "starts"),
        ({"day": "17.11.2026"}, "starts"),
        ({"starts": "9", "ends": "10"}, "day"),
        ({"place": "x" * 201}, "place"),
        ({"told_by": "x" * 121}, "told_by"),
        ({"prepared_with_family_on": "tomorrow"}, "prepared_with_family_on"),
        ({"version": "one"}, "version"),
    ],
)
def test_preparing_with_wrong_input_is_answered_at_the_field(
    desk: Client, scene: Scene, typed: dict[str, str], field: str
) -> None:
    answer = desk.post(at(scene, "prepare/"), {"version": "2"} | typed)

    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)


def test_preparing_saves_finnish_times(desk: Client, scene: Scene) -> None:
    typed = {"version": scene.meeting.version, "day": "20.7.2027", "starts": "9.30", "ends": "11", "place": "Kirjasto"}

    answer = desk.post(at(scene, "prepare/"), typed)

    assert answer.status_code == 303
    assert scene.fresh().starts_at.isoformat() == "2027-07-20T06:30:00+00:00"  # type: ignore[union-attr]
    page = desk.get(at(scene, "prepare/")).content.decode()
    assert 'value="20.7.2027"' in page
    assert 'value="9.30"' in page


def test_two_who_prepare_at_once_do_not_overwrite_each_other(desk: Client, scene: Scene) -> None:
    version = scene.meeting.version
    desk.post(at(scene, "prepare/"), {"version": version, "what_is_told": "ensin"})

    answer = desk.post(at(scene, "prepare/"), {"version": version, "what_is_told": "toiseksi"})

    assert (answer.status_code, scene.fresh().what_is_told) == (422, "ensin")
    assert "toiseksi" in answer.content.decode()


def test_calling_several_calls_all_or_none(desk: Client, scene: Scene) -> None:
    people.mark_safety(
        by=scene.by,
        key=uuid.uuid4(),
        person_id=scene.family.mother,
        since=TODAY,
        until=None,
        against=[scene.family.father],
        note="",
    )
    extra = NetworkMember.objects.create(
        family_id=scene.family.family_id, name="Valmentaja", relation="x", sector="friends", contact_allowed="yes"
    )

    answer = desk.post(at(scene, "people/"), {"who": [str(extra.pk), str(scene.family.father)]})

    assert answer.status_code == 422
    assert errors(answer) == ["These people are not invited to the same meeting. Make a meeting for each."]
    assert not Participant.objects.filter(member=extra).exists()


@pytest.mark.parametrize("who", [[], ["x"], [str(uuid.uuid4())]], ids=["empty", "unknown", "foreign"])
def test_calling_nobody_known_is_answered_at_the_field(desk: Client, scene: Scene, who: list[str]) -> None:
    answer = desk.post(at(scene, "people/"), {"who": who})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["who"])


def test_the_one_who_notified_is_proposed_and_left_out_with_a_reason(desk: Client, scene: Scene) -> None:
    LeftOut.objects.all().delete()
    page = desk.get(at(scene, "people/")).content.decode()
    assert "Marika Oksanen notified, and is asked to the first meeting" in page
    address = re.search(r'href="([^"]+/notifier/[^"]+)"', page)
    assert address

    empty = desk.post(address[1], {"reason": ""})
    kept = desk.post(address[1], {"reason": "timing", "words": "Lomalla."})

    assert (empty.status_code, kept.status_code, LeftOut.objects.get().words) == (422, 303, "Lomalla.")
    assert desk.get(address[1]).status_code == 404


def test_inviting_without_permission_is_not_offered_and_says_how_to_go_on(desk: Client, scene: Scene) -> None:
    scene.meeting.matter.family.permissions.all().delete()
    pia = scene.who(member=scene.family.pia)

    page = desk.get(at(scene, "invite/")).content.decode()
    answer = desk.post(at(scene, "invite/"), {"version": scene.meeting.version, "participants": [str(pia.pk)]})

    assert f"permissions/ask/?recipient={scene.family.pia}" in page
    assert (answer.status_code, scene.who(member=scene.family.pia).invited_at) == (422, None)


def test_inviting_offers_letters_and_calendar_files(desk: Client, scene: Scene) -> None:
    everyone = [str(one) for one in scene.everyone()]

    answer = desk.post(at(scene, "invite/"), {"version": scene.meeting.version, "participants": everyone})

    assert (answer.status_code, answer["Location"]) == (303, at(scene, "people/"))
    assert desk.get(at(scene, "people/")).content.decode().count("/calendar/") == 5


def test_the_calendar_file_is_an_attachment_with_a_neutral_name(desk: Client, scene: Scene) -> None:
    scene.invite()
    pia = scene.who(member=scene.family.pia)

    answer = desk.get(at(scene, f"people/{pia.pk}/calendar/"))

    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/calendar; charset=utf-8",
        'attachment; filename="tapaaminen.ics"',
    )
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1


def test_an_invitation_that_no_longer_holds_is_not_given_out(desk: Client, scene: Scene) -> None:
    scene.invite()
    scene.meeting.matter.family.permissions.all().delete()
    pia = scene.who(member=scene.family.pia)

    answers = [desk.get(at(scene, f"people/{pia.pk}/{part}/")) for part in ("calendar", "invitation")]

    assert [a.status_code for a in answers] == [422, 422]
    assert all("permission to invite has not been given" in a.content.decode() for a in answers)


def test_the_letter_tells_nothing_of_the_family(desk: Client, scene: Scene) -> None:
    scene.invite()
    pia = scene.who(member=scene.family.pia)

    page = desk.get(at(scene, f"people/{pia.pk}/invitation/?in=sv")).content.decode()

    assert 'lang="sv"' in page
    assert PLACE in page
    for secret in ("Virtasen", "Virtanen", "Aino", "Heidi", "aamut", "Mornings"):
        assert secret not in page


def test_someone_of_another_meeting_is_unknown_here(desk: Client, scene: Scene) -> None:
    other = NetworkMeeting.objects.create(
        matter=scene.matter,
        begun_at=NOW,
        convener=scene.town.sanna,
        question="?",
        question_whose_id=scene.family.aino,
    )
    stranger = Participant.objects.create(meeting=other, person_id=scene.family.aino)
    parts = ("", "remove/", "reply/", "invitation/", "calendar/", "evaluation/")

    assert {desk.get(at(scene, f"people/{stranger.pk}/{part}")).status_code for part in parts} == {404}


def record_typed(scene: Scene, **changes: object) -> dict[str, object]:
    return {
        "key": str(uuid.uuid4()),
        "kind": "worry",
        "speaker": str(scene.who(person=scene.family.aino).pk),
        "words": "Aamulla on kiire.",
        "about": [str(scene.family.aino)],
        "shown": "meeting",
        "language": "fi",
        "verbatim": "on",
    } | changes


@pytest.mark.parametrize(
    ("shown", "facts"),
    [
        ("meeting", (True, False, True, 0, 0)),
        ("family", (True, True, False, 0, 0)),
        ("chosen", (True, False, False, 1, 1)),
        ("team", (True, False, False, 0, 0)),
    ],
)
def test_the_record_is_shown_to_those_the_page_says(
    desk: Client, scene: Scene, shown: str, facts: tuple[object, ...]
) -> None:
    scene.invite()
    chosen = [str(scene.who(member=scene.family.pia).pk), str(scene.who(person=scene.family.mother).pk)]

    answer = desk.post(at(scene, "record/"), record_typed(scene, shown=shown, chosen=chosen))

    row = Statement.objects.get()
    assert answer.status_code == 303
    assert (row.to_team, row.to_family, row.to_meeting, row.to_persons.count(), row.to_members.count()) == facts


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": "x" * 20_001}, "words"),
        ({"kind": "gossip"}, "kind"),
        ({"speaker": str(uuid.uuid4())}, "speaker"),
        ({"about": [str(uuid.uuid4())]}, "about"),
        ({"shown": "chosen"}, "chosen"),
        ({"shown": "all"}, "shown"),
        ({"language": "xx"}, "language"),
        ({"key": "1"}, "key"),
    ],
)
def test_writing_with_wrong_input_is_answered_at_the_field(
    desk: Client, scene: Scene, changes: dict[str, object], field: str
) -> None:
    scene.invite()

    answer = desk.post(at(scene, "record/"), record_typed(scene, **changes))

    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert not Statement.objects.exists()


def test_the_record_is_read_under_its_headings_the_child_first(
    desk: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.invite()
    omar = scene.who(worker=scene.town.omar).pk
    desk.post(at(scene, "record/"), record_typed(scene, words="Työntekijän huoli.", speaker=str(omar)))
    desk.post(at(scene, "record/"), record_typed(scene, words="Lapsen huoli."))

    page = desk.get(at(scene, "record/?kind=strength")).content.decode()

    assert page.index("Lapsen huoli.") < page.index("Työntekijän huoli.")
    assert re.search(r'<option value="strength" selected', page)


def test_what_not_everyone_may_see_is_folded_away_from_an_open_screen(desk: Client, scene: Scene) -> None:
    scene.prepare(not_told="Isän terveys.")
    scene.invite()
    for shown in ("team", "family", "meeting"):
        desk.post(at(scene, "record/"), record_typed(scene, shown=shown, words=f"sanat {shown}"))

    page = desk.get(at(scene, "record/")).content.decode()

    folded = page[page.index('<details id="narrower">') : page.index("</details>", page.index('id="narrower"'))]
    assert [shown for shown in ("team", "family", "meeting") if f"sanat {shown}" in folded] == ["team", "family"]
    assert page.count("sanat team") == 1
    assert "Isän terveys." not in page


def test_the_whole_way_from_held_to_the_next_question(
    desk: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.invite()
    monkeypatch.setattr(clock, "now", lambda: STARTS + timedelta(hours=2))
    came = [str(one) for one in scene.everyone()]
    pia = scene.who(member=scene.family.pia).pk

    def post(rest: str, typed: dict[str, object]) -> int:
        return desk.post(at(scene, rest), typed).status_code

    assert post("held/", {"version": scene.fresh().version, "held_on": "17.11.2026", "came": came}) == 303
    assert post("record/", record_typed(scene)) == 303
    assert post(f"people/{pia}/evaluation/", {"version": 0, "heard": "9", "words": "Hyvä."}) == 303
    follow_up = {
        "version": 0,
        "timing_difficulty": "1",
        "repetition_avoided": "yes",
        "would_do_again": "unknown",
    }
    assert post("follow-up/", follow_up) == 303
    assert post("next-question/", {"version": scene.fresh().version, "next_question": "Entä illat?"}) == 303
    step = {
        "key": str(uuid.uuid4()),
        "words": "Soitan.",
        "who": str(scene.family.pia),
        "due_on": "24.11.2026",
        "shown": "meeting",
    }
    made = desk.post(f"/families/{scene.matter.pk}/steps/new/?meeting={scene.meeting.pk}", step)
    assert (made.status_code, made["Location"]) == (303, f"{at(scene)}#after")
    following = desk.get(f"/families/{scene.matter.pk}/meetings/new/?after={scene.meeting.pk}").content.decode()
    assert "Entä illat?" in following
    page = desk.get(at(scene)).content.decode()
    assert "Soitan." in page


@pytest.mark.parametrize(
    ("rest", "typed", "field"),
    [
        ("held/", {"held_on": "1.1.2030"}, "held_on"),
        ("held/", {"held_on": ""}, "held_on"),
        ("held/", {"came": ["x"]}, "came"),
        ("held/", {"came": []}, "came"),
        ("follow-up/", {"timing_difficulty": "9"}, "timing_difficulty"),
        ("follow-up/", {"would_do_again": "perhaps"}, "would_do_again"),
        ("next-question/", {"next_question": ""}, "next_question"),
        ("cancel/", {"reason": ""}, "reason"),
        ("roles/", {"chair": "x", "recorder": ""}, "chair"),
    ],
)
def test_wrong_input_after_the_invitations_is_answered_at_the_field(
    desk: Client, scene: Scene, rest: str, typed: dict[str, object], field: str
) -> None:
    scene.invite()

    came = {"came": [str(one) for one in scene.everyone()]}
    answer = desk.post(at(scene, rest), {"version": scene.fresh().version} | came | typed)

    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)


@pytest.mark.parametrize("step", ["11", "-1", "nine", "9.5"])
def test_a_scale_takes_whole_numbers_from_0_to_10(desk: Client, scene: Scene, step: str) -> None:
    scene.invite()
    scene.hold()
    pia = scene.who(member=scene.family.pia).pk

    answer = desk.post(at(scene, f"people/{pia}/evaluation/"), {"version": 0, "heard": step})

    assert (answer.status_code, errors(answer)) == (422, ["Give a number from 0 to 10, or leave it empty."])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"who": str(uuid.uuid4())}, "who"),
        ({"due_on": "1.1.2020"}, "due_on"),
        ({"due_on": "soon"}, "due_on"),
        ({"words": ""}, "words"),
        ({"shown": "meeting"}, "shown"),
    ],
)
def test_agreeing_with_wrong_input_is_answered_at_the_field(
    desk: Client, scene: Scene, changes: dict[str, object], field: str
) -> None:
    typed = {
        "key": str(uuid.uuid4()),
        "words": "Soitan.",
        "who": str(scene.family.pia),
        "due_on": "24.11.2026",
        "shown": "family",
    }

    answer = desk.post(f"/families/{scene.matter.pk}/steps/new/", typed | changes)

    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)


def test_a_step_is_settled_on_its_page(desk: Client, scene: Scene) -> None:
    step = agree_step(
        by=scene.by,
        key=uuid.uuid4(),
        matter_id=scene.matter.pk,
        words="Soitan.",
        who=Speaker(member_id=scene.family.pia),
        due_on=TODAY,
    )
    address = f"/families/{scene.matter.pk}/steps/{step.pk}/"

    asked = desk.post(address, {"version": 1, "state": "partly"})
    kept = desk.post(address, {"version": 1, "state": "partly", "learned": "Puhelin oli kiinni."})

    assert (asked.status_code, kept.status_code, SmallStep.objects.get().state) == (422, 303, "partly")
    assert desk.get(f"/families/{uuid.uuid4()}/steps/{step.pk}/").status_code == 404


@pytest.mark.parametrize("asked", ["x", "", "0"])
def test_a_broken_address_of_an_earlier_meeting_names_none(desk: Client, scene: Scene, asked: str) -> None:
    family = f"/families/{scene.matter.pk}/"

    assert desk.get(f"{family}meetings/new/?after={asked}").status_code == 200
    assert desk.get(f"{family}steps/new/?meeting={asked}").status_code == 200


def test_an_unknown_earlier_meeting_is_unknown(desk: Client, scene: Scene) -> None:
    family = f"/families/{scene.matter.pk}/"

    assert desk.get(f"{family}meetings/new/?after={uuid.uuid4()}").status_code == 404
    assert desk.get(f"{family}steps/new/?meeting={uuid.uuid4()}").status_code == 404
