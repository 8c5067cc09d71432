"""Past assessments of the town in bulk: only what the tables of actors read, without the story behind each.

Harder situations draw more parties in, as they do in life, and severity itself is recorded nowhere. A family whose
school social worker was there in time was notified about again less often: the one thing here that is there to be found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from random import Random
from typing import TypeVar
from uuid import UUID

from django.db.models import Manager, Model

from kudelma.core.codes import (
    ArrivalKind,
    Channel,
    Conclusion,
    ContactAllowed,
    IntakeOutcome,
    MatterState,
    MeetingState,
    MeetingStructure,
    Reply,
    Sector,
    Urgency,
)
from kudelma.core.deadlines.assessment import Basis
from kudelma.core.names import sort_key
from kudelma.demo import names
from kudelma.demo.families import genitive
from kudelma.demo.place import key
from kudelma.rooms.casework.models import Arrival, Assessment, Matter, UrgencyAssessment
from kudelma.rooms.meetings.models import NetworkMeeting, Participant
from kudelma.rooms.people.models import Belonging, Family, NetworkMember, Person

YEARS = 5
LAST_DAYS_AGO = 260
#: The relation as it is written down, how often they come when nothing is hard, and how strongly hardship draws them.
SEATS = (
    ("koulukuraattori", "Lehtorannan koulu", 0.50, 0.3),
    ("opettaja", "Lehtorannan koulu", 0.45, 0.2),
    ("perheneuvola", "Perheneuvola", 0.30, 0.5),
    ("perhetyö", "Perhekeskus", 0.35, 0.6),
    ("psykiatrian poliklinikka", "", 0.15, 0.7),
    ("päihdeklinikka", "", 0.10, 0.8),
    ("neuvola", "", 0.15, 0.2),
    ("nuorisotoimi", "", 0.15, 0.3),
    ("isovanhempi", "", 0.40, 0.1),
)
_CAME_FROM = (
    ("school", 6), ("school_social_worker", 4), ("child_health", 3), ("police", 3), ("self_parent", 3), ("health", 2),
    ("family_counselling", 1),
)  # fmt: skip
_HELPS = ("koulukuraattori", 1.9)


Kept = TypeVar("Kept", bound=Model)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose past it is: the team, who answered, the family therapist, and the parties by their key in the demo.

    Where a `second` answered too, they took families in turn.
    """

    team: UUID
    worker: UUID
    therapist: UUID
    sources: Mapping[str, UUID]
    second: UUID | None = None

    def answers_for(self, n: int) -> UUID:
        return self.second if self.second and n % 2 else self.worker


@dataclass(slots=True)
class Rows:
    """Rows by the order in which they must be written."""

    held: dict[type[Model], list[Model]] = field(default_factory=dict)

    def add(self, row: Model) -> None:
        self.held.setdefault(type(row), []).append(row)

    def of(self, kind: type[Kept]) -> list[Kept]:
        return self.held.get(kind, [])  # type: ignore[return-value]  # rows of one kind lie together

    def write(self) -> None:
        for kind, rows in self.held.items():
            manager: Manager[Model] = kind.objects  # type: ignore[attr-defined]  # every model here has one
            manager.bulk_create(rows, batch_size=1000)


def past_assessments(place: Place, number: int, *, today: date, chance: Random | None = None) -> Rows:
    """Add so many closed matters of invented families, begun over the last years; the same each time.

    Returns the rows as they were written.
    """
    chance = chance or Random(1860)  # noqa: S311 - invented people, not secrets
    rows = Rows({kind: [] for kind in (
        Family, Person, Belonging, Matter, Arrival, UrgencyAssessment, Assessment, NetworkMember, NetworkMeeting,
        Participant,
    )})  # fmt: skip
    span = YEARS * 365 - LAST_DAYS_AGO - 40
    for n in range(number):
        _one(rows, place, n, today - timedelta(days=LAST_DAYS_AGO + chance.randrange(span)), chance)
    rows.write()
    return rows


def _one(rows: Rows, place: Place, n: int, begun: date, chance: Random) -> None:
    hard = chance.gauss(0, 1)
    surname = chance.choice(names.SURNAMES)
    started = begun + timedelta(days=chance.randrange(1, 9))
    approved = started + timedelta(days=chance.randrange(56, 88))
    name = f"{genitive(surname)} perhe"
    family = Family(
        id=key("past", n), name=name, sort_name=sort_key(name), team_id=place.team, created_at=_moment(begun)
    )
    child = Person(
        id=key("past", n, "child"),
        born=begun - timedelta(days=chance.randrange(400, 5800)),
        name=f"{chance.choice((*names.GIRLS, *names.BOYS))} {surname}",
        interpreter="so" if chance.random() < 0.12 else "",
    )
    matter = Matter(
        id=key("past", n, "matter"),
        family=family,
        state=MatterState.CLOSED,
        responsible_id=place.answers_for(n),
        opened_on=begun,
        closed_on=approved,
    )
    codes, weights = zip(*_CAME_FROM, strict=True)
    source = place.sources[chance.choices(codes, weights)[0]]
    arrival = _arrival(place, family, n, "first", begun, source, matter)
    protection = chance.random() < 1 / (1 + exp(-(1.1 + 0.5 * hard)))
    for row in (family, child, Belonging(family=family, person=child, is_client_child=True), matter, arrival):
        rows.add(row)
    rows.add(
        UrgencyAssessment(
            arrival=arrival,
            result=Urgency.TODAY if chance.random() < 1 / (1 + exp(1.5 - hard)) else Urgency.NOT_URGENT,
            judged_by_id=place.worker,
            judged_at=_moment(begun),
        )
    )
    rows.add(
        Assessment(
            id=key("past", n, "assessment"),
            matter=matter,
            arrival=arrival,
            child=child,
            basis=Basis.CHILD_PROTECTION if protection else Basis.SPECIAL_SUPPORT,
            initiated_on=begun,
            started_on=started,
            approved_on=approved,
            conclusion=Conclusion.SOCIAL_SERVICES,
        )
    )
    for earlier in range(int(max(0.0, chance.gauss(0.6 + 0.5 * hard, 0.8)))):
        day = begun - timedelta(days=chance.randrange(30, 700))
        rows.add(_arrival(place, family, n, f"earlier{earlier}", day, source, None))
    here = _met(rows, place, n, matter, started, hard, chance)
    helped = _HELPS[1] if _HELPS[0] in here else 0.0
    if chance.random() < 1 / (1 + exp(0.3 + helped - 0.7 * hard)):
        day = started + timedelta(days=chance.randrange(60, 390))
        rows.add(_arrival(place, family, n, "again", day, source, None))


def _met(
    rows: Rows, place: Place, n: int, matter: Matter, started: date, hard: float, chance: Random
) -> frozenset[str]:
    """Hold one network meeting with whoever was drawn in; return who came within six weeks."""
    day = started + timedelta(days=chance.randrange(8, 48))
    came = [seat for seat in SEATS if chance.random() < _chance(seat[2], seat[3] * hard)]
    meeting = NetworkMeeting(
        id=key("past", n, "meeting"),
        matter=matter,
        state=MeetingState.HELD,
        begun_at=_moment(started),
        convener_id=place.worker,
        question_whose_id=key("past", n, "child"),
        structure=MeetingStructure.HYPOTHESES,
        held_on=day,
        starts_at=_moment(day) + timedelta(hours=6 if n % 5 == 0 else 0),
        ends_at=_moment(day) + timedelta(hours=7 if n % 5 == 0 else 1),
    )
    rows.add(meeting)
    for relation, organisation, _often, _drawn in came:
        own = relation == "isovanhempi"
        member = NetworkMember(
            id=key("past", n, relation),
            family=matter.family,
            name=f"{chance.choice(names.WOMEN)} {chance.choice(names.SURNAMES)}",
            relation=relation,
            organisation=organisation,
            sector=Sector.KIN if own else Sector.PROFESSIONALS,
            contact_allowed=ContactAllowed.YES,
            is_authority=not own,
        )
        rows.add(member)
        rows.add(Participant(meeting=meeting, member=member, invited_at=_moment(started), reply=Reply.YES, came=True))
    if chance.random() < 0.4:
        rows.add(Participant(meeting=meeting, worker_id=place.therapist, came=True))
    return frozenset(seat[0] for seat in came) if (day - started).days <= 42 else frozenset()


def _chance(often: float, more: float) -> float:
    return 1 / (1 + exp(-more) * (1 - often) / often)


def _arrival(
    place: Place, family: Family, n: int, which: str, day: date, source: UUID, matter: Matter | None
) -> Arrival:
    return Arrival(
        id=key("past", n, which),
        kind=ArrivalKind.NOTIFICATION,
        team_id=place.team,
        family=family,
        matter=matter,
        received_at=_moment(day),
        initiated_on=day,
        channel=Channel.PHONE,
        received_by_id=place.worker,
        source_id=source,
        who_it_concerns=family.name,
        outcome=IntakeOutcome.ASSESSMENT if matter else IntakeOutcome.NOT_NEEDED,
        outcome_by_id=place.worker,
        outcome_at=_moment(day),
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
