"""The report on service use as PDF: what is looked at, the bottleneck, the flow map, paths, waiting and costs."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kudelma.doors.lead.costs import figures, said, told
from kudelma.doors.lead.flows import bottleneck, flow_figure, variant_figure, wait_figure
from kudelma.doors.lead.looking import View, looked_at
from kudelma.doors.lead.showing import Figure
from kudelma.doors.lead.wording import figure
from kudelma.rooms.insight.access import looking
from kudelma.rooms.insight.printing import Part, Printed, set_report
from kudelma.threshold.page import WorkerRequest, page

MOST_ROWS = 30


@page(gettext_lazy("Report on service use"))
def report(request: WorkerRequest) -> HttpResponse:
    with looked_at(request, "report", drawn=True, priced=True) as view:
        looking(request.actor, "report:pdf", act="insight.taken")
        made = Printed(_("Report on service use"), request.LANGUAGE_CODE, lead(view), parts(view))
    return as_pdf(made, "kudelma-service-use.pdf", at=request.actor.now)


def as_pdf(made: Printed, name: str, *, at: datetime) -> HttpResponse:
    """Answer with a report as a file."""
    pdf = set_report(made, status=_("Figures of a unit: names nobody"), page_words=_("Page"), at=at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def lead(view: View) -> tuple[str, ...]:
    """Say what is looked at."""
    what = view.log.line.name if view.log else _("Own assessments")
    if not view.size.first or not view.size.last:
        return (what, _("There is too little to tell."))
    size = _("%(cases)s cases of %(clients)s families, %(events)s events, %(first)s–%(last)s") % {
        "cases": figure(view.size.cases),
        "clients": figure(view.size.clients),
        "events": figure(view.size.events),
        "first": date_format(view.size.first, "n/Y"),
        "last": date_format(view.size.last, "n/Y"),
    }
    return tuple(line for line in (what, size, bottleneck(view)) if line)


def parts(view: View) -> tuple[Part, ...]:
    if not view.size.cases:
        return ()
    found = [wait_figure(view), flow_figure(view), variant_figure(view)]
    return tuple(part(one) for one in [*found, *_cost_figures(view.at_pool())])


def _cost_figures(view: View) -> list[Figure]:
    """What services cost, where the log knows it and it may be told; the first says whose prices they are."""
    known = told(view)
    if known is None:
        return []
    first, *others = figures(known)
    return [replace(first, notes=(*said(view), *first.notes)), *others]


def part(one: Figure) -> Part:
    drawn = one.chart.svg if one.chart else ""
    alt = f"{one.title}. {' '.join(one.notes)}"
    lines = (*one.notes, one.cure) if one.cure else one.notes
    return Part(str(one.title), lines, drawn, alt, one.facts.head, one.facts.rows[:MOST_ROWS])
