import uuid

from django.db import models

from kudelma.core.codes import Retention
from kudelma.rooms.people.models.persons import Person
from kudelma.rooms.sealed.fields import SealedText


class SafetyMark(models.Model):
    """Non-disclosure for safety (turvakielto, VTJL 36–37 §). Its end never unhides by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="safety_marks")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)  # a worker's act after review
    note = SealedText(purpose="what the protection is about", keep=Retention.FAMILIES)


class Protection(models.Model):
    """Whom a safety mark protects against; none means everyone outside the work."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mark = models.ForeignKey(SafetyMark, on_delete=models.CASCADE, related_name="protections")
    against = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="protected_from")
