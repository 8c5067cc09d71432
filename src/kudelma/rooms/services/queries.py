import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from kudelma.core.codes import Going, Helped, MeetingState, OwnService, Precision, ServiceClass, StatementKind
from kudelma.core.written_dates import RoughDate
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.casework.models import Assessment, Clientship, Matter
from kudelma.rooms.meetings.models import NetworkMeeting
from kudelma.rooms.meetings.safety import constellation
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.models import Belonging, Person
from kudelma.rooms.people.queries import present_name
from kudelma.rooms.refused import Hidden
from kudelma.rooms.services.access import children_told_of, seen_service, visible_to
from kudelma.rooms.services.models import Service, Telling
from kudelma.rooms.services.reckoning import Reckoning, Stretch, reckon
from kudelma.rooms.trail.actions import record
from kudelma.rooms.voice.access import Recipient
from kudelma.rooms.voice.models import Statement


@dataclass(frozen=True, slots=True)
class ViewLine:
    """The family's view: did it help, in whose words. `words` is empty when none were said."""

    helped: Helped
    words: str
    language: str
    who: str
    who_id: uuid.UUID
    of_family: bool
    to_family: bool
    shown_to: tuple[str, ...]
    shown_ids: frozenset[uuid.UUID]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service as it was told last; `number` of tellings before it is what has been corrected."""

    id: uuid.UUID
    kind: ServiceClass
    name: str
    provider: str
    whole_family: bool
    about: tuple[str, ...]
    about_ids: frozenset[uuid.UUID]
    first: RoughDate
    going: Going
    last: RoughDate | None
    arranged_by: str
    view: ViewLine
    number: int
    reason: str
    told_to: str
    told_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class OwnLine:
    """What Kudelma knows. A network meeting is one day, and has no `child`. `version` 0: nothing remarked."""

    id: uuid.UUID
    own: OwnService
    child: str
    child_id: uuid.UUID | None
    first: date
    last: date | None
    view: ViewLine | None = None
    hidden: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class RemovedLine:
    kind: ServiceClass
    name: str
    because: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ServiceMap:
    """A family's services in the order they began, what Kudelma knows, what was taken off, and the whole in figures."""

    services: tuple[ServiceLine, ...]
    own: tuple[OwnLine, ...]
    removed: tuple[RemovedLine, ...]
    reckoning: Reckoning


@dataclass(frozen=True, slots=True)
class Copy:
    """The map as it may be given to one person. `left_out` and `place_hidden` are for the worker's eyes only."""

    person_id: uuid.UUID
    person: str
    map: ServiceMap
    left_out: int
    place_hidden: bool


def service_map(actor: Actor, matter_id: uuid.UUID) -> ServiceMap:
    """Return a family's map of services; leaves a trail row."""
    matter = seen_matter(actor, matter_id)
    found = _map(_loaded(visible_to(actor).filter(service__matter=matter)), _own_things(matter), actor.today)
    record("services.read", by=actor, matter=matter.pk)
    return replace(found, removed=_removed(matter))


def copy_for(actor: Actor, matter_id: uuid.UUID, person_id: uuid.UUID) -> Copy:
    """Return what of the map may be given to a person of the family; leaves a trail row.

    The same function decides as for all words of the family. While anyone is under a safety mark, who gives a
    service and who arranged it are kept from everyone but them: they tell where the family goes.
    """
    matter = seen_matter(actor, matter_id)
    belonging = Belonging.objects.filter(family=matter.family_id, person=person_id, person__is_dead=False)
    one = belonging.select_related("person").first()
    if one is None:
        raise Hidden("services.copy", "foreign_person", object_id=person_id)
    viewer = Recipient(person_id=person_id, of_family=True)
    whole = _map(_loaded(visible_to(actor).filter(service__matter=matter)), _own_things(matter), actor.today)
    rows = _loaded(visible_to(viewer).filter(service__matter=matter))
    hidden = {line.id for line in whole.own if line.hidden}
    things = [line for line in _own_things(matter, viewer) if line.id not in hidden]
    shown = _map(rows, things, actor.today)
    masked = constellation(matter.family).hides_place_from(person_id, is_worker=False)
    if masked:
        shown = replace(shown, services=tuple(replace(s, provider="", arranged_by="") for s in shown.services))
    record("services.copied", by=actor, matter=matter.pk, persons=[person_id])
    left_out = len(whole.services) + len(whole.own) - len(shown.services) - len(shown.own)
    return Copy(person_id, present_name(one.person), shown, left_out, masked)


def service_line(actor: Actor, service_id: uuid.UUID, *, matter_id: uuid.UUID) -> ServiceLine:
    """Return one service as it was told last. Raises `Hidden`, also for what Kudelma itself knows."""
    return tellings(actor, service_id, matter_id=matter_id)[0]


def tellings(actor: Actor, service_id: uuid.UUID, *, matter_id: uuid.UUID) -> list[ServiceLine]:
    """Return every telling of a service, the newest first; leaves a trail row."""
    service = seen_service(actor, service_id, matter_id=matter_id)
    if service.own:
        raise Hidden("service.read", "own_service", object_id=service_id)
    record("service.read", by=actor, matter=service.matter_id, thing="service", thing_id=service.pk)
    rows = _loaded(Telling.objects.filter(service=service)).order_by("-number")
    return [_line(row) for row in rows]


def own_line(actor: Actor, thing_id: uuid.UUID, *, matter_id: uuid.UUID) -> OwnLine:
    """Return one thing that Kudelma knows, with what has been remarked on it. Raises `Hidden`."""
    found = next((line for line in service_map(actor, matter_id).own if line.id == thing_id), None)
    if found is None:
        raise Hidden("service.read", "foreign_thing", object_id=thing_id)
    return found


def _loaded(rows: "QuerySet[Telling]") -> "QuerySet[Telling]":
    return (
        rows.select_related(
            "service", "statement__by_person", "statement__by_member", "statement__by_worker", "told_to"
        )
        .prefetch_related("statement__about", "statement__to_persons")
        .order_by("first_on", "id")
    )


def _map(rows: Iterable[Telling], things: Iterable[OwnLine], today: date) -> ServiceMap:
    told = list(rows)
    remarks = {row.service.thing: row for row in told if row.service.own}
    services = tuple(_line(row) for row in told if not row.service.own)
    own = tuple(_remarked(line, remarks.get(line.id)) for line in sorted(things, key=lambda one: one.first))
    # An assessment and a meeting are not help that goes on; siblings' clientship of the same days is one.
    ships = {(o.first, o.last) for o in own if o.own == OwnService.CLIENTSHIP}
    stretches = [_stretch(s, today) for s in services]
    stretches += [Stretch((first, last or today), (first, last or today), last is None) for first, last in ships]
    return ServiceMap(services, own, (), reckon(stretches))


def _remarked(line: OwnLine, row: Telling | None) -> OwnLine:
    if row is None:
        return line
    return replace(line, view=_view(row), hidden=row.hidden, version=row.service.version)


def _stretch(line: ServiceLine, today: date) -> Stretch:
    widest_end = line.last.latest if line.last else today
    surest_end = today if line.going == Going.GOES_ON else line.last.day if line.last else line.first.latest
    sure = (line.first.latest, surest_end) if line.first.latest <= surest_end else None
    return Stretch((line.first.day, min(widest_end, today)), sure, line.going == Going.GOES_ON)


def _line(row: Telling) -> ServiceLine:
    first, last = dates_of(row)
    assert first is not None
    about = sorted(row.statement.about.all(), key=present_name)
    return ServiceLine(
        id=row.service_id,
        kind=ServiceClass(row.kind),
        name=row.name,
        provider=row.provider,
        whole_family=row.whole_family,
        about=() if row.whole_family else tuple(present_name(p) for p in about),
        about_ids=frozenset() if row.whole_family else frozenset(p.pk for p in about),
        first=first,
        going=Going(row.going),
        last=last,
        arranged_by=row.arranged_by,
        view=_view(row),
        number=row.number,
        reason=row.reason,
        told_to=row.told_to.name,
        told_at=row.told_at,
        version=row.service.version,
    )


def _view(row: Telling) -> ViewLine:
    said = row.statement
    who, who_id = _speaker(said)
    shown = sorted(said.to_persons.all(), key=present_name)
    return ViewLine(
        helped=Helped(row.helped),
        words=words_of(row),
        language=said.language,
        who=who,
        who_id=who_id,
        of_family=said.by_person_id is not None,
        to_family=said.to_family,
        shown_to=tuple(present_name(p) for p in shown),
        shown_ids=frozenset(p.pk for p in shown),
    )


def _speaker(said: Statement) -> tuple[str, uuid.UUID]:
    if said.by_person is not None:
        return present_name(said.by_person), said.by_person.pk
    one = said.by_member or said.by_worker
    assert one is not None
    return one.name, one.pk


def words_of(row: Telling) -> str:
    """Return the family's own words; the bare name of a service is not theirs."""
    return row.statement.words if row.statement.kind == StatementKind.VIEW else ""


def dates_of(row: Telling) -> tuple[RoughDate | None, RoughDate | None]:
    """Return when a service began and ended, as well as it is known."""
    first = RoughDate(row.first_on, Precision(row.first_precision)) if row.first_on else None
    last = RoughDate(row.last_on, Precision(row.last_precision)) if row.last_on else None
    return first, last


def _own_things(matter: Matter, viewer: Recipient | None = None) -> list[OwnLine]:
    """Return what Kudelma knows; for a copy, of the children its reader is told of and the meetings they were in."""
    assessments = Assessment.objects.filter(matter=matter).select_related("child")
    clientships = Clientship.objects.filter(matter=matter).select_related("child")
    meetings = NetworkMeeting.objects.filter(matter=matter, state=MeetingState.HELD, held_on__isnull=False)
    if viewer is not None:
        children: QuerySet[Person] = children_told_of(viewer)
        assessments, clientships = assessments.filter(child__in=children), clientships.filter(child__in=children)
        meetings = meetings.filter(Q(participants__person=viewer.person_id, participants__came=True))
    return [
        *(_own(OwnService.ASSESSMENT, a.pk, a.child, a.initiated_on, a.approved_on) for a in assessments),
        *(_own(OwnService.CLIENTSHIP, c.pk, c.child, c.started_on, c.ended_on) for c in clientships),
        *(_own(OwnService.NETWORK_MEETING, pk, None, on, on) for pk, on in meetings.values_list("pk", "held_on") if on),
    ]


def _own(own: OwnService, key: uuid.UUID, child: Person | None, first: date, last: date | None) -> OwnLine:
    return OwnLine(key, own, present_name(child) if child else "", child.pk if child else None, first, last)


def _removed(matter: Matter) -> tuple[RemovedLine, ...]:
    rows = (
        Service.objects.filter(matter=matter, removed_at__isnull=False)
        .select_related("removed_by")
        .prefetch_related("tellings")
        .order_by("-removed_at")
    )
    found = []
    for row in rows:
        last = max(row.tellings.all(), key=lambda telling: telling.number)
        assert row.removed_at is not None
        assert row.removed_by is not None
        found.append(
            RemovedLine(ServiceClass(last.kind), last.name, row.removed_because, row.removed_by.name, row.removed_at)
        )
    return tuple(found)
