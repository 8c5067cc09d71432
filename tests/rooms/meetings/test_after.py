import uuid
from datetime import timedelta

import pytest

from kudelma.core.codes import MeetingState, StatementKind, StatementSource, Yes
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.models import Evaluation, FollowUp, NetworkMeeting, Participant
from kudelma.rooms.meetings.queries import coming, meeting_lines, meeting_page, recipients, unrecorded
from kudelma.rooms.meetings.structures import SECTIONS
from kudelma.rooms.people import actions as people
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.voice.actions import Shown
from kudelma.rooms.voice.models import Statement
from kudelma.rooms.voice.queries import Voice, statements
from meeting_scene import STARTS, Scene
from people import TODAY

HELD_ON = STARTS.date()
AFTER = STARTS + timedelta(hours=3)


def say(scene: Scene, words: str = "Haluan mennä mummin kyydissä.", **changes: object) -> Statement:
    facts: dict[str, object] = {
        "by": scene.at(AFTER),
        "key": uuid.uuid4(),
        "meeting_id": scene.meeting.pk,
        "participant_id": scene.who(person=scene.family.aino).pk,
        "words": words,
        "kind": StatementKind.WISH,
        "about": [scene.family.aino],
        "verbatim": True,
    }
    return actions.write_in_record(**facts | changes)  # type: ignore[arg-type]


def evaluate(scene: Scene, **changes: object) -> Evaluation:
    facts: dict[str, object] = {
        "by": scene.at(AFTER),
        "participant_id": scene.who(person=scene.family.aino).pk,
        "version": 0,
        "heard": 9,
        "words": "Oli ihan kiva.",
    }
    return actions.evaluate(**facts | changes)  # type: ignore[arg-type]


def follow_up(scene: Scene, **changes: object) -> FollowUp:
    facts: dict[str, object] = {
        "by": scene.at(AFTER),
        "meeting_id": scene.meeting.pk,
        "version": 0,
        "timing_difficulty": 2,
        "constellation_obstacle": False,
        "repetition_avoided": Yes.YES,
        "would_do_again": Yes.UNKNOWN,
    }
    return actions.fill_follow_up(**facts | changes)  # type: ignore[arg-type]


def page(scene: Scene) -> object:
    return meeting_page(scene.at(AFTER), scene.meeting.pk, matter_id=scene.matter.pk, language="sv")


def test_hold_keeps_who_came_and_why_someone_did_not(held: Scene) -> None:
    came = dict(Participant.objects.filter(meeting=held.meeting).values_list("pk", "came"))

    omar = held.who(worker=held.town.omar)
    assert (held.meeting.state, held.meeting.held_on) == (MeetingState.HELD, HELD_ON)
    assert (came[omar.pk], omar.absence_reason, sum(map(bool, came.values()))) == (False, "ill", 4)


def test_hold_may_be_mended(held: Scene) -> None:
    actions.hold(
        by=held.at(AFTER),
        meeting_id=held.meeting.pk,
        version=held.meeting.version,
        held_on=HELD_ON,
        came=dict.fromkeys(held.everyone(), True),
    )

    omar = held.who(worker=held.town.omar)
    assert (omar.came, omar.absence_reason) == (True, "")


@pytest.mark.parametrize(
    ("days", "came", "version", "code"),
    [
        (1, True, None, "in_future"),
        (0, False, None, "nobody_came"),
        (0, True, 1, "changed_meanwhile"),
    ],
)
def test_hold_refuses(ready: Scene, days: int, came: bool, version: int | None, code: str) -> None:  # noqa: FBT001
    ready.invite()

    with pytest.raises(Refused, match=code):
        actions.hold(
            by=ready.at(AFTER),
            meeting_id=ready.meeting.pk,
            version=version or ready.meeting.version,
            held_on=HELD_ON + timedelta(days=days),
            came=dict.fromkeys(ready.everyone(), came),
        )


@pytest.mark.parametrize(("state", "code"), [("preparing", "invite_first"), ("cancelled", "meeting_cancelled")])
def test_a_meeting_nobody_was_invited_to_is_not_held_or_recorded(ready: Scene, state: str, code: str) -> None:
    NetworkMeeting.objects.update(state=state)

    with pytest.raises(Refused, match=code):
        ready.hold()
    with pytest.raises(Refused, match=code):
        say(ready)


def test_hold_hides_someone_not_called(ready: Scene) -> None:
    ready.invite()

    with pytest.raises(Hidden):
        actions.hold(
            by=ready.at(AFTER),
            meeting_id=ready.meeting.pk,
            version=ready.meeting.version,
            held_on=HELD_ON,
            came={uuid.uuid4(): True},
        )


def test_the_record_keeps_whose_words_about_whom_and_in_which_meeting(held: Scene) -> None:
    say(held)

    [line] = statements(held.at(AFTER), matter_id=held.matter.pk, meeting_id=held.meeting.pk)

    assert (line.words, line.voice, line.about_ids, line.source, line.to_meeting, line.verbatim, line.said_on) == (
        "Haluan mennä mummin kyydissä.",
        Voice.CHILD,
        (held.family.aino,),
        StatementSource.NETWORK_MEETING,
        True,
        True,
        HELD_ON,
    )


def test_the_record_may_be_written_while_the_meeting_is_on(ready: Scene) -> None:
    ready.invite()

    assert say(ready, by=ready.at(STARTS)).said_on == HELD_ON


def test_writing_twice_with_one_key_writes_once(held: Scene) -> None:
    key = uuid.uuid4()

    assert say(held, key=key) == say(held, key=key)
    assert Statement.objects.filter(meeting_id=held.meeting.pk).count() == 1


def test_words_are_in_the_order_of_the_record(held: Scene) -> None:
    said = [say(held, words=w).pk for w in ("yksi", "kaksi", "kolme")]

    assert [s.id for s in statements(held.by, matter_id=held.matter.pk, meeting_id=held.meeting.pk)] == said


def test_empty_words_are_refused(held: Scene) -> None:
    with pytest.raises(Refused, match="words_needed"):
        say(held, words=" ")


def test_a_stranger_to_the_meeting_is_hidden_from_its_record(held: Scene) -> None:
    with pytest.raises(Hidden):
        say(held, participant_id=uuid.uuid4())
    with pytest.raises(Hidden):
        say(held, by=held.town.at(held.town.mirja))
    with pytest.raises(Hidden):
        say(held, about=[uuid.uuid4()])


def test_the_key_of_a_statement_elsewhere_is_hidden(held: Scene) -> None:
    other = say(held)
    Statement.objects.filter(pk=other.pk).update(meeting_id=None)

    with pytest.raises(Hidden):
        say(held, key=other.pk)


def test_the_record_is_shown_to_those_who_came_as_it_was_promised(held: Scene) -> None:
    say(held, words="kaikille")
    say(held, words="perheelle", shown=Shown(family=True))
    say(held, words="Pialle", shown=Shown(members=frozenset({held.family.pia})))
    say(held, words="tiimille", shown=Shown())

    seen = {
        key: [s.words for s in statements(viewer, matter_id=held.matter.pk, meeting_id=held.meeting.pk)]
        for key, viewer in recipients(held.by, held.meeting.pk).items()
    }

    assert seen == {
        held.who(person=held.family.aino).pk: ["kaikille", "perheelle"],
        held.who(person=held.family.mother).pk: ["kaikille", "perheelle"],
        held.who(member=held.family.pia).pk: ["kaikille", "Pialle"],
    }


def test_a_mark_wins_over_what_was_shown_in_the_meeting(held: Scene) -> None:
    say(held)
    people.mark_safety(
        by=held.by,
        key=uuid.uuid4(),
        person_id=held.family.aino,
        since=TODAY,
        until=None,
        against=[held.family.mother],
        note="",
    )
    mother = recipients(held.by, held.meeting.pk)[held.who(person=held.family.mother).pk]

    assert statements(mother, matter_id=held.matter.pk, meeting_id=held.meeting.pk) == []


def test_someone_who_did_not_come_is_no_recipient(held: Scene) -> None:
    Participant.objects.filter(member=held.family.pia).update(came=False)

    assert held.who(member=held.family.pia).pk not in recipients(held.by, held.meeting.pk)


def test_both_structures_end_in_what_is_agreed() -> None:
    assert {kinds[-1] for kinds in SECTIONS.values()} == {StatementKind.AGREED}


# Evaluation


def test_each_evaluates_and_may_mend_it(held: Scene) -> None:
    first = evaluate(held)
    again = evaluate(held)
    mended = evaluate(held, version=first.version, heard=10, strengthened=0)

    assert (again.version, mended.heard, mended.strengthened, mended.mattered, mended.version) == (1, 10, 0, None, 2)
    assert Evaluation.objects.count() == 1


def test_an_older_evaluation_does_not_overwrite(held: Scene) -> None:
    evaluate(held)

    with pytest.raises(Refused) as why:
        evaluate(held, heard=1)

    assert (why.value.code, Evaluation.objects.get().heard) == ("changed_meanwhile", 9)


@pytest.mark.parametrize("value", [-1, 11])
def test_a_scale_ends_at_0_and_10(held: Scene, value: int) -> None:
    with pytest.raises(Refused) as why:
        evaluate(held, safe=value)

    assert (why.value.code, why.value.field) == ("scale_0_10", "safe")


@pytest.mark.parametrize("value", [0, 10])
def test_both_ends_of_a_scale_are_answers(held: Scene, value: int) -> None:
    assert evaluate(held, safe=value).safe == value


def test_an_empty_evaluation_is_refused(held: Scene) -> None:
    with pytest.raises(Refused, match="nothing_given"):
        evaluate(held, heard=None, words=" ")


def test_only_those_who_came_evaluate(held: Scene) -> None:
    with pytest.raises(Refused, match="did_not_come"):
        evaluate(held, participant_id=held.who(worker=held.town.omar).pk)


def test_nothing_after_the_meeting_is_done_before_it(ready: Scene) -> None:
    ready.invite()
    version = ready.meeting.version

    for act in (
        lambda: evaluate(ready),
        lambda: follow_up(ready),
        lambda: actions.set_next_question(by=ready.by, meeting_id=ready.meeting.pk, version=version, next_question="?"),
    ):
        with pytest.raises(Refused, match="meeting_not_held"):
            act()


def test_another_unit_may_do_nothing_after_the_meeting(held: Scene) -> None:
    mirja = held.town.at(held.town.mirja)

    for act in (
        lambda: evaluate(held, by=mirja),
        lambda: follow_up(held, by=mirja),
        lambda: actions.set_next_question(by=mirja, meeting_id=held.meeting.pk, version=1, next_question="?"),
        lambda: recipients(mirja, held.meeting.pk),
        lambda: meeting_lines(mirja, held.matter.pk),
    ):
        with pytest.raises(Hidden):
            act()
    assert (unrecorded(mirja), coming(mirja)) == ([], [])


# Follow-up, next question


def test_the_follow_up_knows_what_need_not_be_asked(held: Scene) -> None:
    follow_up(held, child_experience="ok")

    one = page(held)

    assert (one.sources, one.days_from_initiation, [p.name for p in one.did_not_come]) == (  # type: ignore[attr-defined]
        ("skola",),
        7,
        ["Omar Hassan"],
    )
    assert (one.follow_up.child_experience, one.follow_up.filled_by) == ("ok", "Sanna Laine")  # type: ignore[attr-defined]


def test_the_follow_up_is_one_and_an_older_one_does_not_overwrite(held: Scene) -> None:
    first = follow_up(held)
    follow_up(held)
    mended = follow_up(held, version=first.version, timing_difficulty=0)

    with pytest.raises(Refused, match="changed_meanwhile"):
        follow_up(held, version=1, timing_difficulty=3)
    assert (mended.version, FollowUp.objects.get().timing_difficulty) == (2, 0)


@pytest.mark.parametrize("value", [-1, 4])
def test_the_difficulty_of_timing_is_0_to_3(held: Scene, value: int) -> None:
    with pytest.raises(Refused, match="choose_from_list"):
        follow_up(held, timing_difficulty=value)


def test_the_next_question_is_kept_and_an_older_one_does_not_overwrite(held: Scene) -> None:
    one = {"by": held.by, "meeting_id": held.meeting.pk, "version": held.meeting.version}

    actions.set_next_question(**one, next_question="Entä illat?")

    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.set_next_question(**one, next_question="Toinen")
    assert held.fresh().next_question == "Entä illat?"


def test_an_empty_next_question_is_refused(held: Scene) -> None:
    with pytest.raises(Refused, match="question_needed"):
        actions.set_next_question(
            by=held.by, meeting_id=held.meeting.pk, version=held.meeting.version, next_question=" "
        )


# Lists


@pytest.mark.parametrize(("days", "missing"), [(1, False), (2, True), (3, True)], ids=["T-1", "T", "T+1"])
def test_a_held_meeting_without_a_record_is_spoken_of_after_two_days(held: Scene, days: int, missing: bool) -> None:  # noqa: FBT001
    then = held.at(AFTER + timedelta(days=days))

    assert ([m.id for m in unrecorded(then)], meeting_lines(then, held.matter.pk)[0].record_missing) == (
        [held.meeting.pk] if missing else [],
        missing,
    )


def test_a_recorded_meeting_is_not_spoken_of(held: Scene) -> None:
    say(held)
    then = held.at(AFTER + timedelta(days=5))

    assert (unrecorded(then), meeting_lines(then, held.matter.pk)[0].record_missing) == ([], False)


def test_a_team_mate_without_a_part_in_it_is_not_reminded(held: Scene) -> None:
    then = AFTER + timedelta(days=5)
    Matter.objects.update(pair=None)

    assert unrecorded(held.town.at(held.town.omar, then)) == []


def test_the_list_has_those_to_come_first(held: Scene) -> None:
    after = held.at(AFTER)
    following = actions.begin_meeting(
        by=after,
        key=uuid.uuid4(),
        matter_id=held.matter.pk,
        question="Entä illat?",
        question_whose_id=held.family.mother,
        structure=held.meeting.structure,  # type: ignore[arg-type]
        convener_id=held.town.omar.pk,
        previous_id=held.meeting.pk,
    )

    lines = meeting_lines(after, held.matter.pk)

    assert [(m.id, m.called, m.invited, m.came, m.continues) for m in lines] == [
        (following.pk, 1, 0, 0, True),
        (held.meeting.pk, 5, 5, 4, False),
    ]


def test_coming_shows_who_has_answered(ready: Scene) -> None:
    ready.invite()
    aino = ready.who(person=ready.family.aino)
    actions.reply(by=ready.by, participant_id=aino.pk, version=aino.version, answer="yes")  # type: ignore[arg-type]

    [one] = coming(ready.by)

    assert (one.id, one.family, one.invited, one.confirmed) == (ready.meeting.pk, "Virtasen perhe", 5, 1)


def test_the_page_of_a_meeting_under_another_matter_is_hidden(scene: Scene) -> None:
    with pytest.raises(Hidden):
        meeting_page(scene.by, scene.meeting.pk, matter_id=uuid.uuid4(), language="fi")
