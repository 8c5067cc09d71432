from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.doors.desk.clocks import clock_fact
from kudelma.rooms.casework import queries as casework
from kudelma.rooms.meetings import queries as meetings
from kudelma.rooms.organisation import queries as organisation
from kudelma.rooms.voice import queries as voice
from kudelma.threshold.page import WorkerRequest, page, show


@page(_("Today"))
def today(request: WorkerRequest) -> HttpResponse:
    """What must happen today, whose clock runs out, which meetings come, what a family has said."""
    actor = request.actor
    running = casework.running_clocks(actor, within_days=30, most=8)
    return show(
        request,
        "desk/today/today.html",
        tasks=casework.task_lines(actor, until=actor.today + timedelta(days=7), most=12),
        running=[(line, child, clock_fact(child.clock)) for line, child in running],
        arrivals=casework.arrival_lines(actor, language=request.LANGUAGE_CODE, size=5),
        meetings=meetings.coming(actor, days=14),
        words=voice.newest_words(actor, most=3),
        absences=[a for a in organisation.absences(actor) if a.now],
    )
