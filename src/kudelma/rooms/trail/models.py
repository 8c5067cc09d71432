import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Entry(models.Model):
    """One act. `body` is the canonical text that the chain is computed over; the columns repeat it for asking."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    role = models.CharField(max_length=40, blank=True)
    act = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10)
    because = models.CharField(max_length=60, blank=True)
    matter = models.UUIDField(null=True)
    thing = models.CharField(max_length=60, blank=True)
    thing_id = models.CharField(max_length=64, blank=True)
    persons = ArrayField(models.UUIDField(), default=list)
    body = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["matter", "-at"], name="trail_by_matter"),
            models.Index(fields=["actor", "-at"], name="trail_by_actor"),
        ]


class Link(models.Model):
    """The chain: made by the database when the act commits (migration `chain`), never by the application."""

    seq = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="link")
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
