import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from kudelma.core.codes import Answer, ContactAllowed, LeftOutReason, MeetingState, Reply
from kudelma.rooms.casework.models import Arrival, ReferralSource
from kudelma.rooms.consent.actions import withdraw
from kudelma.rooms.consent.models import Permission
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.models import LeftOut, NetworkMeeting, Participant
from kudelma.rooms.meetings.queries import letter, meeting_page, unsettled_notifiers
from kudelma.rooms.people import actions as people
from kudelma.rooms.people.models import NetworkMember
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.models import Entry
from meeting_scene import STARTS, Scene
from people import NOW, TODAY

MEETING_DAY = STARTS.date()


def refused(act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as why:
        act()
    return why.value.code, why.value.facts


def test_invite_moves_the_meeting_on_and_leaves_a_row_for_each(ready: Scene) -> None:
    meeting = ready.invite()

    invited = Participant.objects.filter(meeting=meeting, invited_at=NOW, calendar_sequence=0)
    assert (meeting.state, invited.count()) == (MeetingState.INVITED, 5)
    assert Entry.objects.filter(act="participant.invited", matter=ready.matter.pk).count() == 5


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what_is_told": " "}, "prepare_first"),
        ({"told_by": ""}, "prepare_first"),
        ({"prepared_with_family_on": None}, "prepare_first"),
        ({"starts_at": None}, "time_needed"),
        ({"ends_at": None}, "time_needed"),
        ({"place": ""}, "place_needed"),
        ({"place_suits": False}, "place_not_asked"),
    ],
)
def test_invite_refuses_a_meeting_not_prepared_with_the_family(
    ready: Scene, changes: dict[str, object], code: str
) -> None:
    ready.prepare(**changes)

    assert refused(ready.invite)[0] == code
    assert ready.fresh().state == MeetingState.PREPARING


def test_a_remote_link_stands_for_a_place(ready: Scene) -> None:
    ready.prepare(place="", remote_link="https://meet.example/1")

    assert ready.invite().state == MeetingState.INVITED


def test_invite_refuses_a_time_that_has_come(ready: Scene) -> None:
    assert refused(lambda: ready.invite(by=ready.at(STARTS)))[0] == "time_passed"


def test_invite_accepts_a_second_before_the_time(ready: Scene) -> None:
    assert ready.invite(by=ready.at(STARTS - timedelta(seconds=1))).state == MeetingState.INVITED


def test_invite_refuses_without_roles(ready: Scene) -> None:
    Participant.objects.filter(meeting=ready.meeting, worker=ready.town.omar).update(role="participant")

    assert refused(ready.invite)[0] == "chair_needed"


def test_invite_refuses_nobody(ready: Scene) -> None:
    version = ready.meeting.version
    act = lambda: actions.invite(  # noqa: E731
        by=ready.by, meeting_id=ready.meeting.pk, version=version, participant_ids=[]
    )

    assert refused(act)[0] == "nobody_invited"


def test_invite_hides_a_participant_of_another_meeting(ready: Scene) -> None:
    with pytest.raises(Hidden):
        actions.invite(
            by=ready.by, meeting_id=ready.meeting.pk, version=ready.meeting.version, participant_ids=[uuid.uuid4()]
        )


def test_invite_of_an_older_version_sends_nothing(ready: Scene) -> None:
    act = lambda: actions.invite(  # noqa: E731
        by=ready.by, meeting_id=ready.meeting.pk, version=1, participant_ids=ready.everyone()
    )

    assert refused(act)[0] == "changed_meanwhile"
    assert not Participant.objects.filter(invited_at__isnull=False).exists()


def test_another_unit_may_not_invite_or_take_an_invitation(ready: Scene) -> None:
    mirja = ready.town.at(ready.town.mirja)
    ready.invite()
    pia = ready.who(member=ready.family.pia)

    for act in (
        lambda: ready.invite(by=mirja),
        lambda: letter(mirja, pia.pk),
        lambda: actions.take_calendar_file(by=mirja, participant_id=pia.pk),
        lambda: actions.reply(by=mirja, participant_id=pia.pk, version=pia.version, answer=Reply.YES),
        lambda: meeting_page(mirja, ready.meeting.pk, matter_id=ready.matter.pk, language="fi"),
    ):
        with pytest.raises(Hidden):
            act()


# Permission


@pytest.mark.parametrize("answer", [None, Answer.ASKED, Answer.REFUSED])
def test_a_network_member_is_not_invited_without_permission(ready: Scene, answer: Answer | None) -> None:
    Permission.objects.all().delete()
    if answer:
        ready.allow(answer=answer)

    assert refused(ready.invite) == ("no_permission", {"name": "Pia Lindqvist"})


def test_a_withdrawn_permission_stops_the_invitation(ready: Scene) -> None:
    withdraw(by=ready.by, permission_id=Permission.objects.get().pk)

    assert refused(ready.invite)[0] == "no_permission"


def test_parents_who_disagree_are_not_a_permission(ready: Scene) -> None:
    row = Permission.objects.get()
    Permission.objects.create(
        family=row.family,
        giver_id=ready.family.father,
        recipient=row.recipient,
        purpose=row.purpose,
        answer=Answer.REFUSED,
        asked_on=TODAY,
        asked_by=row.asked_by,
    )

    assert refused(ready.invite)[0] == "no_permission"


@pytest.mark.parametrize(("days", "code"), [(-1, "permission_ends"), (0, None), (1, None)], ids=["T-1", "T", "T+1"])
def test_the_permission_must_reach_to_the_day_of_the_meeting(ready: Scene, days: int, code: str | None) -> None:
    Permission.objects.update(valid_to=MEETING_DAY + timedelta(days=days))

    if code:
        assert refused(ready.invite) == (code, {"name": "Pia Lindqvist"})
    else:
        assert ready.invite().state == MeetingState.INVITED


def test_a_written_legal_ground_stands_for_a_permission_and_is_in_the_trail(ready: Scene) -> None:
    Permission.objects.all().delete()
    pia = ready.who(member=ready.family.pia)
    actions.prepare_invitee(
        by=ready.by, participant_id=pia.pk, version=1, prepared_on=None, without_permission_reason="LSL 20 §: needed."
    )

    ready.invite()

    assert Entry.objects.get(act="participant.invited", thing_id=str(pia.pk)).because == "legal_ground"


def test_contact_that_was_forbidden_after_the_call_stops_even_a_legal_ground(ready: Scene) -> None:
    pia = ready.who(member=ready.family.pia)
    actions.prepare_invitee(
        by=ready.by, participant_id=pia.pk, version=1, prepared_on=None, without_permission_reason="LSL 20 §"
    )
    NetworkMember.objects.filter(pk=ready.family.pia).update(contact_allowed=ContactAllowed.NO)

    assert refused(ready.invite) == ("contact_not_allowed", {"name": "Pia Lindqvist"})


def test_those_with_permission_may_be_invited_while_another_waits(ready: Scene) -> None:
    Permission.objects.all().delete()
    pia = ready.who(member=ready.family.pia).pk

    actions.invite(
        by=ready.by,
        meeting_id=ready.meeting.pk,
        version=ready.fresh().version,
        participant_ids=[one for one in ready.everyone() if one != pia],
    )

    assert ready.who(member=ready.family.pia).invited_at is None


@pytest.mark.parametrize("act", ["letter", "calendar"])
def test_an_invitation_is_not_given_out_after_the_permission_was_withdrawn(ready: Scene, act: str) -> None:
    ready.invite()
    withdraw(by=ready.by, permission_id=Permission.objects.get().pk)
    pia = ready.who(member=ready.family.pia).pk
    take = {
        "letter": lambda: letter(ready.by, pia),
        "calendar": lambda: actions.take_calendar_file(by=ready.by, participant_id=pia),
    }[act]

    assert refused(take)[0] == "no_permission"


# Safety


def test_a_mark_set_after_the_call_stops_the_invitations(ready: Scene) -> None:
    NetworkMember.objects.filter(pk=ready.family.pia).update(person=ready.family.father)
    people.mark_safety(
        by=ready.by,
        key=uuid.uuid4(),
        person_id=ready.family.aino,
        since=TODAY,
        until=None,
        against=[ready.family.father],
        note="",
    )

    assert refused(ready.invite)[0] == "apart_only"


def test_a_mark_set_after_the_invitations_holds_both_letters_back_and_shows(ready: Scene) -> None:
    NetworkMember.objects.filter(pk=ready.family.pia).update(person=ready.family.father)
    ready.invite()
    people.mark_safety(
        by=ready.by,
        key=uuid.uuid4(),
        person_id=ready.family.aino,
        since=TODAY,
        until=None,
        against=[ready.family.father],
        note="",
    )
    pia, aino = ready.who(member=ready.family.pia).pk, ready.who(person=ready.family.aino).pk

    assert refused(lambda: letter(ready.by, pia))[0] == "apart_only"
    assert refused(lambda: actions.take_calendar_file(by=ready.by, participant_id=aino))[0] == "apart_only"
    page = meeting_page(ready.by, ready.meeting.pk, matter_id=ready.matter.pk, language="fi")
    assert page.clash == ("Aino Virtanen", "Pia Lindqvist")
    assert letter(ready.by, ready.who(person=ready.family.mother).pk).name == "Heidi Virtanen"


# The one who notified (P1)


def test_the_one_who_notified_is_settled_before_the_first_invitations(scene: Scene) -> None:
    scene.call()
    scene.allow()
    scene.prepare()

    assert refused(scene.invite) == ("notifier_unsettled", {"name": "Marika Oksanen"})


def test_the_one_who_notified_may_be_called(scene: Scene) -> None:
    [notifier] = unsettled_notifiers(scene.meeting)

    scene.add(member_id=notifier.id)

    assert unsettled_notifiers(scene.meeting) == []


def test_leaving_out_keeps_the_reason_and_may_be_changed(scene: Scene) -> None:
    [notifier] = unsettled_notifiers(scene.meeting)
    one = {"by": scene.by, "meeting_id": scene.meeting.pk, "member_id": notifier.id}

    actions.leave_out(**one, reason=LeftOutReason.CLIENT_REFUSED, words="Not yet.")
    actions.leave_out(**one, reason=LeftOutReason.SAFETY)

    row = LeftOut.objects.get()
    assert (row.reason, row.words, row.decided_by_id) == (LeftOutReason.SAFETY, "", scene.town.sanna.pk)
    assert unsettled_notifiers(scene.meeting) == []


def test_leaving_out_someone_who_did_not_notify_is_hidden(scene: Scene) -> None:
    with pytest.raises(Hidden):
        actions.leave_out(
            by=scene.by,
            meeting_id=scene.meeting.pk,
            member_id=scene.family.pia,
            reason=LeftOutReason.TIMING,
        )


def test_taking_the_one_who_notified_off_asks_for_the_reason_again(scene: Scene) -> None:
    [notifier] = unsettled_notifiers(scene.meeting)
    called = scene.add(member_id=notifier.id)

    actions.remove_participant(by=scene.by, participant_id=called.pk, version=1)

    assert unsettled_notifiers(scene.meeting) == [notifier]


def test_only_the_first_meeting_asks_for_the_one_who_notified(scene: Scene) -> None:
    later = NetworkMeeting.objects.create(
        matter=scene.matter,
        begun_at=NOW + timedelta(days=30),
        convener=scene.town.sanna,
        question="?",
        question_whose_id=scene.family.aino,
    )

    assert unsettled_notifiers(later) == []
    actions.cancel(by=scene.by, meeting_id=scene.meeting.pk, version=1, reason="x")
    assert len(unsettled_notifiers(later)) == 1


@pytest.mark.parametrize("kept", ["hidden", "not_by_default"])
def test_a_notifier_kept_from_the_family_or_not_invited_by_default_is_not_proposed(scene: Scene, kept: str) -> None:
    if kept == "hidden":
        Arrival.objects.update(hide_notifier=True)
    else:
        ReferralSource.objects.update(invite_by_default=False)

    assert unsettled_notifiers(scene.meeting) == []


# Answers


def test_reply_is_kept(ready: Scene) -> None:
    ready.invite()
    pia = ready.who(member=ready.family.pia)

    assert actions.reply(by=ready.by, participant_id=pia.pk, version=pia.version, answer=Reply.YES).reply == Reply.YES


def test_reply_before_the_invitation_is_refused(ready: Scene) -> None:
    pia = ready.who(member=ready.family.pia)

    act = lambda: actions.reply(by=ready.by, participant_id=pia.pk, version=1, answer=Reply.YES)  # noqa: E731
    assert refused(act)[0] == "not_invited"


def test_reply_of_an_older_version_is_refused(ready: Scene) -> None:
    ready.invite()
    pia = ready.who(member=ready.family.pia)

    act = lambda: actions.reply(by=ready.by, participant_id=pia.pk, version=1, answer=Reply.YES)  # noqa: E731
    assert refused(act)[0] == "changed_meanwhile"


@pytest.mark.parametrize("act", ["letter", "calendar"])
def test_no_invitation_is_given_out_before_it_is_sent(ready: Scene, act: str) -> None:
    pia = ready.who(member=ready.family.pia).pk
    take = {
        "letter": lambda: letter(ready.by, pia),
        "calendar": lambda: actions.take_calendar_file(by=ready.by, participant_id=pia),
    }[act]

    assert refused(take)[0] == "not_invited"
