"""What the county reports: processing times to THL twice a year, self-monitoring every four months."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kudelma.core.calendar import add_months, working_days_between
from kudelma.core.deadlines.assessment import Basis, Deadline, Standing, assessment_deadlines, status
from kudelma.core.deadlines.due import due

_DAY = timedelta(days=1)
_HALF_YEAR_STARTS = (4, 10)
_FOUR_MONTHS = 4
_REPORTED = frozenset({Basis.CHILD_PROTECTION, Basis.SPECIAL_SUPPORT})


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def half_year(day: date) -> Period:
    """The period of THL that holds the day: April–September or October–March."""
    spring, autumn = _HALF_YEAR_STARTS
    if spring <= day.month < autumn:
        first = date(day.year, spring, 1)
    else:
        first = date(day.year - (day.month < spring), autumn, 1)
    return Period(first, add_months(first, 6) - _DAY)


def report_due(period: Period) -> date:
    """17 October or 17 April, also where that is a Saturday (LSL 27 a §)."""
    return due("LSL_27A_REPORT", period.last).raw


def four_months(day: date) -> Period:
    """January–April, May–August or September–December; the act says only "every four months"."""
    first = date(day.year, (day.month - 1) // _FOUR_MONTHS * _FOUR_MONTHS + 1, 1)
    return Period(first, add_months(first, _FOUR_MONTHS) - _DAY)


class Cohort(StrEnum):
    """Which assessments a period counts; the present form does not say."""

    EVENT = "event"
    """Started in the period for the first pair, finished in it for the second."""
    INITIATED = "initiated"


class Reading(StrEnum):
    """Which dates count as in time."""

    LATER = "later"
    """Rolled and strict dates too."""
    EARLIER = "earlier"
    """Alert and raw dates only."""


class Class(StrEnum):
    IN_TIME = "in_time"
    DISPUTABLE = "disputable"
    """In time by the later reading, late by the earlier."""
    LATE = "late"
    PENDING = "pending"
    EXCLUDED = "excluded"
    """No assessment was made, or its basis has no such limit."""
    OUTSIDE = "outside"
    """Not of this period."""


@dataclass(frozen=True, slots=True)
class Assessment:
    initiated_on: date
    started_on: date | None = None
    finished_on: date | None = None
    basis: Basis = Basis.CHILD_PROTECTION
    not_needed_on: date | None = None
    """The day it was decided that an assessment is obviously unnecessary."""


@dataclass(frozen=True, slots=True)
class Classes:
    start: Class
    finish: Class


@dataclass(frozen=True, slots=True)
class Counts:
    in_time: int
    late: int
    pending: int


@dataclass(frozen=True, slots=True)
class Report:
    """Counts only: no identifiers leave the county."""

    period: Period
    started: Counts
    finished: Counts


def classify(case: Assessment, *, period: Period, cohort: Cohort, extracted_on: date) -> Classes:
    """How one assessment stands in one period, from what was known on `extracted_on`.

    An act not done by that day is PENDING while its latest day has not passed, then LATE.
    """
    if cohort is Cohort.INITIATED and case.initiated_on not in period:
        return Classes(Class.OUTSIDE, Class.OUTSIDE)
    if case.not_needed_on is not None or case.basis not in _REPORTED:
        return Classes(Class.EXCLUDED, Class.EXCLUDED)
    days = assessment_deadlines(case.initiated_on, case.basis)
    start = _class(days.start_alert, days.start_latest, case.started_on, extracted_on)
    finish = _class(days.finish_raw, days.finish_rolled, case.finished_on, extracted_on)
    if cohort is Cohort.EVENT:
        start = _of_the_period(start, case, case.started_on, period)
        finish = _of_the_period(finish, case, case.finished_on, period)
    return Classes(start, finish)


def report(
    cases: Iterable[Assessment], *, period: Period, cohort: Cohort, reading: Reading, extracted_on: date
) -> Report:
    classes = [classify(case, period=period, cohort=cohort, extracted_on=extracted_on) for case in cases]
    return Report(
        period,
        started=_counts((each.start for each in classes), reading),
        finished=_counts((each.finish for each in classes), reading),
    )


def working_days_to_start(cases: Iterable[Assessment]) -> Counter[int]:
    """On which working day assessments were started: any bucket can be filled from it."""
    return Counter(
        working_days_between(case.initiated_on, case.started_on, eves_count=True)
        for case in cases
        if case.started_on is not None
    )


def _class(early: Deadline | None, latest: Deadline | None, done_on: date | None, today: date) -> Class:
    if early is None or latest is None:
        return Class.EXCLUDED
    done = done_on if done_on is None or done_on <= today else None
    match status(due_alert=early.on, due_latest=latest.on, done_on=done, today=today).standing:
        case Standing.IN_TIME:
            return Class.IN_TIME
        case Standing.DISPUTABLE:
            return Class.DISPUTABLE
        case Standing.LATE | Standing.OVERDUE:
            return Class.LATE
        case _:
            return Class.PENDING


def _of_the_period(known: Class, case: Assessment, done_on: date | None, period: Period) -> Class:
    if done_on is None:
        return known if case.initiated_on <= period.last else Class.OUTSIDE
    return known if done_on in period else Class.OUTSIDE


def _counts(classes: Iterable[Class], reading: Reading) -> Counts:
    tally = Counter(classes)
    later = reading is Reading.LATER
    return Counts(
        in_time=tally[Class.IN_TIME] + later * tally[Class.DISPUTABLE],
        late=tally[Class.LATE] + (not later) * tally[Class.DISPUTABLE],
        pending=tally[Class.PENDING],
    )
