import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kudelma.rooms.organisation.models import Unit, Worker


class EventLog(models.Model):
    """An event log brought in from elsewhere: its rows are in a file of the data folder, here is what it is.

    `rows` were in the file; `rejected` of them were left out: how many for each reason is in `rejected_by`, the
    first ones are told in `faults`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    file_name = models.CharField(max_length=120)
    brought_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    columns = ArrayField(models.CharField(max_length=200), default=list)
    ready = models.BooleanField(default=False)
    rows = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    rejected_by = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    cases = models.PositiveIntegerField(default=0)
    has_clients = models.BooleanField(default=False)
    has_sources = models.BooleanField(default=False)
    has_roles = models.BooleanField(default=False)


class ToldPopulation(models.Model):
    """The families behind figures that were told, as numbers that tell nothing by themselves.

    `scope` is the log, as it stood; `families` are packed by `told`.
    """

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=60)
    told_on = models.DateField()
    families = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["unit", "scope"], name="insight_told_scope"),)
