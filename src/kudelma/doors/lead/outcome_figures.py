"""What has come of the work: small steps, who came back, and how much work there was."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kudelma.core.codes import StepState
from kudelma.core.deadlines.reporting import four_months
from kudelma.doors.lead.experience import share_said
from kudelma.doors.lead.flows import run_words
from kudelma.doors.lead.periods import Periods, four_said
from kudelma.doors.lead.showing import Figure
from kudelma.doors.lead.wording import figure, saying
from kudelma.pathways.charts import panels, run_chart, states, survival
from kudelma.pathways.charts.panels import Mark, Panel
from kudelma.pathways.charts.paper import Table, ticks
from kudelma.pathways.telling.outcomes import Spread, When
from kudelma.rooms.insight.books import policy
from kudelma.rooms.insight.outcomes import OTHERS, Outcomes

ENDED = {
    StepState.DONE.value: gettext_lazy("Done"),
    StepState.PARTLY.value: gettext_lazy("Partly done"),
    StepState.CHANGED.value: gettext_lazy("Changed to another"),
    StepState.NOT_DONE.value: gettext_lazy("Not done"),
    StepState.OPEN.value: gettext_lazy("Not looked at yet"),
    OTHERS: gettext_lazy("Several together"),
}


def step_figure(known: Outcomes, fours: Periods) -> Figure:
    title = gettext_lazy("How small steps have gone")
    shown = [
        states.Month(label, {str(ENDED[way]): n for way, n in known.steps[four].items()})
        for (four, _month), label in zip(fours.when, fours.labels, strict=True)
        if four in known.steps
    ]
    if not shown:
        cure = _(
            "Agree on small steps in meetings, with who does what by when, and look together at how they went. The "
            "figures appear when the steps of at least %(k)s families fell due in the same four months."
        ) % {"k": policy().k}
        return Figure("steps", title, None, table=Table((), ()), cure=cure)
    say = saying("steps", title, _("The share of the steps that were due in each four months, by how they went."))
    words = states.StateWords(fours.head, _("All"), _("Others"))
    note = _("Ways in which the steps of fewer than %(k)s families went stand together.") % {"k": policy().k}
    order = [str(name) for name in ENDED.values()]
    return Figure("steps", title, states.draw(shown, say, words, order), (note,), step_table(shown, words, order))


def step_table(shown: Sequence[states.Month], words: states.StateWords, order: Sequence[str]) -> Table:
    """What the drawing holds; a way of which it is not told whether it was none has a dash."""
    ways = [way for way in order if any(way in one.counts for one in shown)]
    together = str(ENDED[OTHERS])
    rows = tuple(
        (
            one.label,
            *(figure(one.counts[way]) if way in one.counts else "–" if together in one.counts else "0" for way in ways),
            figure(sum(one.counts.values())),
        )
        for one in shown
    )
    return Table((words.month, *ways, words.all), rows)


def back_figure(known: Outcomes) -> Figure:
    """The share of families that came back, as far back as it is known: its level is read from a long row."""
    title = gettext_lazy("A new notification or contact within a year")
    note = _(
        "Of the families whose assessment ended in the four months, about how many a new notification or contact came "
        "within 12 months. Told only where the 12 months have passed. Coming back is no failure in itself: to "
        "contact early can be what was hoped for. The figure tells nothing of the cause."
    )
    if not known.back:
        cure = _(
            "The figures appear a year after the assessments of at least %(k)s families ended in the same four months."
        )
        return Figure("back", title, None, (note,), Table((), ()), cure % {"k": policy().k})
    fours = sorted(known.back)
    labels = [four_said(one) for one in fours]
    readings = [
        run_chart.Reading(label, 100 * one.low / one.of if one.exact else None)
        for label, one in zip(labels, (known.back[four] for four in fours), strict=True)
    ]
    say = saying(
        "back", title, _("The share by four months, with the centre line and the limits of natural variation.")
    )
    words = run_words(_("Four months"), _("Came back"), lambda value: f"{figure(value)} %")
    signals: dict[int, list[str]] = {}
    for spot, why in run_chart.reckon(readings).signals:
        signals.setdefault(spot, []).append(words.signals[why])
    rows = tuple(
        (label, share_said(known.back[four]), "; ".join(signals.get(spot, ())))
        for spot, (label, four) in enumerate(zip(labels, fours, strict=True))
    )
    table = Table((_("Four months"), _("Came back"), words.signal), rows)
    chart = run_chart.draw(readings, say, words) if any(r.value is not None for r in readings) else None
    return Figure("back", title, chart, (note,), table)


def until_back_figure(known: Outcomes) -> Figure:
    title = gettext_lazy("How long until a new notification or contact")
    if not known.until_back:
        cure = _("The curve appears when a new notification or contact has come about at least %(k)s families.")
        return Figure("until_back", title, None, table=Table((), ()), cure=cure % {"k": policy().k})
    say = saying(
        "until_back", title, _("The share about whom nothing new has come, by days from the end of the assessment.")
    )
    words = survival.SurvivalWords(
        _("Families"), _("days from the end of the assessment"), _("Nothing new"), _("95 % band"), _("Followed"),
        _("a year"), 365,
    )  # fmt: skip
    note = _(
        "Kaplan–Meier, with 95 %% bands. A curve has a point when at least %(k)s families more have reached it, and "
        "ends where fewer are left. Between points it is drawn straight."
    ) % {"k": policy().k}
    chart = survival.draw([survival.Curve(_("all families"), known.until_back)], say, words)
    return Figure("until_back", title, chart, (note,))


def work_figure(known: Outcomes, asked: Periods) -> Figure:
    title = gettext_lazy("How much work there was")
    ends = [_last_month(when) for when in asked.when]
    rows: list[tuple[str, list[float | None]]] = [
        (_("Families with an open matter at the end"), [_of(known, end, "families") for end in ends]),
        (_("Of them for each responsible worker"), [_of(known, end, "each") for end in ends]),
        (_("Meetings together"), [_count(known.meetings, when) for when in asked.when]),
    ]
    if not asked.monthly:  # in a month they are too few
        rows.append((_("Of them begun at four or later"), [_count(known.evenings, when) for when in asked.when]))
    if not any(value for _name, values in rows for value in values):
        cure = _("The figures appear when at least %(k)s families have an open matter at the end of a month.")
        return Figure("work", title, None, table=Table((), ()), cure=cure % {"k": policy().k})
    shown = [
        Panel(name, [None if v is None else Mark(figure(v), v) for v in values], _scale(values))
        for name, values in rows
    ]
    say = saying("work", title, _("Counts of the unit's work by period."))
    note = _(
        "This is the amount of work, not how the workers are: strain is not asked here, because in a small unit the "
        "answers could not be anonymous. Talk of it in the team and with occupational health care."
    )
    return Figure("work", title, panels.draw(asked.head, asked.labels, shown, say), (note,))


def _last_month(when: When) -> date:
    four, one = when
    return one or four_months(four).last.replace(day=1)


def _of(known: Outcomes, end: date, name: str) -> float | None:
    load = known.load.get(end)
    return None if load is None else float(getattr(load, name))


def _count(counts: Mapping[When, Spread], when: When) -> float | None:
    return float(counts[when].answers) if when in counts else None


def _scale(values: Sequence[float | None]) -> tuple[tuple[float, str], ...]:
    """Return nothing, and round numbers up to what is shown."""
    return tuple((tick, figure(tick)) for tick in ticks(max((v for v in values if v is not None), default=1.0), 2))
