import uuid

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.rooms.casework.actions import keep_source
from kudelma.rooms.casework.queries.arrivals import source_rows
from kudelma.rooms.refused import Hidden, Refused
from kudelma.threshold.page import Access, WorkerRequest, done, page, paper, show
from kudelma.ui.forms.fields import Line
from kudelma.ui.forms.paper import Creating, Paper, refusals


class Party(Paper):
    """A party families come from, and whether it is asked to the first meeting (mission.md P1)."""

    name_fi = Line(label=_("Name in Finnish"), max_length=120)
    name_sv = Line(label=_("Name in Swedish"), max_length=120)
    name_en = Line(label=_("Name in English"), max_length=120)
    is_authority = forms.BooleanField(label=_("An authority or a professional"), required=False)
    invite_by_default = forms.BooleanField(label=_("Asked to the first meeting, by permission"), required=False)
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=9999)
    in_use = forms.BooleanField(label=_("In use"), required=False)


class NewParty(Creating, Party):
    pass


@page(_("Referring parties"), access=Access.SIGNED_IN)
def sources(request: WorkerRequest) -> HttpResponse:
    """The parties families come from; the leading social worker keeps the list."""
    return show(request, "desk/team/sources.html", rows=source_rows(), may_change=bool(request.actor.led_units))


@page(_("New referring party"), access=Access.SIGNED_IN, methods=("GET", "POST"))
def new_source(request: WorkerRequest) -> HttpResponse:
    form = paper(
        request, NewParty, initial={"in_use": True, "invite_by_default": True, "is_authority": True, "order": 500}
    )
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        with refusals(form, Refused):
            keep_source(by=request.actor, key=facts.pop("key"), **facts)
            return done(request, "sources", said=_("Saved."))
    return show(request, "desk/team/source.html", form=form)


@page(_("Referring party"), access=Access.SIGNED_IN, methods=("GET", "POST"))
def source(request: WorkerRequest, source_id: uuid.UUID) -> HttpResponse:
    row = next((s for s in source_rows() if s.id == source_id), None)
    if row is None:
        raise Hidden("source.read", "unknown", object_id=source_id)
    names = ("name_fi", "name_sv", "name_en", "is_authority", "invite_by_default", "order", "in_use")
    form = paper(request, Party, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            keep_source(by=request.actor, key=source_id, **form.cleaned_data)
            return done(request, "sources", said=_("Saved."))
    return show(request, "desk/team/source.html", form=form)
