from django.urls import path

from kudelma.doors.desk.matters import pages, permissions, tasks, words

urlpatterns = [
    path("", pages.matters, name="matters"),
    path("<uuid:matter_id>/", pages.matter, name="matter"),
    path("<uuid:matter_id>/hand-over/", pages.hand_over, name="hand_over"),
    path("<uuid:matter_id>/close/", pages.close, name="close"),
    path("<uuid:matter_id>/log/", pages.matter_trail, name="matter_trail"),
    path("<uuid:matter_id>/permissions/", permissions.permissions, name="permissions"),
    path("<uuid:matter_id>/permissions/ask/", permissions.ask, name="ask_permission"),
    path(
        "<uuid:matter_id>/permissions/<uuid:permission_id>/withdraw/",
        permissions.withdraw_permission,
        name="withdraw_permission",
    ),
    path("<uuid:matter_id>/tasks/new/", tasks.new_task, name="new_task"),
    path("<uuid:matter_id>/tasks/<uuid:task_id>/", tasks.finish_task, name="finish_task"),
    path("<uuid:matter_id>/tasks/<uuid:task_id>/feedback/", tasks.feedback, name="feedback"),
    path("<uuid:matter_id>/words/", words.voices, name="voices"),
    path("<uuid:matter_id>/words/new/", words.write_down, name="write_down"),
]
