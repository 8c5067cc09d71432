from django.urls import path

from kudelma.doors.desk.arrivals import pages

urlpatterns = [
    path("", pages.arrivals, name="arrivals"),
    path("new/", pages.receive, name="receive"),
    path("<uuid:arrival_id>/", pages.arrival, name="arrival"),
    path("<uuid:arrival_id>/urgency/", pages.judge_urgency, name="judge_urgency"),
    path("<uuid:arrival_id>/family/", pages.choose_family, name="choose_family"),
    path("<uuid:arrival_id>/family/<uuid:family_id>/", pages.choose_children, name="choose_children"),
    path("<uuid:arrival_id>/decision/", pages.decide, name="decide"),
]
