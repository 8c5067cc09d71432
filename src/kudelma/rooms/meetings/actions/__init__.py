"""What is done with network meetings, from the first question to the next."""

from kudelma.rooms.meetings.actions.afterwards import evaluate, fill_follow_up, hold, set_next_question
from kudelma.rooms.meetings.actions.beginnings import begin_meeting, cancel, change_question, prepare
from kudelma.rooms.meetings.actions.invitations import invite, leave_out, reply, take_calendar_file
from kudelma.rooms.meetings.actions.participants import (
    add_participant,
    prepare_invitee,
    remove_participant,
    set_roles,
)
from kudelma.rooms.meetings.actions.records import write_in_record

__all__ = [
    "add_participant",
    "begin_meeting",
    "cancel",
    "change_question",
    "evaluate",
    "fill_follow_up",
    "hold",
    "invite",
    "leave_out",
    "prepare",
    "prepare_invitee",
    "remove_participant",
    "reply",
    "set_next_question",
    "set_roles",
    "take_calendar_file",
    "write_in_record",
]
