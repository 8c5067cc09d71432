"""Two parts of the same log side by side: two periods, two sources, or one part beside all."""

from datetime import date

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kudelma.doors.lead.flows import AWAITED, survival_chart
from kudelma.doors.lead.looking import OTHER, View, looked_at
from kudelma.doors.lead.showing import Figure, answer
from kudelma.doors.lead.wording import duration, figure, share
from kudelma.pathways.charts import survival
from kudelma.pathways.charts.paper import Table
from kudelma.pathways.measures.summary import throughput
from kudelma.pathways.telling import moves
from kudelma.pathways.telling.waiting import curves
from kudelma.rooms.insight.books import policy
from kudelma.threshold.page import WorkerRequest, page

MOST = 20


@page(gettext_lazy("Side by side"))
def compare(request: WorkerRequest) -> HttpResponse:
    """How two parts differ: how many, how long, and where time goes."""
    with looked_at(request, "compare", compared=True) as view:
        other = view.of(view.sieve.part(OTHER))
        same = view.books.filter == other.books.filter
        some = view.size.cases and other.size.cases and not same
        found = figures(view, other, int(request.actor.now.timestamp())) if some else []
        shown = other if other.refusal else view
        return answer(request, "lead_compare", found, view=shown, template="lead/compare.html", same=same)


def figures(view: View, other: View, now: int) -> list[Figure]:
    names = _named(view), _named(other)
    waits = [wait_figure(view, other, names, kind, title, limit, now) for kind, title, limit in AWAITED if view.is_own]
    return [size_figure(view, other, names), *waits, time_figure(view, other, names)]


def _named(view: View) -> str:
    """Say which part it is: the days, and the source where there are sources."""
    asked = view.books.filter
    days = f"{_day(asked.first)}–{_day(asked.last)}" if asked.first or asked.last else _("all the time")
    if not view.sources:
        return days
    return f"{days}, {view.source(asked.source) if asked.source else _('all sources')}"


def _day(day: date | None) -> str:
    return str(date_format(day, "j.n.Y")) if day else ""


def size_figure(view: View, other: View, names: tuple[str, str]) -> Figure:
    both = view, other
    rows = (
        (_("Cases"), *(figure(one.size.cases) for one in both)),
        (pgettext("how many", "Families"), *(figure(one.size.clients) for one in both)),
        (_("Events"), *(figure(one.size.events) for one in both)),
        (_("Median time from first to last event"), *(duration(throughput(one.books.log).median) for one in both)),
    )
    return Figure("sizes", gettext_lazy("How many, how long"), None, (), Table((_("What"), *names), rows))


def wait_figure(
    view: View, other: View, names: tuple[str, str], kind: str, title: object, limit: int | None, now: int
) -> Figure:
    shown = []
    for one, name in zip((view, other), names, strict=True):
        books = one.books
        found = curves(books.log, books.numbers(kind), until=now * books.log.ticks, told_apart=[], k=policy().k)
        shown += [survival.Curve(name, curve.points) for curve in found]
    return survival_chart(shown, kind, str(title), limit)


def time_figure(view: View, other: View, names: tuple[str, str]) -> Figure:
    """The moves in which most time passes in either, with both parts' times; a dash where it may not be told."""
    told = [{(w.before, w.after): w for w in moves.waits(one.books.moves, most=10_000)} for one in (view, other)]
    keys = sorted(
        {key for one in told for key in one},
        key=lambda key: (-max(one[key].share for one in told if key in one), key),
    )[:MOST]
    rows = [
        (
            view.name(before),
            view.name(after),
            *(
                f"{duration(wait.seconds)} ({share(wait.share)})" if wait else "–"
                for wait in (one.get(key) for one in told)
            ),
        )
        for key in keys
        for before, after in [key]
    ]
    notes = (
        _("The median time, and its share of all the time between events."),
        _("“–” says that fewer than %(k)s families went that way in that part, or none.") % {"k": policy().k},
    )
    head = (_("From what"), _("To what"), *names)
    return Figure("times", gettext_lazy("Where time goes"), None, notes, Table(head, tuple(rows)))
