"""Signing in: the accounts, how often one may try, and the personas of the demo."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from kudelma.core.codes import Role, TeamKind
from kudelma.core.names import initials
from kudelma.rooms.organisation.models import SignInTry, Worker
from kudelma.rooms.organisation.queries import current_memberships

MOST_TRIES = 5
WITHIN = timedelta(minutes=5)


class TooManyTries(Exception):
    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


@dataclass(frozen=True, slots=True)
class Persona:
    id: uuid.UUID
    name: str
    initials: str
    role: Role
    team: str
    unit: str


def personas(day: date) -> list[Persona]:
    """Return who one may be in the demo, team by team; a consultation group gathers people of these."""
    rows = current_memberships(day).filter(worker__is_active=True).select_related("worker", "team__unit")
    rows = rows.exclude(team__kind=TeamKind.CONSULTATION)
    return [
        Persona(m.worker_id, m.worker.name, initials(m.worker.name), Role(m.role), m.team.name, m.team.unit.name)
        for m in rows.order_by("team__unit__name", "team__name", "worker__name")
    ]


def account_of(worker_id: uuid.UUID) -> Worker | None:
    return Worker.objects.filter(pk=worker_id, is_active=True).first()


def _hashed(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()


def trying(email: str, *, now: datetime) -> None:
    """Say that someone tries to sign in. Raises `TooManyTries` after five wrong ones in five minutes."""
    wrong = SignInTry.objects.filter(email_hash=_hashed(email), at__gt=now - WITHIN).count()
    if wrong >= MOST_TRIES:
        raise TooManyTries(minutes=int(WITHIN.total_seconds() // 60))


@transaction.atomic
def tried(email: str, *, right: bool, now: datetime) -> None:
    """Remember a wrong try; a right one clears them."""
    if right:
        SignInTry.objects.filter(email_hash=_hashed(email)).delete()
    else:
        SignInTry.objects.create(email_hash=_hashed(email), at=now)
