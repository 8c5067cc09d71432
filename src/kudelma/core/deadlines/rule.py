"""What one rule of law looks like as data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    """How well the rule's text is known; the marks are those of the reference page."""

    ACT = "A"
    """Read in the text of the act."""
    AUTHORITY = "B"
    """Read on a page of the responsible authority."""
    OTHER = "C"
    """Read in another page, or as an excerpt."""
    INTERPRETED = "I"
    """Our interpretation or proposal: no source states it."""
    MEMORY = "M"
    """From memory, not checked."""


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    DAYS_FIRST_COUNTED = "days_first_counted"
    """Calendar days of which the starting day is the first."""
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    """Hours that run through nights and holidays."""
    CHILDREN = "children"
    """No time: a number of children."""
    WHILE_NEEDED = "while_needed"
    """No number in the law: a person judges."""


class Trigger(StrEnum):
    """The day, or for hours the moment, from which the rule counts."""

    INITIATED = "initiated_on"
    CONTACT = "contact_on"
    NEED_FOUND = "need_found_on"
    APPROVED = "approved_or_reviewed_on"
    PLACED = "placed_or_decided_on"
    PLACEMENT_ENDED = "placement_last_day"
    AFTERCARE_BEGAN = "aftercare_began_on"
    POSTED = "posted_on"
    RECEIVED = "received_on"
    PERIOD_BEGAN = "period_began_on"
    PERIOD_ENDED = "period_ended_on"
    FOUND = "found_at"
    FOLLOWED_UP = "followed_up_on"
    DAY = "day"
    CLIENT_DIED = "client_died_on"
    CHILD_BORN = "child_born_on"
    MATTER_CLOSED = "matter_closed_on"
    LAST_MATTER_CLOSED = "last_matter_closed_on"
    VALID_TO = "valid_to"
    DATED = "dated_on"
    MESSAGE = "message_on"
    MADE = "made_on"
    LOGGED = "logged_on"
    REPLACED = "replaced_on"
    MEETING = "meeting_on"
    MARKED = "marked_on"


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule; the same `id` appears again when the law has changed."""

    id: str
    section: str
    """The act's short name and the section: `LSL 26.5 §`; `house` where no act says it."""
    trigger: Trigger
    length: int
    unit: Unit
    roll: bool
    """May the act still be done on the next working day (MääräaikaL 5 §)?"""
    valid_from: date
    certainty: Certainty
    what: str
    source_url: str
    checked_on: date
    valid_to: date | None = None
    """The last day of this version; None while no end is known."""
    note: str = ""

    @property
    def act(self) -> str:
        return self.section.split(" ", 1)[0]

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class RuleNotInForceError(ValueError):
    """No version of the rule was in force on the day that starts the clock."""

    def __init__(self, rule_id: str, on: date, first: date) -> None:
        super().__init__(f"{rule_id} has no version in force on {on}; the first is from {first}.")
        self.rule_id = rule_id
        self.on = on
        self.first = first
