"""Pages on event logs from elsewhere: bring one in, name its columns, see what was left out, remove it."""

import uuid
from typing import Any

from django import forms
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kudelma.doors.lead.showing import side
from kudelma.pathways.log.schema import NEEDED
from kudelma.rooms.insight import logs
from kudelma.rooms.insight.access import looking
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import WorkerRequest, done, page, show
from kudelma.ui.forms.fields import Line
from kudelma.ui.forms.paper import Creating, Paper, refusals

COLUMNS = {
    "case_id": gettext_lazy("Case (whose events belong together)"),
    "activity": gettext_lazy("What happened"),
    "timestamp": gettext_lazy("When it happened"),
    "end": gettext_lazy("When it ended"),
    "household": gettext_lazy("Family or client (whose privacy is counted)"),
    "source": gettext_lazy("Where the case came from"),
    "role": gettext_lazy("Who took part, as a role"),
    "event_id": gettext_lazy("The event's own code (a second one is left out)"),
    "cost": gettext_lazy("What it cost, in euros"),
    "cost_source": gettext_lazy("Where the price comes from"),
    "cost_year": gettext_lazy("Of which year the price is"),
}


class BringIn(Creating):
    name = Line(label=gettext_lazy("Name of the log"), max_length=120)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV (UTF-8, may be packed), Parquet, XES or OCEL 2.0: for each event a case, what happened, and when."
        ),
    )


class NameColumns(Paper):
    """Which column of the file is which."""

    def __init__(self, *args: Any, columns: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ours, label in COLUMNS.items():
            needed = ours in NEEDED
            empty = _("Choose") if needed else _("not in the file")
            self.fields[ours] = forms.ChoiceField(
                label=label, required=needed, choices=[("", empty), *((name, name) for name in columns)]
            )
            self.name_cure(self.fields[ours])


FAULTS = {
    "no_case": gettext_lazy("the case is empty"),
    "no_activity": gettext_lazy("what happened is empty"),
    "bad_time": gettext_lazy("the time cannot be read"),
    "bad_end": gettext_lazy("the end cannot be read as a time"),
    "end_before_start": gettext_lazy("it ends before it begins"),
    "duplicate": gettext_lazy("an event with the same code stands earlier in the file"),
    "bad_cost": gettext_lazy("the cost is not a number"),
    "bad_year": gettext_lazy("the year of the price is not a year"),
    "broken_row": gettext_lazy("the row cannot be taken apart into columns"),
}


@page(gettext_lazy("Other logs"))
def kept(request: WorkerRequest) -> HttpResponse:
    """The event logs that were brought in."""
    looking(request.actor, "logs")
    return show(request, "lead/logs.html", side=side("lead_logs"), lines=logs.log_lines(request.actor))


@csrf_exempt  # only until the file's own handler stands; `_bring_in` is protected as every page
@page(gettext_lazy("Bring in a log"), methods=("GET", "POST"))
def bring_in(request: WorkerRequest) -> HttpResponse:
    """Take in a file that is larger than memory should hold: elsewhere files never touch the disk."""
    looking(request.actor, "logs")
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return _bring_in(request)


@csrf_protect
def _bring_in(request: WorkerRequest) -> HttpResponse:
    form = BringIn(request.POST, request.FILES) if request.method == "POST" else BringIn()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with refusals(form, Refused):
            made = logs.bring_in(
                by=request.actor,
                key=form.new_id,
                name=form.cleaned_data["name"],
                file_name=file.name,
                file=file,
            )
            return done(request, "lead_log", made.id)
    return show(request, "lead/bring_in.html", side=side("lead_logs"), form=form)


@page(gettext_lazy("A log"), methods=("GET", "POST"))
def log(request: WorkerRequest, log_id: uuid.UUID) -> HttpResponse:
    """What a log holds: first its columns are named, then what was read and what was left out."""
    known = logs.log_page(request.actor, log_id)
    posted = request.POST if request.method == "POST" else None
    form = NameColumns(posted, columns=known.columns, initial=known.guess)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            logs.name_columns(by=request.actor, log_id=log_id, columns=form.cleaned_data)
            return done(request, "lead_log", log_id, said=_("The log is read."))
    faults = [(row, FAULTS[why], value) for row, why, value in known.faults]
    reasons = [(FAULTS[why], rows) for why, rows in known.rejected_by.items()]
    return show(
        request, "lead/log.html", side=side("lead_logs"), known=known, form=form, faults=faults, reasons=reasons
    )


@page(gettext_lazy("Remove a log"), methods=("POST",))
def remove(request: WorkerRequest, log_id: uuid.UUID) -> HttpResponse:
    logs.take_away(by=request.actor, log_id=log_id)
    return done(request, "lead_logs", said=_("The log and its rows are removed."))
