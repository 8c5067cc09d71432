import uuid

from django.db import models
from django.db.models import Q

from kudelma.core.codes import Retention, StepState
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.meetings.models import NetworkMeeting
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.people.models import NetworkMember, Person
from kudelma.rooms.sealed.fields import SealedText
from kudelma.rooms.voice.models import Statement


class SmallStep(models.Model):
    """A step so small that it will surely happen. Its words are a statement: who may see it is decided there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    meeting = models.ForeignKey(NetworkMeeting, on_delete=models.PROTECT, null=True, blank=True, related_name="steps")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="step")
    who_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="steps")
    who_member = models.ForeignKey(NetworkMember, on_delete=models.PROTECT, null=True, blank=True, related_name="steps")
    who_worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="steps")
    with_whom = SealedText(purpose="the pair the step is taken with", keep=Retention.FAMILIES)
    due_on = models.DateField()
    how_noticed = SealedText(purpose="how we notice that it helped", keep=Retention.FAMILIES)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in StepState], default=StepState.OPEN)
    learned = SealedText(purpose="what was learned", keep=Retention.FAMILIES)
    settled_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(who_person__isnull=False, who_member__isnull=True, who_worker__isnull=True)
                    | Q(who_person__isnull=True, who_member__isnull=False, who_worker__isnull=True)
                    | Q(who_person__isnull=True, who_member__isnull=True, who_worker__isnull=False)
                ),
                name="a_step_is_one_persons",
            )
        ]
        indexes = [models.Index(fields=["matter", "state", "due_on"], name="open_steps_by_matter")]
