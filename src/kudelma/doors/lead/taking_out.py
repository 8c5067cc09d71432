"""A page on which the one who leads takes the unit's own events out as a file."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.doors.lead.showing import side
from kudelma.rooms.insight.access import looking
from kudelma.rooms.insight.taking import Form, take_out
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import WorkerRequest, page, show
from kudelma.ui.forms.paper import Paper, refusals

KINDS = {Form.PARQUET: "Parquet", Form.OCEL_JSON: "OCEL 2.0, JSON", Form.OCEL_SQLITE: "OCEL 2.0, SQLite"}


class TakeOut(Paper):
    """In which form, and whether its dates are the true ones."""

    form = forms.TypedChoiceField(
        label=_("Form of the file"), coerce=Form, choices=[(k.value, v) for k, v in KINDS.items()]
    )
    shift = forms.BooleanField(
        label=_("Move the dates of each family by a number of days of its own"),
        help_text=_("Times between a family's events stay as they are; when they happened is not told."),
        required=False,
        initial=True,
    )


@page(_("Take out the unit's own events"), methods=("GET", "POST"))
def own_events_out(request: WorkerRequest) -> HttpResponse:
    """The file of the unit's own events, by keyed hashes."""
    looking(request.actor, "events")
    form = TakeOut(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            kind = form.cleaned_data["form"]
            file = take_out(request.actor, kind, shift=form.cleaned_data["shift"])
            answer = HttpResponse(file, content_type="application/octet-stream")
            answer.headers["Content-Disposition"] = f'attachment; filename="kudelma-events.{kind.value}"'
            return answer
    return show(request, "lead/take_out.html", side=side("lead_logs"), form=form)
