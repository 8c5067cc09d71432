from django.urls import path

from kudelma.doors.desk.team import pages

urlpatterns = [
    path("", pages.team, name="team"),
    path("away/", pages.away, name="away"),
    path("away/<uuid:absence_id>/cancel/", pages.back, name="cancel_absence"),
]
