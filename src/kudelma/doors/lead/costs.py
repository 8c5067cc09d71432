"""The page on what services cost: by service, month by month, and over families. A family has no price."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from kudelma.doors.lead.flows import run_words
from kudelma.doors.lead.looking import View, looked_at
from kudelma.doors.lead.showing import Figure, answer
from kudelma.doors.lead.wording import euros, figure, month, pool_name, saying, share
from kudelma.pathways.charts import bars, run_chart
from kudelma.pathways.charts.paper import Table
from kudelma.pathways.telling import costs as telling
from kudelma.pathways.telling.costs import Costs
from kudelma.rooms.insight.books import Filter, policy
from kudelma.threshold.page import WorkerRequest, page


@page(gettext_lazy("Costs"))
def costs(request: WorkerRequest) -> HttpResponse:
    """What services cost, at the prices of one source and one year."""
    with looked_at(request, "costs", priced=True) as whole:
        view = whole.at_pool()
        found = told(view)
        return answer(
            request,
            "lead_costs",
            figures(found) if found else [],
            view=view,
            template="lead/costs.html",
            without=whole.costs is None,
            found=found,
            said=said(view) if view.size.cases else (),
            cards=cards(found) if found else (),
        )


def told(view: View) -> Costs | None:
    """Return what may be told of what is looked at; None where that is nothing."""
    if not (view.size.cases and view.paid and view.pool):
        return None
    return telling.told(view.paid, view.pool, policy(), apart=view.apart)


def figures(found: Costs) -> list[Figure]:
    made = [service_figure(found), period_figure(found)]
    return [*made, part_figure(found)] if found.parts else made


def said(view: View) -> tuple[str, ...]:
    """Say of how many events the cost is known, whose prices they are, and what is no figure here."""
    if view.paid is None:
        return ()
    known = telling.known(view.books.log, view.paid, policy())
    lines = []
    # Told of the whole only: between two parts of a log it may differ by what one family has at other prices.
    if known.events is not None and known.of is not None and view.books.filter == Filter():
        lines.append(
            ngettext(
                "The cost is known of %(known)s event of %(all)s.",
                "The cost is known of %(known)s events of %(all)s.",
                known.events,
            )
            % {"known": figure(known.events), "all": figure(known.of)}
        )
    if known.odd:
        lines.append(_("Some costs are below zero or above a hundred million euros: they count as not known."))
    if view.pool:
        lines.append(
            _("Prices: %(pool)s. Prices of different sources or years are never added up.")
            % {"pool": pool_name(view.pool)}
        )
    return tuple(lines)


def cards(found: Costs) -> tuple[tuple[str, str, str], ...]:
    """The total, what is usual and what the last tenth makes: title, figure, and what it is of; only what is told."""
    made = []
    if found.euros is not None:
        of = _("%(families)s families, %(events)s events") % {
            "families": figure(found.families),
            "events": figure(found.events),
        }
        made.append((_("All services"), euros(found.euros), of))
    if found.quarters:
        low, middle, high = (euros(one) for one in found.quarters)
        between = _("half of the families between %(low)s and %(high)s") % {"low": low, "high": high}
        made.append((_("Services of a family, median"), middle, between))
    if found.top_share is not None:
        if _in_tenths(found):
            title, of = _("A tenth of the families"), _("of all cost, for the tenth whose services cost most")
        else:
            title, of = _("A quarter of the families"), _("of all cost, for the quarter whose services cost most")
        made.append((title, share(found.top_share), of))
    return tuple(made)


def _in_tenths(found: Costs) -> bool:
    return len(found.parts) == telling.TENTHS


def service_figure(found: Costs) -> Figure:
    rows = tuple(
        (one.name, euros(one.euros), figure(one.events), figure(one.families), euros(one.each))
        for one in found.services
    )
    head = (_("Service"), _("Cost"), _("Events"), pgettext("how many", "Families"), _("Mean by family"))
    title = gettext_lazy("What the services cost")
    say = saying("services", title, _("One bar for each service, in euros; the dearest service first."))
    drawn = [bars.Bar(one.name, one.euros, euros(one.euros)) for one in found.services]
    table = Table(head, rows)
    notes = [_("Sums are rounded to a hundred euros, means to ten, so sums may not add up.")]
    if found.hidden:
        notes.append(
            ngettext(
                "%(n)s service is not told: fewer than %(k)s families had it, or what the services of one family cost "
                "could be worked out.",
                "%(n)s services are not told: fewer than %(k)s families had them, or what the services of one family "
                "cost could be worked out.",
                found.hidden,
            )
            % {"n": figure(found.hidden), "k": policy().k}
        )
    return Figure("services", title, bars.draw(drawn, table, say) if drawn else None, tuple(notes), table)


def period_figure(found: Costs) -> Figure:
    title = gettext_lazy("Cost by year") if found.yearly else gettext_lazy("Cost by month")
    note = _("Events are counted to when they happened. A dash is a sum that may not be told.")
    readings = [run_chart.Reading(_period(day, found), value) for day, value in found.periods]
    if all(one.value is None for one in readings):
        return Figure("periods", title, None, (note,), Table((), ()))
    say = saying("periods", title, _("Euros, with the centre line and the limits of natural variation."))
    words = run_words(
        _("Year") if found.yearly else _("Month"), _("Cost, euros"), lambda value: euros(round(value, -2))
    )
    return Figure("periods", title, run_chart.draw(readings, say, words), (note,))


def _period(day: date, found: Costs) -> str:
    return str(day.year) if found.yearly else month(day)


def part_figure(found: Costs) -> Figure:
    title = gettext_lazy("How cost is spread over families")
    say = saying("spread", title, _("Families in equal groups; the share of all cost that each group's services make."))
    names = _names(len(found.parts))
    rows = []
    drawn = []
    for name, value in zip(names, found.parts, strict=True):
        part = share(value / found.euros) if value is not None and found.euros else _("not told")
        rows.append((name, euros(value) if value is not None else _("not told"), part))
        drawn.append(bars.Bar(name, value, f"{part} · {euros(value)}" if value is not None else part))
    table = Table((_("Families"), _("Cost"), _("Share of all cost")), tuple(rows))
    note = _(
        "Families stand in the order of what their services cost, in groups of equal size. The figures tell of "
        "services that were needed: nobody is expensive."
    )
    notes = (note, *_quarter_note(found))
    return Figure("spread", title, bars.draw(drawn, table, say), notes, table)


def _names(parts: int) -> Sequence[str]:
    said = _("Tenth %(n)s") if parts == telling.TENTHS else _("Quarter %(n)s")
    names = [said % {"n": n} for n in range(1, parts + 1)]
    names[0] = _("%(part)s: services cost least") % {"part": names[0]}
    names[-1] = _("%(part)s: services cost most") % {"part": names[-1]}
    return names


def _quarter_note(found: Costs) -> tuple[str, ...]:
    if not found.quarters:
        return ()
    low, middle, high = (euros(one) for one in found.quarters)
    return (
        _(
            "The services of a quarter of the families cost less than %(low)s, of half less than %(middle)s, and of a "
            "quarter more than %(high)s. Each is the mean of %(k)s families around that place."
        )
        % {"low": low, "middle": middle, "high": high, "k": policy().k},
    )
