import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import Comparison, Weighed
from kudelma.doors.desk.consultation.forms import Choose
from kudelma.doors.desk.consultation.wording import actor_names, group_name, plan_facts, shown, words
from kudelma.doors.desk.matters.pages import with_side
from kudelma.rooms.casework.queries import matter_frame
from kudelma.rooms.insight.books import policy
from kudelma.rooms.insight.choosing import queries
from kudelma.rooms.insight.choosing.actions import record_choice
from kudelma.rooms.insight.choosing.queries import Beside
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import refusals
from kudelma.ui.words import say


def _beside(request: WorkerRequest, matter_id: uuid.UUID) -> Beside:
    asked = request.GET.get("by", "")
    comparison = Comparison(asked) if asked in set(Comparison) else Comparison.NEED
    return queries.beside(request.actor, matter_id, comparison=comparison)


@page(_("Which actors, and when"))
def actors(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    """Past assessments beside a case, and whom the group has suggested to ask."""
    beside = _beside(request, matter_id)
    one = matter_frame(request.actor, matter_id)
    names = queries.party_names(request.LANGUAGE_CODE)
    context: dict[str, Any] = {"beside": beside, "choices": _choices(beside, names), "k": policy().k}
    if beside.on:
        context["tabs"] = [(c, say(c), c == beside.comparison) for c in Comparison]
        if beside.group:
            context["compared"] = group_name(beside.comparison, beside.group, names)
    if beside.table:
        context["table"] = shown(beside.table, names)
        context["plan"] = plan_facts(beside.table.plan.plan, names)
    return show(request, "desk/consultation/actors.html", **with_side(one, "matter", **context))


def _choices(beside: Beside, names: Mapping[str, str]) -> list[tuple[queries.ChoiceLine, str]]:
    named = words(names)
    return [
        (one, ", ".join([*(named.name(a) for a in one.actors), *([one.others] if one.others else [])]))
        for one in beside.choices
    ]


@page(_("Whom we suggest to ask"), methods=("GET", "POST"))
def choose(request: WorkerRequest, matter_id: uuid.UUID) -> HttpResponse:
    """People choose, and write down why and who decided."""
    beside = _beside(request, matter_id)
    one = matter_frame(request.actor, matter_id)
    form = paper(
        request,
        Choose,
        actors=actor_names(queries.choosable(beside.unit_id), queries.party_names(request.LANGUAGE_CODE)),
        initial={
            "decided_on": request.actor.today,
            "weighed": "" if beside.table else Weighed.NOT_USED,
            "table": beside.table.id if beside.table else None,
        },
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            record_choice(
                by=request.actor,
                key=form.new_id,
                matter_id=one.id,
                actors=facts["actors"],
                others=facts["others"],
                why=facts["why"],
                decided_by=facts["decided_by"],
                decided_on=facts["decided_on"],
                weighed=facts["weighed"],
                table_id=facts["table"],
            )
            return done(
                request,
                "actors",
                one.id,
                said=_("The suggestion is recorded. Nobody has been asked yet: the family is asked first."),
                part="chosen",
            )
    return show(request, "desk/consultation/choose.html", **with_side(one, "matter", form=form))
