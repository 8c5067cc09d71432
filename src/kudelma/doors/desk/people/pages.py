import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import ContactAllowed, CustodyKind, Gender, PartnershipKind, Sector, TieKind
from kudelma.doors.desk.drawing import family_drawing
from kudelma.doors.desk.matters.pages import with_side
from kudelma.doors.desk.people.forms import (
    ChangeMember,
    ChangePerson,
    CoupleForm,
    CustodyForm,
    HomeForm,
    IdentityForm,
    NewMember,
    NewPerson,
    Rename,
    SafetyForm,
    TieForm,
)
from kudelma.rooms.casework.queries import MatterFrame, matter_frame
from kudelma.rooms.people import actions, queries
from kudelma.rooms.people.drawing import drawn_family
from kudelma.rooms.refused import Hidden, Refused
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import Paper, refusals


def _people(one: MatterFrame) -> list[tuple[uuid.UUID, str]]:
    return [(p.id, p.name) for p in one.people]


def _form_page(request: WorkerRequest, one: MatterFrame, form: Paper, submit: Any, **more: Any) -> HttpResponse:
    context = with_side(one, "family", form=form, submit=submit, back="family", **more)
    return show(request, "desk/people/form.html", **context)


@page(_("Family and network"))
def family(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    """Who belongs to the family and its network, where the children live, and who decides about them."""
    one = matter_frame(request.actor, matter_id)
    whole = queries.family_page(request.actor, one.family_id)
    drawing = family_drawing(drawn_family(one.family_id), request.LANGUAGE_CODE)
    return show(request, "desk/people/family.html", **with_side(one, "family", family=whole, drawing=drawing))


@page(_("Person"))
def person(request: WorkerRequest, matter_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    who = queries.person_page(request.actor, person_id, family_id=one.family_id)
    return show(request, "desk/people/person.html", **with_side(one, "family", who=who))


@page(_("Add a person"), methods=("GET", "POST"))
def new_person(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    form = paper(request, NewPerson, initial={"gender": Gender.UNKNOWN})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("key")
        with refusals(form, Refused):
            actions.add_person(by=request.actor, key=key, family_id=one.family_id, **facts)
            return done(request, "family", one.id, said=_("Added to the family."))
    return _form_page(request, one, form, _("Add"))


@page(_("Change a person's facts"), methods=("GET", "POST"))
def change_person(request: WorkerRequest, matter_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    who = queries.person_page(request.actor, person_id, family_id=one.family_id)
    start = {
        "version": who.version,
        "called": who.line.called,
        "born": who.line.born,
        "gender": who.line.gender,
        "language": who.line.language,
        "interpreter": who.line.interpreter,
        "note": who.note,
    }
    form = paper(request, ChangePerson, initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.change_person(by=request.actor, person_id=person_id, **form.cleaned_data)
            return done(request, "person", one.id, person_id, said=_("Saved."))
    return _form_page(request, one, form, _("Save"), who=who)


@page(_("New name"), methods=("GET", "POST"))
def rename(request: WorkerRequest, matter_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    who = queries.person_page(request.actor, person_id, family_id=one.family_id)
    form = paper(request, Rename, initial={"since": request.actor.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.rename(by=request.actor, person_id=person_id, **form.cleaned_data)
            return done(request, "person", one.id, person_id, said=_("The new name is recorded; the old one is kept."))
    return _form_page(request, one, form, _("Save"), who=who)


@page(_("Parent and child"), methods=("GET", "POST"))
def tie(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    form = paper(request, TieForm, people=_people(one), initial={"kind": TieKind.BIRTH})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.tie_parent(
                by=request.actor,
                parent_id=facts["parent"],
                child_id=facts["child"],
                kind=facts["kind"],
                valid_from=facts["valid_from"],
                valid_to=facts["valid_to"],
            )
            return done(request, "family", one.id, said=_("Recorded."))
    return _form_page(request, one, form, _("Save"))


@page(_("Couple"), methods=("GET", "POST"))
def couple(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    form = paper(request, CoupleForm, people=_people(one), initial={"kind": PartnershipKind.MARRIAGE})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.join_partners(
                by=request.actor,
                one_id=facts["one"],
                other_id=facts["other"],
                kind=facts["kind"],
                valid_from=facts["valid_from"],
                valid_to=facts["valid_to"],
                ended_as=facts["ended_as"] or "",
            )
            return done(request, "family", one.id, said=_("Recorded."))
    return _form_page(request, one, form, _("Save"))


@page(_("Custody"), methods=("GET", "POST"))
def custody(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    form = paper(request, CustodyForm, people=_people(one), initial={"kind": CustodyKind.JOINT, "info_right": "yes"})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.record_custody(
                by=request.actor,
                child_id=facts["child"],
                custodian_id=facts["custodian"],
                kind=facts["kind"],
                content=facts["content"],
                info_right=facts["info_right"],
                since=facts["since"],
            )
            return done(request, "family", one.id, said=_("Recorded."))
    return _form_page(request, one, form, _("Save"))


@page(_("Home"), methods=("GET", "POST"))
def home(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    form = paper(request, HomeForm, people=_people(one))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.add_household(
                by=request.actor,
                key=form.new_id,
                family_id=one.family_id,
                label=facts["label"],
                address=facts["address"],
                phone=facts["phone"],
                people=dict.fromkeys(facts["people"], facts["rhythm"]),
            )
            return done(request, "family", one.id, said=_("The home is recorded."))
    return _form_page(request, one, form, _("Save"))


@page(_("Identity code"), methods=("GET", "POST"))
def identity(request: WorkerRequest, matter_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    who = queries.person_page(request.actor, person_id, family_id=one.family_id)
    form = paper(request, IdentityForm)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.set_identity_code(by=request.actor, person_id=person_id, code=form.cleaned_data["code"])
            return done(request, "person", one.id, person_id, said=_("The identity code is kept under lock."))
    return _form_page(request, one, form, _("Save"), who=who)


@page(_("Show the identity code"), methods=("POST",))
def reveal(request: WorkerRequest, matter_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    """Show an identity code once; the log says who looked."""
    one = matter_frame(request.actor, matter_id)
    who = queries.person_page(request.actor, person_id, family_id=one.family_id)
    try:
        code = actions.reveal_identity_code(by=request.actor, person_id=person_id)
    except Refused:
        return done(request, "person", one.id, person_id)
    return show(request, "desk/people/person.html", **with_side(one, "family", who=who, code=code))


@page(_("Safety mark"), methods=("GET", "POST"))
def safety(request: WorkerRequest, matter_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    who = queries.person_page(request.actor, person_id, family_id=one.family_id)
    others = [(key, name) for key, name in _people(one) if key != person_id]
    form = paper(request, SafetyForm, people=others, initial={"since": request.actor.today})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.mark_safety(
                by=request.actor,
                key=form.new_id,
                person_id=person_id,
                since=facts["since"],
                until=facts["until"],
                against=facts["against"],
                note=facts["note"],
            )
            return done(
                request, "person", one.id, person_id, said=_("The mark is in force: places are hidden from now on.")
            )
    return _form_page(
        request,
        one,
        form,
        _("Put the mark"),
        who=who,
        note=_("Address, phone and places are hidden at once, on every page, in every invitation and print."),
    )


@page(_("Lift the safety mark"), methods=("GET", "POST"))
def lift(request: WorkerRequest, matter_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    who = queries.person_page(request.actor, person_id, family_id=one.family_id)
    form = paper(request, Paper)
    if request.method == "POST":
        actions.lift_safety(by=request.actor, person_id=person_id)
        return done(request, "person", one.id, person_id, said=_("The mark is lifted."))
    return _form_page(
        request,
        one,
        form,
        _("Lift the mark"),
        who=who,
        note=_("Address, phone and places are shown again. Ask the person first."),
    )


@page(_("Add to the network"), methods=("GET", "POST"))
def new_member(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    start = {"contact_allowed": ContactAllowed.ASK_FIRST, "sector": Sector.PROFESSIONALS}
    form = paper(request, NewMember, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("key")
        with refusals(form, Refused):
            actions.add_member(by=request.actor, key=key, family_id=one.family_id, **facts)
            return done(request, "family", one.id, said=_("Added to the network."), part="network")
    return _form_page(request, one, form, _("Add"))


@page(_("Network member"), methods=("GET", "POST"))
def member(request: WorkerRequest, matter_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    who = next((m for m in queries.network(one.family_id) if m.id == member_id), None)
    if who is None:
        raise Hidden("member.read", "foreign_member", object_id=member_id)
    names = (
        "name",
        "relation",
        "organisation",
        "sector",
        "contact_allowed",
        "contact_reason",
        "phone",
        "email",
        "version",
    )
    form = paper(request, ChangeMember, initial={name: getattr(who, name) for name in names})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.change_member(by=request.actor, member_id=member_id, **form.cleaned_data)
            return done(request, "family", one.id, said=_("Saved."), part="network")
    return _form_page(request, one, form, _("Save"))
