import uuid
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import ArrivalKind, Channel, IntakeOutcome, Yes
from kudelma.core.deadlines.ages import adult
from kudelma.core.deadlines.assessment import Basis, assessment_deadlines
from kudelma.core.names import initials
from kudelma.doors.desk.arrivals.forms import ChooseChildren, ChooseFamily, Decide, JudgeUrgency, Receive
from kudelma.doors.desk.matters.pages import page_number, pages_of
from kudelma.rooms.casework import actions, queries
from kudelma.rooms.casework.actions.arrivals import Told
from kudelma.rooms.casework.queries import ArrivalPage
from kudelma.rooms.organisation.queries import team_mates, teams_of
from kudelma.rooms.people.actions import add_person, found_family
from kudelma.rooms.people.importing import import_family
from kudelma.rooms.people.queries import family_people, known_families
from kudelma.rooms.refused import Hidden, Refused
from kudelma.threshold.page import Access, WorkerRequest, done, page, paper, show
from kudelma.tools import genogram
from kudelma.ui.clock import HELSINKI
from kudelma.ui.forms.paper import refusals


@page(_("Arrivals"))
def arrivals(request: WorkerRequest) -> HttpResponse:
    everything = request.GET.get("all") == "1"
    search = request.GET.get("q", "")[:100]
    found = queries.arrival_lines(
        request.actor,
        language=request.LANGUAGE_CODE,
        open_only=not everything,
        search=search,
        page=page_number(request),
    )
    return show(
        request,
        "desk/arrivals/arrivals.html",
        found=found,
        pages=pages_of(found, request),
        everything=everything,
        arrivals_q=search,
    )


@page(_("New arrival"), access=Access.SIGNED_IN, methods=("GET", "POST"))
def receive(request: WorkerRequest) -> HttpResponse:
    """Write down a notification, a contact, an application or a joint contact."""
    actor = request.actor
    form = paper(
        request,
        Receive,
        sources=[(s.id, s.name) for s in queries.sources(request.LANGUAGE_CODE)],
        teams=[(key, name) for key, name in teams_of(actor) if key in actor.teams],
        initial={
            "kind": ArrivalKind.NOTIFICATION,
            "channel": Channel.PHONE,
            "received_on": actor.today,
            "received_at": actor.now.time(),
            "wants_feedback": True,
            **dict.fromkeys(("first_hand", "all_children", "family_knows", "child_knows"), Yes.UNKNOWN),
        },
    )
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        on, at = facts.pop("received_on"), facts.pop("received_at")
        team, source, key = facts.pop("team"), facts.pop("source"), facts.pop("key")
        told = Told(**facts | {"received_at": datetime.combine(on, at, HELSINKI), "source_id": source})
        with refusals(form, Refused):
            arrival = actions.receive(by=actor, key=key, team_id=team, told=told)
            return done(request, "judge_urgency", arrival.id, said=_("Written down. Judge the urgency now."))
    return show(request, "desk/arrivals/receive.html", form=form)


def _steps(one: ArrivalPage) -> list[tuple[str, str, Any]]:
    """Return (address name, state, label) of the way from arrival to decision."""
    done_so_far = [True, one.urgency is not None, bool(one.children), one.outcome is not None]
    names = ["arrival", "judge_urgency", "choose_family", "decide"]
    labels = [_("Written down"), _("Urgency"), _("Family and children"), _("Decision")]
    first_open = done_so_far.index(False) if False in done_so_far else len(names)
    states = ["done" if ready else "now" if i == first_open else "todo" for i, ready in enumerate(done_so_far)]
    return list(zip(names, states, labels, strict=True))


def _seen(request: WorkerRequest, arrival_id: uuid.UUID) -> ArrivalPage:
    return queries.arrival_page(request.actor, arrival_id, language=request.LANGUAGE_CODE)


@page(_("Arrival"))
def arrival(request: WorkerRequest, arrival_id: uuid.UUID) -> HttpResponse:
    one = _seen(request, arrival_id)
    return show(
        request, "desk/arrivals/arrival.html", one=one, steps=_steps(one), initials=initials(one.who_it_concerns)
    )


@page(_("Urgency"), methods=("GET", "POST"))
def judge_urgency(request: WorkerRequest, arrival_id: uuid.UUID) -> HttpResponse:
    one = _seen(request, arrival_id)
    form = paper(request, JudgeUrgency)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.judge_urgency(by=request.actor, arrival_id=one.id, **form.cleaned_data)
            to = "choose_family" if not one.children else "decide"
            return done(request, to, one.id, said=_("The urgency is judged."))
    return show(request, "desk/arrivals/urgency.html", one=one, steps=_steps(one), form=form)


@page(_("Family and children"), methods=("GET", "POST"))
def choose_family(request: WorkerRequest, arrival_id: uuid.UUID) -> HttpResponse:
    """Say which family this is about: one of the team's, a new one, or one from a file."""
    one = _seen(request, arrival_id)
    known = known_families(request.actor, team_id=one.team_id, like=one.who_it_concerns)
    form = paper(
        request,
        ChooseFamily,
        families=[(f.id, f.name) for f in known],
        initial={"family": one.family_id or ""},
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            family_id = _family(request, one, form)
            return done(request, "choose_children", one.id, family_id)
    return show(request, "desk/arrivals/family.html", one=one, steps=_steps(one), form=form)


def _family(request: WorkerRequest, one: ArrivalPage, form: ChooseFamily) -> uuid.UUID:
    facts, actor = form.cleaned_data, request.actor
    if facts["family"]:
        family_id: uuid.UUID = facts["family"]
    else:
        family_id = found_family(by=actor, key=form.new_id, name=facts["name"], team_id=one.team_id).id
    upload = facts.get("file")
    if upload:
        try:
            drawn = genogram.read_family(upload.read(), upload.name)
        except genogram.GenogramFileError as why:
            raise Refused("file_unreadable", field="file", why=str(why)) from why
        import_family(by=actor, key=form.new_id, family_id=family_id, drawn=drawn)
    if facts["child_given"]:
        add_person(
            by=actor,
            key=uuid.uuid5(form.new_id, "child"),
            family_id=family_id,
            given=facts["child_given"],
            family_name=facts["child_family"],
            born=facts["child_born"],
            is_client_child=True,
        )
    return family_id


@page(_("Which children"), methods=("GET", "POST"))
def choose_children(request: WorkerRequest, arrival_id: uuid.UUID, family_id: uuid.UUID) -> HttpResponse:
    one = _seen(request, arrival_id)
    if not known_families(request.actor, only=family_id):
        raise Hidden("family.read", "not_of_the_team", object_id=family_id)
    people = [
        p
        for p in family_people(family_id, today=request.actor.today)
        if not p.is_dead and (p.age is None or not adult(p.age))
    ]
    form = paper(
        request,
        ChooseChildren,
        people=[(p.id, f"{p.name}, {p.age}" if p.age is not None else p.name) for p in people],
        initial={"children": [p.id for p in people if p.is_client_child]},
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.attach_family(
                by=request.actor, arrival_id=one.id, family_id=family_id, children=form.cleaned_data["children"]
            )
            return done(request, "decide", one.id, said=_("Family and children are recorded."))
    return show(request, "desk/arrivals/children.html", one=one, steps=_steps(one), form=form)


@page(_("Decision"), methods=("GET", "POST"))
def decide(request: WorkerRequest, arrival_id: uuid.UUID) -> HttpResponse:
    """Decide: an assessment with its ground and clocks, no assessment with the reason, or a link to an open one."""
    one = _seen(request, arrival_id)
    team = [m for m in team_mates(request.actor) if m.team_id == one.team_id]
    linked = (IntakeOutcome.LINKED,) if one.open_matter_id else ()
    form = paper(
        request,
        Decide,
        team=[(m.id, m.name) for m in team],
        outcomes=(IntakeOutcome.ASSESSMENT, *linked, IntakeOutcome.NOT_NEEDED),
        initial={"outcome": linked[0] if linked else IntakeOutcome.ASSESSMENT, "basis": Basis.CHILD_PROTECTION},
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            return _decided(request, one, form)
    clock = assessment_deadlines(one.initiated_on, Basis.CHILD_PROTECTION)
    return show(request, "desk/arrivals/decide.html", one=one, steps=_steps(one), form=form, clock=clock)


def _decided(request: WorkerRequest, one: ArrivalPage, form: Decide) -> HttpResponse:
    facts, actor = form.cleaned_data, request.actor
    match facts["outcome"]:
        case IntakeOutcome.ASSESSMENT:
            matter = actions.open_assessment(
                by=actor, arrival_id=one.id, basis=facts["basis"], responsible_id=facts["responsible"]
            )
            return done(request, "matter", matter.id, said=_("The assessment is open and its clocks run."))
        case IntakeOutcome.LINKED:
            matter = actions.link_to_open(by=actor, arrival_id=one.id, reason=facts["reason"])
            return done(request, "matter", matter.id, said=_("Linked. The first clock is kept."))
        case _:
            actions.decide_not_needed(by=actor, arrival_id=one.id, reason=facts["reason"])
            return done(request, "arrival", one.id, said=_("The decision is recorded with its reason."))
