import uuid

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import Channel, FeedbackLevel
from kudelma.doors.desk.matters.forms import FeedbackCall, FinishTask, NewTask
from kudelma.doors.desk.matters.pages import with_side
from kudelma.rooms.casework import actions
from kudelma.rooms.casework.access import seen_task
from kudelma.rooms.casework.queries import matter_frame, matter_page
from kudelma.rooms.casework.queries.feedback import referrer
from kudelma.rooms.organisation.queries import team_mates
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import refusals


@page(_("New task"), methods=("GET", "POST"))
def new_task(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    team = [(m.id, m.name) for m in team_mates(request.actor) if m.team_id == one.team_id]
    form = paper(request, NewTask, team=team, initial={"who": request.actor.id})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.add_task(
                by=request.actor,
                key=form.new_id,
                matter_id=one.id,
                what=facts["what"],
                due_on=facts["due_on"],
                who_id=facts["who"],
            )
            return done(request, "matter", one.id, said=_("The task is added."), part="tasks")
    return show(request, "desk/matters/form.html", **with_side(one, "matter", form=form, submit=_("Add the task")))


@page(_("Task"), methods=("GET", "POST"))
def finish_task(request: WorkerRequest, matter_id: uuid.UUID, task_id: uuid.UUID) -> HttpResponse:
    one = matter_page(request.actor, matter_id)
    seen_task(request.actor, task_id)
    task = next((t for t in one.tasks if t.id == task_id), None)
    form = paper(request, FinishTask, initial={"done_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.finish_task(
                by=request.actor, task_id=task_id, done_on=facts["done_on"], exception_reason=facts["exception_reason"]
            )
            return done(request, "matter", one.id, said=_("The task is done."), part="tasks")
    return show(request, "desk/matters/task.html", **with_side(one, "matter", form=form, task=task))


@page(_("Feedback to the one who notified"), methods=("GET", "POST"))
def feedback(request: WorkerRequest, matter_id: uuid.UUID, task_id: uuid.UUID) -> HttpResponse:
    """The one who notified always hears back; what may be said is shown before the call."""
    one = matter_frame(request.actor, matter_id)
    who = referrer(request.actor, task_id)
    form = paper(
        request,
        FeedbackCall,
        initial={"given_on": request.actor.today, "channel": Channel.PHONE, "level": FeedbackLevel.FINISHED},
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.give_feedback(
                by=request.actor,
                task_id=task_id,
                level=facts["level"],
                channel=facts["channel"],
                given_on=facts["given_on"],
                note=facts["note"],
            )
            return done(request, "matter", one.id, said=_("The feedback is recorded."), part="tasks")
    return show(request, "desk/matters/feedback.html", **with_side(one, "matter", form=form, referrer=who))
