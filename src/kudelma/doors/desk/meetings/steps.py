"""Small steps of a family: what was agreed, what came of it, what was learned."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as p_

from kudelma.core.codes import StepState
from kudelma.doors.desk.meetings.around import Groups, groups, in_family, meeting_of, which
from kudelma.rooms.meetings.queries import Frame, MayCome, MeetingPage, frame, may_come
from kudelma.rooms.plans import actions
from kudelma.rooms.plans.queries import step_line, step_lines
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.voice.actions import Shown, Speaker
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.fields import Code, Day, Line, Pick, Words
from kudelma.ui.forms.paper import Changing, Creating, refusals


class NewStep(Creating):
    words = Words(
        label=_("What we agreed"),
        rows=2,
        help_text=_("So small that it will surely happen. In the words of the one who does it."),
    )
    who = Pick(label=_("Who does it"), empty=_("Choose"))
    with_whom = Line(
        label=_("With whom"),
        required=False,
        help_text=_("Nobody is left alone with a step: a pair across services helps."),
    )
    due_on = Day(label=_("By"), help_text=_("For example 24.11.2026"))
    how_noticed = Words(
        label=_("How do we notice that it helped?"),
        rows=2,
        required=False,
        help_text=_("What would the child see or hear at home or at school?"),
    )
    shown = forms.ChoiceField(
        label=_("Who may see this"),
        widget=forms.RadioSelect,
        choices=[
            ("family", p_("shown to", "the family, and the team")),
            ("meeting", p_("shown to", "the family, everyone in the meeting, and the team")),
            ("team", p_("shown to", "the team only")),
        ],
    )

    def __init__(self, *args: Any, offered: Groups, in_meeting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", self.fields["who"].empty), *offered]  # type: ignore[attr-defined]  # a Pick
        if not in_meeting:
            shown = self.fields["shown"]
            shown.choices = [c for c in shown.choices if c[0] != "meeting"]  # type: ignore[attr-defined]

    def shown_to(self) -> Shown:
        choice = self.cleaned_data["shown"]
        return Shown(family=choice != "team", meeting=choice == "meeting")


class Settle(Changing):
    state = Code(
        StepState,
        label=_("What came of it"),
        radio=True,
        only=(StepState.DONE, StepState.PARTLY, StepState.NOT_DONE, StepState.CHANGED),
    )
    learned = Words(
        label=_("What did we learn?"),
        rows=3,
        required=False,
        help_text=_("What helped, what got in the way? A step that did not happen was perhaps too big."),
    )


@page(_("Small steps"))
def steps(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = frame(request.actor, matter_id)
    lines = step_lines(request.actor, matter_id)
    return show(
        request,
        "desk/meetings/steps.html",
        **in_family(
            one, "steps", open_steps=[s for s in lines if s.is_open], settled=[s for s in lines if not s.is_open]
        ),
    )


def _all_who(one: Frame) -> MayCome:
    """Return who may take a step: anyone of the family, the network or the team."""
    able = may_come(one)
    return MayCome(tuple(p for p in one.people if not p.is_dead), able.network, (), able.team)


@page(_("Agree on a small step"), methods=("GET", "POST"))
def new_step(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    """Agree on a step; in a meeting when the address names one."""
    one = frame(request.actor, matter_id)
    meeting = _meeting(request, matter_id)
    able = _all_who(one)
    start = {"shown": "meeting" if meeting else "family"}
    form = paper(request, NewStep, offered=groups(able), in_meeting=meeting is not None, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.agree_step(
                by=request.actor,
                key=form.new_id,
                matter_id=matter_id,
                words=facts["words"],
                who=Speaker(**which(able, facts["who"])),
                with_whom=facts["with_whom"],
                due_on=facts["due_on"],
                how_noticed=facts["how_noticed"],
                meeting_id=meeting.id if meeting else None,
                shown=form.shown_to(),
                language=request.LANGUAGE_CODE,
            )
            said = _("The step is agreed.")
            if meeting:
                return done(request, "meeting", matter_id, meeting.id, said=said, part="after")
            return done(request, "steps", matter_id, said=said)
    return show(request, "desk/meetings/new_step.html", **in_family(one, "steps", form=form, meeting=meeting))


def _meeting(request: WorkerRequest, matter_id: uuid.UUID) -> MeetingPage | None:
    """Return the meeting that the address says the step is agreed in; a broken address names none."""
    asked = request.GET.get("meeting", "")
    try:
        key = uuid.UUID(asked) if asked else None
    except ValueError:
        return None
    return meeting_of(request, matter_id, key, whole=False) if key else None


@page(_("What came of the step"), methods=("GET", "POST"))
def settle_step(request: WorkerRequest, matter_id: uuid.UUID, step_id: uuid.UUID) -> HttpResponse:
    one = frame(request.actor, matter_id)
    step = step_line(request.actor, step_id)
    if step.matter_id != matter_id:
        raise Hidden("step.read", "other_matter", object_id=step_id)
    start = {"version": step.version, "learned": step.learned, "state": "" if step.is_open else step.state}
    form = paper(request, Settle, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.settle_step(
                by=request.actor,
                step_id=step_id,
                version=facts["version"],
                state=facts["state"],
                learned=facts["learned"],
            )
            return done(request, "steps", matter_id, said=_("Kept. What was learned helps to choose the next step."))
    return show(request, "desk/meetings/settle_step.html", **in_family(one, "steps", form=form, step=step))
