"""The demo's network meetings: one to come where a family has been met, one held where more has been written."""

import uuid
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from kudelma.core.codes import MeetingStructure, Reply, StatementKind, StepState, Yes
from kudelma.demo import sayings
from kudelma.demo.place import key
from kudelma.rooms.casework.models import Matter
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.models import NetworkMeeting, Participant
from kudelma.rooms.plans.actions import agree_step, settle_step
from kudelma.rooms.refused import Refused
from kudelma.rooms.voice.actions import Shown, Speaker

if TYPE_CHECKING:
    from kudelma.demo.stories import Teller

QUESTION = "Miten saamme aamut sujumaan niin, että jokainen pääsee lähtemään hyvillä mielin?"


def call_together(t: "Teller", *, held: bool) -> None:
    """Begin, prepare and send a meeting; and hold it, when it has been."""
    if t.story.kind == "safety":
        return
    matter = Matter.objects.get(family=t.family.id)
    meeting_id = key("meeting", t.story.number)
    actions.begin_meeting(
        by=t.by(),
        key=meeting_id,
        matter_id=matter.id,
        question=QUESTION,
        question_whose_id=t.family.id_of("mother"),
        structure=MeetingStructure.HELP_MAP if t.story.number % 2 else MeetingStructure.HYPOTHESES,
        convener_id=key("worker", t.story.worker),
    )
    _people(t, meeting_id, matter)
    starts = _when(t, held=held)
    actions.prepare(
        by=t.by(),
        meeting_id=meeting_id,
        version=_version(meeting_id),
        what_is_told="Aamuista ja koulunkäynnistä: mikä toimii, mikä on vaikeaa.",
        told_by="Äiti kertoo, opettaja täydentää.",
        not_told="Vanhempien erosta ei puhuta tässä tapaamisessa.",
        place="Lehtorannan koulu, kirjaston ryhmähuone",
        place_suits=True,
        remote_link="",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=90),
        prepared_with_family_on=t.by().today,
    )
    invited = _invite(t, meeting_id)
    if held and invited:
        t.now = starts + timedelta(hours=2)
        _hold(t, meeting_id, matter)


def _version(meeting_id: uuid.UUID) -> int:
    return NetworkMeeting.objects.values_list("version", flat=True).get(pk=meeting_id)


def _when(t: "Teller", *, held: bool) -> datetime:
    """Return a morning some days on; a meeting that was held lies before today."""
    day = t.now.date() + timedelta(days=3) if held else t.today_is.date() + timedelta(days=3 + t.story.number % 5)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return datetime.combine(day, time(9, 0), t.today_is.tzinfo)


def _people(t: "Teller", meeting_id: uuid.UUID, matter: Matter) -> None:
    for code in ("child0", "mother", "father"):
        actions.add_participant(by=t.by(), meeting_id=meeting_id, person_id=t.family.id_of(code))
    known = set(matter.family.network.values_list("pk", flat=True))
    for member in (key("member", t.story.number, 0), key("member", t.story.number, "grandmother")):
        if member in known:
            actions.add_participant(by=t.by(), meeting_id=meeting_id, member_id=member)
    for notifier in matter.arrivals.filter(notifier__isnull=False):
        assert notifier.notifier_id is not None
        actions.add_participant(by=t.by(), meeting_id=meeting_id, member_id=notifier.notifier_id)
    team = {"koivu": ("sanna", "omar"), "pihlaja": ("kaisu", "henna"), "meri": ("gunilla", "robert")}[t.story.team]
    for worker in team:
        actions.add_participant(by=t.by(), meeting_id=meeting_id, worker_id=key("worker", worker))
    seats = {p.worker_id: p.pk for p in Participant.objects.filter(meeting=meeting_id, worker__isnull=False)}
    actions.set_roles(
        by=t.by(),
        meeting_id=meeting_id,
        version=_version(meeting_id),
        chair_id=seats[key("worker", team[0])],
        recorder_id=seats[key("worker", team[1])],
    )


def _invite(t: "Teller", meeting_id: uuid.UUID) -> bool:
    """Invite whom the family lets be invited; the others wait for permission, as they would."""
    sent = False
    for participant in Participant.objects.filter(meeting=meeting_id).order_by("pk"):
        try:
            actions.invite(
                by=t.by(), meeting_id=meeting_id, version=_version(meeting_id), participant_ids=[participant.pk]
            )
        except Refused:
            continue
        sent = True
        participant.refresh_from_db()
        answer = Reply.NO if participant.pk.int % 7 == 0 else Reply.YES
        actions.reply(by=t.by(), participant_id=participant.pk, version=participant.version, answer=answer)
    return sent


def _hold(t: "Teller", meeting_id: uuid.UUID, matter: Matter) -> None:
    here = list(Participant.objects.filter(meeting=meeting_id).order_by("pk"))
    came = {p.pk: p.reply == Reply.YES for p in here}
    if not any(came.values()):
        return
    actions.hold(by=t.by(), meeting_id=meeting_id, version=_version(meeting_id), held_on=t.now.date(), came=came)
    child = next(p for p in here if p.person_id == t.family.id_of("child0"))
    mother = next(p for p in here if p.person_id == t.family.id_of("mother"))
    for index, (who, kind, words) in enumerate(
        (
            (child, StatementKind.WISH, sayings.CHILD[(t.story.number + 2) % len(sayings.CHILD)]),
            (mother, StatementKind.STRENGTH, sayings.STRENGTHS[t.story.number % len(sayings.STRENGTHS)]),
            (mother, StatementKind.WORRY, sayings.PARENT[0]),
        )
    ):
        if came[who.pk]:
            actions.write_in_record(
                by=t.by(),
                key=key("record", t.story.number, index),
                meeting_id=meeting_id,
                participant_id=who.pk,
                words=words,
                kind=kind,
                about=[t.child],
                shown=Shown(meeting=True),
                verbatim=who is child,
            )
    _steps(t, meeting_id, matter)
    if came[mother.pk]:
        mother.refresh_from_db()
        actions.evaluate(
            by=t.by(),
            participant_id=mother.pk,
            version=mother.version,
            heard=8,
            mattered=9,
            know_next=7,
            safe=8,
            strengthened=7,
        )
    actions.fill_follow_up(
        by=t.by(),
        meeting_id=meeting_id,
        version=_version(meeting_id),
        timing_difficulty=t.story.number % 4,
        constellation_obstacle=t.story.kind == "separated",
        repetition_avoided=Yes.YES,
        would_do_again=Yes.YES,
        family_experience="Hyvä, ettei tarvinnut kertoa kaikkea alusta.",
    )


def _steps(t: "Teller", meeting_id: uuid.UUID, matter: Matter) -> None:
    grandmother = key("member", t.story.number, "grandmother")
    who = (
        Speaker(member_id=grandmother) if t.story.kind != "interpreter" else Speaker(person_id=t.family.id_of("mother"))
    )
    steps = (
        (who, "Soitan kouluaamuina kello seitsemän ja herätän.", "Lapsi on koulussa ajoissa neljänä päivänä viidestä."),
        (
            Speaker(worker_id=key("worker", t.story.worker)),
            "Käyn kotona tiistaina ja torstaina aamulla.",
            "Äiti sanoo, että aamu oli edes vähän kevyempi.",
        ),
    )
    for index, (taker, words, noticed) in enumerate(steps):
        step = agree_step(
            by=t.by(),
            key=key("step", t.story.number, index),
            matter_id=matter.id,
            words=words,
            who=taker,
            due_on=t.now.date() + timedelta(days=14 + 7 * index),
            with_whom="Äiti ja opettaja",
            how_noticed=noticed,
            meeting_id=meeting_id,
            shown=Shown(meeting=True, family=True),
        )
        if index == 0 and t.story.number % 2 == 0 and t.today_is - t.now > timedelta(days=15):
            settle_step(
                by=t.by(),
                step_id=step.id,
                version=step.version,
                state=StepState.PARTLY,
                learned="Kolmena aamuna viidestä; maanantai on vaikein.",
            )
