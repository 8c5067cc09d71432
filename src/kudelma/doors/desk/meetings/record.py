"""The meeting itself: who came, and the one shared record."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kudelma.core.codes import MeetingState, StatementKind
from kudelma.doors.desk.meetings.around import at_meeting, meeting_of
from kudelma.doors.desk.meetings.pages import AHEAD
from kudelma.doors.desk.meetings.words import HEADINGS, OTHER, SHOWN
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.queries import MeetingPage, ParticipantLine, people_of
from kudelma.rooms.meetings.structures import SECTIONS
from kudelma.rooms.refused import Refused
from kudelma.rooms.voice.actions import Shown
from kudelma.rooms.voice.queries import StatementLine, statements
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.fields import Day, Line, Pick, PickMany, Words
from kudelma.ui.forms.paper import Changing, Creating, refusals
from kudelma.ui.refusals import SENTENCES
from kudelma.ui.words import LANGUAGES, say


class Held(Changing):
    held_on = Day(label=_("Held on"))
    came = PickMany(label=_("Who came"), error_messages={"required": SENTENCES["nobody_came"]})

    def __init__(self, *args: Any, people: tuple[ParticipantLine, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["came"].offer([(p.id, p.name) for p in people])  # type: ignore[attr-defined]  # a PickMany
        for one in people:
            self.fields[f"absence_{one.id}"] = Line(label=one.name, required=False, initial=one.absence_reason)

    @property
    def absences(self) -> list[forms.BoundField]:
        return [self[f"absence_{one.id}"] for one in self.people]


@page(_("The meeting was held"), methods=("GET", "POST"))
def hold_meeting(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    planned = one.starts_at.astimezone(request.actor.now.tzinfo).date() if one.starts_at else request.actor.today
    start = {
        "version": one.version,
        "held_on": one.held_on or min(planned, request.actor.today),
        "came": [str(p.id) for p in one.participants if p.came],
    }
    form = paper(request, Held, people=one.participants, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        came = set(facts["came"])
        with refusals(form, Refused):
            actions.hold(
                by=request.actor,
                meeting_id=one.id,
                version=facts["version"],
                held_on=facts["held_on"],
                came={p.id: p.id in came for p in one.participants},
                absence_reasons={p.id: facts[f"absence_{p.id}"] for p in one.participants},
            )
            return done(
                request, "meeting_record", matter_id, one.id, said=_("Kept. Write the record while it is fresh.")
            )
    return show(request, "desk/meetings/held.html", **at_meeting(one, form=form))


class Spoken(Creating):
    kind = forms.ChoiceField(label=_("Under which heading"))
    speaker = Pick(label=_("Whose words"), empty=_("Choose"))
    words = Words(
        label=pgettext_lazy("field", "Words"),
        rows=4,
        help_text=_("As they were said. Read them aloud and ask: did I write it right?"),
    )
    verbatim = forms.BooleanField(label=_("Word for word"), required=False)
    about = PickMany(label=_("About whom"), required=False)
    shown = forms.ChoiceField(
        label=_("Who may see this"),
        choices=SHOWN,
        widget=forms.RadioSelect,
        help_text=_("Say it aloud in the meeting. Safety matters cannot be promised secret."),
    )
    chosen = PickMany(label=_("Those chosen"), required=False)
    language = forms.ChoiceField(label=_("Language of the words"), choices=list(LANGUAGES.items()))

    def __init__(self, *args: Any, meeting: MeetingPage, people: list[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        headings = HEADINGS[meeting.structure]
        others = [k for k in StatementKind if k not in headings and k != StatementKind.MESSAGE]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            *((k.value, headings[k][0]) for k in SECTIONS[meeting.structure]),
            *((k.value, say(k)) for k in others),
        ]
        self.fields["speaker"].offer([(p.id, p.name) for p in meeting.participants])  # type: ignore[attr-defined]
        outside = [(p.id, p.name) for p in meeting.participants if p.worker_id is None]
        self.fields["about"].offer(people)  # type: ignore[attr-defined]  # a PickMany
        self.fields["chosen"].offer(outside)  # type: ignore[attr-defined]  # a PickMany

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("shown") == "chosen" and not facts.get("chosen") and "chosen" not in self.errors:
            self.add_error("chosen", _("Choose at least one."))
        return facts

    def shown_to(self) -> Shown:
        choice = self.cleaned_data["shown"]
        here = {p.id: p for p in self.meeting.participants}
        picked = [here[key] for key in self.cleaned_data["chosen"]] if choice == "chosen" else []
        return Shown(
            family=choice == "family",
            meeting=choice == "meeting",
            persons=frozenset(p.person_id for p in picked if p.person_id),
            members=frozenset(p.member_id for p in picked if p.member_id),
        )


@page(_("The record of the meeting"), methods=("GET", "POST"))
def meeting_record(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Show the one shared record under its headings, the child's words first; and write more into it.

    The record may be open on a screen that all in the meeting see: what not all of them may see stays folded away.
    """
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    people = [(p.id, p.name) for p in people_of(one, request.actor)]
    form = paper(request, Spoken, meeting=one, people=people, initial=_start(request, one))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.write_in_record(
                by=request.actor,
                key=form.new_id,
                meeting_id=one.id,
                participant_id=facts["speaker"],
                words=facts["words"],
                kind=StatementKind(facts["kind"]),
                about=facts["about"],
                shown=form.shown_to(),
                verbatim=facts["verbatim"],
                language=facts["language"],
            )
            again = f"{resolve_url('meeting_record', matter_id, one.id)}?kind={facts['kind']}"
            return done(request, again, said=_("Written down."), part="write")
    lines = statements(request.actor, matter_id=matter_id, meeting_id=one.id)
    may_write = one.state not in {MeetingState.PREPARING, MeetingState.CANCELLED}
    return show(
        request,
        "desk/meetings/record.html",
        **at_meeting(
            one,
            form=form,
            sections=_sections(one, [s for s in lines if s.to_meeting]),
            narrower=_child_first([s for s in lines if not s.to_meeting]),
            may_write=may_write,
            ahead=one.state in AHEAD,
        ),
    )


def _start(request: WorkerRequest, one: MeetingPage) -> dict[str, Any]:
    """Return what the form begins with: the heading that the address names, or the first."""
    asked = request.GET.get("kind", "")
    return {
        "kind": asked if asked in set(StatementKind) else SECTIONS[one.structure][0],
        "shown": "meeting",
        "language": request.LANGUAGE_CODE,
    }


def _sections(one: MeetingPage, lines: list[StatementLine]) -> list[tuple[Any, Any, str, list[StatementLine]]]:
    """Return (heading, help, kind, words) in the order of the meeting's structure; the rest comes last."""
    headings = HEADINGS[one.structure]
    found = [
        (*headings[kind], kind.value, _child_first([s for s in lines if s.kind == kind]))
        for kind in SECTIONS[one.structure]
    ]
    rest = [s for s in lines if s.kind not in headings]
    return [*found, (*OTHER, "", _child_first(rest))] if rest else found


def _child_first(lines: list[StatementLine]) -> list[StatementLine]:
    return sorted(lines, key=lambda s: s.voice != "child")
