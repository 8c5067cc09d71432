import uuid

from django.db import models

from kudelma.core.codes import ArrivalKind, Channel, IntakeOutcome, Retention, Urgency, Yes
from kudelma.rooms.casework.models.matters import Matter
from kudelma.rooms.organisation.models import Team, Worker
from kudelma.rooms.people.models import Family, NetworkMember, Person
from kudelma.rooms.sealed.fields import SealedText, identifying


class ReferralSource(models.Model):
    """A party families come from; the unit edits the list (mission.md P1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    is_authority = models.BooleanField(default=True)
    invite_by_default = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=100)
    in_use = models.BooleanField(default=True)


class Arrival(models.Model):
    """A notification, contact, application or joint contact: a record of its own, kept even when it leads nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=14, choices=[(k.value, k.value) for k in ArrivalKind])
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="arrivals")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, blank=True, related_name="arrivals")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="arrivals")
    received_at = models.DateTimeField()
    initiated_on = models.DateField()
    channel = models.CharField(max_length=18, choices=[(c.value, c.value) for c in Channel])
    received_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    source = models.ForeignKey(ReferralSource, on_delete=models.PROTECT, related_name="arrivals")
    notifier_name = SealedText(purpose="to answer the one who notified", keep=Retention.CHILD_PROTECTION)
    notifier_organisation = SealedText(purpose="to answer the one who notified", keep=Retention.CHILD_PROTECTION)
    notifier_contact = SealedText(purpose="to answer the one who notified", keep=Retention.CHILD_PROTECTION)
    notifier = models.ForeignKey(NetworkMember, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    wants_feedback = models.BooleanField(default=True)
    hide_notifier = models.BooleanField(default=False)  # JulkL 11 § 2 mom. 7 kohta
    hide_notifier_reason = SealedText(
        purpose="why the notifier is kept from the party", keep=Retention.CHILD_PROTECTION
    )

    who_it_concerns = identifying(
        models.CharField(max_length=200), purpose="to find the right child", keep=Retention.CHILD_PROTECTION
    )
    place = SealedText(purpose="where the child is now", keep=Retention.CHILD_PROTECTION)
    observations = SealedText(purpose="what was seen and heard, concretely", keep=Retention.CHILD_PROTECTION)
    first_hand = models.CharField(max_length=7, choices=[(y.value, y.value) for y in Yes], default=Yes.UNKNOWN)
    all_children = models.CharField(max_length=7, choices=[(y.value, y.value) for y in Yes], default=Yes.UNKNOWN)
    notifier_has_done = SealedText(purpose="what the notifier has done", keep=Retention.CHILD_PROTECTION)
    other_authorities = SealedText(purpose="who else has been told", keep=Retention.CHILD_PROTECTION)
    tried_before = SealedText(purpose="how it has been tried to solve", keep=Retention.CHILD_PROTECTION)
    family_knows = models.CharField(max_length=7, choices=[(y.value, y.value) for y in Yes], default=Yes.UNKNOWN)
    child_knows = models.CharField(max_length=7, choices=[(y.value, y.value) for y in Yes], default=Yes.UNKNOWN)
    expects = SealedText(purpose="what the notifier expects", keep=Retention.CHILD_PROTECTION)
    told_what_next = models.BooleanField(default=False)
    told_may_be_invited = models.BooleanField(default=False)

    outcome = models.CharField(max_length=12, choices=[(o.value, o.value) for o in IntakeOutcome], blank=True)
    outcome_reason = SealedText(purpose="the reasoned decision at intake", keep=Retention.CHILD_PROTECTION)
    outcome_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["team", "-received_at"], name="arrival_by_team")]


class Concern(models.Model):
    """A child whom an arrival is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="concerns")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="concerns")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["arrival", "child"], name="concerns_once")]


class UrgencyAssessment(models.Model):
    """Urgent need judged at once: who, when, result (SHL 36.1 §, LSL 26.2 §)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrival = models.OneToOneField(Arrival, on_delete=models.CASCADE, related_name="urgency")
    result = models.CharField(max_length=10, choices=[(u.value, u.value) for u in Urgency])
    grounds = SealedText(purpose="what the judgement rests on", keep=Retention.CHILD_PROTECTION)
    judged_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
