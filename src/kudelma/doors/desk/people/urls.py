from django.urls import path

from kudelma.doors.desk.people import pages

urlpatterns = [
    path("families/<uuid:matter_id>/family/", pages.family, name="family"),
    path("families/<uuid:matter_id>/people/new/", pages.new_person, name="new_person"),
    path("families/<uuid:matter_id>/people/tie/", pages.tie, name="tie"),
    path("families/<uuid:matter_id>/people/couple/", pages.couple, name="couple"),
    path("families/<uuid:matter_id>/people/custody/", pages.custody, name="custody"),
    path("families/<uuid:matter_id>/people/home/", pages.home, name="household"),
    path("families/<uuid:matter_id>/people/<uuid:person_id>/", pages.person, name="person"),
    path("families/<uuid:matter_id>/people/<uuid:person_id>/change/", pages.change_person, name="change_person"),
    path("families/<uuid:matter_id>/people/<uuid:person_id>/name/", pages.rename, name="rename"),
    path("families/<uuid:matter_id>/people/<uuid:person_id>/identity/", pages.identity, name="identity"),
    path("families/<uuid:matter_id>/people/<uuid:person_id>/identity/show/", pages.reveal, name="reveal"),
    path("families/<uuid:matter_id>/people/<uuid:person_id>/safety/", pages.safety, name="safety"),
    path("families/<uuid:matter_id>/people/<uuid:person_id>/safety/lift/", pages.lift, name="lift_safety"),
    path("families/<uuid:matter_id>/network/new/", pages.new_member, name="new_member"),
    path("families/<uuid:matter_id>/network/<uuid:member_id>/", pages.member, name="member"),
]
