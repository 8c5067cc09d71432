import uuid

from django.db import models

from kudelma.core.codes import DocumentKind, DocumentState, Retention
from kudelma.rooms.casework.models import Assessment, Matter
from kudelma.rooms.meetings.models import NetworkMeeting
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.sealed.fields import SealedText


class Document(models.Model):
    """One frozen version of a document; a later change is a new version and the earlier stays readable (ATL 22 §)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in DocumentKind])
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    meeting = models.ForeignKey(
        NetworkMeeting, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    content = SealedText(purpose="the frozen content (JSON) the PDF is set from", keep=Retention.CHILD_PROTECTION)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in DocumentState], default=DocumentState.WORKING
    )
    reference = models.CharField(max_length=80, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "assessment", "meeting", "language", "number"],
                nulls_distinct=False,
                name="one_version_of_a_number",
            )
        ]
