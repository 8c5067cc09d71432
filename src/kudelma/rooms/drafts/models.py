import uuid

from django.db import models

from kudelma.core.codes import Retention
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.sealed.fields import SealedText


class Draft(models.Model):
    """The fields of one form at one address, as one worker left them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=200)
    fields = SealedText(purpose="nothing typed is lost", keep=Retention.WORKING_MATERIAL)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "place"], name="one_draft_at_a_place")]
