import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import MeetingState, MeetingStructure
from kudelma.doors.desk.meetings.around import at_meeting, in_family, meeting_of
from kudelma.doors.desk.meetings.forms import BeginMeeting, ChangeQuestion, WithReason
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.queries import Frame, MeetingPage, frame, meeting_lines
from kudelma.rooms.plans.queries import StepLine, step_lines
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import refusals

AHEAD = (MeetingState.PREPARING, MeetingState.INVITED)


@page(_("Network meetings"))
def meetings(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = frame(request.actor, matter_id)
    lines = meeting_lines(request.actor, matter_id)
    return show(
        request,
        "desk/meetings/meetings.html",
        **in_family(
            one,
            "meetings",
            to_come=[m for m in lines if m.state in AHEAD],
            gone=[m for m in lines if m.state not in AHEAD],
        ),
    )


def _people(one: Frame) -> list[tuple[uuid.UUID, str]]:
    return [(p.id, p.name) for p in one.people if not p.is_dead]


@page(_("Call people together"), methods=("GET", "POST"))
def new_meeting(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    """Begin a meeting; from an earlier one's next question when the address names it."""
    one = frame(request.actor, matter_id)
    earlier = _earlier(request, matter_id)
    team = one.team
    mine = request.actor.id if any(key == request.actor.id for key, _name in team) else ""
    start = {
        "convener": mine,
        "structure": earlier.structure if earlier else MeetingStructure.HYPOTHESES,
        "question": earlier.next_question if earlier else "",
        "question_whose": earlier.question_whose_id if earlier else "",
    }
    form = paper(request, BeginMeeting, people=_people(one), team=team, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            made = actions.begin_meeting(
                by=request.actor,
                key=form.new_id,
                matter_id=matter_id,
                question=facts["question"],
                question_whose_id=facts["question_whose"],
                structure=facts["structure"],
                convener_id=facts["convener"],
                need=facts["need"],
                previous_id=earlier.id if earlier else None,
            )
            return done(
                request, "meeting", matter_id, made.pk, said=_("The meeting is begun. Prepare it with the family.")
            )
    return show(request, "desk/meetings/begin.html", **in_family(one, "meetings", form=form, earlier=earlier))


def _earlier(request: WorkerRequest, matter_id: uuid.UUID) -> MeetingPage | None:
    """Return the meeting that the address says this one goes on from; a broken address names none."""
    asked = request.GET.get("after", "")
    try:
        key = uuid.UUID(asked) if asked else None
    except ValueError:
        return None
    return meeting_of(request, matter_id, key, whole=False) if key else None


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the five stages of the way, as `<c-step>` shows it."""

    title: str | Promise
    hint: str | Promise
    href: str
    state: str


@page(_("Network meeting"))
def meeting(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Show the whole way of one meeting: what is done, what comes next. Any stage may be opened at any time."""
    one = meeting_of(request, matter_id, meeting_id)
    steps = step_lines(request.actor, matter_id, meeting_id=meeting_id)
    return show(
        request,
        "desk/meetings/meeting.html",
        **at_meeting(
            one,
            stages=_stages(one, steps),
            steps=steps,
            ahead=one.state in AHEAD,
            held=one.state == MeetingState.HELD,
        ),
    )


def _stages(one: MeetingPage, steps: list[StepLine]) -> list[Stage]:
    ahead, held = one.state in AHEAD, one.state == MeetingState.HELD
    sent = one.state != MeetingState.PREPARING and not one.to_send
    evaluated = bool(one.came) and all(p.evaluation for p in one.came)

    def to(name: str, *, when: bool) -> str:
        return resolve_url(name, one.matter_id, one.id) if when else ""

    met = to("meeting_record", when=True) if held or one.record_rows else to("hold_meeting", when=ahead)
    rows = [
        (
            _("Why we come together, and who convenes"),
            _("The question in the family's words. Nobody is sent onward; those who are needed come to one table."),
            to("meeting_question", when=ahead),
            True,
        ),
        (
            _("Prepare with the child and the family"),
            _("Who is called, what is told and by whom, and a place that suits and is safe."),
            to("prepare_meeting", when=ahead),
            one.prepared,
        ),
        (
            _("Prepare those who are called"),
            _("Permission first. Explain how we work, agree on the roles, send the invitations."),
            to("meeting_people", when=True),
            sent and bool(one.participants),
        ),
        (
            _("Meet, and write one record together"),
            _("Stay curious: several explanations may be true. Everyone sees what is written."),
            met,
            held and one.record_rows > 0,
        ),
        (
            _("After: small steps, and how it was"),
            _("Concrete steps in pairs, everyone's own view of the meeting, and the question we go on with."),
            f"{resolve_url('meeting', one.matter_id, one.id)}#after" if held else "",
            held and bool(steps) and evaluated and one.follow_up is not None and bool(one.next_question),
        ),
    ]
    undone = next((i for i, row in enumerate(rows) if not row[3]), None)
    if one.state == MeetingState.CANCELLED:
        undone = None
    return [
        Stage(title, hint, href, "done" if is_done else "now" if i == undone else "todo")
        for i, (title, hint, href, is_done) in enumerate(rows)
    ]


@page(_("The question and the convener"), methods=("GET", "POST"))
def meeting_question(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    family = frame(request.actor, matter_id)
    start = {
        "version": one.version,
        "question": one.question,
        "question_whose": one.question_whose_id,
        "need": one.need,
        "convener": one.convener_id,
        "structure": one.structure,
    }
    form = paper(request, ChangeQuestion, people=_people(family), team=family.team, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.change_question(
                by=request.actor,
                meeting_id=one.id,
                version=facts["version"],
                question=facts["question"],
                question_whose_id=facts["question_whose"],
                structure=facts["structure"],
                convener_id=facts["convener"],
                need=facts["need"],
            )
            return done(request, "meeting", matter_id, one.id, said=_("Saved."))
    return form_page(request, one, form=form, submit=_("Save"))


@page(_("Cancel the meeting"), methods=("GET", "POST"))
def cancel_meeting(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    form = paper(request, WithReason, initial={"version": one.version})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.cancel(
                by=request.actor,
                meeting_id=one.id,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            )
            return done(
                request,
                "meeting",
                matter_id,
                one.id,
                said=_("The meeting is cancelled. Tell those who were invited, the child first."),
            )
    return form_page(request, one, form=form, submit=_("Cancel the meeting"), tone="danger")


def form_page(request: WorkerRequest, one: MeetingPage, **context: Any) -> HttpResponse:
    """Answer with a page of one form."""
    return show(request, "desk/meetings/form.html", **at_meeting(one, **context))
