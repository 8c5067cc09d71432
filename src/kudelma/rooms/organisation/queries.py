import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Q

from kudelma.core.codes import OFFICE_ROLES, Role, TeamKind
from kudelma.core.names import initials
from kudelma.rooms.organisation.models import Absence, Membership, Team, Worker


@dataclass(frozen=True, slots=True)
class Actor:
    """The worker who acts, with what they are on this day."""

    id: uuid.UUID
    name: str
    role: Role
    now: datetime
    teams: frozenset[uuid.UUID]
    led_units: frozenset[uuid.UUID]
    language: str
    consults: frozenset[uuid.UUID] = frozenset()
    """The units in whose consultation group they sit; the group shares no families, so it is not among `teams`."""

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def holds_office(self) -> bool:
        """May answer for a special-support child (SHL 36.5 §)."""
        return self.role in OFFICE_ROLES


@dataclass(frozen=True, slots=True)
class TeamMate:
    id: uuid.UUID
    name: str
    role: Role
    team_id: uuid.UUID
    team: str
    away_until: date | None = None
    cover: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    id: uuid.UUID
    worker: str
    cover: str
    first_day: date
    last_day: date
    now: bool


def actor(worker_id: uuid.UUID, *, now: datetime) -> Actor | None:
    """Return the worker as they are at this moment, or None when they no longer work here."""
    worker = Worker.objects.filter(pk=worker_id, is_active=True).first()
    if worker is None:
        return None
    memberships = list(current_memberships(now.date()).filter(worker=worker).select_related("team"))
    if not memberships:
        return None
    groups = [m for m in memberships if m.team.kind == TeamKind.CONSULTATION]
    teams = [m for m in memberships if m not in groups]
    led = frozenset(m.team.unit_id for m in teams if m.role == Role.LEADER)
    role = Role.LEADER if led else Role((teams or groups)[0].role)
    consults = frozenset(m.team.unit_id for m in groups)
    return Actor(worker.id, worker.name, role, now, frozenset(m.team_id for m in teams), led, worker.language, consults)


def current_memberships(day: date) -> "models.QuerySet[Membership]":
    return Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


def teams_of(actor: Actor) -> list[tuple[uuid.UUID, str]]:
    """Return (id, name) of the teams the actor works in or leads."""
    rows = Team.objects.filter(Q(pk__in=actor.teams) | Q(unit__in=actor.led_units))
    rows = rows.exclude(kind=TeamKind.CONSULTATION).order_by("name")
    return list(rows.values_list("id", "name"))


def team_mates(actor: Actor) -> list[TeamMate]:
    """Return everyone of the actor's teams, with who is away today and who stands in."""
    rows = (
        current_memberships(actor.today)
        .filter(Q(team__in=actor.teams) | Q(team__unit__in=actor.led_units), worker__is_active=True)
        .exclude(team__kind=TeamKind.CONSULTATION)
        .select_related("worker", "team")
        .order_by("team__name", "worker__name")
    )
    away = {a.worker_id: a for a in _absences(actor).filter(first_day__lte=actor.today)}
    return [_mate(row, away.get(row.worker_id)) for row in rows]


def _mate(row: Membership, absence: Absence | None) -> TeamMate:
    return TeamMate(
        row.worker_id,
        row.worker.name,
        Role(row.role),
        row.team_id,
        row.team.name,
        absence.last_day if absence else None,
        absence.cover.name if absence else "",
    )


def absences(actor: Actor) -> list[AbsenceLine]:
    """Return the absences of the actor's teams that are on or coming, the nearest first."""
    return [
        AbsenceLine(a.id, a.worker.name, a.cover.name, a.first_day, a.last_day, a.first_day <= actor.today)
        for a in _absences(actor).order_by("first_day", "worker__name")
    ]


def stands_in_for(actor: Actor) -> frozenset[uuid.UUID]:
    """Return the workers for whom the actor stands in today."""
    rows = Absence.objects.filter(
        cover=actor.id, first_day__lte=actor.today, last_day__gte=actor.today, cancelled_at__isnull=True
    )
    return frozenset(rows.values_list("worker_id", flat=True))


def _absences(actor: Actor) -> "models.QuerySet[Absence]":
    mates = current_memberships(actor.today).filter(Q(team__in=actor.teams) | Q(team__unit__in=actor.led_units))
    return Absence.objects.filter(
        worker__in=mates.values("worker"), last_day__gte=actor.today, cancelled_at__isnull=True
    ).select_related("worker", "cover")


def worker_names(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of workers by id, for a log whose reader has been allowed to see it."""
    return dict(Worker.objects.filter(pk__in=ids).values_list("id", "name"))
