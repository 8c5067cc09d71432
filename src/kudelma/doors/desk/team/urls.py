from django.urls import path

from kudelma.doors.desk.team import pages, sources

urlpatterns = [
    path("", pages.team, name="team"),
    path("away/", pages.away, name="away"),
    path("sources/", sources.sources, name="sources"),
    path("sources/new/", sources.new_source, name="new_source"),
    path("sources/<uuid:source_id>/", sources.source, name="source"),
    path("away/<uuid:absence_id>/cancel/", pages.back, name="cancel_absence"),
]
