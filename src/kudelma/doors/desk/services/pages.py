import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import Helped
from kudelma.doors.desk.meetings.around import in_family
from kudelma.doors.desk.services.forms import CorrectService, NewService, Remark, RemoveService, as_told, viewed
from kudelma.doors.desk.services.lanes import called, drawn, own_called, when, whom
from kudelma.rooms.meetings.queries import Frame, frame, may_come
from kudelma.rooms.refused import Refused
from kudelma.rooms.services import actions, queries
from kudelma.rooms.services.queries import ServiceLine, ServiceMap
from kudelma.rooms.voice.actions import Speaker
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import refusals
from kudelma.ui.words import say


def rows_of(found: ServiceMap) -> dict[str, Any]:
    """Return the lists of a map as templates show them: each line with its words."""
    return {
        "services": [(line, called(line), when(line), whom(line)) for line in found.services],
        "known": [(line, own_called(line)) for line in found.own],
    }


@page(_("Map of services"))
def service_map(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    """Which services the family has used and when, side by side, with the family's own words of each."""
    one = frame(request.actor, matter_id)
    found = queries.service_map(request.actor, matter_id)
    context = rows_of(found) | {
        "drawn": drawn(found, request.actor.today),
        "removed": found.removed,
        "copies": may_come(one).family,
    }
    return show(request, "desk/services/map.html", **in_family(one, "service_map", **context))


@page(_("Add a service"), methods=("GET", "POST"))
def new_service(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = frame(request.actor, matter_id)
    start = {"language": request.LANGUAGE_CODE}
    form = paper(request, NewService, **_offered(request, one), initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            told = form.told(_speaker(request, one, form.cleaned_data["speaker"]))
            name = str(say(told.kind))
            actions.tell_service(by=request.actor, key=form.new_id, matter_id=one.id, told=told, called=name)
            return done(request, "service_map", one.id, said=_("The service is on the map."))
    return _form_page(request, one, form, submit=_("Put on the map"))


@page(_("Correct a service"), methods=("GET", "POST"))
def correct_service(request: WorkerRequest, matter_id: uuid.UUID, service_id: uuid.UUID) -> HttpResponse:
    one = frame(request.actor, matter_id)
    line = queries.service_line(request.actor, service_id, matter_id=matter_id)
    form = paper(request, CorrectService, **_offered(request, one, line.view.who_id), initial=as_told(line))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            told = form.told(_speaker(request, one, facts["speaker"]))
            actions.correct_service(
                by=request.actor,
                service_id=service_id,
                matter_id=one.id,
                version=facts["version"],
                told=told,
                called=str(say(told.kind)),
                reason=facts["reason"],
            )
            return done(request, "service_map", one.id, said=_("Corrected. The earlier telling is in the history."))
    return _form_page(request, one, form, line=line, submit=_("Save the correction"))


@page(_("The family's view"), methods=("GET", "POST"))
def own_service(request: WorkerRequest, matter_id: uuid.UUID, thing_id: uuid.UUID) -> HttpResponse:
    """What the family says of something that Kudelma itself knows; the thing itself is not changed here."""
    one = frame(request.actor, matter_id)
    line = queries.own_line(request.actor, thing_id, matter_id=matter_id)
    about = frozenset(p.id for p in one.children if not line.child or p.id == line.child_id)
    start: dict[str, Any] = {"version": line.version, "hidden": line.hidden, "language": request.LANGUAGE_CODE}
    start |= viewed(line.view, about) if line.view else {"helped": Helped.CANNOT_SAY, "shown": "concerned"}
    form = paper(
        request, Remark, about=about, **_offered(request, one, line.view.who_id if line.view else None), initial=start
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.remark(
                by=request.actor,
                matter_id=one.id,
                thing_id=thing_id,
                version=facts["version"],
                view=form.view(_speaker(request, one, facts["speaker"])),
                hidden=facts["hidden"],
                called=str(say(line.own)),
            )
            return done(request, "service_map", one.id, said=_("The family's view is kept."))
    return _form_page(request, one, form, own=line, own_name=own_called(line), submit=_("Save"))


@page(_("History of a service"))
def history(request: WorkerRequest, matter_id: uuid.UUID, service_id: uuid.UUID) -> HttpResponse:
    """Every telling of a service, the newest first: what was corrected, by whom and when."""
    one = frame(request.actor, matter_id)
    found = queries.tellings(request.actor, service_id, matter_id=matter_id)
    lines = [(line, called(line), when(line), whom(line)) for line in found]
    context = in_family(one, "service_map", lines=lines, name=called(found[0]))
    return show(request, "desk/services/history.html", **context)


@page(_("Take off the map"), methods=("GET", "POST"))
def remove_service(request: WorkerRequest, matter_id: uuid.UUID, service_id: uuid.UUID) -> HttpResponse:
    one = frame(request.actor, matter_id)
    line = queries.service_line(request.actor, service_id, matter_id=matter_id)
    form = paper(request, RemoveService, initial={"version": line.version})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.remove_service(
                by=request.actor,
                service_id=service_id,
                matter_id=one.id,
                version=facts["version"],
                reason=facts["reason"],
            )
            return done(request, "service_map", one.id, said=_("The service was taken off the map."))
    return _form_page(request, one, form, line=line, submit=_("Take off the map"), tone="danger")


def _form_page(
    request: WorkerRequest, one: Frame, form: Any, *, line: ServiceLine | None = None, **context: Any
) -> HttpResponse:
    name = called(line) if line else ""
    more = in_family(one, "service_map", form=form, line=line, name=name, when=when(line) if line else "", **context)
    return show(request, "desk/services/form.html", **more)


def _offered(request: WorkerRequest, one: Frame, said_by: uuid.UUID | None = None) -> dict[str, Any]:
    """Return whom a form offers: the living people of the family, and who may have said it, or did so before."""
    people = [(p.id, p.name) for p in one.people if not p.is_dead]
    members = [(m.id, f"{m.name}, {m.organisation or m.relation}") for m in may_come(one).network]
    speakers = [*people, *members, (request.actor.id, request.actor.name)]
    if said_by and said_by not in dict(speakers):
        speakers += [(key, name) for key, name in one.team if key == said_by]
        speakers += [(p.id, p.name) for p in one.people if p.id == said_by]
    return {"people": people, "speakers": speakers}


def _speaker(request: WorkerRequest, one: Frame, chosen: uuid.UUID) -> Speaker:
    """Return the chosen one as who said it."""
    if any(p.id == chosen for p in one.people):
        return Speaker(person_id=chosen)
    if chosen == request.actor.id or any(key == chosen for key, _name in one.team):
        return Speaker(worker_id=chosen)
    return Speaker(member_id=chosen)
