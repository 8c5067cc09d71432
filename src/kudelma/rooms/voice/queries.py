import uuid
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kudelma.core.codes import StatementKind, StatementSource
from kudelma.rooms.organisation.queries import Actor, stands_in_for
from kudelma.rooms.people.models import Belonging, Person
from kudelma.rooms.people.queries import present_name
from kudelma.rooms.trail.actions import record
from kudelma.rooms.voice.access import Recipient, visible_to
from kudelma.rooms.voice.models import Statement


class Voice(StrEnum):
    """Whose words they are."""

    CHILD = "child"
    FAMILY = "family"
    NETWORK = "network"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """Someone's words as a page shows them. `shown_to` lists who sees them besides the team."""

    id: uuid.UUID
    kind: StatementKind
    words: str
    verbatim: bool
    language: str
    said_on: date
    voice: Voice
    who: str
    who_id: uuid.UUID
    about: tuple[str, ...]
    about_ids: tuple[uuid.UUID, ...]
    source: StatementSource
    assessment_id: uuid.UUID | None
    meeting_id: uuid.UUID | None
    to_team: bool
    to_family: bool
    to_meeting: bool
    shown_to: tuple[str, ...]


def statements(
    viewer: Actor | Recipient,
    *,
    matter_id: uuid.UUID,
    meeting_id: uuid.UUID | None = None,
    assessment_id: uuid.UUID | None = None,
    newest: int | None = None,
    children: Iterable[uuid.UUID] | None = None,
) -> list[StatementLine]:
    """Return what the viewer may see, in the order it was said; a meeting's in the order of its record.

    That a service was used, without words of its own, is told by the map of services and not here.
    `newest` keeps only so many, the newest first; `children` are the matter's client children, when already known.
    """
    rows = visible_to(viewer).filter(matter=matter_id)
    if meeting_id:
        rows = rows.filter(meeting_id=meeting_id).order_by("order", "recorded_at")
    elif assessment_id:
        rows = rows.filter(assessment=assessment_id).order_by("said_on", "recorded_at")
    else:
        rows = rows.exclude(kind=StatementKind.SERVICE).order_by("-said_on", "-recorded_at")
    own = _children_of(matter_id) if children is None else set(children)
    loaded = _loaded(rows.distinct())
    return [_line(row, own) for row in (loaded[:newest] if newest else loaded)]


def _children_of(matter_id: uuid.UUID) -> set[uuid.UUID]:
    rows = Person.objects.filter(belongings__family__matters=matter_id, belongings__is_client_child=True)
    return set(rows.values_list("pk", flat=True))


def childs_words(
    viewer: Actor | Recipient, *, matter_id: uuid.UUID, children: Iterable[uuid.UUID], newest: int = 3
) -> list[StatementLine]:
    """Return the newest words of the matter's children, verbatim ones first."""
    lines = [s for s in statements(viewer, matter_id=matter_id, children=children) if s.voice == Voice.CHILD]
    return sorted(lines, key=lambda s: (not s.verbatim, -s.said_on.toordinal()))[:newest]


@dataclass(frozen=True, slots=True)
class Heard:
    """A family's or a child's words, and the matter they were said in."""

    line: StatementLine
    matter_id: uuid.UUID
    family: str


def newest_words(actor: Actor, *, most: int) -> list[Heard]:
    """Return the newest words of the families whose matters are the actor's own, or that they stand in for.

    One of each family, a child's before an adult's: a page of three quotes speaks of three families. What is said
    of a service is read on the map, beside the service.
    """
    people = {actor.id, *stands_in_for(actor)}
    mine = Q(matter__responsible__in=people) | Q(matter__pair__in=people)
    rows = visible_to(actor).filter(mine, by_person__isnull=False).exclude(source=StatementSource.SERVICE_MAP)
    childs = Exists(
        Belonging.objects.filter(family=OuterRef("matter__family"), person=OuterRef("by_person"), is_client_child=True)
    )
    first = rows.annotate(childs=childs).order_by("matter", "-childs", "-said_on", "-recorded_at").distinct("matter")
    loaded = _loaded(Statement.objects.filter(pk__in=first.values("pk")).annotate(childs=childs))
    newest = loaded.select_related("matter__family").order_by("-said_on", "-recorded_at")[:most]
    if newest:
        record("statements.read", by=actor, thing="today", persons={row.by_person_id for row in newest})
    return [
        Heard(_line(row, {row.by_person_id} if row.childs else set()), row.matter_id, row.matter.family.name)
        for row in newest
    ]


def _loaded(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.select_related("by_person", "by_member", "by_worker").prefetch_related(
        "about",
        "to_persons",
        "to_members",
    )


def _line(row: Statement, children: AbstractSet[uuid.UUID | None]) -> StatementLine:
    voice, who, who_id = _speaker(row, children)
    return StatementLine(
        id=row.id,
        kind=StatementKind(row.kind),
        words=row.words,
        verbatim=row.verbatim,
        language=row.language,
        said_on=row.said_on,
        voice=voice,
        who=who,
        who_id=who_id,
        about=tuple(present_name(person) for person in row.about.all()),
        about_ids=tuple(person.pk for person in row.about.all()),
        source=StatementSource(row.source),
        assessment_id=row.assessment_id,
        meeting_id=row.meeting_id,
        to_team=row.to_team,
        to_family=row.to_family,
        to_meeting=row.to_meeting,
        shown_to=tuple([present_name(p) for p in row.to_persons.all()] + [m.name for m in row.to_members.all()]),
    )


def _speaker(row: Statement, children: AbstractSet[uuid.UUID | None]) -> tuple[Voice, str, uuid.UUID]:
    if row.by_person is not None:
        voice = Voice.CHILD if row.by_person_id in children else Voice.FAMILY
        return voice, present_name(row.by_person), row.by_person.pk
    if row.by_member is not None:
        return Voice.NETWORK, row.by_member.name, row.by_member.pk
    assert row.by_worker is not None
    return Voice.WORKER, row.by_worker.name, row.by_worker.pk
