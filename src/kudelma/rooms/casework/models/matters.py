import uuid

from django.db import models

from kudelma.core.codes import MatterState, Retention
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.people.models import Family
from kudelma.rooms.sealed.fields import SealedText


class Matter(models.Model):
    """A family's matter (asia): what the team works on from initiation to close. Its team is its family's team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="matters")
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in MatterState], default=MatterState.ASSESSMENT
    )
    responsible = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="matters")
    pair = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closing_reason = SealedText(purpose="why the matter was closed", keep=Retention.FAMILIES)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family"],
                condition=models.Q(closed_on__isnull=True),
                name="one_open_matter_of_a_family",
            )
        ]
        indexes = [models.Index(fields=["responsible", "state"], name="matter_by_responsible")]


class Responsibility(models.Model):
    """Who has answered for a matter, from when to when, and why it changed hands (SHL 42 §)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="responsibilities")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = SealedText(purpose="why the responsible worker changed", keep=Retention.FAMILIES)
    told_family_on = models.DateField(null=True, blank=True)
