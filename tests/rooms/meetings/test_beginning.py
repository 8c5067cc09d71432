import uuid
from datetime import timedelta

import pytest

from kudelma.core.codes import MeetingState, MeetingStructure
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.models import NetworkMeeting, Participant
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.models import Entry
from meeting_scene import PLACE, QUESTION, STARTS, Scene
from people import NOW, TODAY, ainos_family


def begin(scene: Scene, **changes: object) -> NetworkMeeting:
    facts: dict[str, object] = {
        "by": scene.by,
        "key": uuid.uuid4(),
        "matter_id": scene.matter.pk,
        "question": QUESTION,
        "question_whose_id": scene.family.aino,
        "structure": MeetingStructure.HELP_MAP,
        "convener_id": scene.town.omar.pk,
    }
    return actions.begin_meeting(**facts | changes)  # type: ignore[arg-type]


def refusal(excinfo: pytest.ExceptionInfo[Refused]) -> tuple[str, str | None]:
    return excinfo.value.code, excinfo.value.field


def test_begin_meeting_names_one_convener_who_takes_part(scene: Scene) -> None:
    meeting = begin(scene, need="School and family see different things.")

    assert (meeting.state, meeting.convener_id, meeting.question) == ("preparing", scene.town.omar.pk, QUESTION)
    assert list(meeting.participants.values_list("worker", flat=True)) == [scene.town.omar.pk]
    entry = Entry.objects.get(thing_id=str(meeting.pk))
    assert (entry.act, entry.matter, entry.persons) == ("meeting.begun", scene.matter.pk, [scene.family.aino])


def test_begin_meeting_twice_with_one_key_begins_one(scene: Scene) -> None:
    key = uuid.uuid4()

    assert begin(scene, key=key) == begin(scene, key=key)
    assert Participant.objects.filter(meeting=key).count() == 1


def test_begin_meeting_with_the_key_of_another_familys_meeting_is_hidden(scene: Scene) -> None:
    other = ainos_family(scene.town)
    matter = Matter.objects.create(family_id=other.family_id, responsible=scene.town.sanna, opened_on=TODAY)

    with pytest.raises(Hidden):
        begin(scene, key=scene.meeting.pk, matter_id=matter.pk, question_whose_id=other.aino)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"question": " \n "}, ("question_needed", "question")),
        ({"convener_id": "mirja"}, ("worker_of_another_team", "convener")),
        ({"convener_id": uuid.uuid4()}, ("worker_of_another_team", "convener")),
    ],
)
def test_begin_meeting_refuses_what_is_missing(
    scene: Scene, changes: dict[str, object], answer: tuple[str, str | None]
) -> None:
    if changes.get("convener_id") == "mirja":
        changes = {"convener_id": scene.town.mirja.pk}

    with pytest.raises(Refused) as why:
        begin(scene, **changes)

    assert refusal(why) == answer


def test_begin_meeting_refuses_a_closed_matter(scene: Scene) -> None:
    Matter.objects.filter(pk=scene.matter.pk).update(closed_on=TODAY)

    with pytest.raises(Refused, match="matter_closed"):
        begin(scene)


def test_begin_meeting_hides_a_person_of_another_family(scene: Scene) -> None:
    with pytest.raises(Hidden):
        begin(scene, question_whose_id=ainos_family(scene.town).aino)


@pytest.mark.parametrize("act", ["begin", "change", "prepare", "cancel"])
def test_another_unit_may_not_touch_a_meeting(scene: Scene, act: str) -> None:
    mirja = scene.town.at(scene.town.mirja)
    one = {"by": mirja, "meeting_id": scene.meeting.pk, "version": 1}
    acts = {
        "begin": lambda: begin(scene, by=mirja),
        "change": lambda: actions.change_question(
            **one,
            question="?",
            question_whose_id=scene.family.aino,
            structure=MeetingStructure.HELP_MAP,
            convener_id=scene.town.sanna.pk,
            need="",
        ),
        "prepare": lambda: actions.prepare(
            **one,
            what_is_told="",
            told_by="",
            not_told="",
            place="",
            place_suits=False,
            remote_link="",
            starts_at=None,
            ends_at=None,
            prepared_with_family_on=None,
        ),
        "cancel": lambda: actions.cancel(**one, reason="x"),
    }

    with pytest.raises(Hidden):
        acts[act]()

    assert scene.fresh().version == 1


def test_the_leader_of_the_unit_may_begin_a_meeting(scene: Scene) -> None:
    assert begin(scene, by=scene.town.at(scene.town.liisa)).matter_id == scene.matter.pk


def test_the_next_meeting_is_linked_to_the_one_it_goes_on_from(held: Scene) -> None:
    after = held.at(STARTS + timedelta(days=1))

    following = begin(held, by=after, previous_id=held.meeting.pk, question="Entä illat?")

    assert (following.previous_id, NetworkMeeting.objects.get(pk=held.meeting.pk).next) == (held.meeting.pk, following)


def test_a_second_next_meeting_is_refused(held: Scene) -> None:
    begin(held, previous_id=held.meeting.pk)

    with pytest.raises(Refused, match="next_begun_already"):
        begin(held, previous_id=held.meeting.pk)


def test_a_meeting_to_come_has_no_next_yet(scene: Scene) -> None:
    with pytest.raises(Refused, match="meeting_not_held"):
        begin(scene, previous_id=scene.meeting.pk)


def test_another_familys_meeting_is_not_gone_on_from(held: Scene) -> None:
    other = ainos_family(held.town)
    matter = Matter.objects.create(family_id=other.family_id, responsible=held.town.sanna, opened_on=TODAY)

    with pytest.raises(Hidden):
        begin(held, matter_id=matter.pk, question_whose_id=other.aino, previous_id=held.meeting.pk)


def change(scene: Scene, **changes: object) -> NetworkMeeting:
    facts: dict[str, object] = {
        "by": scene.by,
        "meeting_id": scene.meeting.pk,
        "version": 1,
        "question": "Miten illat?",
        "question_whose_id": scene.family.mother,
        "structure": MeetingStructure.HELP_MAP,
        "convener_id": scene.town.omar.pk,
        "need": "",
    }
    return actions.change_question(**facts | changes)  # type: ignore[arg-type]


def test_change_question_lets_the_new_convener_take_part(scene: Scene) -> None:
    meeting = change(scene)

    assert (meeting.question, meeting.convener_id, meeting.version) == ("Miten illat?", scene.town.omar.pk, 2)
    workers = set(meeting.participants.values_list("worker", flat=True))
    assert workers == {scene.town.sanna.pk, scene.town.omar.pk}


def test_change_question_of_an_older_version_overwrites_nothing(scene: Scene) -> None:
    change(scene)

    with pytest.raises(Refused) as why:
        change(scene, question="Toinen kysymys")

    assert (why.value.code, why.value.facts, scene.fresh().question) == (
        "changed_meanwhile",
        {"version": 2},
        "Miten illat?",
    )


def test_prepare_may_be_done_a_little_at_a_time(scene: Scene) -> None:
    meeting = scene.prepare(what_is_told="", told_by="", starts_at=None, ends_at=None, prepared_with_family_on=None)

    assert (meeting.place, meeting.starts_at, meeting.version, meeting.state) == (PLACE, None, 2, "preparing")


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"ends_at": STARTS}, ("ends_before_start", "ends")),
        ({"starts_at": NOW, "ends_at": NOW + timedelta(hours=1)}, ("time_passed", "day")),
        ({"prepared_with_family_on": TODAY + timedelta(days=1)}, ("in_future", "prepared_with_family_on")),
    ],
)
def test_prepare_refuses_times_that_cannot_be(
    scene: Scene, changes: dict[str, object], answer: tuple[str, str | None]
) -> None:
    with pytest.raises(Refused) as why:
        scene.prepare(**changes)

    assert refusal(why) == answer


def test_prepare_accepts_the_next_second(scene: Scene) -> None:
    soon = NOW + timedelta(seconds=1)

    assert scene.prepare(starts_at=soon, ends_at=soon + timedelta(hours=1)).starts_at == soon


def test_prepare_of_an_older_version_overwrites_nothing(scene: Scene) -> None:
    scene.prepare()

    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.prepare(
            by=scene.by,
            meeting_id=scene.meeting.pk,
            version=1,
            what_is_told="other",
            told_by="",
            not_told="",
            place="",
            place_suits=False,
            remote_link="",
            starts_at=None,
            ends_at=None,
            prepared_with_family_on=None,
        )

    assert scene.fresh().what_is_told == "Mornings have been hard."


def test_a_changed_time_after_the_invitations_raises_the_calendars_and_asks_for_answers_again(ready: Scene) -> None:
    ready.invite()
    aino = ready.who(person=ready.family.aino)
    actions.reply(by=ready.by, participant_id=aino.pk, version=aino.version, answer="yes")  # type: ignore[arg-type]

    ready.prepare(starts_at=STARTS + timedelta(days=1), ends_at=STARTS + timedelta(days=1, hours=1))

    assert (ready.meeting.calendar_sequence, ready.who(person=ready.family.aino).reply) == (1, "none")


def test_a_changed_word_after_the_invitations_leaves_the_calendars(ready: Scene) -> None:
    ready.invite()

    assert ready.prepare(told_by="Aino").calendar_sequence == 0


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"starts_at": None, "ends_at": None}, ("time_needed", "day")),
        ({"place": " "}, ("place_needed", "place")),
    ],
)
def test_time_and_place_are_not_taken_away_after_the_invitations(
    ready: Scene, changes: dict[str, object], answer: tuple[str, str | None]
) -> None:
    ready.invite()

    with pytest.raises(Refused) as why:
        ready.prepare(**changes)

    assert refusal(why) == answer


def test_cancel_keeps_the_reason_and_raises_the_calendars(ready: Scene) -> None:
    ready.invite()

    meeting = actions.cancel(by=ready.by, meeting_id=ready.meeting.pk, version=ready.meeting.version, reason="Ill.")
    again = actions.cancel(by=ready.by, meeting_id=ready.meeting.pk, version=0, reason="")

    assert (meeting.state, meeting.cancelled_reason, meeting.calendar_sequence) == (MeetingState.CANCELLED, "Ill.", 1)
    assert again.version == meeting.version


@pytest.mark.parametrize(
    ("version", "reason", "answer"),
    [(1, " ", ("reason_needed", "reason")), (7, "Ill.", ("changed_meanwhile", None))],
)
def test_cancel_refuses(scene: Scene, version: int, reason: str, answer: tuple[str, str | None]) -> None:
    with pytest.raises(Refused) as why:
        actions.cancel(by=scene.by, meeting_id=scene.meeting.pk, version=version, reason=reason)

    assert refusal(why) == answer


def test_a_held_meeting_is_not_cancelled_or_prepared(held: Scene) -> None:
    with pytest.raises(Refused, match="meeting_held"):
        actions.cancel(by=held.by, meeting_id=held.meeting.pk, version=held.meeting.version, reason="x")
    with pytest.raises(Refused, match="meeting_held"):
        held.prepare()


def test_a_cancelled_meeting_is_not_prepared(scene: Scene) -> None:
    actions.cancel(by=scene.by, meeting_id=scene.meeting.pk, version=1, reason="x")

    with pytest.raises(Refused, match="meeting_cancelled"):
        scene.prepare()
