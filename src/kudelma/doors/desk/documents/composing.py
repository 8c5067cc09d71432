"""What a document says, put into words in its language from what is known; the room then freezes it."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kudelma.core.codes import Role
from kudelma.doors.desk.assessments.forms import LABELS
from kudelma.rooms.casework.queries import AssessmentPage, MatterPage
from kudelma.rooms.documents.content import Block, Content, Section
from kudelma.rooms.documents.queries import masked_code, office
from kudelma.rooms.meetings.queries.pages import MeetingPage
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.queries import PersonLine, custodies
from kudelma.rooms.plans.queries import StepLine
from kudelma.rooms.voice.queries import StatementLine, Voice
from kudelma.ui.words import LANGUAGES, say, section


def _day(value: Any) -> str:
    return date_format(value, "j.n.Y") if value else ""


def _cap(words: Any) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


def _quote(line: StatementLine) -> Block:
    how = _("in their own words") if line.verbatim else _("written down by a worker")
    return Block("quote", line.words, f"{line.who}, {_day(line.said_on)}, {how}", line.language)


def _header(actor: Actor, matter: MatterPage, children: tuple[PersonLine, ...]) -> list[tuple[str, str]]:
    """Return the basic data of a document (ATL 38 §, regulation.md 2.1.13). A safety mark hides every place."""
    where = office(actor)
    pairs: list[tuple[str, str]] = []
    for child in children:
        code = masked_code(child.id) or _day(child.born)
        pairs.append((_("Client"), f"{child.name}, {code}" if code else child.name))
        tongue = str(LANGUAGES.get(child.language, child.language))
        if tongue:
            pairs.append((_("Mother tongue"), tongue))
        interpreter = str(LANGUAGES.get(child.interpreter, ""))
        if interpreter:
            pairs.append((_("Interpreter"), interpreter))
    if matter.protected:
        pairs.append((_("Safety mark"), _("In force. Place data is not shown in this document.")))
    pairs += [
        (
            _cap(say(row.kind)),
            f"{row.custodian} ({row.child}); {say(row.info_right)}{'; ' + row.content if row.content else ''}",
        )
        for child in children
        for row in custodies(matter.family_id, child=child.id)
        if row.child_id == child.id
    ]
    for row in matter.clientships:
        if any(row.child_id == child.id for child in children):
            until = f"–{_day(row.ended_on)}" if row.ended_on else ""
            pairs.append((_("Clientship"), f"{row.child}: {_day(row.started_on)}{until}. {row.ground}"))
    pairs += [
        (_("Responsible worker"), matter.responsible),
        (_("Organiser and producer"), where.unit),
        (_("Written by"), f"{actor.name}, {say(Role(where.author_role)) if where.author_role else ''}"),
        (_("Time"), f"{_day(actor.today)} {localtime(actor.now).hour}.{localtime(actor.now).minute:02}"),
    ]
    return [(label, value) for label, value in pairs if value]


def summary(
    actor: Actor, one: AssessmentPage, matter: MatterPage, said: list[StatementLine], *, language: str
) -> Content:
    """Compose the summary of an assessment (SHL 37 §): the child's own words first, strengths before needs."""
    with translation.override(language):
        child = [_quote(s) for s in said if s.voice == Voice.CHILD]
        others = [s for s in said if s.voice != Voice.CHILD]
        order = {"strength": 0, "wish": 1, "view": 2, "need": 3, "worry": 4}
        views = [_quote(s) for s in sorted(others, key=lambda s: (order.get(s.kind, 5), s.said_on))]
        written = {name: Block("text", text) for name, text in one.texts.items() if text}
        sections = [
            Section(_("The child's own words"), tuple(child)),
            Section(
                _("The child's opinion"), _named(one, ("child_opinion_how", "child_opinion", "child_opinion_missing"))
            ),
            Section(_("Views of the family, the network and the worker"), tuple(views)),
            *(
                Section(str(LABELS[name]), (written[name],))
                for name in ("plan", "situation", "needs", "clientship_view")
                if name in written
            ),
            Section(_("Own worker"), _named(one, ("own_worker_client", "own_worker_professional"))),
            Section(_("Conclusion"), _conclusion(one)),
            Section(_("Course of the assessment"), _course(one)),
        ]
        header = _header(actor, matter, (one.child,))
        title = str(_("Summary of the service needs assessment"))
        return Content(title, language, tuple(header), tuple(part for part in sections if part.blocks))


def _named(one: AssessmentPage, names: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(Block("fact", one.texts[name], str(LABELS[name])) for name in names if one.texts.get(name))


def _conclusion(one: AssessmentPage) -> tuple[Block, ...]:
    facts = []
    if one.nature:
        facts.append(Block("fact", str(say(one.nature)), str(LABELS["nature"])))
    if one.conclusion:
        facts.append(Block("fact", str(say(one.conclusion)), str(LABELS["conclusion"])))
    return (*facts, *_named(one, ("ground", "explained_how")))


def _course(one: AssessmentPage) -> tuple[Block, ...]:
    facts = [
        Block("fact", str(say(one.basis)), _("Ground")),
        Block("fact", _day(one.initiated_on), _("Pending since")),
    ]
    if one.started_on:
        facts.append(Block("fact", _day(one.started_on), _("Began on")))
    if one.approved_on:
        facts.append(Block("fact", f"{_day(one.approved_on)}, {one.approved_by}", _("Approved")))
    facts += [Block("fact", f"{_day(c.alert)} ({section(c.section)})", _("Limit")) for c in one.clocks]
    facts += [
        Block(
            "fact",
            _("{was} → {became}: {reason}").format(was=_day(d.was), became=_day(d.became), reason=d.reason),
            _("Changed date"),
        )
        for d in one.redatings
    ]
    facts += [
        Block("fact", f"{_day(m.met_on)}, {m.by}. {m.how}", _("Meeting with the child")) for m in one.child_meetings
    ]
    return (*facts, *_named(one, ("delay_reason",)))


def meeting_record(
    actor: Actor,
    meeting: MeetingPage,
    matter: MatterPage,
    said: list[StatementLine],
    steps: list[StepLine],
    *,
    language: str,
) -> Content:
    """Compose the one shared record of a network meeting: the question, who came, what was said, the small steps."""
    with translation.override(language):
        # One record for everybody who was there: what was said for the family alone stays out of it.
        shared = [s for s in said if s.to_meeting]
        child = [_quote(s) for s in shared if s.voice == Voice.CHILD]
        rest = [_quote(s) for s in shared if s.voice != Voice.CHILD and s.kind != "agreed"]
        sections = (
            Section(_("The question"), (Block("quote", meeting.question, meeting.question_whose),)),
            Section(
                _("Who came"),
                tuple(Block("text", f"{p.name}, {p.as_what}" if p.as_what else p.name) for p in meeting.came),
            ),
            Section(_("The child's own words"), tuple(child)),
            Section(_("What was said"), tuple(rest)),
            Section(_("Small steps"), tuple(_step(s) for s in steps)),
            Section(_("Next question"), (Block("text", meeting.next_question),) if meeting.next_question else ()),
        )
        header = [
            (_("Meeting"), _day(meeting.held_on or meeting.starts_at)),
            (_("Called together by"), meeting.convener),
        ]
        header += _header(actor, matter, matter.children)
        kept = tuple(part for part in sections if part.blocks)
        return Content(str(_("Record of the network meeting")), language, tuple(header), kept)


def _step(step: StepLine) -> Block:
    parts = [step.words, _("by {day}").format(day=_day(step.due_on))]
    if step.with_whom:
        parts.append(_("with {whom}").format(whom=step.with_whom))
    if step.how_noticed:
        parts.append(_("we notice it helped when: {sign}").format(sign=step.how_noticed))
    return Block("fact", "; ".join(part.rstrip(".") for part in parts) + ".", step.who)
