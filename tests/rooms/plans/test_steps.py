import uuid
from datetime import timedelta

import pytest

from kudelma.core.codes import StatementKind, StatementSource, StepState
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.meetings.models import NetworkMeeting
from kudelma.rooms.plans.actions import agree_step, settle_step
from kudelma.rooms.plans.models import SmallStep
from kudelma.rooms.plans.queries import open_steps, step_line, step_lines
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.models import Entry
from kudelma.rooms.voice.actions import Shown, Speaker
from kudelma.rooms.voice.models import Statement
from meeting_scene import STARTS, Scene
from people import TODAY, ainos_family


def agree(scene: Scene, **changes: object) -> SmallStep:
    facts: dict[str, object] = {
        "by": scene.by,
        "key": uuid.uuid4(),
        "matter_id": scene.matter.pk,
        "words": "Herään kelloon itse.",
        "who": Speaker(person_id=scene.family.aino),
        "with_whom": "mummi",
        "due_on": TODAY + timedelta(days=7),
        "how_noticed": "Aamu on hiljaisempi.",
    }
    return agree_step(**facts | changes)  # type: ignore[arg-type]


def settle(scene: Scene, step: SmallStep, **changes: object) -> SmallStep:
    facts: dict[str, object] = {"by": scene.by, "step_id": step.pk, "version": 1, "state": StepState.DONE}
    return settle_step(**facts | changes)  # type: ignore[arg-type]


def test_a_step_is_made_of_the_words_of_the_one_who_takes_it(scene: Scene) -> None:
    step = agree(scene)

    said = step.statement
    assert (said.words, said.kind, said.by_person_id, said.to_family, said.to_meeting, said.source) == (
        "Herään kelloon itse.",
        StatementKind.AGREED,
        scene.family.aino,
        True,
        False,
        StatementSource.CONVERSATION,
    )
    assert Entry.objects.get(act="step.agreed").persons == [scene.family.aino]


def test_a_step_agreed_in_a_meeting_is_shown_to_those_in_it(held: Scene) -> None:
    step = agree(held, meeting_id=held.meeting.pk, by=held.at(STARTS + timedelta(hours=3)), due_on=STARTS.date())

    said = step.statement
    assert (said.meeting_id, said.to_meeting, said.source) == (held.meeting.pk, True, StatementSource.NETWORK_MEETING)
    assert [s.id for s in step_lines(held.by, held.matter.pk, meeting_id=held.meeting.pk)] == [step.pk]


def test_agreeing_twice_with_one_key_agrees_once(scene: Scene) -> None:
    key = uuid.uuid4()

    assert agree(scene, key=key) == agree(scene, key=key)
    assert (SmallStep.objects.count(), Statement.objects.count()) == (1, 1)


def test_the_key_of_another_familys_step_is_hidden(scene: Scene) -> None:
    step = agree(scene)
    other = ainos_family(scene.town)
    matter = Matter.objects.create(family_id=other.family_id, responsible=scene.town.sanna, opened_on=TODAY)

    with pytest.raises(Hidden):
        agree(scene, key=step.pk, matter_id=matter.pk, who=Speaker(person_id=other.aino))


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"words": " "}, ("words_needed", "words")),
        ({"who": Speaker()}, ("who_needed", "who")),
        ({"due_on": TODAY - timedelta(days=1)}, ("due_in_past", "due_on")),
    ],
)
def test_agree_refuses(scene: Scene, changes: dict[str, object], answer: tuple[str, str]) -> None:
    with pytest.raises(Refused) as why:
        agree(scene, **changes)

    assert (why.value.code, why.value.field) == answer
    assert (SmallStep.objects.count(), Statement.objects.count()) == (0, 0)


@pytest.mark.parametrize("days", [0, 1])
def test_a_step_may_be_due_today_or_later(scene: Scene, days: int) -> None:
    assert agree(scene, due_on=TODAY + timedelta(days=days)).due_on == TODAY + timedelta(days=days)


def test_a_step_of_two_is_refused(scene: Scene) -> None:
    both = Speaker(person_id=scene.family.aino, member_id=scene.family.pia)

    with pytest.raises(Refused, match="who_needed"):
        agree(scene, who=both)


def test_a_closed_matter_takes_no_step(scene: Scene) -> None:
    Matter.objects.filter(pk=scene.matter.pk).update(closed_on=TODAY)

    with pytest.raises(Refused, match="matter_closed"):
        agree(scene)


@pytest.mark.parametrize(("state", "code"), [("preparing", "meeting_not_held"), ("cancelled", "meeting_cancelled")])
def test_a_meeting_that_is_not_met_in_agrees_on_nothing(scene: Scene, state: str, code: str) -> None:
    NetworkMeeting.objects.update(state=state)

    with pytest.raises(Refused, match=code):
        agree(scene, meeting_id=scene.meeting.pk)


def test_strangers_are_hidden(scene: Scene) -> None:
    other = ainos_family(scene.town)
    matter = Matter.objects.create(family_id=other.family_id, responsible=scene.town.sanna, opened_on=TODAY)

    for changes in (
        {"who": Speaker(person_id=other.aino)},
        {"who": Speaker(member_id=other.pia)},
        {"who": Speaker(worker_id=scene.town.mirja.pk)},
        {"by": scene.town.at(scene.town.mirja)},
        {"matter_id": matter.pk, "who": Speaker(person_id=other.aino), "meeting_id": scene.meeting.pk},
    ):
        with pytest.raises(Hidden):
            agree(scene, **changes)


def test_settling_keeps_what_was_learned(scene: Scene) -> None:
    step = settle(scene, agree(scene), state=StepState.PARTLY, learned="Kello oli liian hiljainen.")

    assert (step.state, step.learned, step.settled_on, step.version) == (
        StepState.PARTLY,
        "Kello oli liian hiljainen.",
        TODAY,
        2,
    )


def test_settling_the_same_twice_is_settling_once(scene: Scene) -> None:
    step = agree(scene)

    assert settle(scene, step).version == settle(scene, step).version == 2


def test_settling_an_older_version_does_not_overwrite(scene: Scene) -> None:
    step = agree(scene)
    settle(scene, step)

    with pytest.raises(Refused, match="changed_meanwhile"):
        settle(scene, step, state=StepState.NOT_DONE, learned="x")
    assert SmallStep.objects.get().state == StepState.DONE


@pytest.mark.parametrize("state", [StepState.PARTLY, StepState.NOT_DONE, StepState.CHANGED])
def test_what_did_not_go_as_agreed_teaches_something(scene: Scene, state: StepState) -> None:
    with pytest.raises(Refused) as why:
        settle(scene, agree(scene), state=state, learned=" ")

    assert (why.value.code, why.value.field) == ("learned_needed", "learned")


def test_a_step_is_not_settled_as_open(scene: Scene) -> None:
    with pytest.raises(Refused, match="choose_from_list"):
        settle(scene, agree(scene), state=StepState.OPEN)


def test_another_unit_sees_and_settles_nothing(scene: Scene) -> None:
    step, mirja = agree(scene), scene.town.at(scene.town.mirja)

    with pytest.raises(Hidden):
        settle(scene, step, by=mirja)
    with pytest.raises(Hidden):
        step_line(mirja, step.pk)
    with pytest.raises(Hidden):
        step_lines(mirja, scene.matter.pk)
    assert open_steps(mirja) == []


def test_a_step_kept_from_the_team_is_seen_only_by_who_wrote_it_and_the_responsible(scene: Scene) -> None:
    step = agree(scene, by=scene.town.at(scene.town.omar), shown=Shown(team=False))
    seen = {
        name: [s.id for s in step_lines(scene.town.at(getattr(scene.town, name)), scene.matter.pk)]
        for name in ("sanna", "omar", "liisa")
    }

    assert seen == {"sanna": [step.pk], "omar": [step.pk], "liisa": []}
    with pytest.raises(Hidden):
        settle(scene, step, by=scene.town.at(scene.town.liisa))


def test_open_steps_come_first_the_nearest_day_first(scene: Scene) -> None:
    later = agree(scene, due_on=TODAY + timedelta(days=9))
    sooner = agree(scene, due_on=TODAY + timedelta(days=2))
    done = agree(scene, due_on=TODAY)
    settle(scene, done)

    lines = step_lines(scene.by, scene.matter.pk)

    assert [(s.id, s.is_open, s.late) for s in lines] == [
        (sooner.pk, True, False),
        (later.pk, True, False),
        (done.pk, False, False),
    ]


@pytest.mark.parametrize(("days", "late"), [(6, False), (7, False), (8, True)], ids=["T-1", "T", "T+1"])
def test_a_step_is_asked_after_when_its_day_has_passed(scene: Scene, days: int, late: bool) -> None:  # noqa: FBT001
    step = agree(scene)

    line = step_line(scene.at(scene.by.now + timedelta(days=days)), step.pk)

    assert (line.late, line.who, line.with_whom, line.family) == (late, "Aino Virtanen", "mummi", "Virtasen perhe")


def test_the_desk_shows_own_open_steps_until_a_day(scene: Scene) -> None:
    sooner = agree(scene, due_on=TODAY + timedelta(days=2))
    agree(scene, due_on=TODAY + timedelta(days=20))

    assert [s.id for s in open_steps(scene.by, until=TODAY + timedelta(days=7))] == [sooner.pk]


def test_a_step_of_a_team_mate_is_on_their_desk(scene: Scene) -> None:
    step = agree(scene, who=Speaker(worker_id=scene.town.omar.pk))

    assert [s.id for s in open_steps(scene.town.at(scene.town.omar))] == [step.pk]
