import uuid
from datetime import timedelta

import pytest

from kudelma.core.codes import ContactAllowed, MeetingRole, PartnershipKind
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.models import Participant
from kudelma.rooms.meetings.queries import frame, may_come
from kudelma.rooms.people import actions as people
from kudelma.rooms.people.models import Family, NetworkMember, Person
from kudelma.rooms.refused import Hidden, Refused
from meeting_scene import Scene
from people import TODAY, ainos_family


def mark(scene: Scene, person: uuid.UUID, *against: uuid.UUID) -> None:
    people.mark_safety(
        by=scene.by, key=uuid.uuid4(), person_id=person, since=TODAY, until=None, against=list(against), note=""
    )


def grandmother(scene: Scene) -> uuid.UUID:
    return people.add_person(
        by=scene.by, key=uuid.uuid4(), family_id=scene.family.family_id, given="Aune", family_name="Virtanen"
    ).pk


def test_adding_someone_twice_calls_them_once(scene: Scene) -> None:
    first = scene.add(person_id=scene.family.aino)

    assert scene.add(person_id=scene.family.aino) == first
    assert Participant.objects.filter(meeting=scene.meeting, person=scene.family.aino).count() == 1


@pytest.mark.parametrize("kinds", [(), ("person_id", "member_id")])
def test_a_participant_is_exactly_one(scene: Scene, kinds: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="choose_from_list"):
        scene.add(**dict.fromkeys(kinds, scene.family.aino))


def test_people_of_another_family_are_hidden(scene: Scene) -> None:
    other = ainos_family(scene.town)

    with pytest.raises(Hidden):
        scene.add(person_id=other.aino)
    with pytest.raises(Hidden):
        scene.add(member_id=other.pia)


def test_a_worker_of_another_team_is_refused(scene: Scene) -> None:
    with pytest.raises(Refused, match="worker_of_another_team"):
        scene.add(worker_id=scene.town.mirja.pk)


def test_another_unit_may_not_add_or_remove(scene: Scene) -> None:
    mirja, aino = scene.town.at(scene.town.mirja), scene.add(person_id=scene.family.aino)

    with pytest.raises(Hidden):
        actions.add_participant(by=mirja, meeting_id=scene.meeting.pk, person_id=scene.family.mother)
    with pytest.raises(Hidden):
        actions.remove_participant(by=mirja, participant_id=aino.pk, version=1)
    with pytest.raises(Hidden):
        actions.prepare_invitee(by=mirja, participant_id=aino.pk, version=1, prepared_on=TODAY)


def test_someone_who_may_not_be_contacted_is_refused(scene: Scene) -> None:
    NetworkMember.objects.filter(pk=scene.family.pia).update(contact_allowed=ContactAllowed.NO)

    with pytest.raises(Refused) as why:
        scene.add(member_id=scene.family.pia)

    assert (why.value.code, why.value.facts) == ("contact_not_allowed", {"name": "Pia Lindqvist"})


def test_a_removed_network_member_is_hidden(scene: Scene) -> None:
    NetworkMember.objects.filter(pk=scene.family.pia).update(removed_at=scene.by.now)

    with pytest.raises(Hidden):
        scene.add(member_id=scene.family.pia)


def test_a_relative_from_another_home_comes_through_the_network(scene: Scene) -> None:
    aune = grandmother(scene)

    with pytest.raises(Refused) as why:
        scene.add(person_id=aune)

    assert (why.value.code, why.value.facts) == ("family_through_network", {"name": "Aune Virtanen"})


def test_a_relative_who_lives_with_the_child_is_called_as_family(scene: Scene) -> None:
    aune = grandmother(scene)
    people.add_household(
        by=scene.by,
        key=uuid.uuid4(),
        family_id=scene.family.family_id,
        label="Home",
        address="",
        phone="",
        people={scene.family.aino: "", aune: ""},
    )

    assert scene.add(person_id=aune).person_id == aune


def test_the_dead_are_not_called(scene: Scene) -> None:
    Person.objects.filter(pk=scene.family.father).update(is_dead=True)

    offered = {p.id for p in may_come(frame(scene.by, scene.matter.pk)).family}

    assert offered == {scene.family.aino, scene.family.mother}


def test_who_is_protected_against_someone_never_meets_them(scene: Scene) -> None:
    mark(scene, scene.family.mother, scene.family.father)
    scene.add(person_id=scene.family.mother)

    with pytest.raises(Refused) as why:
        scene.add(person_id=scene.family.father)

    assert (why.value.code, why.value.field) == ("apart_only", "who")


def test_the_one_protected_against_is_called_first_and_the_protected_is_refused(scene: Scene) -> None:
    mark(scene, scene.family.aino, scene.family.father)
    scene.add(person_id=scene.family.father)

    with pytest.raises(Refused, match="apart_only"):
        scene.add(person_id=scene.family.aino)


def test_someone_protected_against_is_not_brought_in_as_a_network_member(scene: Scene) -> None:
    mark(scene, scene.family.aino, scene.family.father)
    scene.add(person_id=scene.family.aino)
    NetworkMember.objects.filter(pk=scene.family.pia).update(person=scene.family.father)

    with pytest.raises(Refused, match="apart_only"):
        scene.add(member_id=scene.family.pia)


def test_a_lifted_mark_lets_them_meet(scene: Scene) -> None:
    mark(scene, scene.family.mother, scene.family.father)
    people.lift_safety(by=scene.by, person_id=scene.family.mother)
    scene.add(person_id=scene.family.mother)

    assert scene.add(person_id=scene.family.father).person_id == scene.family.father


def test_a_mark_whose_end_has_passed_still_holds(scene: Scene) -> None:
    people.mark_safety(
        by=scene.by,
        key=uuid.uuid4(),
        person_id=scene.family.mother,
        since=TODAY - timedelta(days=30),
        until=TODAY - timedelta(days=1),
        against=[scene.family.father],
        note="",
    )
    scene.add(person_id=scene.family.mother)

    with pytest.raises(Refused, match="apart_only"):
        scene.add(person_id=scene.family.father)


def test_parents_invited_apart_are_never_in_one_meeting(scene: Scene) -> None:
    Family.objects.filter(pk=scene.family.family_id).update(invite_apart=True)
    scene.add(person_id=scene.family.mother)
    scene.add(person_id=scene.family.aino)

    with pytest.raises(Refused, match="apart_only"):
        scene.add(person_id=scene.family.father)


def test_parents_who_are_a_couple_are_not_apart(scene: Scene) -> None:
    Family.objects.filter(pk=scene.family.family_id).update(invite_apart=True)
    people.join_partners(
        by=scene.by, one_id=scene.family.father, other_id=scene.family.mother, kind=PartnershipKind.COHABITATION
    )
    scene.add(person_id=scene.family.mother)

    assert scene.add(person_id=scene.family.father).person_id == scene.family.father


def test_removing_someone_not_yet_invited_leaves_no_one(scene: Scene) -> None:
    aino = scene.add(person_id=scene.family.aino)

    actions.remove_participant(by=scene.by, participant_id=aino.pk, version=1)

    assert not Participant.objects.filter(pk=aino.pk).exists()


def test_removing_someone_invited_keeps_them_with_a_risen_calendar(ready: Scene) -> None:
    ready.invite()
    pia = ready.who(member=ready.family.pia)

    actions.remove_participant(by=ready.by, participant_id=pia.pk, version=pia.version)
    actions.remove_participant(by=ready.by, participant_id=pia.pk, version=pia.version)

    pia.refresh_from_db()
    assert (pia.withdrawn_at, pia.calendar_sequence) == (ready.by.now, 1)


def test_someone_taken_back_and_called_again_gets_a_calendar_above_the_cancelling_one(ready: Scene) -> None:
    ready.invite()
    pia = ready.who(member=ready.family.pia)
    actions.remove_participant(by=ready.by, participant_id=pia.pk, version=pia.version)
    again = ready.add(member_id=ready.family.pia)

    ready.invite()

    again.refresh_from_db()
    assert (again.pk, again.withdrawn_at, again.calendar_sequence, ready.meeting.calendar_sequence) == (
        pia.pk,
        None,
        2,
        2,
    )


def test_the_convener_stays(scene: Scene) -> None:
    sanna = scene.who(worker=scene.town.sanna)

    with pytest.raises(Refused, match="convener_stays"):
        actions.remove_participant(by=scene.by, participant_id=sanna.pk, version=1)


def test_removing_an_older_version_is_refused(scene: Scene) -> None:
    aino = scene.add(person_id=scene.family.aino)
    actions.prepare_invitee(by=scene.by, participant_id=aino.pk, version=1, prepared_on=TODAY)

    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.remove_participant(by=scene.by, participant_id=aino.pk, version=1)


def roles(scene: Scene, chair: Participant, recorder: Participant, version: int | None = None) -> None:
    actions.set_roles(
        by=scene.by,
        meeting_id=scene.meeting.pk,
        version=version or scene.fresh().version,
        chair_id=chair.pk,
        recorder_id=recorder.pk,
    )


def test_roles_are_held_by_one_each_and_pass_on(scene: Scene) -> None:
    scene.call()
    sanna, omar = scene.who(worker=scene.town.sanna), scene.who(worker=scene.town.omar)

    roles(scene, scene.who(member=scene.family.pia), sanna)

    held = dict(Participant.objects.filter(meeting=scene.meeting).values_list("pk", "role"))
    assert (held[sanna.pk], held[omar.pk], held[scene.who(member=scene.family.pia).pk]) == (
        MeetingRole.RECORDER,
        MeetingRole.PARTICIPANT,
        MeetingRole.CHAIR,
    )


def test_one_does_not_chair_and_record(scene: Scene) -> None:
    sanna = scene.who(worker=scene.town.sanna)

    with pytest.raises(Refused, match="couple_is_two"):
        roles(scene, sanna, sanna)


def test_the_family_is_not_given_the_chair(scene: Scene) -> None:
    mother, sanna = scene.add(person_id=scene.family.mother), scene.who(worker=scene.town.sanna)

    with pytest.raises(Refused) as why:
        roles(scene, mother, sanna)

    assert (why.value.code, why.value.field) == ("role_of_family", "chair")


def test_a_role_for_someone_not_called_is_hidden(scene: Scene) -> None:
    sanna = scene.who(worker=scene.town.sanna)
    with pytest.raises(Hidden):
        actions.set_roles(
            by=scene.by, meeting_id=scene.meeting.pk, version=1, chair_id=sanna.pk, recorder_id=uuid.uuid4()
        )


def test_roles_of_an_older_version_are_refused(scene: Scene) -> None:
    scene.call()

    with pytest.raises(Refused, match="changed_meanwhile"):
        roles(scene, scene.who(worker=scene.town.omar), scene.who(worker=scene.town.sanna), version=1)


def test_preparing_an_invitee_keeps_the_day_and_the_childs_support(scene: Scene) -> None:
    pia = scene.add(member_id=scene.family.pia)

    actions.prepare_invitee(
        by=scene.by,
        participant_id=pia.pk,
        version=1,
        prepared_on=TODAY,
        childs_support=True,
        without_permission_reason="LSL 25 §",
    )

    pia.refresh_from_db()
    assert (pia.prepared_on, pia.role, pia.without_permission_reason, pia.version) == (
        TODAY,
        MeetingRole.CHILDS_SUPPORT,
        "LSL 25 §",
        2,
    )


@pytest.mark.parametrize(("version", "days", "code"), [(1, 1, "in_future"), (2, 0, "changed_meanwhile")])
def test_preparing_an_invitee_is_refused(scene: Scene, version: int, days: int, code: str) -> None:
    pia = scene.add(member_id=scene.family.pia)

    with pytest.raises(Refused, match=code):
        actions.prepare_invitee(
            by=scene.by, participant_id=pia.pk, version=version, prepared_on=TODAY + timedelta(days=days)
        )
