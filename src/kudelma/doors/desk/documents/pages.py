import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import DocumentState
from kudelma.doors.desk.documents import composing
from kudelma.doors.desk.matters.pages import with_side
from kudelma.rooms.casework.queries import assessment_page, matter_frame, matter_page
from kudelma.rooms.documents import actions, queries
from kudelma.rooms.documents.setting import set_pdf
from kudelma.rooms.meetings.queries.lists import meeting_lines
from kudelma.rooms.meetings.queries.pages import meeting_page
from kudelma.rooms.plans.queries import step_lines
from kudelma.rooms.refused import Refused
from kudelma.rooms.voice.queries import statements
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.fields import Day, Line
from kudelma.ui.forms.paper import Creating, Paper, refusals
from kudelma.ui.words import say


class Write(Creating):
    language = forms.ChoiceField(
        label=_("Language of the document"),
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        widget=forms.RadioSelect,
    )


class Filed(Paper):
    reference = Line(label=_("Reference in the official record"), max_length=80)
    filed_on = Day(label=_("Filed on"))


@page(_("Documents"))
def documents(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = matter_frame(request.actor, matter_id)
    return show(
        request,
        "desk/documents/documents.html",
        **with_side(
            one,
            "documents",
            lines=queries.document_lines(request.actor, matter_id),
            meetings=[m for m in meeting_lines(request.actor, matter_id) if m.held_on],
        ),
    )


@page(_("Write the summary"), methods=("GET", "POST"))
def write_summary(request: WorkerRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Freeze the assessment's summary as it is now, in a language."""
    one = assessment_page(request.actor, assessment_id)
    matter = matter_page(request.actor, one.matter_id)

    def freeze(form: Write) -> uuid.UUID:
        said = statements(request.actor, matter_id=matter.id, assessment_id=one.id)
        content = composing.summary(request.actor, one, matter, said, language=form.cleaned_data["language"])
        return actions.freeze_summary(by=request.actor, key=form.new_id, assessment_id=one.id, content=content).pk

    return _write(request, matter, freeze, about=one.child.name, finished=one.approved_on is not None)


@page(_("Write the record"), methods=("GET", "POST"))
def write_record(request: WorkerRequest, matter_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Freeze a meeting's record as it is now, in a language."""
    meeting = meeting_page(request.actor, meeting_id, matter_id=matter_id, language=request.LANGUAGE_CODE)
    matter = matter_page(request.actor, matter_id)

    def freeze(form: Write) -> uuid.UUID:
        said = statements(request.actor, matter_id=matter.id, meeting_id=meeting.id)
        steps = step_lines(request.actor, matter.id, meeting_id=meeting.id)
        language = form.cleaned_data["language"]
        content = composing.meeting_record(request.actor, meeting, matter, said, steps, language=language)
        return actions.freeze_record(by=request.actor, key=form.new_id, meeting_id=meeting.id, content=content).pk

    return _write(request, matter, freeze, about=meeting.question, finished=meeting.held_on is not None)


def _write(
    request: WorkerRequest, matter: Any, freeze: Callable[[Write], uuid.UUID], *, about: str, finished: bool
) -> HttpResponse:
    form = paper(request, Write, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            return done(request, "document", freeze(form), said=_("The document is written and kept as it is now."))
    context = with_side(matter, "documents", form=form, about=about, finished=finished)
    return show(request, "desk/documents/write.html", **context)


@page(_("Document"), methods=("GET", "POST"))
def document(request: WorkerRequest, document_id: uuid.UUID) -> HttpResponse:
    """A document as it was frozen, and where the official record keeps it."""
    one = queries.document_page(request.actor, document_id)
    matter = matter_frame(request.actor, one.matter_id)
    form = paper(request, Filed, initial={"filed_on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.mark_filed(by=request.actor, document_id=document_id, **form.cleaned_data)
            return done(request, "document", document_id, said=_("The place in the official record is kept."))
    return show(request, "desk/documents/document.html", **with_side(matter, "documents", one=one, form=form))


@page(_("Document as PDF"))
def document_pdf(request: WorkerRequest, document_id: uuid.UUID) -> HttpResponse:
    one = queries.document_page(request.actor, document_id)
    with translation.override(one.content.language):
        status = str(say(one.line.state)).capitalize()
        if one.line.state == DocumentState.FILED and one.line.filed_on:
            status += f": {one.line.reference}, {date_format(one.line.filed_on, 'j.n.Y')}"
        pdf = set_pdf(one.content, status=status, page_words=gettext("Page"), at=one.line.written_at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="kudelma-{str(document_id)[:8]}.pdf"'
    return response
