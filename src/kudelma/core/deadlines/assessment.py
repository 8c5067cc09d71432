"""The two clocks of an assessment: when it must be begun, when it must be finished."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kudelma.core.calendar import working_days_between
from kudelma.core.deadlines.due import due
from kudelma.core.deadlines.rule import Rule


class Basis(StrEnum):
    """On which ground the assessment is made; both child grounds may apply to one case."""

    CHILD_PROTECTION = "child_protection"
    SPECIAL_SUPPORT = "special_support"
    DISABILITY = "disability"
    """Also people over 75 and receivers of the highest care allowance: a start, no finish."""
    GENERAL = "general"
    """Without delay, but no number of days in the law (SHL 36.2 §)."""


_START = {
    Basis.CHILD_PROTECTION: "LSL_26_5_START",
    Basis.SPECIAL_SUPPORT: "SHL_36_3_START",
    Basis.DISABILITY: "SHL_36_2_START",
}
_FINISH = {
    Basis.CHILD_PROTECTION: "LSL_26_5_FINISH",
    Basis.SPECIAL_SUPPORT: "SHL_36_3_FINISH",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day with the rule that gives it."""

    on: date
    rule: Rule

    @property
    def rule_id(self) -> str:
        return self.rule.id

    @property
    def section(self) -> str:
        return self.rule.section

    @property
    def version(self) -> date:
        """The first day of the rule's version."""
        return self.rule.valid_from


@dataclass(frozen=True, slots=True)
class AssessmentDeadlines:
    """The four days; None where the law gives none for this basis."""

    initiated_on: date
    basis: Basis
    start_alert: Deadline | None
    """Seventh working day, Christmas and Midsummer Eve counted: the safe reading."""
    start_latest: Deadline | None
    """The latest reading: eves not counted, and rolled to a working day."""
    finish_raw: Deadline | None
    finish_rolled: Deadline | None


def assessment_deadlines(initiated_on: date, basis: Basis) -> AssessmentDeadlines:
    """The days by the rules of the day of initiation; for DISABILITY that is the day of contact.

    Raises `RuleNotInForceError` for a day before the rule.
    """
    start_alert, start_latest = _both(_START.get(basis), initiated_on)
    finish_raw, finish_rolled = _both(_FINISH.get(basis), initiated_on)
    return AssessmentDeadlines(initiated_on, basis, start_alert, start_latest, finish_raw, finish_rolled)


class Standing(StrEnum):
    """How an act stands against its two dates; the first three once it is done."""

    IN_TIME = "in_time"
    DISPUTABLE = "disputable"
    """In time by the later reading only."""
    LATE = "late"
    OPEN = "open"
    DISPUTABLE_OPEN = "disputable_open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Status:
    standing: Standing
    days_left: int | None = None
    """Working days from tomorrow to the alert day, while OPEN."""


def status(*, due_alert: date, due_latest: date, done_on: date | None, today: date) -> Status:
    if done_on is not None:
        return Status(_standing_when_done(done_on, due_alert, due_latest))
    if today > due_latest:
        return Status(Standing.OVERDUE)
    if today > due_alert:
        return Status(Standing.DISPUTABLE_OPEN)
    return Status(Standing.OPEN, working_days_between(today, due_alert, eves_count=True))


def _standing_when_done(done_on: date, due_alert: date, due_latest: date) -> Standing:
    if done_on <= due_alert:
        return Standing.IN_TIME
    return Standing.DISPUTABLE if done_on <= due_latest else Standing.LATE


def _both(rule_id: str | None, since: date) -> tuple[Deadline | None, Deadline | None]:
    if rule_id is None:
        return None, None
    days = due(rule_id, since)
    return Deadline(days.raw, days.rule), Deadline(days.rolled, days.rule)
