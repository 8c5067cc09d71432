import uuid
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.db import transaction

from kudelma.core.calendar import helsinki_date
from kudelma.core.codes import (
    OFFICE_ROLES,
    ArrivalKind,
    Channel,
    ContactAllowed,
    IntakeOutcome,
    MatterState,
    Sector,
    TaskKind,
    Urgency,
    Yes,
)
from kudelma.core.deadlines.assessment import Basis, assessment_deadlines
from kudelma.rooms.casework.access import seen_arrival
from kudelma.rooms.casework.models import (
    Arrival,
    Assessment,
    Concern,
    Matter,
    ReferralSource,
    Responsibility,
    Task,
    UrgencyAssessment,
)
from kudelma.rooms.organisation.models import Membership
from kudelma.rooms.organisation.queries import Actor, current_memberships
from kudelma.rooms.people.access import seen_family
from kudelma.rooms.people.models import Belonging, NetworkMember
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.actions import record


@dataclass(frozen=True, slots=True)
class Told:
    """What was told when someone notified or made contact: THL's checklist (practice.md 4)."""

    kind: ArrivalKind
    channel: Channel
    received_at: datetime
    source_id: uuid.UUID
    who_it_concerns: str
    observations: str
    notifier_name: str = ""
    notifier_organisation: str = ""
    notifier_contact: str = ""
    wants_feedback: bool = True
    hide_notifier: bool = False
    hide_notifier_reason: str = ""
    place: str = ""
    first_hand: Yes = Yes.UNKNOWN
    all_children: Yes = Yes.UNKNOWN
    notifier_has_done: str = ""
    other_authorities: str = ""
    tried_before: str = ""
    family_knows: Yes = Yes.UNKNOWN
    child_knows: Yes = Yes.UNKNOWN
    expects: str = ""
    told_what_next: bool = False
    told_may_be_invited: bool = False


@transaction.atomic
def receive(*, by: Actor, key: uuid.UUID, team_id: uuid.UUID, told: Told) -> Arrival:
    """Write down an arrival. It is initiated on the Finnish day it was received (SHL 34 §, LSL 26.1 §)."""
    known = Arrival.objects.filter(pk=key).first()
    if known:
        return seen_arrival(by, known.pk)
    if team_id not in by.teams:
        raise Hidden("arrival.receive", "not_of_the_team", object_id=team_id)
    if told.received_at > by.now:
        raise Refused("in_future", field="received_on")
    if told.hide_notifier and not told.hide_notifier_reason.strip():
        raise Refused("reason_needed", field="hide_notifier_reason")
    if not ReferralSource.objects.filter(pk=told.source_id, in_use=True).exists():
        raise Refused("choose_from_list", field="source")
    facts = {f.name: getattr(told, f.name) for f in fields(told)}
    arrival = Arrival.objects.create(
        id=key,
        team_id=team_id,
        received_by_id=by.id,
        initiated_on=helsinki_date(told.received_at),
        **facts,
    )
    record("arrival.received", by=by, thing="arrival", thing_id=arrival.id, because=told.kind)
    return arrival


@transaction.atomic
def judge_urgency(*, by: Actor, arrival_id: uuid.UUID, result: Urgency, grounds: str) -> None:
    """Judge urgent need: who, when, result, on what grounds. It is judged once; a retry changes nothing."""
    arrival = seen_arrival(by, arrival_id, lock=True)
    if UrgencyAssessment.objects.filter(arrival=arrival).exists():
        return
    UrgencyAssessment.objects.create(
        arrival=arrival, result=result, grounds=grounds, judged_by_id=by.id, judged_at=by.now
    )
    record("urgency.judged", by=by, thing="arrival", thing_id=arrival.id, because=result)


@transaction.atomic
def attach_family(*, by: Actor, arrival_id: uuid.UUID, family_id: uuid.UUID, children: list[uuid.UUID]) -> None:
    """Say which family and which of its children an arrival is about."""
    arrival = seen_arrival(by, arrival_id, lock=True)
    _open(arrival)
    family = seen_family(by, family_id)
    if not children:
        raise Refused("choose_child", field="children")
    own = set(Belonging.objects.filter(family=family, person__in=children).values_list("person_id", flat=True))
    if own != set(children):
        raise Hidden("arrival.attach", "foreign_child", object_id=family_id)
    Belonging.objects.filter(family=family, person__in=children).update(is_client_child=True)
    Concern.objects.filter(arrival=arrival).exclude(child__in=children).delete()
    for child in children:
        Concern.objects.get_or_create(arrival=arrival, child_id=child)
    arrival.family = family
    arrival.notifier = arrival.notifier or _as_member(arrival)
    arrival.version += 1
    arrival.save()
    record("arrival.attached", by=by, thing="arrival", thing_id=arrival.id, persons=children)


def _as_member(arrival: Arrival) -> NetworkMember | None:
    """Put the one who notified into the family's network, so that they can be asked for and invited."""
    if not arrival.notifier_name.strip() or arrival.hide_notifier or not arrival.source.is_authority:
        return None
    assert arrival.family_id is not None
    name = arrival.notifier_name.strip()[:120]
    here = NetworkMember.objects.filter(family=arrival.family_id, name__iexact=name, removed_at__isnull=True).first()
    if here:
        return here
    return NetworkMember.objects.create(
        family_id=arrival.family_id,
        name=name,
        relation=arrival.source.name_fi,
        organisation=arrival.notifier_organisation[:120],
        sector=Sector.PROFESSIONALS,
        contact_allowed=ContactAllowed.ASK_FIRST,
        phone=arrival.notifier_contact,
        is_authority=True,
    )


def _open(arrival: Arrival) -> None:
    if arrival.outcome:
        raise Refused("already_decided")


def _judged(arrival: Arrival) -> None:
    _open(arrival)
    if not UrgencyAssessment.objects.filter(arrival=arrival).exists():
        raise Refused("urgency_first")


def _decide(arrival: Arrival, by: Actor, outcome: IntakeOutcome, reason: str) -> None:
    arrival.outcome, arrival.outcome_reason = outcome, reason
    arrival.outcome_by_id, arrival.outcome_at = by.id, by.now
    arrival.version += 1
    arrival.save()
    record(
        "intake.decided",
        by=by,
        matter=arrival.matter_id,
        thing="arrival",
        thing_id=arrival.id,
        because=outcome,
    )


@transaction.atomic
def decide_not_needed(*, by: Actor, arrival_id: uuid.UUID, reason: str) -> None:
    """Decide that no assessment is needed: a reasoned decision, never a silent close (SHL 36.1 §, LSL 26.3 §)."""
    arrival = seen_arrival(by, arrival_id, lock=True)
    _judged(arrival)
    if not reason.strip():
        raise Refused("reason_needed", field="reason")
    _decide(arrival, by, IntakeOutcome.NOT_NEEDED, reason)


@transaction.atomic
def open_assessment(*, by: Actor, arrival_id: uuid.UUID, basis: Basis, responsible_id: uuid.UUID) -> Matter:
    """Open the family's matter and a service needs assessment for each child, with their clocks and first tasks.

    Refuses before urgency is judged and a family attached, a responsible worker of another team, and,
    for a special-support or child-protection ground, one who holds no office (SHL 36.5 §).
    """
    arrival = seen_arrival(by, arrival_id, lock=True)
    if arrival.outcome == IntakeOutcome.ASSESSMENT and arrival.matter:
        return arrival.matter
    _judged(arrival)
    if arrival.family is None:
        raise Refused("family_first")
    children = list(Concern.objects.filter(arrival=arrival).values_list("child_id", flat=True))
    taken = Assessment.objects.filter(child__in=children, approved_on__isnull=True).values_list("child_id", flat=True)
    if set(taken) == set(children):
        raise Refused("assessment_open_already")
    responsible = _responsible(arrival, responsible_id, by.today)
    if basis in {Basis.CHILD_PROTECTION, Basis.SPECIAL_SUPPORT} and not responsible:
        raise Refused("office_needed", field="responsible")
    matter = _matter(by, arrival, responsible_id)
    for child in children:
        if child not in set(taken):
            _assess(by, arrival, matter, child, basis, responsible_id)
    arrival.matter = matter
    _decide(arrival, by, IntakeOutcome.ASSESSMENT, "")
    return matter


def _responsible(arrival: Arrival, worker_id: uuid.UUID, day: date) -> bool:
    """Return whether the worker holds an office. Refuses someone who is not of the family's team."""
    membership: Membership | None = (
        current_memberships(day)
        .filter(worker=worker_id, team=arrival.family.team_id if arrival.family else None)
        .first()
    )
    if membership is None:
        raise Refused("worker_of_another_team", field="responsible")
    return membership.role in OFFICE_ROLES


def _matter(by: Actor, arrival: Arrival, responsible_id: uuid.UUID) -> Matter:
    assert arrival.family is not None
    matter = Matter.objects.filter(family=arrival.family, closed_on__isnull=True).first()
    if matter is not None:
        return matter
    matter = Matter.objects.create(
        id=uuid.uuid5(arrival.id, "matter"),
        family=arrival.family,
        responsible_id=responsible_id,
        opened_on=arrival.initiated_on,
        state=MatterState.ASSESSMENT,
    )
    Responsibility.objects.create(matter=matter, worker_id=responsible_id, valid_from=by.today)
    if arrival.wants_feedback and not arrival.source.code.startswith("self"):
        Task.objects.create(
            id=uuid.uuid5(arrival.id, "feedback"),
            matter=matter,
            arrival=arrival,
            kind=TaskKind.FEEDBACK_TO_REFERRER,
            due_on=arrival.initiated_on + timedelta(days=92),
            who_id=responsible_id,
        )
    return matter


def _assess(
    by: Actor, arrival: Arrival, matter: Matter, child: uuid.UUID, basis: Basis, responsible_id: uuid.UUID
) -> None:
    assessment = Assessment.objects.create(
        id=uuid.uuid5(arrival.id, f"assessment:{child}"),
        matter=matter,
        arrival=arrival,
        child_id=child,
        basis=basis,
        initiated_on=arrival.initiated_on,
    )
    clock = assessment_deadlines(arrival.initiated_on, basis)
    start_by = clock.start_alert.on if clock.start_alert else by.today + timedelta(days=7)
    for kind in (TaskKind.INFORM_GUARDIAN, TaskKind.INFORM_CHILD, TaskKind.MEET_CHILD):
        Task.objects.create(
            id=uuid.uuid5(assessment.id, kind),
            matter=matter,
            kind=kind,
            about_id=child,
            arrival=arrival,
            due_on=max(start_by, by.today) if kind != TaskKind.MEET_CHILD else start_by + timedelta(days=14),
            who_id=responsible_id,
        )
    record(
        "assessment.opened",
        by=by,
        matter=matter.id,
        thing="assessment",
        thing_id=assessment.id,
        persons=[child],
    )


@transaction.atomic
def link_to_open(*, by: Actor, arrival_id: uuid.UUID, reason: str) -> Matter:
    """Link a second arrival to the assessment that is open; its clock is kept (regulation.md 1.4)."""
    arrival = seen_arrival(by, arrival_id, lock=True)
    if arrival.outcome == IntakeOutcome.LINKED and arrival.matter:
        return arrival.matter
    _judged(arrival)
    if arrival.family is None:
        raise Refused("family_first")
    if not reason.strip():
        raise Refused("reason_needed", field="reason")
    matter = Matter.objects.filter(family=arrival.family, closed_on__isnull=True).first()
    if matter is None:
        raise Refused("nothing_open")
    arrival.matter = matter
    _decide(arrival, by, IntakeOutcome.LINKED, reason)
    return matter
