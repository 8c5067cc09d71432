"""Whose copy tells what: one home never learns of the other's service, and a safety mark hides the place."""

import uuid

import pytest

from kudelma.core.codes import CustodyKind, InfoRight, OwnService
from kudelma.rooms.casework.models import Assessment
from kudelma.rooms.meetings.models import Participant
from kudelma.rooms.people.actions import lift_safety, mark_safety
from kudelma.rooms.people.models import Custody
from kudelma.rooms.refused import Hidden
from kudelma.rooms.services.access import may_see
from kudelma.rooms.services.actions import remark
from kudelma.rooms.services.queries import Copy, copy_for
from kudelma.rooms.trail.models import Entry
from kudelma.rooms.voice.access import Recipient
from kudelma.rooms.voice.actions import Shown, Speaker
from meeting_scene import Scene
from people import TODAY
from rooms.services.tellings import tell, view


def copy(scene: Scene, person: uuid.UUID) -> Copy:
    return copy_for(scene.by, scene.matter.pk, person)


def on_copies(scene: Scene) -> dict[str, int]:
    """Return how many services told by the family stand on each one's copy."""
    family = scene.family
    return {
        name: len(copy(scene, person).map.services)
        for name, person in (("aino", family.aino), ("mother", family.mother), ("father", family.father))
    }


def protect(scene: Scene, person: uuid.UUID) -> None:
    mark_safety(
        by=scene.by,
        key=uuid.uuid4(),
        person_id=person,
        since=TODAY,
        until=None,
        against=[scene.family.father],
        note="",
    )


def test_one_homes_service_is_not_on_the_other_homes_copy(scene: Scene) -> None:
    service = tell(scene)

    assert on_copies(scene) == {"aino": 1, "mother": 1, "father": 0}
    assert copy(scene, scene.family.father).left_out == 1
    answers = {
        who: bool(may_see(Recipient(person_id=getattr(scene.family, who), of_family=True), service))
        for who in ("aino", "mother", "father")
    }
    assert answers == {"aino": True, "mother": True, "father": False}


def test_what_is_for_the_whole_family_is_on_everyones_copy(scene: Scene) -> None:
    tell(scene, view=view(scene, shown=Shown(family=True)))

    assert on_copies(scene) == {"aino": 1, "mother": 1, "father": 1}


def test_what_is_for_the_team_is_on_nobodys_copy(scene: Scene) -> None:
    tell(scene, view=view(scene, shown=Shown()))

    assert on_copies(scene) == {"aino": 0, "mother": 0, "father": 0}


@pytest.mark.parametrize("about_all", [True, False])
def test_a_safety_mark_wins_over_any_showing(scene: Scene, *, about_all: bool) -> None:
    about = frozenset() if about_all else frozenset({scene.family.mother})
    said = view(scene, shown=Shown(family=True), speaker=Speaker(worker_id=scene.town.sanna.pk))
    tell(scene, about=about, view=said)
    protect(scene, scene.family.mother)

    assert on_copies(scene) == {"aino": 1, "mother": 1, "father": 0}


def test_while_a_safety_mark_is_in_force_only_the_marked_are_told_the_place(scene: Scene) -> None:
    tell(scene, view=view(scene, shown=Shown(family=True), speaker=Speaker(person_id=scene.family.aino)))
    protect(scene, scene.family.mother)

    shown = {
        name: (made.map.services[0].provider, made.map.services[0].arranged_by, made.place_hidden)
        for name, made in (("father", copy(scene, scene.family.father)), ("mother", copy(scene, scene.family.mother)))
    }
    assert shown == {"father": ("", "", True), "mother": ("Rannan perheneuvola", "koulu", False)}
    lift_safety(by=scene.by, person_id=scene.family.mother)
    assert copy(scene, scene.family.father).map.services[0].provider == "Rannan perheneuvola"


def known(scene: Scene, person: uuid.UUID) -> list[OwnService]:
    return [line.own for line in copy(scene, person).map.own]


def test_the_childs_assessment_is_on_the_copies_of_the_child_and_the_custodians(scene: Scene) -> None:
    family = scene.family
    assert [known(scene, p) for p in (family.aino, family.mother, family.father)] == [[OwnService.ASSESSMENT]] * 3


@pytest.mark.parametrize(
    "changes",
    [{"kind": CustodyKind.NONE}, {"info_right": InfoRight.NO}, {"info_right": InfoRight.LIMITED}, {"valid_to": TODAY}],
)
def test_a_parent_without_the_right_to_know_is_not_told_of_the_assessment(
    scene: Scene, changes: dict[str, object]
) -> None:
    Custody.objects.filter(custodian=scene.family.father).update(**changes)

    assert (known(scene, scene.family.father), known(scene, scene.family.mother)) == ([], [OwnService.ASSESSMENT])


def test_a_parent_the_child_is_protected_against_is_not_told_of_the_assessment(scene: Scene) -> None:
    protect(scene, scene.family.aino)

    assert (known(scene, scene.family.father), known(scene, scene.family.aino)) == ([], [OwnService.ASSESSMENT])


def test_a_network_meeting_is_on_the_copies_of_those_who_came(scene: Scene) -> None:
    scene.ready()
    scene.invite()
    scene.hold()

    both = [OwnService.ASSESSMENT, OwnService.NETWORK_MEETING]
    assert (known(scene, scene.family.mother), known(scene, scene.family.father)) == (both, [OwnService.ASSESSMENT])
    Participant.objects.filter(person=scene.family.mother).update(came=False)
    assert (known(scene, scene.family.mother), known(scene, scene.family.aino)) == ([OwnService.ASSESSMENT], both)


def test_what_is_left_out_of_the_copies_is_on_none(scene: Scene) -> None:
    one = Assessment.objects.get(matter=scene.matter)
    remark(
        by=scene.by,
        matter_id=scene.matter.pk,
        thing_id=one.pk,
        version=0,
        view=view(scene, shown=Shown(family=True)),
        hidden=True,
        called="arviointi",
    )

    assert [known(scene, p) for p in (scene.family.aino, scene.family.mother)] == [[], []]


def test_the_words_beside_the_assessment_are_shown_only_to_those_they_are_for(scene: Scene) -> None:
    one = Assessment.objects.get(matter=scene.matter)
    remark(
        by=scene.by,
        matter_id=scene.matter.pk,
        thing_id=one.pk,
        version=0,
        view=view(scene),
        hidden=False,
        called="arviointi",
    )

    views = [copy(scene, p).map.own[0].view for p in (scene.family.mother, scene.family.father)]
    assert views[0]
    assert (views[0].words, views[1]) == ("Siellä kuunneltiin.", None)


def test_a_copy_is_for_a_person_of_the_family_and_leaves_a_row(scene: Scene) -> None:
    copy(scene, scene.family.mother)
    assert Entry.objects.get(act="services.copied").persons == [scene.family.mother]
    with pytest.raises(Hidden):
        copy(scene, uuid.uuid4())
    with pytest.raises(Hidden):
        copy_for(scene.town.at(scene.town.mirja), scene.matter.pk, scene.family.mother)
