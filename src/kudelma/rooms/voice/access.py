"""The one place where it is decided who may see a statement."""

import uuid
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from kudelma.core.decision import Decision
from kudelma.rooms import asked
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import visible_to as visible_families
from kudelma.rooms.people.models import Protection
from kudelma.rooms.voice.models import Statement


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone outside the team whom words may be shown or given to: a person of the family or of the network."""

    person_id: uuid.UUID | None = None
    member_id: uuid.UUID | None = None
    of_family: bool = False
    meetings: frozenset[uuid.UUID] = field(default_factory=frozenset)


def visible_to(viewer: Actor | Recipient) -> "QuerySet[Statement]":
    """Return the statements the viewer may see; lists and pages stand on this, and `may_see` asks it."""
    asked.mark()
    rows = Statement.objects.filter(replaced_by__isnull=True)
    if isinstance(viewer, Actor):
        own = Q(recorded_by=viewer.id) | Q(matter__responsible=viewer.id) | Q(to_team=True)
        return rows.filter(own, matter__family__in=visible_families(viewer))
    return rows.filter(_shown_to(viewer)).exclude(pk__in=_dangerous_for(viewer))


def _shown_to(viewer: Recipient) -> Q:
    shown = Q(pk__in=())
    if viewer.person_id:
        shown |= Q(to_persons=viewer.person_id)
        if viewer.of_family:
            shown |= Q(to_family=True, matter__family__belongings__person=viewer.person_id)
    if viewer.member_id:
        shown |= Q(to_members=viewer.member_id)
    if viewer.meetings:
        shown |= Q(to_meeting=True, meeting_id__in=viewer.meetings)
    return shown


def _dangerous_for(viewer: Recipient) -> "QuerySet[Statement]":
    """Return what is by or about someone whom a safety mark protects against the viewer; it wins over any showing."""
    if viewer.person_id is None:
        return Statement.objects.none()
    protected = Protection.objects.filter(against=viewer.person_id, mark__lifted_at__isnull=True)
    persons = protected.values("mark__person")
    return Statement.objects.filter(Q(by_person__in=persons) | Q(about__in=persons))


def may_see(viewer: Actor | Recipient, statement: Statement) -> Decision:
    """Answer for one statement; the same rule as `visible_to`."""
    if visible_to(viewer).filter(pk=statement.pk).exists():
        return Decision.yes("shown")
    return Decision.no("not_shown")
