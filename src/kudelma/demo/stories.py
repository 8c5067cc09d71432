"""What has happened with each family so far, told by the actions the pages use, on days that follow today."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from kudelma.core.calendar import is_working_day
from kudelma.core.codes import (
    Answer,
    ArrivalKind,
    Channel,
    Conclusion,
    FeedbackLevel,
    Nature,
    Purpose,
    StatementKind,
    StatementSource,
    TaskKind,
    Urgency,
    Yes,
)
from kudelma.core.deadlines.assessment import Basis
from kudelma.demo import sayings
from kudelma.demo.families import Household, household, settle
from kudelma.demo.gatherings import call_together
from kudelma.demo.place import key
from kudelma.demo.services_used import tell_of_services
from kudelma.rooms.casework import actions as casework
from kudelma.rooms.casework.actions.arrivals import Told
from kudelma.rooms.casework.models import Assessment, Matter, Task
from kudelma.rooms.consent.actions import record_answer
from kudelma.rooms.organisation.queries import Actor, actor
from kudelma.rooms.voice.actions import Shown, Speaker, write_down


@dataclass(frozen=True, slots=True)
class Story:
    """A family's way: how many days ago it arrived, and how far it has come."""

    number: int
    team: str
    worker: str
    kind: str
    days_ago: int
    until: str  # arrived, judged, not_needed, opened, started, met, written, approved, heard, work, closed
    basis: Basis = Basis.CHILD_PROTECTION


@dataclass(slots=True)
class Teller:
    """Tells one story: knows the family, and moves the clock forward act by act."""

    story: Story
    family: Household
    now: datetime
    today_is: datetime
    chance: Random

    def by(self, worker: str | None = None) -> Actor:
        who = actor(key("worker", worker or self.story.worker), now=min(self.now, self.today_is))
        assert who is not None
        return who

    def later(self, days: int) -> None:
        """Move on to a working day at least so many days later, never past today."""
        moved = self.now + timedelta(days=days)
        while not is_working_day(moved.date(), eves_count=False):
            moved += timedelta(days=1)
        self.now = min(moved, self.today_is)

    @property
    def child(self) -> uuid.UUID:
        return self.family.id_of("child0")


def tell(story: Story, *, now: datetime) -> None:
    """Make one family and what has happened with it."""
    chance = Random(1917 + story.number)  # noqa: S311 - invented people, not secrets
    begun = datetime.combine(
        now.date() - timedelta(days=story.days_ago), time(9 + chance.randrange(6), chance.randrange(60)), now.tzinfo
    )
    family = household(story.number, story.kind, chance=chance, today=now.date())
    teller = Teller(story, family, min(begun, now - timedelta(minutes=40)), now, chance)
    for name, act in _ACTS:
        act(teller)
        if name == story.until:
            return


def _arrived(t: Teller) -> None:
    source, seen = sayings.ARRIVED[t.story.number % len(sayings.ARRIVED)]
    self_told = source.startswith("self")
    child = t.family.children[0]
    settle(t.family, by=t.by(), team=key("team", t.story.team))
    told = Told(
        kind=ArrivalKind.CONTACT if self_told else ArrivalKind.NOTIFICATION,
        channel=Channel.PHONE,
        received_at=t.now,
        source_id=key("source", source.replace("-", "_")),
        who_it_concerns=f"{child.given} {child.family}",
        observations=seen,
        notifier_name="" if self_told else ("Pia Lindqvist" if t.story.number == 0 else "Marika Oksanen"),
        notifier_organisation="" if self_told else "Lehtorannan koulu",
        notifier_contact="" if self_told else "040 000 0000",
        wants_feedback=not self_told,
        first_hand=Yes.YES,
        all_children=Yes.UNKNOWN,
        family_knows=Yes.YES if t.story.number % 3 else Yes.NO,
        child_knows=Yes.UNKNOWN,
        expects="Että joku tapaa lapsen ja vanhemmat ja kertoo, mitä seuraavaksi.",
        told_what_next=True,
        told_may_be_invited=not self_told,
    )
    casework.receive(by=t.by(), key=key("arrival", t.story.number), team_id=key("team", t.story.team), told=told)


def _judged(t: Teller) -> None:
    t.now = min(t.now + timedelta(minutes=25), t.today_is)
    result = Urgency.TODAY if t.story.number % 9 == 4 else Urgency.NOT_URGENT
    casework.judge_urgency(
        by=t.by(),
        arrival_id=key("arrival", t.story.number),
        result=result,
        grounds="Lapsi on turvassa tänään; aikuinen on kotona ja vastaa puhelimeen.",
    )


def _not_needed(t: Teller) -> None:
    if t.story.until != "not_needed":
        return
    t.later(2)
    casework.decide_not_needed(
        by=t.by(),
        arrival_id=key("arrival", t.story.number),
        reason="Perhe saa jo tarvitsemansa tuen perheneuvolasta, ja vanhemmat kertovat sen riittävän. Sovittu, että he ottavat yhteyttä, jos tilanne muuttuu.",
    )


def _opened(t: Teller) -> None:
    t.later(1 if t.story.days_ago > 1 else 0)
    children = [t.family.id_of(kin.code) for kin in t.family.children]
    arrival = key("arrival", t.story.number)
    casework.attach_family(by=t.by(), arrival_id=arrival, family_id=t.family.id, children=children)
    casework.open_assessment(
        by=t.by(), arrival_id=arrival, basis=t.story.basis, responsible_id=key("worker", t.story.worker)
    )


def _matter(t: Teller) -> Matter:
    return Matter.objects.get(family=t.family.id)


def _assessments(t: Teller) -> list[Assessment]:
    return list(_matter(t).assessments.order_by("child__born"))


def _started(t: Teller) -> None:
    t.later(11 if t.story.number % 4 == 3 else 4)
    for one in _assessments(t):
        casework.start(by=t.by(), assessment_id=one.id, started_on=t.now.date())
    for kind in (TaskKind.INFORM_GUARDIAN, TaskKind.INFORM_CHILD):
        for task in Task.objects.filter(matter=_matter(t), kind=kind):
            casework.finish_task(by=t.by(), task_id=task.id, done_on=t.now.date())
    for index, recipient in enumerate((0, "grandmother")):
        if recipient == "grandmother" and t.story.kind == "interpreter":
            continue
        for giver in ("mother", "father"):
            if giver == "father" and t.story.kind == "safety":
                continue
            refused = giver == "father" and t.story.kind == "separated" and t.story.number % 2 and index == 0
            record_answer(
                by=t.by(),
                key=key("permission", t.story.number, index, giver),
                family_id=t.family.id,
                giver_id=t.family.id_of(giver),
                recipient_id=key("member", t.story.number, recipient),
                purpose=Purpose.INVITE,
                scope="" if refused else "Koulunkäynnistä ja aamuista saa puhua. Vanhempien erosta ei.",
                how_asked="Puhelimessa, asia käytiin läpi omin sanoin."
                if not t.family.mother.interpreter
                else "Tulkin kanssa; tulkattiin takaisin.",
                answer=Answer.REFUSED if refused else Answer.GIVEN,
                asked_on=t.now.date(),
            )


def _met(t: Teller) -> None:
    t.later(6)
    matter = _matter(t)
    for index, (one, kin) in enumerate(zip(_assessments(t), t.family.children, strict=True)):
        words = sayings.CHILD_SV if kin.language == "sv" else sayings.CHILD
        met = casework.meet_child(
            by=t.by(),
            key=key("met", t.story.number, index),
            matter_id=matter.id,
            child_id=one.child_id,
            met_on=t.now.date(),
            place="Koulun pieni huone" if index == 0 else "Koti",
            alone=True,
            with_whom="" if not t.family.mother.interpreter else "tulkki",
            how="Piirrettiin yhdessä kolme taloa ja juteltiin. Lapsi valitsi itse, mitä näytetään.",
        )
        write_down(
            by=t.by(),
            key=key("said", t.story.number, index),
            matter_id=matter.id,
            words=words[(t.story.number + index) % len(words)],
            speaker=Speaker(person_id=one.child_id),
            kind=StatementKind.WISH if t.story.number == 0 else StatementKind.VIEW,
            source=StatementSource.CHILD_MEETING,
            said_on=t.now.date(),
            about=[one.child_id],
            shown=Shown(family=t.story.number % 2 == 0),
            verbatim=True,
            language=kin.language if kin.language in {"fi", "sv"} else "fi",
            assessment_id=one.id,
            child_meeting_id=met.id,
        )
    _views(t, matter)
    tell_of_services(t)
    if t.story.until == "met":
        call_together(t, held=False)


def _views(t: Teller, matter: Matter) -> None:
    one = _assessments(t)[0]
    said = [
        (Speaker(person_id=t.family.id_of("mother")), StatementKind.STRENGTH, sayings.STRENGTHS),
        (Speaker(person_id=t.family.id_of("mother")), StatementKind.NEED, sayings.PARENT),
        (Speaker(person_id=t.family.id_of("father")), StatementKind.WISH, sayings.PARENT[2:]),
        (Speaker(member_id=key("member", t.story.number, 0)), StatementKind.VIEW, sayings.TEACHER),
    ]
    for index, (speaker, kind, pool) in enumerate(said):
        write_down(
            by=t.by(),
            key=key("view", t.story.number, index),
            matter_id=matter.id,
            words=pool[t.story.number % len(pool)],
            speaker=speaker,
            kind=kind,
            source=StatementSource.CONVERSATION,
            said_on=t.now.date(),
            about=[one.child_id],
            assessment_id=one.id,
        )


def _written(t: Teller) -> None:
    t.later(10)
    call_together(t, held=True)
    t.later(12)
    for one, kin in zip(_assessments(t), t.family.children, strict=True):
        late = (t.now.date() - one.initiated_on).days > 80
        casework.write_assessment(
            by=t.by(),
            assessment_id=one.id,
            version=one.version,
            texts={
                "plan": "Tavataan lapsi kaksi kertaa koulussa, vanhemmat yhdessä ja erikseen kotona. Opettajaa kuullaan luvalla.",
                "situation": sayings.SITUATION,
                "needs": sayings.NEEDS,
                "clientship_view": "Lastensuojelun asiakkuuden edellytykset eivät täyty; tuki sosiaalihuoltolain palveluina riittää."
                if t.story.number % 3
                else "Lapsen kasvuolot vaarantuvat ilman tukea; asiakkuuden edellytykset täyttyvät.",
                "own_worker_client": "Toivomme, että sama työntekijä jatkaa.",
                "own_worker_professional": "Omatyöntekijä on tarpeen.",
                "child_opinion_how": "Kaksi tapaamista koulussa, piirtäen ja jutellen.",
                "child_opinion": f"{kin.given} toivoo, että joku on aamulla paikalla ja että isoäiti saa tulla mukaan.",
                "explained_how": "Käytiin oikeudet ja vaihtoehdot läpi suullisesti ja kuvilla.",
                "ground": "Tuen tarve on jatkuva, ja perhe on itse toivonut sitä.",
                "delay_reason": "Tulkkia ei saatu kahteen sovittuun tapaamiseen." if late else "",
            },
            nature=Nature.RECURRING,
            conclusion=Conclusion.SOCIAL_SERVICES if t.story.number % 3 else Conclusion.CHILD_PROTECTION,
        )


def _approved(t: Teller) -> None:
    t.later(14)
    for one in _assessments(t):
        if (t.now.date() - one.initiated_on).days > 90 and not one.delay_reason:
            casework.write_assessment(
                by=t.by(),
                assessment_id=one.id,
                version=one.version,
                texts={"delay_reason": "Yhteistä aikaa ei löytynyt ajoissa."},
            )
            one.refresh_from_db()
        casework.approve(by=t.by(), assessment_id=one.id, version=one.version)
    if t.story.number % 3 == 0:
        for index, one in enumerate(_assessments(t)):
            casework.start_clientship(
                by=t.by(),
                key=key("clientship", t.story.number, index),
                matter_id=one.matter_id,
                child_id=one.child_id,
                started_on=t.now.date(),
                ground="LSL 27 §: sosiaalityöntekijä on arvioinut asiakkuuden tarpeen.",
                informed_guardian_on=t.now.date(),
                informed_child_on=t.now.date(),
            )


def _heard(t: Teller) -> None:
    t.later(3)
    for task in Task.objects.filter(matter=_matter(t), kind=TaskKind.FEEDBACK_TO_REFERRER, done_on__isnull=True):
        casework.give_feedback(
            by=t.by(),
            task_id=task.id,
            level=FeedbackLevel.FINISHED,
            channel=Channel.PHONE,
            given_on=t.now.date(),
            note="Kerrottu, että arviointi on päättynyt ja kuka jatkaa.",
        )


def _work(t: Teller) -> None:
    t.later(10)


def _closed(t: Teller) -> None:
    t.later(20)
    matter = _matter(t)
    for row in matter.clientships.filter(ended_on__isnull=True):
        casework.end_clientship(
            by=t.by(), clientship_id=row.id, ended_on=t.now.date(), reason="Tuen tarve on päättynyt; arki kantaa."
        )
    for task in matter.tasks.filter(done_on__isnull=True):
        casework.finish_task(by=t.by(), task_id=task.id, done_on=t.now.date())
    matter.refresh_from_db()
    casework.close(
        by=t.by(),
        matter_id=matter.id,
        version=matter.version,
        reason="Sovitut askeleet on otettu, ja perhe kertoo pärjäävänsä.",
    )


_ACTS = (
    ("arrived", _arrived),
    ("judged", _judged),
    ("not_needed", _not_needed),
    ("opened", _opened),
    ("started", _started),
    ("met", _met),
    ("written", _written),
    ("approved", _approved),
    ("heard", _heard),
    ("work", _work),
    ("closed", _closed),
)
