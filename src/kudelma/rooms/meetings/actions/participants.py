import uuid
from datetime import date

from django.db import transaction

from kudelma.core.codes import ContactAllowed, MeetingRole
from kudelma.rooms.meetings.access import check_coming, check_version, persons_in, seen_meeting, seen_participant
from kudelma.rooms.meetings.models import NetworkMeeting, Participant
from kudelma.rooms.meetings.safety import close_family, constellation
from kudelma.rooms.organisation.queries import Actor, current_memberships
from kudelma.rooms.people.models import Belonging, NetworkMember
from kudelma.rooms.people.queries import present_name
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.actions import record


@transaction.atomic
def add_participant(
    *,
    by: Actor,
    meeting_id: uuid.UUID,
    person_id: uuid.UUID | None = None,
    member_id: uuid.UUID | None = None,
    worker_id: uuid.UUID | None = None,
) -> Participant:
    """Call one more to the meeting; nothing is sent yet. Calling someone twice is calling them once.

    Refuses two people of whom one is protected against the other, and someone who may not be contacted.
    """
    meeting = seen_meeting(by, meeting_id, lock=True)
    who = {"person_id": person_id, "member_id": member_id, "worker_id": worker_id}
    if sum(one is not None for one in who.values()) != 1:
        raise Refused("choose_from_list", field="who")
    known = Participant.objects.filter(meeting=meeting, **{name: one for name, one in who.items() if one}).first()
    if known and known.withdrawn_at is None:
        return known
    check_coming(meeting)
    person = _may_be_called(by, meeting, person_id, member_id, worker_id)
    if person and constellation(meeting.matter.family).clash({person, *persons_in(meeting)}):
        raise Refused("apart_only", field="who")
    if known:
        known.withdrawn_at, known.invited_at, known.reply = None, None, "none"
        known.version += 1
        known.save()
    participant = known or Participant.objects.create(meeting=meeting, **who)
    record(
        "participant.added",
        by=by,
        matter=meeting.matter_id,
        thing="participant",
        thing_id=participant.pk,
        persons=[person] if person else [],
    )
    return participant


def _may_be_called(
    by: Actor,
    meeting: NetworkMeeting,
    person_id: uuid.UUID | None,
    member_id: uuid.UUID | None,
    worker_id: uuid.UUID | None,
) -> uuid.UUID | None:
    """Return the person behind the one called, if they are one. Raises `Hidden` for anyone not of this family."""
    family = meeting.matter.family
    if person_id:
        rows = Belonging.objects.filter(family=family, person=person_id).select_related("person")
        belonging = rows.select_related("person").first()
        if belonging is None:
            raise Hidden("participant.add", "foreign_person", object_id=person_id)
        if person_id not in close_family(family.pk):
            raise Refused("family_through_network", field="who", name=present_name(belonging.person))
        return person_id
    if member_id:
        member = NetworkMember.objects.filter(family=family, pk=member_id, removed_at__isnull=True).first()
        if member is None:
            raise Hidden("participant.add", "foreign_member", object_id=member_id)
        if member.contact_allowed == ContactAllowed.NO:
            raise Refused("contact_not_allowed", field="who", name=member.name)
        return member.person_id
    if not current_memberships(by.today).filter(worker=worker_id, team=family.team_id).exists():
        raise Refused("worker_of_another_team", field="who")
    return None


@transaction.atomic
def remove_participant(*, by: Actor, participant_id: uuid.UUID, version: int) -> None:
    """Take someone off the meeting. Who has been invited stays to be seen, and is given a cancelling calendar file."""
    participant = seen_participant(by, participant_id, lock=True)
    meeting = participant.meeting
    if participant.withdrawn_at:
        return
    check_coming(meeting)
    check_version(participant, version)
    if participant.worker_id == meeting.convener_id:
        raise Refused("convener_stays")
    if participant.invited_at is None:
        participant.delete()
    else:
        participant.withdrawn_at, participant.role = by.now, MeetingRole.PARTICIPANT
        participant.calendar_sequence = (participant.calendar_sequence or 0) + 1
        participant.version += 1
        participant.save()
    record("participant.removed", by=by, matter=meeting.matter_id, thing="participant", thing_id=participant_id)


@transaction.atomic
def set_roles(
    *, by: Actor, meeting_id: uuid.UUID, version: int, chair_id: uuid.UUID, recorder_id: uuid.UUID
) -> NetworkMeeting:
    """Say who keeps the dialogue and the structure, and who writes the one shared record (K3)."""
    meeting = seen_meeting(by, meeting_id, lock=True)
    check_coming(meeting)
    check_version(meeting, version)
    if chair_id == recorder_id:
        raise Refused("couple_is_two", field="recorder")
    here = {p.pk: p for p in Participant.objects.filter(meeting=meeting, withdrawn_at__isnull=True)}
    for field, one in (("chair", chair_id), ("recorder", recorder_id)):
        if one not in here:
            raise Hidden("participant.role", "foreign_participant", object_id=one)
        if here[one].person_id:
            raise Refused("role_of_family", field=field)
    for participant in here.values():
        role = {chair_id: MeetingRole.CHAIR, recorder_id: MeetingRole.RECORDER}.get(participant.pk)
        held = participant.role in {MeetingRole.CHAIR, MeetingRole.RECORDER}
        if role or held:
            Participant.objects.filter(pk=participant.pk).update(role=role or MeetingRole.PARTICIPANT)
    meeting.version += 1
    meeting.save()
    record("meeting.roles_set", by=by, matter=meeting.matter_id, thing="meeting", thing_id=meeting.pk)
    return meeting


@transaction.atomic
def prepare_invitee(
    *,
    by: Actor,
    participant_id: uuid.UUID,
    version: int,
    prepared_on: date | None,
    childs_support: bool = False,
    without_permission_reason: str = "",
) -> Participant:
    """Mark that the way of working was explained to an invitee; or the legal ground of inviting without permission."""
    participant = seen_participant(by, participant_id, lock=True)
    check_coming(participant.meeting)
    check_version(participant, version)
    if prepared_on and prepared_on > by.today:
        raise Refused("in_future", field="prepared_on")
    participant.prepared_on = prepared_on
    if participant.role in {MeetingRole.PARTICIPANT, MeetingRole.CHILDS_SUPPORT}:
        participant.role = MeetingRole.CHILDS_SUPPORT if childs_support else MeetingRole.PARTICIPANT
    participant.without_permission_reason = without_permission_reason if participant.member_id else ""
    participant.version += 1
    participant.save()
    record(
        "participant.prepared",
        by=by,
        matter=participant.meeting.matter_id,
        thing="participant",
        thing_id=participant.pk,
        because="legal_ground" if participant.without_permission_reason.strip() else "",
    )
    return participant
