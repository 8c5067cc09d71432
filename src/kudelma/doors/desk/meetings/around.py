"""What the pages of meetings and steps share: the family's frame around them, and whom their forms offer."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kudelma.doors.desk.navigation import family_side
from kudelma.rooms.meetings.queries import Frame, MayCome, MeetingPage, meeting_page
from kudelma.threshold.page import WorkerRequest
from kudelma.ui.clock import HELSINKI

Groups = list[tuple[str | Promise, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Matter:
    """As much of a matter as the frame of a page shows."""

    id: uuid.UUID
    family: str
    protected: bool


def in_family(one: Frame, current: str, **context: Any) -> dict[str, Any]:
    """Return the context of a page inside a family's matter."""
    return {"matter": one, "side": family_side(one.id, one.family, current), **context}


def at_meeting(meeting: MeetingPage, **context: Any) -> dict[str, Any]:
    """Return the context of a page of one meeting."""
    matter = Matter(meeting.matter_id, meeting.family, meeting.place_protected)
    side = family_side(matter.id, matter.family, "meetings")
    return {"matter": matter, "side": side, "meeting": meeting, **context}


def meeting_of(
    request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID, *, whole: bool = True
) -> MeetingPage:
    language = request.LANGUAGE_CODE
    return meeting_page(request.actor, meeting_id, matter_id=matter_id, language=language, whole=whole)


def moment(day: date | None, hour: time | None) -> datetime | None:
    """Return a day and a time of day as a moment in Finland."""
    return datetime.combine(day, hour, tzinfo=HELSINKI) if day and hour else None


def groups(may_come: MayCome, *, without: Iterable[uuid.UUID] = ()) -> Groups:
    """Return whom a meeting may be called of, or a step taken by, in three groups; empty groups are left out."""
    gone = set(without)
    found: Groups = [
        (_("The child and the family"), [(str(p.id), p.name) for p in may_come.family if p.id not in gone]),
        (
            _("The family's network"),
            [(str(m.id), f"{m.name}, {m.organisation or m.relation}") for m in may_come.network if m.id not in gone],
        ),
        (_("The team"), [(str(key), name) for key, name in may_come.team if key not in gone]),
    ]
    return [group for group in found if group[1]]


def which(may_come: MayCome, chosen: uuid.UUID) -> dict[str, uuid.UUID]:
    """Return the chosen one as the argument of their kind."""
    if any(p.id == chosen for p in may_come.family):
        return {"person_id": chosen}
    if any(m.id == chosen for m in may_come.network):
        return {"member_id": chosen}
    return {"worker_id": chosen}
