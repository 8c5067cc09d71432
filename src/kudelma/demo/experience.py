"""What people of the town said of its past meetings, how steps went, and families helped without an assessment.

The unit learned as it went: children are heard a little better each year, and more of them are asked.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from kudelma.core.codes import (
    ContactAllowed,
    MatterState,
    MeetingState,
    MeetingStructure,
    Reply,
    Sector,
    StatementKind,
    StatementSource,
    StepState,
    Yes,
)
from kudelma.core.names import sort_key
from kudelma.demo import names
from kudelma.demo.families import genitive
from kudelma.demo.past import Rows
from kudelma.demo.place import key
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.meetings.models import Evaluation, FollowUp, NetworkMeeting, Participant
from kudelma.rooms.people.models import Belonging, Family, NetworkMember, Person
from kudelma.rooms.plans.models import SmallStep
from kudelma.rooms.voice.models import Statement

LEARNING = 5 * 365
"""Days in which the unit has learned what it knows today."""
STEPS = (
    ("Soitan kouluaamuina kello seitsemän.", "Lapsi on koulussa ajoissa neljänä päivänä viidestä."),
    ("Syömme yhdessä tiistaisin ilman puhelimia.", "Joku kertoo päivästään kysymättä."),
    ("Käyn kotona torstai-iltapäivisin.", "Äiti sanoo, että viikko oli vähän kevyempi."),
    ("Kysyn opettajalta, miten välitunnit ovat menneet.", "Lapsella on joku, jonka kanssa leikkiä."),
    ("Haen lapset perjantaina isän luota.", "Vaihto sujuu ilman riitaa."),
)
_ENDS = (StepState.DONE, StepState.PARTLY, StepState.CHANGED, StepState.NOT_DONE, StepState.OPEN)
_ENDED = (50, 26, 10, 9, 5)


@dataclass(frozen=True, slots=True)
class Team:
    """Whose meetings they are: the team, and who answers for the families in turn."""

    id: UUID
    workers: tuple[UUID, ...]


@dataclass(slots=True)
class Teller:
    """Adds rows about meetings; the same each time."""

    rows: Rows
    chance: Random
    today: date

    def learned(self, day: date) -> float:
        """From 0, when the unit began to ask, to 1 today."""
        return max(0.0, 1 - (self.today - day).days / LEARNING)

    def experience(
        self, meeting: NetworkMeeting, day: date, seats: list[tuple[Participant, str]], worker: UUID
    ) -> None:
        """What those who came said of a meeting, its follow-up form and its steps."""
        for seat, who in seats:
            self._evaluation(seat, who, day)
        learned = self.learned(day)
        if self.chance.random() < 0.75 + 0.15 * learned:
            self.rows.add(
                FollowUp(
                    meeting=meeting,
                    timing_difficulty=self.chance.choices((0, 1, 2, 3), (4, 4, 3, 1))[0],
                    constellation_obstacle=self.chance.random() < 0.16,
                    repetition_avoided=self._yes(0.55 + 0.3 * learned),
                    would_do_again=self._yes(0.82),
                    filled_by_id=worker,
                    filled_at=_at(day, 15),
                )
            )
        mother = next((seat for seat, who in seats if who == "mother"), None)
        if mother is not None:
            for number in range(self.chance.randrange(1, 3)):
                self._step(meeting, day, mother, worker, number)

    def _evaluation(self, seat: Participant, who: str, day: date) -> None:
        learned = self.learned(day)
        asked = {"child": 0.35 + 0.35 * learned, "mother": 0.55 + 0.2 * learned}.get(who, 0.45 + 0.15 * learned)
        if self.chance.random() > asked:
            return
        about = {"child": 5.6 + 1.9 * learned, "mother": 6.9 + 1.1 * learned}.get(who, 7.6 + 0.4 * learned)
        how = self.chance.gauss(0, 1.1)

        def said(more: float, skipped: float = 0.04) -> int | None:
            if self.chance.random() < skipped:
                return None
            return min(10, max(0, round(about + more + how + self.chance.gauss(0, 0.9))))

        self.rows.add(
            Evaluation(
                participant=seat,
                heard=said(0.3),
                mattered=said(0.0),
                know_next=said(-0.9 if who == "child" else -0.2),
                safe=said(0.6),
                strengthened=said(-0.8, skipped=0.12),
                given_at=_at(day, 13),
            )
        )

    def _yes(self, often: float) -> Yes:
        if self.chance.random() < 0.07:
            return Yes.UNKNOWN
        return Yes.YES if self.chance.random() < often else Yes.NO

    def _step(self, meeting: NetworkMeeting, day: date, mother: Participant, worker: UUID, number: int) -> None:
        words, noticed = STEPS[self.chance.randrange(len(STEPS))]
        by = {"by_worker_id": worker} if number else {"by_person_id": mother.person_id}
        who = {"who_worker_id": worker} if number else {"who_person_id": mother.person_id}
        due = day + timedelta(days=self.chance.choice((14, 21, 28)))
        state = self.chance.choices(_ENDS, _ENDED)[0] if due < self.today - timedelta(days=7) else StepState.OPEN
        statement = Statement(
            id=key("experience", meeting.pk, "step", number, "words"),
            matter_id=meeting.matter_id,
            kind=StatementKind.AGREED,
            words=words,
            said_on=day,
            source=StatementSource.NETWORK_MEETING,
            meeting_id=meeting.pk,
            to_family=True,
            to_meeting=True,
            recorded_by_id=worker,
            recorded_at=_at(day, 11),
            **by,
        )
        self.rows.add(statement)
        self.rows.add(
            SmallStep(
                id=key("experience", meeting.pk, "step", number),
                matter_id=meeting.matter_id,
                meeting=meeting,
                statement=statement,
                due_on=due,
                how_noticed=noticed,
                state=state,
                settled_on=None if state is StepState.OPEN else due,
                **who,
            )
        )


def _teller(seed: int, today: date) -> Teller:
    """A teller whose rows are written in an order in which they stand on one another."""
    rows = Rows({kind: [] for kind in (
        Family, Person, Belonging, Matter, NetworkMember, NetworkMeeting, Participant, Evaluation, FollowUp, Statement,
        SmallStep,
    )})  # fmt: skip
    return Teller(rows, Random(seed), today)  # noqa: S311 - invented people, not secrets


def experience_of_past(past: Rows, team: Team, *, today: date) -> None:
    """Say how the past meetings were found, of children and mothers who were there and of everyone who came."""
    teller = _teller(1937, today)
    children = {row.family_id: row.person for row in past.of(Belonging)}
    here: dict[UUID, list[Participant]] = {}
    for seat in past.of(Participant):
        here.setdefault(seat.meeting_id, []).append(seat)
    for number, meeting in enumerate(past.of(NetworkMeeting)):
        day = meeting.held_on
        assert day is not None
        family, child = meeting.matter.family, children[meeting.matter.family_id]
        seats = [(seat, "professional") for seat in here.get(meeting.pk, []) if seat.member_id]
        seats += _at_home(teller, meeting, family, child, child.name.rsplit(" ", 1)[1])
        teller.experience(meeting, day, seats, team.workers[number % len(team.workers)])
    teller.rows.write()


def _at_home(
    teller: Teller, meeting: NetworkMeeting, family: Family, child: Person, surname: str
) -> list[tuple[Participant, str]]:
    """Seat the mother, and the child where they came."""
    mother = Person(
        id=key("experience", family.pk, "mother"),
        born=child.born and child.born - timedelta(days=teller.chance.randrange(8000, 13500)),
        name=f"{teller.chance.choice(names.WOMEN)} {surname}",
    )
    teller.rows.add(mother)
    teller.rows.add(Belonging(family=family, person=mother))
    seats = [(mother, "mother")] + ([(child, "child")] if teller.chance.random() < 0.72 else [])
    found = []
    for person, who in seats:
        seat = Participant(meeting=meeting, person=person, reply=Reply.YES, came=True)
        teller.rows.add(seat)
        found.append((seat, who))
    return found


def helped_without_assessment(number: int, teams: tuple[Team, ...], *, today: date) -> None:
    """Add families whose need was known, so that nothing was assessed again: met together, and closed."""
    teller = _teller(1952, today)
    for n in range(number):
        _helped(teller, n, teams[n % len(teams)], today)
    teller.rows.write()


def _helped(teller: Teller, n: int, team: Team, today: date) -> None:
    chance, rows = teller.chance, teller.rows
    opened = today - timedelta(days=chance.randrange(110, 420))
    closed = opened + timedelta(days=chance.randrange(70, 105))
    surname = chance.choice(names.SURNAMES)
    name = f"{genitive(surname)} perhe"
    worker = team.workers[n % len(team.workers)]
    family = Family(
        id=key("helped", n), name=name, sort_name=sort_key(name), team_id=team.id, created_at=_at(opened, 9)
    )
    child = Person(
        id=key("helped", n, "child"),
        born=opened - timedelta(days=chance.randrange(2200, 6000)),
        name=f"{chance.choice((*names.GIRLS, *names.BOYS))} {surname}",
    )
    matter = Matter(
        id=key("helped", n, "matter"), family=family, state=MatterState.CLOSED, responsible_id=worker,
        opened_on=opened, closed_on=closed,
    )  # fmt: skip
    teacher = NetworkMember(
        id=key("helped", n, "teacher"), family=family, name=f"{chance.choice(names.WOMEN)} {chance.choice(names.SURNAMES)}",
        relation="opettaja", organisation="Lehtorannan koulu", sector=Sector.SCHOOL_WORK,
        contact_allowed=ContactAllowed.YES, is_authority=True,
    )  # fmt: skip
    for row in (family, child, Belonging(family=family, person=child, is_client_child=True), matter, teacher):
        rows.add(row)
    day = opened + timedelta(days=chance.randrange(10, 60))
    hour = 16 if chance.random() < 0.3 else 9
    meeting = NetworkMeeting(
        id=key("helped", n, "meeting"), matter=matter, state=MeetingState.HELD, begun_at=_at(opened, 9),
        convener_id=worker, question_whose_id=child.pk, structure=MeetingStructure.HELP_MAP, held_on=day,
        starts_at=_at(day, hour), ends_at=_at(day, hour + 1),
    )  # fmt: skip
    rows.add(meeting)
    seat = Participant(meeting=meeting, member=teacher, reply=Reply.YES, came=True)
    rows.add(seat)
    seats = [(seat, "professional"), *_at_home(teller, meeting, family, child, surname)]
    teller.experience(meeting, day, seats, worker)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)
