import uuid

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import Answer, Purpose
from kudelma.doors.desk.matters.forms import Ask
from kudelma.doors.desk.matters.pages import with_side
from kudelma.rooms.casework.queries import matter_frame
from kudelma.rooms.consent.actions import record_answer, withdraw
from kudelma.rooms.consent.queries import permission_lines
from kudelma.rooms.people.queries import network
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import Paper, refusals


@page(_("Permissions"))
def permissions(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    lines = permission_lines(one.family_id, today=request.actor.today)
    return show(request, "desk/matters/permissions.html", **with_side(one, "permissions", lines=lines))


@page(_("Ask for permission"), methods=("GET", "POST"))
def ask(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    """Record whom the family was asked about, and what each answered."""
    one = matter_frame(request.actor, matter_id)
    members = network(one.family_id)
    form = paper(
        request,
        Ask,
        givers=[(p.id, p.name) for p in one.people if not p.is_dead],
        recipients=[(m.id, f"{m.name}, {m.organisation or m.relation}") for m in members],
        initial={
            "asked_on": request.actor.today,
            "answer": Answer.GIVEN,
            "purpose": Purpose.INVITE,
            "recipient": request.GET.get("recipient", ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            record_answer(
                by=request.actor,
                key=form.new_id,
                family_id=one.family_id,
                giver_id=facts["giver"],
                recipient_id=facts["recipient"],
                purpose=facts["purpose"],
                scope=facts["scope"],
                how_asked=facts["how_asked"],
                answer=facts["answer"],
                asked_on=facts["asked_on"],
                valid_to=facts["valid_to"],
            )
            return done(request, "permissions", one.id, said=_("The answer is recorded."))
    return show(request, "desk/matters/ask.html", **with_side(one, "permissions", form=form, has_network=bool(members)))


@page(_("Withdraw the permission"), methods=("GET", "POST"))
def withdraw_permission(request: WorkerRequest, matter_id: uuid.UUID, permission_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    lines = permission_lines(one.family_id, today=request.actor.today)
    line = next((p for p in lines if p.id == permission_id), None)
    form = paper(request, Paper)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            withdraw(by=request.actor, permission_id=permission_id)
            return done(
                request,
                "permissions",
                one.id,
                said=_("The permission is withdrawn. It stops what is to come, at once."),
            )
    if line is None:
        return done(request, "permissions", one.id)
    return show(request, "desk/matters/withdraw.html", **with_side(one, "permissions", form=form, line=line))
