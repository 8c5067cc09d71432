import uuid

from django.db import models

from kudelma.core.codes import Retention
from kudelma.rooms.organisation.models import Team
from kudelma.rooms.people.models.persons import Person
from kudelma.rooms.sealed.fields import SealedText, identifying


class Family(models.Model):
    """The people one matter is about. The team that shares the family is the root of every right to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = identifying(models.CharField(max_length=120), purpose="to find the family", keep=Retention.FAMILIES)
    sort_name = models.CharField(max_length=240, db_index=True, editable=False)  # `core.names.sort_key` of the name
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="families")
    systemic_since = models.DateField(null=True, blank=True)
    invite_apart = models.BooleanField(default=False)  # the constellation forbids a joint meeting (P5)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["team", "sort_name"], name="family_by_team")]


class Belonging(models.Model):
    """Someone is in a family's drawing. A person may be in two families; the rights are each family's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="belongings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="belongings")
    is_client_child = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "person"], name="belongs_once")]


class Household(models.Model):
    """A home. Its address is place data: under lock, and never shown while a safety mark covers anyone in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="households")
    label = identifying(models.CharField(max_length=80), purpose="to tell two homes apart", keep=Retention.FAMILIES)
    address = SealedText(purpose="home visits and letters", keep=Retention.FAMILIES)
    phone = SealedText(purpose="to reach the home", keep=Retention.FAMILIES)


class Residence(models.Model):
    """Someone lives in a home; a child may live in two (vuoroasuminen)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="residences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="residences")
    rhythm = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
