"""Families that have met, answered and gone on, as many as a test asks for."""

import itertools
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kudelma.core.codes import (
    ArrivalKind,
    Channel,
    ContactAllowed,
    MeetingState,
    MeetingStructure,
    Sector,
    StatementKind,
    StatementSource,
    StepState,
    Yes,
)
from kudelma.core.deadlines.assessment import Basis
from kudelma.rooms.casework.models import Arrival, Assessment, Matter
from kudelma.rooms.meetings.models import Evaluation, FollowUp, NetworkMeeting, Participant
from kudelma.rooms.organisation.models import Team
from kudelma.rooms.people.models import Belonging, Family, NetworkMember, Person
from kudelma.rooms.plans.models import SmallStep
from kudelma.rooms.voice.models import Statement
from people import HELSINKI, Town

_NUMBER = itertools.count()


@dataclass(frozen=True, slots=True)
class Home:
    """A family with a child of nine, a mother, a grandmother and a teacher, and its matter."""

    town: Town
    family: Family
    matter: Matter
    child: Person
    mother: Person
    grandmother: NetworkMember
    teacher: NetworkMember

    def met(self, day: date, *, hour: int = 9) -> NetworkMeeting:
        return NetworkMeeting.objects.create(
            matter=self.matter,
            state=MeetingState.HELD,
            begun_at=at(day),
            convener=self.town.sanna,
            question_whose=self.child,
            structure=MeetingStructure.HELP_MAP,
            held_on=day,
            starts_at=at(day, hour),
        )

    def came(self, meeting: NetworkMeeting, who: str, *answers: int | None) -> Participant:
        """Someone was there; with answers (heard, mattered, know_next, safe, strengthened) they said how it was."""
        one = {
            "child": {"person": self.child},
            "mother": {"person": self.mother},
            "grandmother": {"member": self.grandmother},
            "teacher": {"member": self.teacher},
            "worker": {"worker": self.town.omar},
        }[who]
        seat = Participant.objects.create(meeting=meeting, came=True, **one)
        if answers:
            names = ("heard", "mattered", "know_next", "safe", "strengthened")
            given = dict(zip(names, answers, strict=False))
            Evaluation.objects.create(participant=seat, given_at=meeting.begun_at, **given)
        return seat

    def form(self, meeting: NetworkMeeting, **facts: object) -> FollowUp:
        said: dict[str, object] = {"timing_difficulty": 0, "repetition_avoided": Yes.YES, "would_do_again": Yes.YES}
        return FollowUp.objects.create(
            meeting=meeting, filled_by=self.town.sanna, filled_at=meeting.begun_at, **said | facts
        )

    def step(self, due: date, state: StepState) -> SmallStep:
        words = Statement.objects.create(
            matter=self.matter,
            kind=StatementKind.AGREED,
            words="I call in the morning.",
            said_on=due,
            by_person=self.mother,
            source=StatementSource.NETWORK_MEETING,
            recorded_by=self.town.sanna,
            recorded_at=at(due),
        )
        return SmallStep.objects.create(
            matter=self.matter, statement=words, who_person=self.mother, due_on=due, state=state
        )

    def arrived(self, day: date, kind: ArrivalKind = ArrivalKind.NOTIFICATION) -> Arrival:
        return Arrival.objects.create(
            kind=kind,
            team=self.family.team,
            family=self.family,
            received_at=at(day),
            initiated_on=day,
            channel=Channel.PHONE,
            received_by=self.town.sanna,
            source=self.town.source,
            who_it_concerns="x",
        )

    def assessed(self, begun: date, approved: date) -> Assessment:
        return Assessment.objects.create(
            matter=self.matter,
            arrival=self.arrived(begun),
            child=self.child,
            basis=Basis.CHILD_PROTECTION,
            initiated_on=begun,
            started_on=begun + timedelta(days=3),
            approved_on=approved,
        )


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), HELSINKI)


def home(town: Town, *, opened: date, closed: date | None = None, team: Team | None = None) -> Home:
    name = f"Family {next(_NUMBER)}"
    family = Family.objects.create(name=name, sort_name=name, team=team or town.team, created_at=at(opened))
    child = Person.objects.create(name=f"Child of {name}", born=opened.replace(year=opened.year - 9, day=1))
    mother = Person.objects.create(name=f"Mother of {name}", born=opened.replace(year=opened.year - 36, day=1))
    Belonging.objects.create(family=family, person=child, is_client_child=True)
    Belonging.objects.create(family=family, person=mother)
    matter = Matter.objects.create(family=family, responsible=town.sanna, opened_on=opened, closed_on=closed)

    def member(relation: str, sector: Sector) -> NetworkMember:
        return NetworkMember.objects.create(
            id=uuid.uuid4(),
            family=family,
            name=f"{relation} of {name}",
            relation=relation,
            sector=sector,
            contact_allowed=ContactAllowed.YES,
        )

    return Home(
        town, family, matter, child, mother, member("grandmother", Sector.KIN), member("teacher", Sector.SCHOOL_WORK)
    )
