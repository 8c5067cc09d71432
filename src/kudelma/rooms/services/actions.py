import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kudelma.core.codes import Going, Helped, OwnService, ServiceClass, StatementKind, StatementSource
from kudelma.core.written_dates import RoughDate
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.casework.models import Assessment, Clientship, Matter
from kudelma.rooms.meetings.models import NetworkMeeting
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.models import Belonging
from kudelma.rooms.refused import Hidden, Refused, same_matter
from kudelma.rooms.services.access import seen_service
from kudelma.rooms.services.models import Service, Telling
from kudelma.rooms.services.queries import dates_of, words_of
from kudelma.rooms.trail.actions import record
from kudelma.rooms.voice.actions import Shown, Speaker, replace, write_down
from kudelma.rooms.voice.models import Statement


@dataclass(frozen=True, slots=True)
class View:
    """The family's view of a service: did it help, in whose words, and who may see it."""

    helped: Helped
    speaker: Speaker
    shown: Shown
    words: str = ""
    language: str = "fi"


@dataclass(frozen=True, slots=True)
class Told:
    """A service as it is told. `about` nobody: the whole family. `name` may be empty: the class names it then."""

    kind: ServiceClass
    first: RoughDate
    going: Going
    view: View
    last: RoughDate | None = None
    name: str = ""
    provider: str = ""
    arranged_by: str = ""
    about: frozenset[uuid.UUID] = frozenset()


@transaction.atomic
def tell_service(*, by: Actor, key: uuid.UUID, matter_id: uuid.UUID, told: Told, called: str) -> Service:
    """Put a service on the family's map. `called` is the class in the family's language, for one without a name."""
    matter = seen_matter(by, matter_id)
    known = Service.objects.filter(pk=key).first()
    if known:
        return same_matter(known, matter.pk, act="service.tell")
    if matter.closed_on:
        raise Refused("map_closed")
    _check(by, told)
    service = Service.objects.create(id=key, matter=matter)
    _tell(by, service, told, called=called)
    _trail("service.told", by, service, told.about)
    return service


@transaction.atomic
def correct_service(
    *, by: Actor, service_id: uuid.UUID, matter_id: uuid.UUID, version: int, told: Told, called: str, reason: str = ""
) -> Service:
    """Correct a service with the family. The earlier telling stays in the history; nothing is written over."""
    service = seen_service(by, service_id, matter_id=matter_id, lock=True)
    if service.own:
        raise Hidden("service.correct", "own_service", object_id=service_id)
    before = _present(service)
    _check(by, told)
    if _as_told(before) == _compared(told):
        return service
    if service.version != version:
        raise Refused("changed_meanwhile", version=service.version)
    _tell(by, service, told, called=called, reason=reason, before=before)
    _trail("service.corrected", by, service, told.about)
    return service


@transaction.atomic
def remark(
    *, by: Actor, matter_id: uuid.UUID, thing_id: uuid.UUID, version: int, view: View, hidden: bool, called: str
) -> Service:
    """Write the family's words beside what Kudelma knows, or leave it out of their copies. The thing itself stays.

    `version` is 0 while nothing has been remarked.
    """
    matter = seen_matter(by, matter_id, lock=True)
    own, about = own_thing(matter, thing_id)
    service = Service.objects.filter(own=own, thing=thing_id).first()
    before = _present(service) if service else None
    if before and (before.helped, before.hidden, words_of(before)) == (view.helped, hidden, view.words.strip()):
        return before.service
    if (service.version if service else 0) != version:
        raise Refused("changed_meanwhile", version=service.version if service else 0)
    service = service or Service.objects.create(matter=matter, own=own, thing=thing_id)
    told = Telling(service=service, helped=view.helped, hidden=hidden, going=Going.UNKNOWN)
    _write(by, told, view, about, called=called, before=before)
    _trail("service.remarked", by, service, about)
    return service


def own_thing(matter: Matter, thing_id: uuid.UUID) -> tuple[OwnService, frozenset[uuid.UUID]]:
    """Return what a known thing is and which children it concerns. Raises `Hidden` for what is not this matter's."""
    assessed = Assessment.objects.filter(matter=matter, pk=thing_id).values_list("child_id", flat=True).first()
    if assessed:
        return OwnService.ASSESSMENT, frozenset({assessed})
    client = Clientship.objects.filter(matter=matter, pk=thing_id).values_list("child_id", flat=True).first()
    if client:
        return OwnService.CLIENTSHIP, frozenset({client})
    if NetworkMeeting.objects.filter(matter=matter, pk=thing_id).exists():
        children = Belonging.objects.filter(family=matter.family_id, is_client_child=True)
        return OwnService.NETWORK_MEETING, frozenset(children.values_list("person_id", flat=True))
    raise Hidden("service.remark", "foreign_thing", object_id=thing_id)


@transaction.atomic
def remove_service(*, by: Actor, service_id: uuid.UUID, matter_id: uuid.UUID, version: int, reason: str) -> Service:
    """Take a service off the map. What was told stays in the history, with why it was taken off."""
    service = seen_service(by, service_id, matter_id=matter_id, lock=True)
    if service.own:
        raise Hidden("service.remove", "own_service", object_id=service_id)
    if service.version != version:
        raise Refused("changed_meanwhile", version=service.version)
    if not reason.strip():
        raise Refused("reason_needed", field="reason")
    said = _present(service).statement
    last = write_down(
        by=by,
        key=uuid.uuid5(said.pk, "removed"),
        matter_id=matter_id,
        words=reason,
        speaker=Speaker(worker_id=by.id),
        kind=StatementKind.SERVICE,
        source=StatementSource.SERVICE_MAP,
        said_on=by.today,
    )
    replace(by=by, old=said, new=last)
    service.removed_at, service.removed_by_id, service.removed_because = by.now, by.id, reason
    service.version += 1
    service.save()
    _trail("service.removed", by, service)
    return service


def _check(by: Actor, told: Told) -> None:
    if told.first.day > by.today:
        raise Refused("in_future", field="first")
    if told.last and told.going != Going.ENDED:
        raise Refused("end_of_what_goes_on", field="last")
    if told.last and told.last.day > by.today:
        raise Refused("in_future", field="last")
    if told.last and told.last.latest < told.first.day:
        raise Refused("ends_before_start", field="last")


def _tell(
    by: Actor, service: Service, told: Told, *, called: str, reason: str = "", before: Telling | None = None
) -> None:
    row = Telling(
        service=service,
        kind=told.kind,
        name=told.name.strip(),
        provider=told.provider.strip(),
        whole_family=not told.about,
        first_on=told.first.day,
        first_precision=told.first.precision,
        going=told.going,
        arranged_by=told.arranged_by.strip(),
        helped=told.view.helped,
        reason=reason.strip(),
    )
    if told.last:
        row.last_on, row.last_precision = told.last.day, told.last.precision
    # What concerns the whole family concerns each of them: a safety mark of any of them then covers it.
    about = told.about or frozenset(
        Belonging.objects.filter(family=service.matter.family_id, person__is_dead=False).values_list(
            "person_id", flat=True
        )
    )
    _write(by, row, told.view, about, called=told.name.strip() or called, before=before)


def _write(
    by: Actor, row: Telling, view: View, about: Iterable[uuid.UUID], *, called: str, before: Telling | None
) -> None:
    """Save a telling with its statement; the statement before it gives its place to it."""
    service = row.service
    row.number = before.number + 1 if before else 1
    words = view.words.strip()
    row.statement = write_down(
        by=by,
        key=uuid.uuid5(service.pk, f"telling {row.number}"),
        matter_id=service.matter_id,
        words=words or called,
        speaker=view.speaker,
        kind=StatementKind.VIEW if words else StatementKind.SERVICE,
        source=StatementSource.SERVICE_MAP,
        said_on=by.today,
        about=about,
        shown=view.shown,
        language=view.language,
    )
    row.told_to_id, row.told_at = by.id, by.now
    row.save(force_insert=True)
    if before:
        replace(by=by, old=before.statement, new=row.statement)
        service.version += 1
        service.save()


def _present(service: Service) -> Telling:
    return service.tellings.select_related("statement", "service").latest("number")


def _trail(act: str, by: Actor, service: Service, about: Iterable[uuid.UUID] = ()) -> None:
    record(act, by=by, matter=service.matter_id, thing="service", thing_id=service.pk, persons=about)


def _compared(told: Told) -> tuple[object, ...]:
    view = told.view
    shown = (view.shown.family, view.shown.persons)
    facts = (told.kind, told.name.strip(), told.provider.strip(), told.arranged_by.strip(), told.first, told.last)
    mine = (told.going, told.about, view.helped, view.words.strip(), view.language, view.speaker, shown)
    return (*facts, *mine)


def _as_told(row: Telling) -> tuple[object, ...]:
    """Return a telling in the shape of `_compared`, so that a retry of the same correction makes no second one."""
    said: Statement = row.statement
    speaker = Speaker(person_id=said.by_person_id, member_id=said.by_member_id, worker_id=said.by_worker_id)
    about = frozenset() if row.whole_family else frozenset(said.about.values_list("pk", flat=True))
    shown = (said.to_family, frozenset(said.to_persons.values_list("pk", flat=True)))
    facts = (row.kind, row.name, row.provider, row.arranged_by, *dates_of(row))
    return (*facts, row.going, about, row.helped, words_of(row), said.language, speaker, shown)
