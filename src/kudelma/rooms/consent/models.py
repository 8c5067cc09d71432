import uuid

from django.db import models

from kudelma.core.codes import Answer, Purpose, Retention
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.people.models import Family, NetworkMember, Person
from kudelma.rooms.sealed.fields import SealedText


class Permission(models.Model):
    """One person's answer about one recipient and one purpose. Each custodian and the child answer for themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="permissions")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="permissions")
    recipient = models.ForeignKey(NetworkMember, on_delete=models.PROTECT, related_name="permissions")
    purpose = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Purpose])
    scope = SealedText(purpose="what may be told", keep=Retention.CONSENT)
    answer = models.CharField(max_length=8, choices=[(a.value, a.value) for a in Answer])
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    how_asked = SealedText(purpose="how it was explained so that it was understood", keep=Retention.CONSENT)
    answered_on = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "recipient", "purpose"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_standing_permission",
            )
        ]
