import uuid

from django.db import models
from django.db.models import F, Q

from kudelma.core.codes import CustodyKind, InfoRight, PartnershipEnd, PartnershipKind, Retention, TieKind
from kudelma.rooms.people.models.persons import Person
from kudelma.rooms.sealed.fields import SealedText


class Tie(models.Model):
    """A parent and a child, of one kind, perhaps for a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    parent = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties_down")
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties_up")
    kind = models.CharField(max_length=14, choices=[(k.value, k.value) for k in TieKind])
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("child")), name="nobody_is_their_own_parent"),
            models.UniqueConstraint(fields=["parent", "child", "kind"], name="one_tie_of_a_kind"),
        ]


class Partnership(models.Model):
    """Two people as a couple, or parents who never were one; with its history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="partnerships_one")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="partnerships_other")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in PartnershipKind])
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    ended_as = models.CharField(max_length=10, choices=[(e.value, e.value) for e in PartnershipEnd], blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(one=F("other")), name="a_couple_is_two")]


class Custody(models.Model):
    """Who has custody of a child, what it contains, and a non-custodial parent's right to information (ATL 38 §)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="custodies")
    custodian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="custody_of")
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in CustodyKind])
    content = SealedText(purpose="how custodians divide what they decide", keep=Retention.FAMILIES)
    info_right = models.CharField(max_length=8, choices=[(r.value, r.value) for r in InfoRight], default=InfoRight.YES)
    decided_by = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
