import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from kudelma.rooms.casework.queries.caseload import loads
from kudelma.rooms.organisation import actions, queries
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import Access, WorkerRequest, done, page, paper, show
from kudelma.ui.forms.fields import Day, Pick
from kudelma.ui.forms.paper import Creating, refusals

Rows = Iterable[tuple[uuid.UUID, Any]]


class Away(Creating):
    worker = Pick(label=_("Who is away"))
    cover = Pick(label=_("Who stands in"), empty=_("Choose"))
    first_day = Day(label=_("First day"))
    last_day = Day(label=_("Last day"))

    def __init__(self, *args: Any, team: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = list(team)
        self.fields["worker"].offer(team)  # type: ignore[attr-defined]  # a Pick
        self.fields["cover"].offer(team)  # type: ignore[attr-defined]  # a Pick


@page(_("Team"))
def team(request: WorkerRequest) -> HttpResponse:
    """Who is in the team, who is away and who stands in, and how many children each answers for."""
    mates = queries.team_mates(request.actor)
    load = loads(request.actor, [m.id for m in mates])
    return show(
        request,
        "desk/team/team.html",
        mates=[(mate, load[mate.id]) for mate in mates],
        absences=queries.absences(request.actor),
    )


@page(_("Absence and cover"), access=Access.SIGNED_IN, methods=("GET", "POST"))
def away(request: WorkerRequest) -> HttpResponse:
    mates = queries.team_mates(request.actor)
    form = paper(
        request,
        Away,
        team=dict.fromkeys((m.id, m.name) for m in mates),
        initial={"worker": request.actor.id, "first_day": request.actor.today},
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with refusals(form, Refused):
            actions.tell_absence(
                by=request.actor,
                key=form.new_id,
                worker_id=facts["worker"],
                cover_id=facts["cover"],
                first_day=facts["first_day"],
                last_day=facts["last_day"],
            )
            return done(request, "team", said=_("The absence is recorded; the team sees who stands in."))
    return show(request, "desk/team/away.html", form=form)


@page(_("Cancel the absence"), access=Access.SIGNED_IN, methods=("POST",))
def back(request: WorkerRequest, absence_id: uuid.UUID) -> HttpResponse:
    actions.cancel_absence(by=request.actor, absence_id=absence_id)
    return done(request, "team", said=_("The absence is cancelled."))
