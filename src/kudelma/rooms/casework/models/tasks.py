import uuid

from django.db import models

from kudelma.core.codes import Channel, FeedbackLevel, Retention, TaskKind
from kudelma.rooms.casework.models.arrivals import Arrival
from kudelma.rooms.casework.models.matters import Matter
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.people.models import Person
from kudelma.rooms.sealed.fields import SealedText


class Task(models.Model):
    """Something to be done by a day: what the law or the way of working asks, or the worker's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=22, choices=[(k.value, k.value) for k in TaskKind])
    about = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    what = SealedText(purpose="what is to be done", keep=Retention.FAMILIES)
    due_on = models.DateField()
    who = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="tasks")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    exception_reason = SealedText(purpose="why it was left undone", keep=Retention.FAMILIES)

    class Meta:
        indexes = [
            models.Index(
                fields=["who", "due_on"],
                condition=models.Q(done_on__isnull=True),
                name="open_tasks_by_worker",
            )
        ]


class Feedback(models.Model):
    """What the one who notified was told, how and when (mission.md P6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="feedback")
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="feedbacks")
    level = models.CharField(max_length=12, choices=[(v.value, v.value) for v in FeedbackLevel])
    channel = models.CharField(max_length=18, choices=[(c.value, c.value) for c in Channel])
    given_on = models.DateField()
    given_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    note = SealedText(purpose="what was agreed in the call", keep=Retention.FAMILIES)
