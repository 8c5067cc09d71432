"""What the work has led to over time: how meetings were found, small steps, who came back, how much work there was."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kudelma.doors.lead.experience import form_figure, scale_figure
from kudelma.doors.lead.outcome_figures import back_figure, step_figure, until_back_figure, work_figure
from kudelma.doors.lead.periods import by_fours, by_months
from kudelma.doors.lead.printing import as_pdf, part
from kudelma.doors.lead.showing import Figure, answer
from kudelma.doors.lead.wording import month
from kudelma.rooms.insight import outcomes
from kudelma.rooms.insight.access import looking
from kudelma.rooms.insight.books import policy
from kudelma.rooms.insight.outcomes import Group, Outcomes
from kudelma.rooms.insight.printing import Printed
from kudelma.threshold.page import WorkerRequest, page

MONTHLY, BY_FOUR = "month", "four"


class Looked(forms.Form):
    """How far back is looked, and by month or by four months."""

    narrows = True  # nothing here is asked for, so no field says that it is optional

    years = forms.TypedChoiceField(
        label=gettext_lazy("How far back"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(1, gettext_lazy("a year")), (2, gettext_lazy("two years")), (3, gettext_lazy("three years"))],
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Answers and work are told"),
        required=False,
        choices=[(MONTHLY, gettext_lazy("by month")), (BY_FOUR, gettext_lazy("by four months"))],
    )


@page(gettext_lazy("Outcomes and experience"))
def outcomes_page(request: WorkerRequest) -> HttpResponse:
    """How children, families and professionals have found the meetings, and what has come of the work."""
    known = outcomes.outcomes(request.actor)
    asked, years, by_month = looked(request, known)
    return answer(
        request, "lead_outcomes", figures(known, years, by_month=by_month), template="lead/outcomes.html",
        asked=asked, reading=reading(), until=month(known.fours[-1].last), wait=outcomes.LATEST.days,
    )  # fmt: skip


@page(gettext_lazy("Report on outcomes and experience"))
def outcomes_report(request: WorkerRequest) -> HttpResponse:
    known = outcomes.outcomes(request.actor)
    looking(request.actor, "outcomes:pdf", act="insight.taken")
    _asked, years, by_month = looked(request, known)
    lead = (reading(), _("Told to the end of %(month)s.") % {"month": month(known.fours[-1].last)})
    parts = tuple(part(one) for one in figures(known, years, by_month=by_month))
    made = Printed(_("Outcomes and experience"), request.LANGUAGE_CODE, lead, parts)
    return as_pdf(made, "kudelma-outcomes.pdf", at=request.actor.now)


def looked(request: WorkerRequest, known: Outcomes) -> tuple[Looked, int, bool]:
    """Return the form, how many years are looked at, and whether by month."""
    usual, years = (MONTHLY, 2) if known.by_month else (BY_FOUR, 3)
    form = Looked({"years": years, "by": usual} | request.GET.dict(), label_suffix="")
    said = form.cleaned_data if form.is_valid() else {}
    return form, said.get("years") or years, (said.get("by") or usual) == MONTHLY


def reading() -> str:
    return _(
        "An answer is one person's, from one meeting. A figure is told when at least %(k)s families stand behind it; "
        "“–” is a figure that is not told, or that nobody answered."
    ) % {"k": policy().k}


def figures(known: Outcomes, years: int, *, by_month: bool) -> list[Figure]:
    fours = by_fours(known.fours, years)
    asked = by_months(known.fours, years) if by_month else fours
    return [
        *(scale_figure(known, group, asked) for group in Group),
        form_figure(known, fours),
        step_figure(known, fours),
        back_figure(known),
        until_back_figure(known),
        work_figure(known, asked),
    ]
