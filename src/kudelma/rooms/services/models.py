import uuid

from django.db import models
from django.db.models import Q

from kudelma.core.codes import Going, Helped, OwnService, Precision, Retention, ServiceClass
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.sealed.fields import SealedText
from kudelma.rooms.voice.models import Statement


def _text(purpose: str) -> SealedText:
    return SealedText(purpose=purpose, keep=Retention.FAMILIES)


class Service(models.Model):
    """One service on a family's map. `own` and `thing`: it stands for something that Kudelma itself knows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="services")
    own = models.CharField(max_length=16, choices=[(o.value, o.value) for o in OwnService], blank=True)
    thing = models.UUIDField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    removed_because = _text("why a service was taken off the map")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["own", "thing"], name="one_remark_on_a_thing"),
            models.CheckConstraint(
                condition=Q(own="", thing__isnull=True) | (~Q(own="") & Q(thing__isnull=False)),
                name="own_service_names_its_thing",
            ),
        ]


class Telling(models.Model):
    """A service as it was told at one time. A correction is a new telling; the earlier stays readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="tellings")
    number = models.PositiveIntegerField()
    #: The family's own words, or the bare name: whom the service concerns and who may see it stand there.
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="telling")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in ServiceClass], blank=True)
    name = _text("what the family calls the service")
    provider = _text("who gives the service")
    whole_family = models.BooleanField(default=False)
    first_on = models.DateField(null=True, blank=True)
    first_precision = models.CharField(
        max_length=8, choices=[(p.value, p.value) for p in Precision], default=Precision.DAY
    )
    going = models.CharField(max_length=8, choices=[(g.value, g.value) for g in Going], default=Going.UNKNOWN)
    last_on = models.DateField(null=True, blank=True)
    last_precision = models.CharField(
        max_length=8, choices=[(p.value, p.value) for p in Precision], default=Precision.DAY
    )
    arranged_by = _text("who arranged the service")
    helped = models.CharField(max_length=10, choices=[(h.value, h.value) for h in Helped], default=Helped.CANNOT_SAY)
    hidden = models.BooleanField(default=False)  # of what Kudelma knows: left out of the family's copies
    reason = _text("what was corrected, and why")
    told_to = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="one_telling_of_a_number"),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(going=Going.ENDED), name="what_goes_on_has_no_end"
            ),
        ]
