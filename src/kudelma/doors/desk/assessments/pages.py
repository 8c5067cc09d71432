import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import StatementKind, StatementSource
from kudelma.doors.desk.assessments.forms import (
    LABELS,
    Approve,
    EndClientship,
    MeetChild,
    Redate,
    Start,
    StartClientship,
    View,
    Write,
)
from kudelma.doors.desk.clocks import clock_fact
from kudelma.doors.desk.matters.pages import with_side
from kudelma.doors.desk.matters.words import speaker_of
from kudelma.rooms.casework import actions, queries
from kudelma.rooms.casework.queries import AssessmentPage, MatterFrame, matter_frame
from kudelma.rooms.people.queries import custodians, network
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.voice.actions import Shown, Speaker, write_down
from kudelma.rooms.voice.queries import StatementLine, statements
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import refusals


@page(_("Assessment"))
def assessment_list(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    """The assessments of a family's children, each with its own clock."""
    one = matter_frame(request.actor, matter_id)
    lines = [(a, [clock_fact(c) for c in a.clocks]) for a in one.assessments]
    return show(request, "desk/assessments/list.html", **with_side(one, "assessment_list", lines=lines))


def _seen(request: WorkerRequest, assessment_id: uuid.UUID) -> tuple[AssessmentPage, MatterFrame]:
    one = queries.assessment_page(request.actor, assessment_id)
    return one, matter_frame(request.actor, one.matter_id)


def _parties(one: AssessmentPage, matter: MatterFrame, lines: list[StatementLine]) -> list[dict[str, Any]]:
    """Return the views side by side: the child, each parent, the network, the worker; strengths before needs."""
    order = [StatementKind.STRENGTH, StatementKind.WISH, StatementKind.VIEW, StatementKind.NEED, StatementKind.WORRY]
    rank = {kind: i for i, kind in enumerate(order)}
    parents = set(custodians(one.child.id))
    people = [one.child, *(p for p in matter.people if p.id in parents)]
    columns: list[dict[str, Any]] = [
        {"id": p.id, "name": p.name, "child": p.id == one.child.id, "said": []} for p in people
    ]
    known = {c["id"]: c for c in columns}
    for line in sorted(lines, key=lambda s: (rank.get(s.kind, 9), s.said_on)):
        column = known.get(line.who_id)
        if column is None:
            column = known[line.who_id] = {"id": line.who_id, "name": line.who, "child": False, "said": []}
            columns.append(column)
        column["said"].append(line)
    return columns


@page(_("Assessment"))
def assessment(request: WorkerRequest, assessment_id: uuid.UUID) -> HttpResponse:
    one = queries.assessment_page(request.actor, assessment_id)
    matter = matter_frame(request.actor, one.matter_id)
    lines = statements(request.actor, matter_id=matter.id, assessment_id=one.id)
    return show(
        request,
        "desk/assessments/assessment.html",
        **with_side(
            matter,
            "assessment_list",
            one=one,
            clocks=[clock_fact(c) for c in one.clocks],
            parties=_parties(one, matter, lines),
            parts=[(LABELS[name], text) for name, text in one.texts.items() if text],
            missing=[LABELS[name] for name in one.missing],
            clientship=one.clientship,
        ),
    )


def _form_page(
    request: WorkerRequest, one: AssessmentPage, matter: MatterFrame, form: Any, submit: Any, **more: Any
) -> HttpResponse:
    context = with_side(matter, "assessment_list", one=one, form=form, submit=submit, **more)
    return show(request, "desk/assessments/form.html", **context)


@page(_("The assessment begins"), methods=("GET", "POST"))
def start(request: WorkerRequest, assessment_id: uuid.UUID) -> HttpResponse:
    one, matter = _seen(request, assessment_id)
    form = paper(request, Start, initial={"started_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.start(by=request.actor, assessment_id=one.id, started_on=form.cleaned_data["started_on"])
            return done(request, "assessment", one.id, said=_("The assessment has begun."))
    return _form_page(request, one, matter, form, _("Save"))


@page(_("Change when the matter became pending"), methods=("GET", "POST"))
def redate(request: WorkerRequest, assessment_id: uuid.UUID) -> HttpResponse:
    one, matter = _seen(request, assessment_id)
    form = paper(request, Redate, initial={"initiated_on": one.initiated_on})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.change_initiation(by=request.actor, assessment_id=one.id, **form.cleaned_data)
            return done(
                request, "assessment", one.id, said=_("The date is changed; the earlier one and the reason are kept.")
            )
    return _form_page(request, one, matter, form, _("Save"))


@page(_("Write the assessment"), methods=("GET", "POST"))
def write(request: WorkerRequest, assessment_id: uuid.UUID) -> HttpResponse:
    one, matter = _seen(request, assessment_id)
    start_with = {**one.texts, "nature": one.nature or "", "conclusion": one.conclusion or "", "version": one.version}
    form = paper(request, Write, initial=start_with)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.write_assessment(
                by=request.actor,
                assessment_id=one.id,
                version=facts["version"],
                texts=form.texts(),
                nature=facts["nature"],
                conclusion=facts["conclusion"],
            )
            return done(request, "assessment", one.id, said=_("Saved."))
    changed = form.is_bound and any(e.code == "changed_meanwhile" for e in form.non_field_errors().as_data())
    theirs = [(LABELS[n], t) for n, t in one.texts.items() if t and t != form.data.get(n, "").replace("\r\n", "\n")]
    if changed:
        form.data = {**form.data.dict(), "version": str(one.version)}  # type: ignore[attr-defined]  # a QueryDict when bound
    context = with_side(matter, "assessment_list", one=one, form=form, theirs=theirs if changed else [])
    return show(request, "desk/assessments/write.html", **context)


@page(_("Meet the child"), methods=("GET", "POST"))
def meet_child(request: WorkerRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Record a meeting with the child, and keep the child's own words."""
    one, matter = _seen(request, assessment_id)
    form = paper(request, MeetChild, initial={"met_on": request.actor.today, "alone": True, "child_allows": "team"})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            _meet(request, one, form)
            return done(request, "assessment", one.id, said=_("The meeting with the child is recorded."))
    return _form_page(request, one, matter, form, _("Save"))


def _meet(request: WorkerRequest, one: AssessmentPage, form: MeetChild) -> None:
    facts = dict(form.cleaned_data)
    words, allows, key = facts.pop("words"), facts.pop("child_allows"), facts.pop("key")
    met = actions.meet_child(by=request.actor, key=key, matter_id=one.matter_id, child_id=one.child.id, **facts)
    if words.strip():
        write_down(
            by=request.actor,
            key=uuid.uuid5(key, "words"),
            matter_id=one.matter_id,
            words=words,
            speaker=Speaker(person_id=one.child.id),
            kind=StatementKind.VIEW,
            source=StatementSource.CHILD_MEETING,
            said_on=facts["met_on"],
            about=[one.child.id],
            shown=Shown(team=allows != "responsible", family=allows == "family"),
            verbatim=True,
            language=one.child.language or "fi",
            assessment_id=one.id,
            child_meeting_id=met.id,
        )


@page(_("Write down a view"), methods=("GET", "POST"))
def view(request: WorkerRequest, assessment_id: uuid.UUID, who_id: uuid.UUID) -> HttpResponse:
    """Write down one party's view, beside the others'."""
    one, matter = _seen(request, assessment_id)
    members = network(matter.family_id)
    names = {p.id: p.name for p in matter.people} | {m.id: m.name for m in members}
    names[request.actor.id] = request.actor.name
    if who_id not in names:
        raise Hidden("view.write", "foreign_person", object_id=who_id)
    form = paper(request, View)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            write_down(
                by=request.actor,
                key=form.new_id,
                matter_id=matter.id,
                words=facts["words"],
                speaker=speaker_of(request, matter, who_id),
                kind=StatementKind(facts["kind"]),
                source=StatementSource.CONVERSATION,
                said_on=request.actor.today,
                about=[one.child.id],
                shown=Shown(family=facts["to_family"]),
                verbatim=facts["verbatim"],
                assessment_id=one.id,
            )
            return done(request, "assessment", one.id, said=_("The view is kept."), part="views")
    return _form_page(request, one, matter, form, _("Save"), who_name=names[who_id])


@page(_("Approve the assessment"), methods=("GET", "POST"))
def approve(request: WorkerRequest, assessment_id: uuid.UUID) -> HttpResponse:
    one, matter = _seen(request, assessment_id)
    form = paper(request, Approve, initial={"version": one.version})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.approve(by=request.actor, assessment_id=one.id, version=form.cleaned_data["version"])
            return done(
                request,
                "assessment",
                one.id,
                said=_("The assessment is approved. The one who notified is owed a call."),
            )
    context = with_side(matter, "assessment_list", one=one, form=form, missing=[LABELS[n] for n in one.missing])
    return show(request, "desk/assessments/approve.html", **context)


@page(_("Child protection clientship begins"), methods=("GET", "POST"))
def start_clientship(request: WorkerRequest, assessment_id: uuid.UUID) -> HttpResponse:
    one, matter = _seen(request, assessment_id)
    form = paper(request, StartClientship, initial={"started_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("key")
        with refusals(form, Refused):
            actions.start_clientship(by=request.actor, key=key, matter_id=matter.id, child_id=one.child.id, **facts)
            return done(request, "assessment", one.id, said=_("The clientship is recorded."))
    return _form_page(request, one, matter, form, _("Save"))


@page(_("Child protection clientship ends"), methods=("GET", "POST"))
def end_clientship(request: WorkerRequest, assessment_id: uuid.UUID, clientship_id: uuid.UUID) -> HttpResponse:
    one, matter = _seen(request, assessment_id)
    form = paper(request, EndClientship, initial={"ended_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.end_clientship(by=request.actor, clientship_id=clientship_id, **form.cleaned_data)
            return done(request, "assessment", one.id, said=_("The clientship has ended."))
    return _form_page(request, one, matter, form, _("Save"))
