from django.urls import include, path

urlpatterns = [path("", include("kudelma.doors.desk.urls"))]
handler404 = "kudelma.doors.desk.errors.not_found"
handler500 = "kudelma.doors.desk.errors.broken"
handler403 = "kudelma.doors.desk.errors.forbidden"
handler400 = "kudelma.doors.desk.errors.bad_request"
