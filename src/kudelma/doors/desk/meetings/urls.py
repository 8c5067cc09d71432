from django.urls import path

from kudelma.doors.desk.meetings import after, inviting, pages, preparing, record, steps

_M = "families/<uuid:matter_id>/meetings/"
_ONE = f"{_M}<uuid:meeting_id>/"
_WHO = f"{_ONE}people/<uuid:participant_id>/"
_STEPS = "families/<uuid:matter_id>/steps/"

urlpatterns = [
    path(_M, pages.meetings, name="meetings"),
    path(f"{_M}new/", pages.new_meeting, name="new_meeting"),
    path(_ONE, pages.meeting, name="meeting"),
    path(f"{_ONE}question/", pages.meeting_question, name="meeting_question"),
    path(f"{_ONE}cancel/", pages.cancel_meeting, name="cancel_meeting"),
    path(f"{_ONE}prepare/", preparing.prepare_meeting, name="prepare_meeting"),
    path(f"{_ONE}people/", preparing.meeting_people, name="meeting_people"),
    path(f"{_ONE}roles/", preparing.meeting_roles, name="meeting_roles"),
    path(f"{_ONE}notifier/<uuid:member_id>/", preparing.leave_out_notifier, name="leave_out_notifier"),
    path(_WHO, preparing.participant, name="participant"),
    path(f"{_WHO}remove/", preparing.remove_participant, name="remove_participant"),
    path(f"{_ONE}invite/", inviting.invite, name="invite"),
    path(f"{_WHO}reply/", inviting.participant_reply, name="participant_reply"),
    path(f"{_WHO}invitation/", inviting.invitation, name="invitation"),
    path(f"{_WHO}calendar/", inviting.invitation_calendar, name="invitation_calendar"),
    path(f"{_ONE}held/", record.hold_meeting, name="hold_meeting"),
    path(f"{_ONE}record/", record.meeting_record, name="meeting_record"),
    path(f"{_WHO}evaluation/", after.evaluation, name="evaluation"),
    path(f"{_ONE}follow-up/", after.follow_up, name="follow_up"),
    path(f"{_ONE}next-question/", after.next_question, name="next_question"),
    path(_STEPS, steps.steps, name="steps"),
    path(f"{_STEPS}new/", steps.new_step, name="new_step"),
    path(f"{_STEPS}<uuid:step_id>/", steps.settle_step, name="settle_step"),
]
