from django.urls import path

from kudelma.doors.desk.consultation import pages, settings

urlpatterns = [
    path("families/<uuid:matter_id>/actors/", pages.actors, name="actors"),
    path("families/<uuid:matter_id>/actors/choose/", pages.choose, name="choose_actors"),
    path("actors/<uuid:unit_id>/", settings.tables, name="actor_tables"),
    path("actors/<uuid:unit_id>/switch/", settings.switch, name="actor_switch"),
    path("actors/<uuid:unit_id>/make/", settings.make, name="make_actor_tables"),
]
