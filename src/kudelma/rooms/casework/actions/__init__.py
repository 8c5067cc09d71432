"""What is done in casework, from the first contact on."""

from kudelma.rooms.casework.actions.arrivals import (
    attach_family,
    decide_not_needed,
    judge_urgency,
    link_to_open,
    open_assessment,
    receive,
)
from kudelma.rooms.casework.actions.assessments import (
    approve,
    change_initiation,
    meet_child,
    start,
    write_assessment,
)
from kudelma.rooms.casework.actions.clientships import end_clientship, start_clientship
from kudelma.rooms.casework.actions.matters import add_task, close, finish_task, give_feedback, hand_over
from kudelma.rooms.casework.actions.sources import keep_source

__all__ = [
    "add_task",
    "approve",
    "attach_family",
    "change_initiation",
    "close",
    "decide_not_needed",
    "end_clientship",
    "finish_task",
    "give_feedback",
    "hand_over",
    "judge_urgency",
    "keep_source",
    "link_to_open",
    "meet_child",
    "open_assessment",
    "receive",
    "start",
    "start_clientship",
    "write_assessment",
]
