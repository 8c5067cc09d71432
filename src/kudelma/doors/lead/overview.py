"""The first page of the lead, and the pages that report on the unit's own work."""

from django import forms
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kudelma.core.codes import Sector
from kudelma.core.deadlines.caseload import Band
from kudelma.core.deadlines.reporting import Cohort, Period
from kudelma.doors.lead.flows import bottleneck, lean, too_few
from kudelma.doors.lead.looking import View, looked_at
from kudelma.doors.lead.showing import Figure, answer
from kudelma.doors.lead.wording import figure, month, saying, share
from kudelma.pathways.charts import caseload, participation, run_chart
from kudelma.pathways.charts.paper import Table
from kudelma.pathways.telling.participation import by_role, took_part
from kudelma.rooms.casework.queries.arrivals import source_names
from kudelma.rooms.insight import reports
from kudelma.rooms.insight.books import policy
from kudelma.threshold.page import WorkerRequest, page
from kudelma.ui.words import PHRASES, choices


@page(gettext_lazy("Service use"))
def overview(request: WorkerRequest) -> HttpResponse:
    """How long families wait today, whether the limits of the law are kept, and how it has gone."""
    with looked_at(request, "overview") as view:
        slow = bottleneck(view)
    known = reports.overview(request.actor)
    starts = [run_chart.Reading(month(m.month), m.to_start) for m in known.months]
    ends = [run_chart.Reading(month(m.month), m.to_finish) for m in known.months]
    found = [
        lean("to_start", _("Days until the assessment begins"), starts),
        lean("to_finish", _("Days until the assessment is finished"), ends),
    ]
    return answer(request, "lead", found, template="lead/overview.html", known=known, bottleneck=slow)


@page(gettext_lazy("Caseload"))
def loads(request: WorkerRequest) -> HttpResponse:
    """How many children each worker answers for, against the cap of the law."""
    found, cap = reports.worker_loads(request.actor)
    said = {
        Band.NO_CAP: _("no cap"),
        Band.GREEN: _("under the cap"),
        Band.AMBER: _("near the cap"),
        Band.RED: _("over the cap"),
    }
    stands = {Band.RED: caseload.Stands.PAST, Band.AMBER: caseload.Stands.DUE}
    rows = [
        caseload.Load(
            name, load.children, load.in_assessment, stands.get(load.band, caseload.Stands.CALM), said[load.band]
        )
        for name, load in found
    ]
    say = saying(
        "caseload", _("Children each worker answers for"), _("One bar for each worker; the line is the cap of the law.")
    )
    words = caseload.LoadWords(
        _("Worker"), _("Children in child protection"), _("Children in assessment"), _("How it stands"), _("Cap")
    )
    chart = caseload.draw(rows, cap, say, words)
    return answer(
        request, "lead_caseload", [Figure("caseload", gettext_lazy("Children each worker answers for"), chart)]
    )


@page(gettext_lazy("Who took part"))
def participation_page(request: WorkerRequest) -> HttpResponse:
    """Who took part in meetings together, by where the family came from."""
    with looked_at(request, "participation") as view:
        facts = participants(request, view) if view.size.cases else None
        if not facts or not facts.sources:
            return answer(request, "lead_participation", [], view=view)
        say = saying(
            "participation",
            _("Who took part, by source"),
            _("In how many cases each took part, of all from that source."),
        )
        words = participation.ParticipationWords(_("Source"), _("{n} of {of}"), _("too few"))
        note = _("“Too few” says %(few)s, or that there is nothing to tell.") % {"few": too_few()}
        chart = participation.draw(facts, say, words)
        return answer(
            request,
            "lead_participation",
            [Figure("participation", gettext_lazy("Who took part, by source"), chart, (note,))],
            view=view,
        )


def participants(request: WorkerRequest, view: View) -> participation.Participation:
    """Say who took part, of the sources that may be told apart; pairs of fewer than k families are not told."""
    if not view.is_own:
        found = by_role(view.books.log, view.told_apart, policy())
        all_sources = _("all sources")
        named = {(source or all_sources, role): cell for (source, role), cell in found.cells.items()}
        return participation.Participation(tuple(s or all_sources for s in found.sources), found.actors, named)
    names = source_names(request.LANGUAGE_CODE)
    took = [one for one in reports.participation(request.actor, view.books.filter) if one.source in view.told_apart]
    kinds = sorted({kind for one in took for kind in one.parts})
    told = {kind: _kind(kind) for kind in kinds}
    cells = took_part(
        (
            (names.get(one.source, one.source), told[kind], n, families, one.of, one.families)
            for one in took
            for kind, (n, families) in one.parts.items()
        ),
        policy(),
    )
    return participation.Participation(
        tuple(names.get(one.source, one.source) for one in took), tuple(told[kind] for kind in kinds), cells
    )


def _kind(kind: str) -> str:
    if kind == "team":
        return _("workers of the team")
    return _("the family") if kind == "family" else str(PHRASES[Sector][kind])


class Asked(forms.Form):
    """Which period, and which assessments it counts."""

    narrows = True  # nothing here is asked for, so no field says that it is optional

    period = forms.TypedChoiceField(label=gettext_lazy("Period"), coerce=int, empty_value=None, required=False)
    cohort = forms.TypedChoiceField(
        label=gettext_lazy("Which assessments are counted"), coerce=Cohort, empty_value=Cohort.EVENT, required=False
    )

    def __init__(self, data: object, periods: list[Period], *, cohorts: bool) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]  # a QueryDict
        self.periods = periods
        self.fields["period"].choices = [(n, span(one)) for n, one in enumerate(periods)]  # type: ignore[attr-defined]  # a choice
        if cohorts:
            self.fields["cohort"].choices = choices(Cohort)  # type: ignore[attr-defined]  # a choice
        else:
            del self.fields["cohort"]

    @property
    def chosen(self) -> Period:
        return self.periods[(self.cleaned_data.get("period") if self.is_valid() else None) or 0]

    @property
    def which(self) -> Cohort:
        return self.cleaned_data.get("cohort", Cohort.EVENT) if self.is_valid() else Cohort.EVENT


def span(period: Period) -> str:
    return f"{date_format(period.first, 'j.n.Y')}–{date_format(period.last, 'j.n.Y')}"


@page(gettext_lazy("Report to THL"))
def thl(request: WorkerRequest) -> HttpResponse:
    """The half-year report on processing times, by both readings of the limits."""
    asked = Asked(request.GET, reports.half_years(request.actor.today), cohorts=True)
    known = reports.thl(request.actor, period=asked.chosen, cohort=asked.which)
    return answer(
        request,
        "lead_thl",
        [thl_figure(known), day_figure(known)],
        template="lead/report.html",
        asked=asked,
        due=known.due,
    )


def thl_figure(known: reports.Thl) -> Figure:
    head = (_("Reading of the limits"), _("What"), _("In time"), _("Late"), _("Pending"))
    rows = []
    for reading, made in (
        (_("the later day is in time"), known.later),
        (_("only the earlier day is in time"), known.earlier),
    ):
        for what, counts in ((_("begun in 7 working days"), made.started), (_("finished in 3 months"), made.finished)):
            rows.append((reading, what, figure(counts.in_time), figure(counts.late), figure(counts.pending)))
    note = _("The two readings differ where the last day is a holiday or an eve. Counts only: no family is named.")
    return Figure("thl", gettext_lazy("Begun and finished in time"), None, (note,), Table(head, tuple(rows)))


def day_figure(known: reports.Thl) -> Figure:
    days = sorted(known.started_on_day.items())
    rows = tuple((figure(day), figure(n)) for day, n in days)
    return Figure(
        "days",
        gettext_lazy("On which working day assessments began"),
        None,
        (),
        Table((_("Working day"), _("Assessments")), rows),
    )


@page(gettext_lazy("Self-monitoring"))
def self_monitoring(request: WorkerRequest) -> HttpResponse:
    """Four months of the unit's own practice, for the follow-up report."""
    asked = Asked(request.GET, reports.four_month_periods(request.actor.today), cohorts=False)
    known = reports.self_monitoring(request.actor, period=asked.chosen)
    return answer(request, "lead_self_monitoring", [monitor_figure(known)], template="lead/report.html", asked=asked)


def monitor_figure(known: reports.SelfMonitoring) -> Figure:
    limits = known.thl
    of = (
        (
            _("Assessments begun in 7 working days"),
            limits.started.in_time,
            limits.started.in_time + limits.started.late,
        ),
        (
            _("Assessments finished in 3 months"),
            limits.finished.in_time,
            limits.finished.in_time + limits.finished.late,
        ),
        (_("Finished assessments in which the child was met"), known.child_met, known.assessed),
        (
            _("Finished assessments in which the child's opinion could not be found out"),
            known.child_opinion_missing,
            known.assessed,
        ),
        (_("Feedback given to the one who notified"), known.feedback_given, known.feedback_due),
        (_("Meetings together with a follow-up form"), known.followed_up, known.meetings_held),
        (_("Meetings for which a time was hard to find"), known.timing_hard, known.followed_up),
        (_("Meetings hindered by the family constellation"), known.constellation_obstacle, known.followed_up),
        (_("Meetings after which the worker would do so again"), known.would_do_again, known.followed_up),
    )
    rows = tuple((what, figure(n), figure(all_), share(n / all_) if all_ else "–") for what, n, all_ in of)
    head = (_("What"), _("How many"), _("Of all"), _("Share"))
    return Figure("self_monitoring", gettext_lazy("Four months in figures"), None, (), Table(head, rows))
