from django.urls import path

from kudelma.doors.lead import comparing, costs, flows, kept_logs, outcomes, overview, printing, taking_out

urlpatterns = [
    path("", overview.overview, name="lead"),
    path("flow/", flows.flow, name="lead_flow"),
    path("paths/", flows.paths, name="lead_paths"),
    path("states/", flows.by_month, name="lead_states"),
    path("waiting/", flows.waits, name="lead_waiting"),
    path("participation/", overview.participation_page, name="lead_participation"),
    path("costs/", costs.costs, name="lead_costs"),
    path("compare/", comparing.compare, name="lead_compare"),
    path("outcomes/", outcomes.outcomes_page, name="lead_outcomes"),
    path("outcomes/pdf/", outcomes.outcomes_report, name="lead_outcomes_report"),
    path("caseload/", overview.loads, name="lead_caseload"),
    path("thl/", overview.thl, name="lead_thl"),
    path("self-monitoring/", overview.self_monitoring, name="lead_self_monitoring"),
    path("report/pdf/", printing.report, name="lead_report"),
    path("logs/", kept_logs.kept, name="lead_logs"),
    path("logs/own/", taking_out.own_events_out, name="lead_take_out"),
    path("logs/new/", kept_logs.bring_in, name="lead_bring_in"),
    path("logs/<uuid:log_id>/", kept_logs.log, name="lead_log"),
    path("logs/<uuid:log_id>/remove/", kept_logs.remove, name="lead_remove_log"),
]
