import uuid

from django.db import models

from kudelma.core.codes import Conclusion, Nature, Retention
from kudelma.core.deadlines.assessment import Basis
from kudelma.rooms.casework.models.arrivals import Arrival
from kudelma.rooms.casework.models.matters import Matter
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.people.models import Person
from kudelma.rooms.sealed.fields import SealedText


def _text(purpose: str) -> SealedText:
    return SealedText(purpose=purpose, keep=Retention.CHILD_PROTECTION)


class Assessment(models.Model):
    """One child's service needs assessment (palvelutarpeen arviointi) with its clocks; siblings have one each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="assessments")
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="assessments")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    basis = models.CharField(max_length=16, choices=[(b.value, b.value) for b in Basis])
    initiated_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    plan = _text("how the assessment is made with the family")
    situation = _text("summary of the situation (SHL 37 §)")
    needs = _text("need of services (SHL 37 §)")
    clientship_view = _text("professional conclusion on the conditions of clientship (SHL 37 §)")
    own_worker_client = _text("client's view on an own worker (SHL 37 §)")
    own_worker_professional = _text("professional's view on an own worker (SHL 37 §)")
    nature = models.CharField(max_length=10, choices=[(n.value, n.value) for n in Nature], blank=True)
    child_opinion_how = _text("how the child's opinion was found out (SHL 32 §, LSL 20 §)")
    child_opinion = _text("main content of the child's opinion (SHL 32 §, LSL 20 §)")
    child_opinion_missing = _text("why the child's opinion could not be found out")
    explained_how = _text("how rights and options were explained (SHL 36.4 §)")
    conclusion = models.CharField(max_length=16, choices=[(c.value, c.value) for c in Conclusion], blank=True)
    ground = _text("ground of the conclusion")
    delay_reason = _text("why a limit was passed")
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(approved_on__isnull=True),
                name="one_open_assessment_of_a_child",
            )
        ]
        indexes = [models.Index(fields=["matter", "approved_on"], name="assessment_by_matter")]


class DateChange(models.Model):
    """A date that was changed: what it was, what it became, who, why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="date_changes")
    field = models.CharField(max_length=20)
    was = models.DateField(null=True)
    became = models.DateField(null=True)
    reason = _text("why the date was changed")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ChildMeeting(models.Model):
    """A meeting with the child: where, with whom, how the opinion was found out (LSL 29 §)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="child_meetings")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="child_meetings")
    met_on = models.DateField()
    place = _text("where the child was met")
    alone = models.BooleanField(default=True)
    with_whom = _text("who else was there")
    how = _text("how the child's opinion was found out")
    against_guardian = models.BooleanField(default=False)
    against_guardian_reason = _text("why the child was met against the guardian's will (LSL 29 §)")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")


class Clientship(models.Model):
    """A child-protection clientship: its own dated thing, never derived from the notification (LSL 27 §)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="clientships")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clientships")
    responsible = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="clientships")
    started_on = models.DateField()
    ground = _text("ground of the clientship")
    informed_guardian_on = models.DateField(null=True, blank=True)
    informed_child_on = models.DateField(null=True, blank=True)
    not_informed_reason = _text("why someone was not informed (ATL 51 §)")
    over_cap_reason = _text("why the caseload cap was passed (LSL 13 b §)")
    ended_on = models.DateField(null=True, blank=True)
    end_reason = _text("why the clientship ended")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(ended_on__isnull=True),
                name="one_open_clientship_of_a_child",
            )
        ]
