"""The family's own copies of their map: what one person of the family may be given, on screen and as PDF."""

import uuid

from django.http import HttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import Helped
from kudelma.doors.desk.meetings.around import in_family
from kudelma.doors.desk.services.lanes import called, drawn, own_called, when, whom
from kudelma.doors.desk.services.pages import rows_of
from kudelma.pathways.charts.swim_lane import PAPER
from kudelma.rooms.meetings.queries import frame
from kudelma.rooms.services.printing import Printed, Quote, set_map
from kudelma.rooms.services.queries import Copy, OwnLine, copy_for
from kudelma.threshold.page import WorkerRequest, page, show
from kudelma.ui.words import say

_PAPER_LANGUAGES = {"fi", "sv", "en"}


@page(_("Copy for the family"))
def copy(request: WorkerRequest, matter_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    """The map as one person of the family may be given it; what is left out is told to the worker only."""
    one = frame(request.actor, matter_id)
    made = copy_for(request.actor, matter_id, person_id)
    context = rows_of(made.map) | {"copy": made, "drawn": drawn(made.map, request.actor.today, whole=False)}
    return show(request, "desk/services/copy.html", **in_family(one, "service_map", **context))


@page(_("Copy for the family as PDF"))
def copy_pdf(request: WorkerRequest, matter_id: uuid.UUID, person_id: uuid.UUID) -> HttpResponse:
    one = frame(request.actor, matter_id)
    made = copy_for(request.actor, matter_id, person_id)
    spoken = next((p.language for p in one.people if p.id == person_id), "")
    language = spoken if spoken in _PAPER_LANGUAGES else request.LANGUAGE_CODE
    with translation.override(language):
        printed = _printed(made, request, language)
        status = gettext("The family's own copy")
        pdf = set_map(printed, status=status, page_words=gettext("Page"), at=request.actor.now)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="kudelma-{str(person_id)[:8]}.pdf"'
    return response


def _printed(made: Copy, request: WorkerRequest, language: str) -> Printed:
    picture = drawn(made.map, request.actor.today, whole=False, shapes=(PAPER,))
    day = date_format(request.actor.today, "j.n.Y")
    rows = [
        (
            called(s),
            s.provider,
            whom(s),
            when(s),
            str(say(s.view.helped)) if s.view.helped != Helped.CANNOT_SAY else "–",
        )
        for s in made.map.services
    ]
    rows += [(own_called(o), "Kudelma", o.child.split(" ")[0], _own_when(o), _helped(o)) for o in made.map.own]
    said = [(called(s), s.view) for s in made.map.services] + [(own_called(o), o.view) for o in made.map.own if o.view]
    return Printed(
        title=gettext("Our services"),
        language=language,
        lead=(
            gettext("For {name}, {day}. Gone through with {worker}.").format(
                name=made.person, day=day, worker=request.actor.name
            ),
            gettext("This is your own map. If something is wrong or missing, tell your worker and it is corrected."),
            *(() if picture else (gettext("There is nothing on this copy yet."),)),
        ),
        svg=picture.charts[0].svg if picture else "",
        alt=gettext("The family's services over time. The same is told in the table below.") if picture else "",
        legend=gettext(
            "Filled: told by the family. In outline: known to Kudelma. "
            "Dashed: somewhere in this time, the day is not known."
        ),
        head=(
            gettext("Service"),
            gettext("Who gives it"),
            gettext("For whom"),
            gettext("When"),
            gettext("Did it help?"),
        ),
        rows=tuple(rows),
        words_title=gettext("In our own words"),
        quotes=tuple(Quote(v.words, f"{v.who}: {name}", v.language) for name, v in said if v.words),
    )


def _own_when(line: OwnLine) -> str:
    first = date_format(line.first, "j.n.Y")
    if line.last is None:
        return gettext("{first}, goes on").format(first=first)
    return first if line.last == line.first else f"{first}–{date_format(line.last, 'j.n.Y')}"


def _helped(line: OwnLine) -> str:
    return str(say(line.view.helped)) if line.view and line.view.helped != Helped.CANNOT_SAY else "–"
