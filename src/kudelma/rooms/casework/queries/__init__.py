"""What is known of casework, for an actor, on a day."""

from kudelma.rooms.casework.queries.arrivals import (
    ArrivalLine,
    ArrivalPage,
    SourceLine,
    arrival_lines,
    arrival_page,
    sources,
)
from kudelma.rooms.casework.queries.assessments import AssessmentPage, assessment_page
from kudelma.rooms.casework.queries.clocks import Clock, ClockKind, Tone
from kudelma.rooms.casework.queries.history import Happened
from kudelma.rooms.casework.queries.matters import (
    AssessmentLine,
    MatterFrame,
    MatterLine,
    MatterPage,
    Order,
    Whose,
    matter_frame,
    matter_lines,
    matter_page,
    running_clocks,
)
from kudelma.rooms.casework.queries.paging import Slice
from kudelma.rooms.casework.queries.tasks import TaskLine, task_lines

__all__ = [
    "ArrivalLine",
    "ArrivalPage",
    "AssessmentLine",
    "AssessmentPage",
    "Clock",
    "ClockKind",
    "Happened",
    "MatterFrame",
    "MatterLine",
    "MatterPage",
    "Order",
    "Slice",
    "SourceLine",
    "TaskLine",
    "Tone",
    "Whose",
    "arrival_lines",
    "arrival_page",
    "assessment_page",
    "matter_frame",
    "matter_lines",
    "matter_page",
    "running_clocks",
    "sources",
    "task_lines",
]
