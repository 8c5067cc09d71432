import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kudelma.core.codes import Answer, Purpose
from kudelma.rooms.consent.models import Permission
from kudelma.rooms.people.queries import present_name


class Standing(StrEnum):
    """How the permission for one recipient and purpose stands, everyone's answers together.

    Never computed from a disagreement: that is shown as one, and the worker decides on a legal ground or not at all.
    """

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DISAGREEMENT = "disagreement"


@dataclass(frozen=True, slots=True)
class PermissionLine:
    id: uuid.UUID
    giver_id: uuid.UUID
    giver: str
    recipient_id: uuid.UUID
    recipient: str
    recipient_organisation: str
    purpose: Purpose
    scope: str
    standing: Standing
    asked_on: date
    answered_on: date | None
    valid_to: date | None
    how_asked: str
    version: int


def permission_lines(family_id: uuid.UUID, *, today: date) -> list[PermissionLine]:
    """Return the standing permissions of a family; the caller has already been allowed to see it."""
    rows = (
        Permission.objects.filter(family=family_id, replaced_at__isnull=True)
        .select_related("recipient", "giver")
        .select_related("giver")
        .order_by("recipient__name", "purpose", "giver__born")
    )
    return [_line(row, today) for row in rows]


def _line(row: Permission, today: date) -> PermissionLine:
    return PermissionLine(
        row.id,
        row.giver_id,
        present_name(row.giver),
        row.recipient_id,
        row.recipient.name,
        row.recipient.organisation,
        Purpose(row.purpose),
        row.scope,
        standing_of(row, today),
        row.asked_on,
        row.answered_on,
        row.valid_to,
        row.how_asked,
        row.version,
    )


def standing_of(row: Permission, today: date) -> Standing:
    """Return how one person's answer stands on a day."""
    if row.withdrawn_at:
        return Standing.WITHDRAWN
    if row.answer == Answer.GIVEN and row.valid_to and row.valid_to < today:
        return Standing.EXPIRED
    return Standing(row.answer)


def together(standings: Iterable[Standing]) -> Standing:
    """Return how several people's answers stand together; a yes and a no are a disagreement."""
    given = set(standings)
    if not given:
        return Standing.NOT_ASKED
    against = given & {Standing.REFUSED, Standing.WITHDRAWN}
    if against and Standing.GIVEN in given:
        return Standing.DISAGREEMENT
    for standing in (Standing.WITHDRAWN, Standing.REFUSED, Standing.ASKED, Standing.EXPIRED):
        if standing in given:
            return standing
    return Standing.GIVEN


def standings(family_id: uuid.UUID, *, purpose: Purpose, today: date) -> dict[uuid.UUID, Standing]:
    """Return, for each network member someone was asked about, how the permission stands today."""
    lines = [p for p in permission_lines(family_id, today=today) if p.purpose == purpose]
    members = {p.recipient_id for p in lines}
    return {m: together(p.standing for p in lines if p.recipient_id == m) for m in members}
