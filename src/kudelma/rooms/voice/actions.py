import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from kudelma.core.codes import StatementKind, StatementSource
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.organisation.queries import Actor, current_memberships
from kudelma.rooms.people.models import Belonging, NetworkMember, Person
from kudelma.rooms.refused import Hidden, Refused, same_matter
from kudelma.rooms.trail.actions import record
from kudelma.rooms.voice.models import Statement


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words: exactly one of the three."""

    person_id: uuid.UUID | None = None
    member_id: uuid.UUID | None = None
    worker_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Who may see words besides the one who wrote them down and the responsible worker."""

    team: bool = True
    family: bool = False
    meeting: bool = False
    persons: frozenset[uuid.UUID] = field(default_factory=frozenset)
    members: frozenset[uuid.UUID] = field(default_factory=frozenset)


@transaction.atomic
def write_down(
    *,
    by: Actor,
    key: uuid.UUID,
    matter_id: uuid.UUID,
    words: str,
    speaker: Speaker,
    kind: StatementKind,
    source: StatementSource,
    said_on: date,
    about: Iterable[uuid.UUID] = (),
    shown: Shown | None = None,
    verbatim: bool = False,
    language: str = "fi",
    assessment_id: uuid.UUID | None = None,
    child_meeting_id: uuid.UUID | None = None,
    meeting_id: uuid.UUID | None = None,
) -> Statement:
    """Write down what someone said, or what a worker saw. Everyone named must be of the matter's family or network."""
    shown = shown or Shown()
    matter = seen_matter(by, matter_id)
    known = Statement.objects.filter(pk=key).first()
    if known:
        return same_matter(known, matter.id, act="statement.write")
    if not words.strip():
        raise Refused("words_needed", field="words")
    if said_on > by.today:
        raise Refused("in_future", field="said_on")
    about = list(about)
    _ours(by, matter, speaker, {*about, *shown.persons}, shown.members)
    order = Statement.objects.filter(matter=matter, meeting_id=meeting_id).count() if meeting_id else 0
    statement = Statement.objects.create(
        id=key,
        matter=matter,
        kind=kind,
        words=words,
        verbatim=verbatim,
        language=language,
        said_on=said_on,
        by_person_id=speaker.person_id,
        by_member_id=speaker.member_id,
        by_worker_id=speaker.worker_id,
        source=source,
        assessment_id=assessment_id,
        child_meeting_id=child_meeting_id,
        meeting_id=meeting_id,
        order=order,
        to_team=shown.team,
        to_family=shown.family,
        to_meeting=shown.meeting,
        recorded_by_id=by.id,
        recorded_at=by.now,
    )
    statement.about.set(Person.objects.filter(pk__in=about))
    statement.to_persons.set(Person.objects.filter(pk__in=shown.persons))
    statement.to_members.set(NetworkMember.objects.filter(pk__in=shown.members))
    persons = [p for p in (speaker.person_id, *about) if p]
    record(
        "statement.written",
        by=by,
        matter=matter.id,
        thing="statement",
        thing_id=statement.id,
        persons=persons,
    )
    return statement


def replace(*, by: Actor, old: Statement, new: Statement) -> None:
    """Let a later statement take the place of an earlier one, which stays readable in the history."""
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    record("statement.replaced", by=by, matter=old.matter_id, thing="statement", thing_id=old.pk)


def _ours(by: Actor, matter: Matter, speaker: Speaker, persons: set[uuid.UUID], members: frozenset[uuid.UUID]) -> None:
    """Refuse, as unknown, anyone who is not of this family, its network or its team."""
    wanted = persons | ({speaker.person_id} if speaker.person_id else set())
    known = Belonging.objects.filter(family=matter.family_id, person__in=wanted).values("person").distinct().count()
    if known != len(wanted):
        raise Hidden("statement.write", "foreign_person", object_id=matter.id)
    guests = members | ({speaker.member_id} if speaker.member_id else set())
    if NetworkMember.objects.filter(family=matter.family_id, pk__in=guests).count() != len(guests):
        raise Hidden("statement.write", "foreign_member", object_id=matter.id)
    if speaker.worker_id and speaker.worker_id != by.id:
        team = current_memberships(by.today).filter(team=matter.family.team_id, worker=speaker.worker_id)
        if not team.exists():
            raise Hidden("statement.write", "foreign_worker", object_id=matter.id)
