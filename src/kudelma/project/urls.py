from django.urls import include, path

urlpatterns = [
    path("", include("kudelma.doors.desk.urls")),
    path("lead/", include("kudelma.doors.lead.urls")),
]
handler404 = "kudelma.threshold.errors.not_found"
handler500 = "kudelma.threshold.errors.broken"
handler403 = "kudelma.threshold.errors.forbidden"
handler400 = "kudelma.threshold.errors.bad_request"
