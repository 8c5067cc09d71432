import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kudelma.core.codes import Comparison, Retention, Weighed
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.organisation.models import Unit, Worker
from kudelma.rooms.sealed.fields import SealedText


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

    `scope` is the log, as it stood; `families` (where sums were told also their cases) are packed by `told`.
    """

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=60)
    told_on = models.DateField()
    families = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["unit", "scope"], name="insight_told_scope"),)


class ActorPlan(models.Model):
    """The question about actors, stored before it is asked: what, of whom, by which thresholds, and who owns it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "version"], name="one_version_of_a_plan")]


class ActorSwitch(models.Model):
    """Whether a unit's group sees the tables; the newest row holds, and none at all is off."""

    id = models.BigAutoField(primary_key=True)  # in the order in which it was turned
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.BooleanField()
    why = models.TextField()
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ActorTable(models.Model):
    """One table as it was worked out: the same for everyone who looks, until the next is made. Names no family."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(ActorPlan, on_delete=models.PROTECT, related_name="tables")
    comparison = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Comparison])
    group = models.CharField(max_length=40)
    as_of = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    software = models.CharField(max_length=40)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "comparison", "group", "as_of"], name="one_table_of_a_month")
        ]


class ActorChoice(models.Model):
    """Whom people chose to suggest, why, and who chose. Kept with the table they had before them, if any."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="actor_choices")
    table = models.ForeignKey(ActorTable, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    actors = ArrayField(models.CharField(max_length=40), default=list)
    others = SealedText(purpose="whom else the group suggests to ask", keep=Retention.FAMILIES)
    why = SealedText(purpose="why these are suggested", keep=Retention.FAMILIES)
    decided_by = SealedText(purpose="who in the group decided", keep=Retention.FAMILIES)
    decided_on = models.DateField()
    weighed = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Weighed])
    recorded_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
