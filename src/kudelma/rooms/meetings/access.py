"""Who may see and move a meeting: whoever may see its matter. Who may be called to it, and who may sit together."""

import uuid

from django.db.models import QuerySet

from kudelma.core.codes import ContactAllowed, MeetingState, Purpose
from kudelma.core.decision import Decision
from kudelma.rooms.casework.access import visible_to as visible_matters
from kudelma.rooms.consent.queries import Standing, standings
from kudelma.rooms.meetings.models import NetworkMeeting, Participant
from kudelma.rooms.meetings.safety import constellation
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Hidden, Refused


def visible_to(actor: Actor) -> "QuerySet[NetworkMeeting]":
    return NetworkMeeting.objects.filter(matter__in=visible_matters(actor))


def may_open(actor: Actor, meeting: NetworkMeeting) -> Decision:
    """Answer for one meeting; the same rule as `visible_to`."""
    if visible_to(actor).filter(pk=meeting.pk).exists():
        return Decision.yes("shares_the_family")
    return Decision.no("not_of_the_team")


def seen_meeting(actor: Actor, meeting_id: uuid.UUID, *, lock: bool = False) -> NetworkMeeting:
    """Return a meeting the actor may open. Raises `Hidden` alike for a foreign and an unknown one."""
    rows = visible_to(actor).select_related("matter__family", "convener", "question_whose", "previous", "next")
    rows = rows.select_related("question_whose")
    meeting = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=meeting_id).first()
    if meeting is None:
        raise Hidden("meeting.read", "not_of_the_team", object_id=meeting_id)
    return meeting


def seen_participant(actor: Actor, participant_id: uuid.UUID, *, lock: bool = False) -> Participant:
    """Return a participant of a meeting the actor may open, with the meeting locked when it is to change."""
    visible = Participant.objects.filter(pk=participant_id, meeting__in=visible_to(actor))
    meeting_id = visible.values_list("meeting_id", flat=True).first()
    meeting = seen_meeting(actor, meeting_id, lock=lock) if meeting_id else None
    rows = Participant.objects.select_related("person", "member", "worker").select_related("person")
    participant = rows.filter(pk=participant_id).first() if meeting else None
    if participant is None or meeting is None:
        raise Hidden("participant.read", "not_of_the_team", object_id=participant_id)
    participant.meeting = meeting
    return participant


def check_version(row: NetworkMeeting | Participant, version: int) -> None:
    if row.version != version:
        raise Refused("changed_meanwhile", version=row.version)


def check_coming(meeting: NetworkMeeting) -> None:
    """Refuse what belongs before a meeting once it has been held or cancelled."""
    if meeting.state == MeetingState.HELD:
        raise Refused("meeting_held")
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("meeting_cancelled")


def check_held(meeting: NetworkMeeting) -> None:
    """Refuse what belongs after a meeting until it has been held."""
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("meeting_cancelled")
    if meeting.state != MeetingState.HELD:
        raise Refused("meeting_not_held")


def may_invite(participant: Participant, standing: Standing) -> Decision:
    """Say on which ground someone may be invited, or why not.

    People of the family and workers of the team need no permission. A network member needs the family's
    permission in force on the day of the meeting, or a written legal ground. A no to all contact wins over both.
    """
    if participant.member is None:
        return Decision.yes("family" if participant.person_id else "team")
    if participant.member.removed_at or participant.member.contact_allowed == ContactAllowed.NO:
        return Decision.no("contact_not_allowed", name=participant.member.name)
    if standing == Standing.GIVEN:
        return Decision.yes("permission")
    if participant.without_permission_reason.strip():
        return Decision.yes("legal_ground")
    return Decision.no(
        "permission_ends" if standing == Standing.EXPIRED else "no_permission", name=participant.member.name
    )


def standings_for(meeting: NetworkMeeting, actor: Actor) -> dict[uuid.UUID, Standing]:
    """Return how the permissions to invite stand on the meeting's day, or today while it has none or it has passed."""
    day = actor.today
    if meeting.starts_at:
        day = max(day, meeting.starts_at.astimezone(actor.now.tzinfo).date())
    return standings(meeting.matter.family_id, purpose=Purpose.INVITE, today=day)


def persons_in(meeting: NetworkMeeting) -> set[uuid.UUID]:
    """Return the persons, of the family or behind a network member, who are called to the meeting."""
    rows = Participant.objects.filter(meeting=meeting, withdrawn_at__isnull=True)
    pairs = rows.values_list("person_id", "member__person_id")
    return {one for pair in pairs for one in pair} - {None}


def check_ground(by: Actor, participant: Participant) -> None:
    """Refuse to give an invitation out when nobody would be invited on these grounds today."""
    meeting = participant.meeting
    if participant.member_id:
        standing = standings_for(meeting, by).get(participant.member_id, Standing.NOT_ASKED)
        decision = may_invite(participant, standing)
        if not decision:
            raise Refused(decision.because, name=decision.facts["name"])
    own = participant.person_id or (participant.member.person_id if participant.member else None)
    clash = constellation(meeting.matter.family).clash(persons_in(meeting))
    if clash and own in clash:
        raise Refused("apart_only")
