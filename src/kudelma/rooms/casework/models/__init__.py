"""What is kept of the work."""

from kudelma.rooms.casework.models.arrivals import Arrival, Concern, ReferralSource, UrgencyAssessment
from kudelma.rooms.casework.models.assessments import Assessment, ChildMeeting, Clientship, DateChange
from kudelma.rooms.casework.models.matters import Matter, Responsibility
from kudelma.rooms.casework.models.tasks import Feedback, Task

__all__ = [
    "Arrival",
    "Assessment",
    "ChildMeeting",
    "Clientship",
    "Concern",
    "DateChange",
    "Feedback",
    "Matter",
    "ReferralSource",
    "Responsibility",
    "Task",
    "UrgencyAssessment",
]
