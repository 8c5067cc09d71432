"""Pages on how families move: the flow map, whole paths, month by month, waiting."""

from collections.abc import Callable
from datetime import date, datetime

import pyarrow as pa
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kudelma.core.codes import EventKind, Phase
from kudelma.doors.lead.looking import View, looked_at
from kudelma.doors.lead.showing import Figure, answer
from kudelma.doors.lead.wording import DAY, duration, figure, month, saying, share, state_name
from kudelma.pathways.charts import flow_map, run_chart, sankey, states, survival, variants
from kudelma.pathways.charts.flow import Flow, Move, Shown
from kudelma.pathways.charts.paper import Table
from kudelma.pathways.telling import months, moves, ways
from kudelma.pathways.telling.waiting import curves
from kudelma.rooms.insight.books import policy
from kudelma.rooms.insight.events import PHASES
from kudelma.threshold.page import WorkerRequest, page


def too_few() -> str:
    return _("fewer than %(k)s families") % {"k": policy().k}


@page(gettext_lazy("Flow"))
def flow(request: WorkerRequest) -> HttpResponse:
    """From what to what families go, how many, and how long it takes."""
    with looked_at(request, "flow", drawn=True) as view:
        found = [flow_figure(view), wait_figure(view)] if view.size.cases else []
        return answer(request, "lead_flow", found, view=view, bottleneck=bottleneck(view))


def flow_figure(view: View) -> Figure:
    facts = named(moves.flow(view.books.moves), view)
    say = saying(
        "flow",
        _("From what to what families go"),
        _("Boxes are what happened, with how many times. Lines are moves, with how many and the median time."),
    )
    words = flow_map.FlowWords(
        _("Begins"), _("Ends"), _("From what"), _("To what"), _("Times"), _("Median time"), _("not told")
    )
    chart, shown = flow_map.draw(facts, say, words, activities=view.activities)
    return Figure("flow", gettext_lazy("From what to what families go"), chart, flow_notes(shown))


def named(flow: Flow, view: View) -> Flow:
    """Return a flow with its activities as the reader knows them."""
    return Flow(
        {view.name(a): n for a, n in flow.activities.items()},
        tuple(Move(view.name(m.before), view.name(m.after), m.count, m.seconds) for m in flow.moves),
        {view.name(a): n for a, n in flow.starts.items()},
        {view.name(a): n for a, n in flow.ends.items()},
        flow.hidden,
        frozenset(view.name(a) for a in flow.untold),
    )


def flow_notes(shown: Shown) -> tuple[str, ...]:
    told = [
        _(
            "The drawing shows %(some)s of %(all)s activities and %(share)s of all moves that may be told. "
            "Nothing is joined: what is left out is in the table."
        )
        % {"some": len(shown.activities), "all": shown.of_activities, "share": share(shown.share)}
    ]
    if shown.hidden:
        told.append(
            ngettext(
                "%(n)s kind of move is not told, because fewer than %(k)s families made it.",
                "%(n)s kinds of moves are not told, because fewer than %(k)s families made each.",
                shown.hidden,
            )
            % {"n": figure(shown.hidden), "k": policy().k}
        )
    if shown.loose:
        told.append(
            _("No way in or out is drawn for: %(names)s. Too few families went any one way.")
            % {"names": ", ".join(sorted(shown.loose))}
        )
    return tuple(told)


def wait_figure(view: View) -> Figure:
    rows = tuple(
        (view.name(w.before), view.name(w.after), figure(w.count), duration(w.seconds), share(w.share))
        for w in moves.waits(view.books.moves)
    )
    head = (_("From what"), _("To what"), _("Times"), _("Median time"), _("Share of all time"))
    return Figure("waits", gettext_lazy("Where time goes"), None, table=Table(head, rows))


def bottleneck(view: View) -> str:
    """Say in one sentence between which two things most time passes."""
    found = moves.waits(view.books.moves, most=1) if view.size.cases else []
    if not found:
        return ""
    one = found[0]
    return _(
        "Most time passes between “%(before)s” and “%(after)s”: %(share)s of all time. "
        "The median is %(time)s, in %(n)s moves."
    ) % {
        "before": view.name(one.before),
        "after": view.name(one.after),
        "share": share(one.share),
        "time": duration(one.seconds),
        "n": figure(one.count),
    }


@page(gettext_lazy("Paths"))
def paths(request: WorkerRequest) -> HttpResponse:
    """The most travelled paths whole, and what came first, second, third."""
    with looked_at(request, "paths") as view:
        found = [variant_figure(view), step_figure(view)] if view.size.cases else []
        return answer(request, "lead_paths", found, view=view)


def variant_figure(view: View) -> Figure:
    facts = ways.most_travelled(view.books.log, view.books.names, policy())
    facts = variants.Variants(
        tuple(variants.Variant(tuple(view.name(a) for a in v.path), v.count) for v in facts.shown),
        facts.others,
        facts.cases,
    )
    say = saying("variants", _("The most travelled paths"), _("Each row is one path from beginning to end."))
    words = variants.VariantWords(_("Path"), _("Cases"), _("Share"), _("Other paths"), too_few())
    note = _("A path is told when at least %(k)s families went it; the rest are “other paths”.") % {"k": policy().k}
    return Figure("variants", gettext_lazy("The most travelled paths"), variants.draw(facts, say, words), (note,))


def step_figure(view: View) -> Figure:
    links = [
        sankey.Link(link.step, view.name(link.before), view.name(link.after) if link.after else "", link.count)
        for link in ways.step_by_step(view.books.log, view.books.names, policy())
    ]
    say = saying("steps", _("Step by step"), _("What came first, second and so on, and where the way ended."))
    words = sankey.SankeyWords(_("Others"), _("Ended"), _("Stage"), _("From what"), _("To what"), _("Cases"))
    note = _("Moves of fewer than %(k)s families are left out, so the columns need not be equally tall.") % {
        "k": policy().k
    }
    return Figure("steps", gettext_lazy("Step by step"), sankey.draw(links, say, words), (note,))


@page(gettext_lazy("Month by month"))
def by_month(request: WorkerRequest) -> HttpResponse:
    """In which state families were at the end of each month."""
    with looked_at(request, "states") as view:
        found = [state_figure(view, request.actor.today)] if view.size.cases else []
        return answer(request, "lead_states", found, view=view)


def state_figure(view: View, today: date) -> Figure:
    books = view.books
    phases = months.Phases(PHASES, Phase.OVER.value, today) if view.is_own else None
    shown = [
        states.Month(month(at), {state_name(a) if view.is_own else a: n for a, n in counts.items()})
        for at, counts in months.by_state(books.log, books.names, policy(), months_of(view, today), phases)
    ]
    say = saying(
        "states", _("Where families are month by month"), _("The share of cases in each state at the end of a month.")
    )
    words = states.StateWords(_("Month"), _("All"), _("Others"))
    note = _(
        "A state with fewer than %(k)s families in a month is left out: “–” says that there were few, or none."
    ) % {"k": policy().k}
    chart = states.draw(shown, say, words)
    return Figure("states", gettext_lazy("Where families are month by month"), chart, (note,))


def months_of(view: View, today: date) -> pa.Table:
    """Return the last months of what is looked at; of the unit's own cases to this one."""
    first, last = view.size.first, view.size.last
    assert first is not None
    assert last is not None
    return months.months_of(first.date(), today if view.is_own else last.date(), ticks=view.books.log.ticks)


@page(gettext_lazy("Waiting times"))
def waits(request: WorkerRequest) -> HttpResponse:
    """How long it takes to begin, to meet, to finish."""
    with looked_at(request, "waiting") as view:
        if not view.size.cases:
            found = []
        elif view.is_own:
            found = own_waits(view, request.actor.now)
        else:
            found = [run_figure(view, request.actor.today), wait_figure(view)]
        return answer(request, "lead_waiting", found, view=view, bottleneck=bottleneck(view))


AWAITED = (
    (EventKind.ASSESSMENT_STARTED.value, gettext_lazy("Until the assessment begins"), None),
    (EventKind.MEETING_HELD.value, gettext_lazy("Until the first meeting together"), None),
    (EventKind.ASSESSMENT_APPROVED.value, gettext_lazy("Until the assessment is finished"), 92),
)
"""What is waited for in the unit's own cases, and the limit of law in days."""


def own_waits(view: View, now: datetime) -> list[Figure]:
    return [survival_figure(view, kind, str(title), limit, now) for kind, title, limit in AWAITED]


def survival_figure(view: View, kind: str, title: str, limit: int | None, now: datetime) -> Figure:
    books, apart = view.books, view.told_apart
    until = int(now.timestamp()) * books.log.ticks
    found = curves(books.log, books.numbers(kind), until=until, told_apart=apart, k=policy().k)
    rest = _("other sources") if apart else _("all sources")
    shown = [survival.Curve(view.source(c.name) if c.name else rest, c.points) for c in found]
    return survival_chart(shown, kind, title, limit)


def survival_chart(shown: list[survival.Curve], kind: str, title: str, limit: int | None) -> Figure:
    say = saying(kind, title, _("The share that still waits, by days from when the matter became pending."))
    words = survival.SurvivalWords(
        _("Source"),
        _("days from when the matter became pending"),
        _("Still wait"),
        _("95 % band"),
        _("Followed"),
        _("three months") if limit else "",
        limit,
    )
    note = _(
        "Kaplan–Meier, with 95 %% bands. A curve has a point when at least %(k)s families more have reached it, and "
        "ends where fewer still wait. Between points it is drawn straight."
    ) % {"k": policy().k}
    return Figure(kind, title, survival.draw(shown, say, words), (note,))


def run_figure(view: View, today: date) -> Figure:
    found = months.lasted(view.books.log, policy(), months_of(view, today))
    return lean("run", _("Days from first to last event"), [run_chart.Reading(month(m.month), m.days) for m in found])


def lean(name: str, title: str, readings: list[run_chart.Reading]) -> Figure:
    """Show days by month as a run chart; with no figure that may be told there is no drawing."""
    note = _("A month with fewer than %(k)s families has no figure.") % {"k": policy().k}
    if all(reading.value is None for reading in readings):
        return Figure(name, title, None, (note,), Table((), ()))
    say = saying(name, title, _("Median days by month, with the centre line and the limits of natural variation."))
    words = run_words(_("Month"), _("Median days"), lambda days: duration(days * DAY))
    return Figure(name, title, run_chart.draw(readings, say, words), (note,))


def run_words(period: str, value: str, said: Callable[[float], str]) -> run_chart.RunWords:
    """Return the words of a run chart; `said` says a figure with its unit."""
    return run_chart.RunWords(
        period,
        value,
        _("Centre"),
        _("Upper limit"),
        _("Lower limit"),
        _("What stands out"),
        {
            run_chart.Signal.OUTSIDE: _("outside the limits: find out what was different"),
            run_chart.Signal.ONE_SIDE: _("eight in a row on one side: the level has changed"),
            run_chart.Signal.TREND: _("six in a row in one direction: something is changing"),
        },
        said,
    )
