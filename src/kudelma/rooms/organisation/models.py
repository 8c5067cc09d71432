import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from kudelma.core.codes import Retention, Role, TeamKind
from kudelma.rooms.sealed.fields import identifying


class Unit(models.Model):
    """A service unit of a wellbeing services county; nothing crosses from one unit to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    county_code = models.CharField(max_length=2)


class Team(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in TeamKind])


class Workers(BaseUserManager["Worker"]):
    def get_by_natural_key(self, username: str | None) -> "Worker":
        return self.get(email__iexact=username)


class Worker(AbstractBaseUser):
    """A person who works here, and the account that signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = identifying(models.EmailField(unique=True), purpose="sign-in", keep=Retention.EMPLOYMENT)
    name = identifying(
        models.CharField(max_length=120),
        purpose="shown to colleagues and on documents",
        keep=Retention.EMPLOYMENT,
    )
    language = models.CharField(max_length=2, default="fi")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    objects = Workers()


class Membership(models.Model):
    """Someone is in a team in a role from a day to a day; rights follow from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_start",
            )
        ]


class Absence(models.Model):
    """A worker is away from a day to a day, and someone of the team stands in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="absences")
    cover = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="covers")
    first_day = models.DateField()
    last_day = models.DateField()
    told_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(worker=F("cover")), name="absence_cover_is_another"),
        ]


class SignInTry(models.Model):
    """A wrong try at signing in; only the hash of what was typed is kept."""

    email_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
