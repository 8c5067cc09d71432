from django.urls import path

from kudelma.doors.desk.services import copies, pages

urlpatterns = [
    path("families/<uuid:matter_id>/services/", pages.service_map, name="service_map"),
    path("families/<uuid:matter_id>/services/new/", pages.new_service, name="new_service"),
    path("families/<uuid:matter_id>/services/known/<uuid:thing_id>/", pages.own_service, name="own_service"),
    path("families/<uuid:matter_id>/services/copy/<uuid:person_id>/", copies.copy, name="service_copy"),
    path("families/<uuid:matter_id>/services/copy/<uuid:person_id>/pdf/", copies.copy_pdf, name="service_copy_pdf"),
    path("families/<uuid:matter_id>/services/<uuid:service_id>/", pages.correct_service, name="service"),
    path("families/<uuid:matter_id>/services/<uuid:service_id>/history/", pages.history, name="service_history"),
    path("families/<uuid:matter_id>/services/<uuid:service_id>/remove/", pages.remove_service, name="remove_service"),
]
