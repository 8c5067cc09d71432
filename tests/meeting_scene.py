"""A network meeting about Aino, taken as far on its way as a test needs."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kudelma.core.codes import Answer, LeftOutReason, MeetingStructure, Purpose
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.consent.actions import record_answer
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.models import NetworkMeeting, Participant
from kudelma.rooms.meetings.queries import unsettled_notifiers
from kudelma.rooms.organisation.queries import Actor
from people import NOW, TODAY, AinosFamily, Town, ainos_family, opened, town

STARTS = NOW + timedelta(days=7)
MEETING_DAY = STARTS.date()
QUESTION = "Miten Ainon aamut voisivat olla helpompia?"
PLACE = "Lehtorannan koulu, luokka 2"


@dataclass(slots=True)
class Scene:
    town: Town
    family: AinosFamily
    matter: Matter
    meeting: NetworkMeeting

    @property
    def by(self) -> Actor:
        return self.town.at(self.town.sanna)

    def at(self, now: datetime) -> Actor:
        return self.town.at(self.town.sanna, now)

    def fresh(self) -> NetworkMeeting:
        self.meeting = NetworkMeeting.objects.get(pk=self.meeting.pk)
        return self.meeting

    def who(self, **kind: object) -> Participant:
        return Participant.objects.get(meeting=self.meeting, **kind)

    def add(self, **kind: uuid.UUID) -> Participant:
        return actions.add_participant(by=self.by, meeting_id=self.meeting.pk, **kind)

    def allow(self, *, valid_to: date | None = None, answer: Answer = Answer.GIVEN) -> None:
        """Heidi answers whether Pia may be invited."""
        record_answer(
            by=self.by,
            key=uuid.uuid4(),
            family_id=self.family.family_id,
            giver_id=self.family.mother,
            recipient_id=self.family.pia,
            purpose=Purpose.INVITE,
            scope="How school mornings go.",
            how_asked="At home, in plain words.",
            answer=answer,
            asked_on=TODAY,
            valid_to=valid_to,
        )

    def prepare(self, **changes: object) -> NetworkMeeting:
        facts: dict[str, object] = {
            "what_is_told": "Mornings have been hard.",
            "told_by": "Heidi",
            "not_told": "",
            "place": PLACE,
            "place_suits": True,
            "remote_link": "",
            "starts_at": STARTS,
            "ends_at": STARTS + timedelta(hours=1),
            "prepared_with_family_on": TODAY,
        }
        version = self.fresh().version
        actions.prepare(by=self.by, meeting_id=self.meeting.pk, version=version, **facts | changes)  # type: ignore[arg-type]
        return self.fresh()

    def settle_notifiers(self) -> None:
        for one in unsettled_notifiers(self.meeting):
            actions.leave_out(
                by=self.by, meeting_id=self.meeting.pk, member_id=one.id, reason=LeftOutReason.TIMING, words=""
            )

    def call(self) -> None:
        """Call Aino, Heidi, Pia and Omar, and agree on the roles: Sanna chairs, Omar records."""
        self.add(person_id=self.family.aino)
        self.add(person_id=self.family.mother)
        self.add(member_id=self.family.pia)
        omar = self.add(worker_id=self.town.omar.pk)
        sanna = self.who(worker=self.town.sanna)
        actions.set_roles(
            by=self.by,
            meeting_id=self.meeting.pk,
            version=self.fresh().version,
            chair_id=sanna.pk,
            recorder_id=omar.pk,
        )
        self.fresh()

    def ready(self) -> None:
        """Everything that must be there before an invitation is there."""
        self.call()
        self.allow()
        self.settle_notifiers()
        self.prepare()

    def everyone(self) -> list[uuid.UUID]:
        here = Participant.objects.filter(meeting=self.meeting, withdrawn_at__isnull=True)
        return list(here.values_list("pk", flat=True))

    def invite(self, *, by: Actor | None = None) -> NetworkMeeting:
        actions.invite(
            by=by or self.by,
            meeting_id=self.meeting.pk,
            version=self.fresh().version,
            participant_ids=self.everyone(),
        )
        return self.fresh()

    def hold(self, held_on: date = MEETING_DAY) -> NetworkMeeting:
        """Everyone came but Omar."""
        omar = self.who(worker=self.town.omar).pk
        actions.hold(
            by=self.at(STARTS + timedelta(hours=2)),
            meeting_id=self.meeting.pk,
            version=self.fresh().version,
            held_on=held_on,
            came={one: one != omar for one in self.everyone()},
            absence_reasons={omar: "ill"},
        )
        return self.fresh()


def begun() -> Scene:
    """Sanna has called a first meeting around Aino's question."""
    where = town()
    family = ainos_family(where)
    matter, _assessment = opened(where, family)
    meeting = actions.begin_meeting(
        by=where.at(where.sanna),
        key=uuid.uuid4(),
        matter_id=matter.pk,
        question=QUESTION,
        question_whose_id=family.aino,
        structure=MeetingStructure.HYPOTHESES,
        convener_id=where.sanna.pk,
    )
    return Scene(where, family, matter, meeting)
