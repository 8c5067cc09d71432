"""What is known of network meetings, for an actor, on a day."""

from kudelma.rooms.meetings.queries.invitations import Letter, letter
from kudelma.rooms.meetings.queries.lists import ComingMeeting, MeetingLine, coming, meeting_lines, unrecorded
from kudelma.rooms.meetings.queries.notifiers import Notifier, unsettled_notifiers
from kudelma.rooms.meetings.queries.pages import FollowUpLine, LeftOutLine, MeetingPage, meeting_page, people_of
from kudelma.rooms.meetings.queries.participants import EvaluationLine, ParticipantLine, check_called, recipients
from kudelma.rooms.meetings.queries.persons import Frame, MayCome, frame, may_come

__all__ = [
    "ComingMeeting",
    "EvaluationLine",
    "FollowUpLine",
    "Frame",
    "LeftOutLine",
    "Letter",
    "MayCome",
    "MeetingLine",
    "MeetingPage",
    "Notifier",
    "ParticipantLine",
    "check_called",
    "coming",
    "frame",
    "letter",
    "may_come",
    "meeting_lines",
    "meeting_page",
    "people_of",
    "recipients",
    "unrecorded",
    "unsettled_notifiers",
]
