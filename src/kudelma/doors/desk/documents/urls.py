from django.urls import path

from kudelma.doors.desk.documents import pages

urlpatterns = [
    path("families/<uuid:matter_id>/documents/", pages.documents, name="documents"),
    path("assessments/<uuid:assessment_id>/summary/", pages.write_summary, name="write_summary"),
    path("families/<uuid:matter_id>/meetings/<uuid:meeting_id>/document/", pages.write_record, name="write_record"),
    path("documents/<uuid:document_id>/", pages.document, name="document"),
    path("documents/<uuid:document_id>/pdf/", pages.document_pdf, name="document_pdf"),
]
