"""How the pages of the lead are answered: drawings with their tables, or one of the tables as CSV."""

import csv
import io
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from kudelma.doors.lead.looking import View
from kudelma.pathways.charts.paper import Chart, Table
from kudelma.rooms.insight.access import looking
from kudelma.rooms.insight.books import policy
from kudelma.threshold.navigation import NavLink, Side
from kudelma.threshold.page import WorkerRequest, show

#: So many rows of a table are shown on a page; the file holds them all.
MOST_ROWS = 40
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_SIDE = (
    ("lead", _("Overview"), "statistics"),
    ("lead_flow", _("Flow"), "network"),
    ("lead_paths", _("Paths"), "footprint"),
    ("lead_states", _("Month by month"), "layers"),
    ("lead_waiting", _("Waiting times"), "waiting-room"),
    ("lead_participation", _("Who took part"), "person-group"),
    ("lead_costs", _("Costs"), "wallet"),
    ("lead_compare", _("Side by side"), "arrow-right-left"),
    ("lead_outcomes", _("Outcomes and experience"), "hand-heart"),
    ("lead_caseload", _("Caseload"), "backpack"),
    ("lead_thl", _("Report to THL"), "file-export"),
    ("lead_self_monitoring", _("Self-monitoring"), "shield-checkmark"),
    ("lead_logs", _("Other logs"), "upload"),
)
#: Pages that look at what the address says: its questions follow from one to another.
_CARRY = frozenset(
    {
        "lead_flow",
        "lead_paths",
        "lead_states",
        "lead_waiting",
        "lead_participation",
        "lead_costs",
        "lead_compare",
    }
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawing with its table. `name` is its own on the page; `notes` tell what is left out, and how.

    Where there is nothing to tell, `cure` may say what to do for there to be something.
    """

    name: str
    title: str | Promise
    chart: Chart | None
    notes: tuple[str, ...] = ()
    table: Table | None = None
    cure: str = ""

    @property
    def svg(self) -> SafeString:
        # Charts make SVG from coordinates and escaped text only (pathways/charts, core/svg).
        return mark_safe(self.chart.svg if self.chart else "")  # noqa: S308

    @property
    def facts(self) -> Table:
        assert self.table is not None or self.chart is not None
        return self.table or self.chart.table  # type: ignore[union-attr]  # one of the two is there

    @property
    def rows(self) -> list[list[tuple[str, str]]]:
        """The rows a page shows, each cell with the head of its column."""
        head = self.facts.head
        return [list(zip(head, row, strict=True)) for row in self.facts.rows[:MOST_ROWS]]

    @property
    def left_out(self) -> int:
        return max(0, len(self.facts.rows) - MOST_ROWS)


def answer(
    request: WorkerRequest, here: str, figures: list[Figure], *, view: View | None = None, **context: object
) -> HttpResponse:
    """Answer with the page, or with the table that the address asks for as a file."""
    taken = next((one for one in figures if one.name == request.GET.get("take")), None)
    if taken:
        looking(request.actor, f"{here}:{taken.name}", act="insight.taken")
        return as_csv(taken)
    template = str(context.pop("template", "lead/figures.html"))
    carried = request.GET.copy()
    carried.pop("take", None)
    return show(
        request,
        template,
        side=side(here, view.query if view else ""),
        figures=figures,
        view=view,
        query=carried.urlencode(),
        fewest=policy().k,
        **context,
    )


def side(here: str, query: str = "") -> Side:
    return Side(
        str(_("Service use")),
        tuple(
            NavLink(resolve_url(name) + (f"?{query}" if query and name in _CARRY else ""), label, name == here, icon)
            for name, label, icon in _SIDE
        ),
    )


def as_csv(figure: Figure) -> HttpResponse:
    """Return a table as a file that a Finnish spreadsheet opens: semicolons, UTF-8 with its mark, no formulas."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in (figure.facts.head, *figure.facts.rows):
        rows.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="kudelma-{figure.name}.csv"'
    return response
