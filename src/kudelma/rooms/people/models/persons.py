import uuid

from django.db import models

from kudelma.core.codes import Gender, Precision, Retention
from kudelma.rooms.sealed.fields import SealedText, identifying


class Person(models.Model):
    """A client or a relative. The key is ours for life; an identity code is a dated attribute and may change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    born = identifying(
        models.DateField(null=True, blank=True),
        purpose="age decides rights and clocks",
        keep=Retention.FAMILIES,
    )
    born_precision = models.CharField(
        max_length=8, choices=[(p.value, p.value) for p in Precision], default=Precision.DAY
    )
    died = identifying(
        models.DateField(null=True, blank=True), purpose="the drawing, and retention", keep=Retention.FAMILIES
    )
    is_dead = models.BooleanField(default=False)
    gender = models.CharField(max_length=8, choices=[(g.value, g.value) for g in Gender], default=Gender.UNKNOWN)
    language = models.CharField(max_length=3, blank=True)
    interpreter = models.CharField(max_length=3, blank=True)
    #: The present name, and what they want to be called: `Name` keeps the history, the actions keep the two together.
    name = identifying(
        models.CharField(max_length=241, blank=True), purpose="to speak of the person", keep=Retention.FAMILIES
    )
    called = identifying(
        models.CharField(max_length=60, blank=True), purpose="what they want to be called", keep=Retention.FAMILIES
    )
    note = SealedText(purpose="what the person wants known of them", keep=Retention.FAMILIES)
    version = models.PositiveIntegerField(default=1)


class Name(models.Model):
    """What someone is called from a day to a day; the newest without an end is the present one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    given = identifying(models.CharField(max_length=120), purpose="to speak of the person", keep=Retention.FAMILIES)
    family = identifying(
        models.CharField(max_length=120, blank=True),
        purpose="to speak of the person",
        keep=Retention.FAMILIES,
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(valid_to__isnull=True), name="one_present_name"
            )
        ]
        indexes = [models.Index(fields=["family", "given"], name="name_order")]


class Identity(models.Model):
    """An identity code (HETU) under lock: found only by its keyed hash, shown masked (TSL 29 §)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    code = SealedText(purpose="to be sure of who is who in social care", keep=Retention.FAMILIES)
    code_hash = models.BinaryField(max_length=32, unique=True)
    masked = identifying(
        models.CharField(max_length=11), purpose="birth date part, shown on screen", keep=Retention.FAMILIES
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
