"""The personas of the tests: who they are and what they may see.

Sanna answers for Aino's family; Omar is in the same team; Mirja works in another unit and must see nothing;
Liisa leads Sanna's unit. Aino, 9, has parents at two addresses. Pia is Aino's teacher.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kudelma.core.codes import (
    ArrivalKind,
    Channel,
    ContactAllowed,
    CustodyKind,
    Gender,
    Role,
    Sector,
    TeamKind,
    TieKind,
    Urgency,
)
from kudelma.core.deadlines.assessment import Basis
from kudelma.rooms.casework import actions as casework
from kudelma.rooms.casework.actions.arrivals import Told
from kudelma.rooms.casework.models import Assessment, Matter, ReferralSource
from kudelma.rooms.organisation.models import Membership, Team, Unit, Worker
from kudelma.rooms.organisation.queries import Actor, actor
from kudelma.rooms.people import actions as people

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2026, 11, 10, 10, 0, tzinfo=HELSINKI)  # a Tuesday
TODAY = NOW.date()


@dataclass(frozen=True, slots=True)
class Town:
    """Two units and their workers."""

    team: Team
    other_team: Team
    source: ReferralSource
    sanna: Worker
    omar: Worker
    mirja: Worker
    liisa: Worker

    def at(self, worker: Worker, now: datetime = NOW) -> Actor:
        found = actor(worker.id, now=now)
        assert found is not None
        return found


def town() -> Town:
    unit = Unit.objects.create(name="Lehtoranta", county_code="18")
    other = Unit.objects.create(name="Merikylä", county_code="18")
    team = Team.objects.create(unit=unit, name="Koivu", kind=TeamKind.SYSTEMIC)
    other_team = Team.objects.create(unit=other, name="Meri", kind=TeamKind.SYSTEMIC)
    made = {
        name: _worker(name, *facts)
        for name, facts in {
            "sanna": ("Sanna Laine", team, Role.SOCIAL_WORKER),
            "omar": ("Omar Hassan", team, Role.SOCIAL_COUNSELLOR),
            "mirja": ("Mirja Ojala", other_team, Role.SOCIAL_WORKER),
            "liisa": ("Liisa Vainio", team, Role.LEADER),
        }.items()
    }
    source = ReferralSource.objects.create(
        code="school", name_fi="koulu", name_sv="skola", name_en="school", is_authority=True
    )
    return Town(team, other_team, source, **made)


def _worker(code: str, name: str, team: Team, role: Role) -> Worker:
    worker = Worker.objects.create(email=f"{code}@kudelma.example", name=name, password="!")
    Membership.objects.create(worker=worker, team=team, role=role, valid_from=date(2020, 1, 1))
    return worker


def consultation_group(town: Town) -> Team:
    """The group of Sanna's unit: she and Omar sit in it."""
    group = Team.objects.create(unit=town.team.unit, name="Konsultaatioryhmä", kind=TeamKind.CONSULTATION)
    for worker, role in ((town.sanna, Role.SOCIAL_WORKER), (town.omar, Role.SOCIAL_COUNSELLOR)):
        Membership.objects.create(worker=worker, team=group, role=role, valid_from=date(2020, 1, 1))
    return group


@dataclass(frozen=True, slots=True)
class AinosFamily:
    family_id: uuid.UUID
    aino: uuid.UUID
    mother: uuid.UUID
    father: uuid.UUID
    pia: uuid.UUID


def ainos_family(town: Town) -> AinosFamily:
    """Aino and her parents, who live apart, and her teacher."""
    by = town.at(town.sanna)
    family = people.found_family(by=by, key=uuid.uuid4(), name="Virtasen perhe", team_id=town.team.id)

    def add(given: str, surname: str, born: date, gender: Gender, *, child: bool = False) -> uuid.UUID:
        return people.add_person(
            by=by,
            key=uuid.uuid4(),
            family_id=family.id,
            given=given,
            family_name=surname,
            born=born,
            gender=gender,
            is_client_child=child,
        ).id

    aino = add("Aino", "Virtanen", date(2017, 5, 3), Gender.FEMALE, child=True)
    mother = add("Heidi", "Virtanen", date(1988, 2, 1), Gender.FEMALE)
    father = add("Jari", "Salonen", date(1986, 9, 9), Gender.MALE)
    for parent in (mother, father):
        people.tie_parent(by=by, parent_id=parent, child_id=aino, kind=TieKind.BIRTH)
        people.record_custody(by=by, child_id=aino, custodian_id=parent, kind=CustodyKind.JOINT)
    pia = people.add_member(
        by=by,
        key=uuid.uuid4(),
        family_id=family.id,
        name="Pia Lindqvist",
        relation="class teacher",
        organisation="Lehtorannan koulu",
        sector=Sector.SCHOOL_WORK,
        contact_allowed=ContactAllowed.ASK_FIRST,
        is_authority=True,
    )
    return AinosFamily(family.id, aino, mother, father, pia.id)


def told(town: Town, **changes: object) -> Told:
    facts: dict[str, object] = {
        "kind": ArrivalKind.NOTIFICATION,
        "channel": Channel.PHONE,
        "received_at": NOW - timedelta(hours=1),
        "source_id": town.source.id,
        "who_it_concerns": "Aino Virtanen",
        "observations": "Aino has been away from school for eleven days.",
        "notifier_name": "Marika Oksanen",
    }
    return Told(**facts | changes)  # type: ignore[arg-type]


def opened(town: Town, family: AinosFamily, *, basis: Basis = Basis.CHILD_PROTECTION) -> tuple[Matter, Assessment]:
    """A notification about Aino that has become an assessment."""
    by = town.at(town.sanna)
    arrival = casework.receive(by=by, key=uuid.uuid4(), team_id=town.team.id, told=told(town))
    casework.judge_urgency(by=by, arrival_id=arrival.id, result=Urgency.NOT_URGENT, grounds="Safe today.")
    casework.attach_family(by=by, arrival_id=arrival.id, family_id=family.family_id, children=[family.aino])
    matter = casework.open_assessment(by=by, arrival_id=arrival.id, basis=basis, responsible_id=town.sanna.id)
    return matter, Assessment.objects.get(matter=matter)
