import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import MatterState
from kudelma.doors.desk.clocks import ClockFact, clock_fact
from kudelma.doors.desk.drawing import family_drawing
from kudelma.doors.desk.matters.forms import Close, HandOver, Sieve
from kudelma.doors.desk.navigation import family_side
from kudelma.rooms.casework import actions, queries
from kudelma.rooms.casework.queries import AssessmentLine, Clock, MatterFrame, Order, Slice, Whose
from kudelma.rooms.consent.queries import permission_lines
from kudelma.rooms.insight.choosing.access import may_look
from kudelma.rooms.meetings.queries import coming
from kudelma.rooms.organisation.queries import team_mates, worker_names
from kudelma.rooms.people.drawing import drawn_family
from kudelma.rooms.refused import Refused
from kudelma.rooms.trail.queries import matter_lines as trail_lines
from kudelma.rooms.voice.queries import childs_words
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.acts import act_in_words
from kudelma.ui.forms.paper import refusals


def pages_of(found: "Slice[Any]", request: WorkerRequest) -> dict[str, Any]:
    """Return what `<c-pages>` shows."""

    def href(number: int) -> str:
        kept: dict[str, str | int] = {k: str(v) for k, v in request.GET.items() if k != "page" and v}
        return f"{request.path}?{urlencode(kept | {'page': number})}"

    return {
        "number": found.number,
        "num_pages": found.num_pages,
        "has_previous": found.number > 1,
        "has_next": found.number < found.num_pages,
        "previous_href": href(found.number - 1),
        "next_href": href(found.number + 1),
    }


def page_number(request: WorkerRequest) -> int:
    """Return the asked page of a list; anything but a number is the first."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1  # noqa: PLR2004 - a million pages


@page(_("Families"))
def matters(request: WorkerRequest) -> HttpResponse:
    sieve = Sieve(request.GET)
    sieve.is_valid()
    asked = sieve.cleaned_data
    state = asked.get("state") or ""
    found = queries.matter_lines(
        request.actor,
        whose=Whose(asked.get("whose") or Whose.TEAM),
        state=MatterState(state) if state else None,
        search=asked.get("q") or "",
        order=Order(asked.get("order") or Order.LIMIT),
        page=page_number(request),
    )
    return show(
        request,
        "desk/matters/matters.html",
        sieve=sieve,
        found=found,
        lines=[(line, clock_fact(line.next_clock)) for line in found.rows],
        pages=pages_of(found, request),
        narrowed=any(request.GET.get(name) for name in ("q", "whose", "state")),
        q=asked.get("q") or "",
    )


def with_side(matter: MatterFrame, current: str, **context: Any) -> dict[str, Any]:
    """Return the context of a page inside a family's matter."""
    return {"matter": matter, "side": family_side(matter.id, matter.family, current), **context}


@page(_("Overview"))
def matter(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = queries.matter_page(request.actor, matter_id)
    permissions = permission_lines(one.family_id, today=request.actor.today)
    return show(
        request,
        "desk/matters/matter.html",
        **with_side(
            one,
            "matter",
            clocks=_running(one),
            words=childs_words(request.actor, matter_id=one.id, children=[c.id for c in one.children], newest=1),
            next_meeting=next(iter(coming(request.actor, matter_id=one.id)), None),
            permissions=permissions[:6],
            open_tasks=[t for t in one.tasks if t.done_on is None],
            may_consult=may_look(request.actor, one.unit_id),
            drawing=family_drawing(drawn_family(one.family_id), request.LANGUAGE_CODE),
        ),
    )


def _running(one: MatterFrame) -> list[tuple[list[AssessmentLine], ClockFact | None]]:
    """Return the clocks that run next; siblings with the same one stand together, each with their own."""
    together: dict[Clock, list[AssessmentLine]] = {}
    for assessment in one.assessments:
        if assessment.approved_on is None and assessment.clocks:
            clock = next((c for c in assessment.clocks if c.done_on is None), assessment.clocks[-1])
            together.setdefault(clock, []).append(assessment)
    return [(children, clock_fact(clock)) for clock, children in together.items()]


@page(_("Hand over"), methods=("GET", "POST"))
def hand_over(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = queries.matter_frame(request.actor, matter_id)
    team = [(m.id, m.name) for m in team_mates(request.actor) if m.team_id == one.team_id]
    start = {"version": one.version, "to": one.responsible_id, "pair": one.pair_id}
    form = paper(request, HandOver, team=team, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.hand_over(
                by=request.actor,
                matter_id=one.id,
                version=facts["version"],
                to_id=facts["to"],
                pair_id=facts["pair"],
                reason=facts["reason"],
                told_family_on=facts["told_family_on"],
            )
            return done(request, "matter", one.id, said=_("The matter has changed hands. Open tasks went along."))
    return show(request, "desk/matters/form.html", **with_side(one, "matter", form=form, submit=_("Hand over")))


@page(_("Close the matter"), methods=("GET", "POST"))
def close(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = queries.matter_frame(request.actor, matter_id)
    form = paper(request, Close, initial={"version": one.version})
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            actions.close(
                by=request.actor,
                matter_id=one.id,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            )
            return done(request, "matter", one.id, said=_("The matter is closed."))
    return show(request, "desk/matters/form.html", **with_side(one, "matter", form=form, submit=_("Close the matter")))


@page(_("Log"))
def matter_trail(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    one = queries.matter_frame(request.actor, matter_id)
    lines = trail_lines(one.id)
    names = worker_names({line.actor for line in lines if line.actor})
    rows = [
        {
            "at": line.at,
            "who": names.get(line.actor, "") if line.actor else "",
            "said": act_in_words(line.act),
            "refused": line.outcome == "refused",
        }
        for line in lines
    ]
    return show(request, "desk/matters/trail.html", **with_side(one, "matter_trail", rows=rows))
