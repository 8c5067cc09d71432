from django.urls import include, path

from kudelma.doors.desk.account import pages as account
from kudelma.doors.desk.today import pages as today

urlpatterns = [
    path("", today.today, name="home"),
    path("today/", today.today, name="today"),
    path("sign-in/", account.sign_in, name="sign_in"),
    path("sign-in/as/<uuid:worker_id>/", account.sign_in_as, name="sign_in_as"),
    path("sign-out/", account.sign_out, name="sign_out"),
    path("language/", account.language, name="language"),
    path("stay/", account.stay, name="stay"),
    path("draft/", account.keep_draft, name="keep_draft"),
    path("families/", include("kudelma.doors.desk.matters.urls")),
    path("arrivals/", include("kudelma.doors.desk.arrivals.urls")),
    path("", include("kudelma.doors.desk.people.urls")),
    path("", include("kudelma.doors.desk.assessments.urls")),
    path("", include("kudelma.doors.desk.meetings.urls")),
    path("", include("kudelma.doors.desk.documents.urls")),
    path("", include("kudelma.doors.desk.consultation.urls")),
    path("", include("kudelma.doors.desk.services.urls")),
    path("team/", include("kudelma.doors.desk.team.urls")),
]
