from django.urls import path

from kudelma.doors.desk.assessments import pages

urlpatterns = [
    path("families/<uuid:matter_id>/assessments/", pages.assessment_list, name="assessment_list"),
    path("assessments/<uuid:assessment_id>/", pages.assessment, name="assessment"),
    path("assessments/<uuid:assessment_id>/start/", pages.start, name="start_assessment"),
    path("assessments/<uuid:assessment_id>/pending/", pages.redate, name="redate"),
    path("assessments/<uuid:assessment_id>/write/", pages.write, name="write_assessment"),
    path("assessments/<uuid:assessment_id>/child/", pages.meet_child, name="meet_child"),
    path("assessments/<uuid:assessment_id>/views/<uuid:who_id>/", pages.view, name="write_view"),
    path("assessments/<uuid:assessment_id>/approve/", pages.approve, name="approve_assessment"),
    path("assessments/<uuid:assessment_id>/clientship/", pages.start_clientship, name="start_clientship"),
    path(
        "assessments/<uuid:assessment_id>/clientship/<uuid:clientship_id>/end/",
        pages.end_clientship,
        name="end_clientship",
    ),
]
