import uuid

from django.db import models
from django.db.models import Q

from kudelma.core.codes import Retention, StatementKind, StatementSource
from kudelma.rooms.casework.models import Arrival, Assessment, ChildMeeting, Matter
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.people.models import NetworkMember, Person
from kudelma.rooms.sealed.fields import SealedText


class Statement(models.Model):
    """Someone's words. Verbatim words are never edited; a replaced statement stays readable in the history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in StatementKind])
    words = SealedText(purpose="what was said, as it was said", keep=Retention.CHILD_PROTECTION)
    verbatim = models.BooleanField(default=False)
    language = models.CharField(max_length=3, default="fi")
    said_on = models.DateField()

    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="said")
    by_member = models.ForeignKey(NetworkMember, on_delete=models.PROTECT, null=True, blank=True, related_name="said")
    by_worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about = models.ManyToManyField(Person, related_name="statements_about", blank=True)

    source = models.CharField(max_length=16, choices=[(s.value, s.value) for s in StatementSource])
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    child_meeting = models.ForeignKey(
        ChildMeeting, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    #: A network meeting's id; the room of meetings stands above this one and keeps the record together.
    meeting_id = models.UUIDField(null=True, blank=True, db_index=True)
    order = models.PositiveIntegerField(default=0)

    to_team = models.BooleanField(default=True)  # no: only the one who wrote it down and the responsible worker
    to_family = models.BooleanField(default=False)  # everyone of the family whom it does not put in danger
    to_meeting = models.BooleanField(default=False)  # everyone who was in the meeting
    to_persons = models.ManyToManyField(Person, related_name="statements_shown", blank=True)
    to_members = models.ManyToManyField(NetworkMember, related_name="statements_shown", blank=True)

    recorded_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(by_person__isnull=False, by_member__isnull=True, by_worker__isnull=True)
                    | Q(by_person__isnull=True, by_member__isnull=False, by_worker__isnull=True)
                    | Q(by_person__isnull=True, by_member__isnull=True, by_worker__isnull=False)
                ),
                name="words_are_one_persons",
            )
        ]
        indexes = [models.Index(fields=["matter", "-said_on"], name="statements_by_matter")]
