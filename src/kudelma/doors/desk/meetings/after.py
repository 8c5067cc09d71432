"""After the meeting: everyone's own view of it, the follow-up form, the question the process goes on with."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import Yes
from kudelma.doors.desk.meetings.around import at_meeting, meeting_of
from kudelma.doors.desk.meetings.preparing import participant_of
from kudelma.doors.desk.meetings.words import SCALES
from kudelma.rooms.meetings import actions
from kudelma.rooms.meetings.queries import EvaluationLine
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.fields import Code, Line, Words
from kudelma.ui.forms.paper import Changing, Paper, refusals

_LADDER = [*((str(n), str(n)) for n in range(11)), ("", _("I can't say"))]


class Scale(forms.TypedChoiceField):
    """A step of a ladder from 0 to 10, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=_LADDER,
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect(attrs={"class": "beside"}),
            error_messages={"invalid_choice": _("Give a number from 0 to 10, or leave it empty.")},
            **kwargs,
        )


class Evaluated(Paper):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    heard = Scale(label=SCALES["heard"][0], help_text=SCALES["heard"][1])
    mattered = Scale(label=SCALES["mattered"][0], help_text=SCALES["mattered"][1])
    know_next = Scale(label=SCALES["know_next"][0], help_text=SCALES["know_next"][1])
    safe = Scale(label=SCALES["safe"][0], help_text=SCALES["safe"][1])
    strengthened = Scale(label=SCALES["strengthened"][0], help_text=SCALES["strengthened"][1])
    words = Words(
        label=_("In their own words"), rows=3, required=False, help_text=_("What was good, what differently?")
    )


@page(_("How the meeting was"), methods=("GET", "POST"))
def evaluation(
    request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID, participant_id: uuid.UUID
) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    who = participant_of(one, participant_id)
    form = paper(request, Evaluated, initial=_given(who.evaluation))
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.evaluate(by=request.actor, participant_id=who.id, **form.cleaned_data)
            return done(request, "meeting", matter_id, one.id, said=_("Thank you. The answer is kept."), part="after")
    return show(request, "desk/meetings/evaluation.html", **at_meeting(one, form=form, who=who))


def _given(given: EvaluationLine | None) -> dict[str, Any]:
    if given is None:
        return {"version": 0} | dict.fromkeys(SCALES, "")
    scales = {name: "" if (step := getattr(given, name)) is None else str(step) for name in SCALES}
    return {"version": given.version, "words": given.words} | scales


class FollowUp(Paper):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    timing_difficulty = forms.TypedChoiceField(
        label=_("How hard was it to find a time for all?"),
        coerce=int,
        choices=[("0", _("easy")), ("1", _("rather easy")), ("2", _("rather hard")), ("3", _("hard"))],
        widget=forms.RadioSelect,
    )
    constellation_obstacle = forms.BooleanField(
        label=_("The family's situation kept someone from a joint meeting"), required=False
    )
    repetition_avoided = Code(Yes, label=_("Was the family spared telling the same things again?"), radio=True)
    would_do_again = Code(Yes, label=_("Would you call these people together again?"), radio=True)
    child_experience = Line(label=_("The child's experience in a line"), required=False)
    family_experience = Line(label=_("The family's experience in a line"), required=False)
    partner_experience = Line(label=_("The partners' experience in a line"), required=False)
    worker_experience = Line(label=_("Your own experience in a line"), required=False)


@page(_("Follow-up form"), methods=("GET", "POST"))
def follow_up(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Show what is known already, and ask only what is not (P3)."""
    one = meeting_of(request, matter_id, meeting_id)
    names = [name for name in FollowUp.base_fields if name != "version"]
    known = {name: getattr(one.follow_up, name) for name in names} if one.follow_up else {}
    start = {"version": one.follow_up.version if one.follow_up else 0} | known
    form = paper(request, FollowUp, initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.fill_follow_up(by=request.actor, meeting_id=one.id, **form.cleaned_data)
            return done(request, "meeting", matter_id, one.id, said=_("The follow-up is kept."), part="after")
    return show(request, "desk/meetings/follow_up.html", **at_meeting(one, form=form))


class NextQuestion(Changing):
    next_question = Words(
        label=_("What do we think about next?"),
        rows=3,
        help_text=_("In the family's own words. The next meeting begins from this, so nothing is told twice."),
    )


@page(_("The next question"), methods=("GET", "POST"))
def next_question(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    one = meeting_of(request, matter_id, meeting_id, whole=False)
    form = paper(request, NextQuestion, initial={"version": one.version, "next_question": one.next_question})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.set_next_question(
                by=request.actor,
                meeting_id=one.id,
                version=form.cleaned_data["version"],
                next_question=form.cleaned_data["next_question"],
            )
            return done(request, "meeting", matter_id, one.id, said=_("The question is kept."), part="after")
    return show(request, "desk/meetings/form.html", **at_meeting(one, form=form, submit=_("Keep the question")))
