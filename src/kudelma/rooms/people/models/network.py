import uuid

from django.db import models

from kudelma.core.codes import ContactAllowed, Retention, Sector
from kudelma.rooms.people.models.families import Family
from kudelma.rooms.people.models.persons import Person
from kudelma.rooms.sealed.fields import SealedText, identifying


class NetworkMember(models.Model):
    """Someone who matters around a family: a grandmother, a teacher, a nurse (SHL 43 §, LSL 32 §)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="network")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="network_of")
    name = identifying(
        models.CharField(max_length=120), purpose="to invite and to speak of them", keep=Retention.FAMILIES
    )
    relation = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Sector])
    contact_allowed = models.CharField(max_length=10, choices=[(c.value, c.value) for c in ContactAllowed])
    contact_reason = SealedText(purpose="why contact is or is not allowed", keep=Retention.FAMILIES)
    phone = SealedText(purpose="to reach them when the family allows", keep=Retention.FAMILIES)
    email = SealedText(purpose="to invite them when the family allows", keep=Retention.FAMILIES)
    is_authority = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)
