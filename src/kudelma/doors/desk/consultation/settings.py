import uuid

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kudelma.doors.desk.consultation.forms import Turn
from kudelma.doors.desk.consultation.wording import plan_facts
from kudelma.rooms.insight.books import policy
from kudelma.rooms.insight.choosing import queries
from kudelma.rooms.insight.choosing.actions import make_tables, turn
from kudelma.rooms.refused import Refused
from kudelma.threshold.page import WorkerRequest, done, page, paper, show
from kudelma.ui.forms.paper import Paper, refusals


@page(_("Tables of actors"))
def tables(request: WorkerRequest, unit_id: uuid.UUID) -> HttpResponse:
    """What the tables are and are not, the plan, whether they are switched on, and by whom."""
    setting = queries.setting(request.actor, unit_id)
    names = queries.party_names(request.LANGUAGE_CODE)
    plan = plan_facts(setting.plan.plan, names) if setting.plan else None
    return show(request, "desk/consultation/tables.html", setting=setting, plan=plan, k=policy().k)


@page(_("Switch the tables on or off"), methods=("GET", "POST"))
def switch(request: WorkerRequest, unit_id: uuid.UUID) -> HttpResponse:
    setting = queries.setting(request.actor, unit_id)
    form = paper(request, Turn)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            turn(by=request.actor, unit_id=unit_id, on=not setting.on, why=form.cleaned_data["why"])
            said = _("The tables are switched off.") if setting.on else _("The tables are switched on.")
            return done(request, "actor_tables", unit_id, said=said)
    submit = _("Switch off") if setting.on else _("Switch on")
    return show(request, "desk/consultation/setting_form.html", setting=setting, form=form, submit=submit)


@page(_("Make the tables"), methods=("GET", "POST"))
def make(request: WorkerRequest, unit_id: uuid.UUID) -> HttpResponse:
    """Work out the tables of the last whole month, once, by the plan that was stored before."""
    setting = queries.setting(request.actor, unit_id)
    form = paper(request, Paper)
    if request.method == "POST" and form.is_valid():
        with refusals(form, Refused):
            made = make_tables(by=request.actor, unit_id=unit_id)
            said = ngettext("%(n)s new table was made.", "%(n)s new tables were made.", made) % {"n": made}
            return done(request, "actor_tables", unit_id, said=said)
    return show(
        request,
        "desk/consultation/setting_form.html",
        setting=setting,
        form=form,
        submit=_("Make the tables"),
        making=True,
    )
