from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kudelma.core.deadlines.assessment import (
    Basis,
    Deadline,
    Standing,
    assessment_deadlines,
    status,
)

#: From so many days before its limit a clock is shown as approaching.
NEAR_START = 3
NEAR_FINISH = 30


class Tone(StrEnum):
    CALM = "calm"
    DUE = "due"
    PAST = "past"
    DONE = "done"


class ClockKind(StrEnum):
    START = "start"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit as a fact: what by when, on which §, how it stands.

    `alert` is the safe reading, `latest` the latest one; `days_left` are working days for the start and
    calendar days for the finish, from tomorrow to the alert day; `share` is the part of the time that has gone, 0–100.
    """

    kind: ClockKind
    initiated_on: date
    alert: date
    latest: date
    section: str
    rule_id: str
    done_on: date | None
    standing: Standing
    days_left: int | None
    share: int
    tone: Tone


def clocks(
    initiated_on: date, basis: Basis, *, started_on: date | None, approved_on: date | None, today: date
) -> tuple[Clock, ...]:
    """Return the clocks of an assessment on a day; none where the law counts no days (SHL 36.2 §)."""
    days = assessment_deadlines(initiated_on, basis)
    made = (
        _clock(ClockKind.START, initiated_on, days.start_alert, days.start_latest, started_on, today),
        _clock(ClockKind.FINISH, initiated_on, days.finish_raw, days.finish_rolled, approved_on, today),
    )
    return tuple(clock for clock in made if clock)


def _clock(
    kind: ClockKind,
    initiated_on: date,
    alert: Deadline | None,
    latest: Deadline | None,
    done_on: date | None,
    today: date,
) -> Clock | None:
    if alert is None or latest is None:
        return None
    now = status(due_alert=alert.on, due_latest=latest.on, done_on=done_on, today=today)
    left = now.days_left if kind == ClockKind.START else (alert.on - today).days
    whole = max((alert.on - initiated_on).days, 1)
    gone = ((done_on or today) - initiated_on).days
    return Clock(
        kind,
        initiated_on,
        alert.on,
        latest.on,
        alert.section,
        alert.rule_id,
        done_on,
        now.standing,
        left if now.standing == Standing.OPEN else None,
        max(0, min(100, round(100 * gone / whole))),
        _tone(kind, now.standing, alert.on, today),
    )


def _tone(kind: ClockKind, standing: Standing, alert: date, today: date) -> Tone:
    if standing in {Standing.LATE, Standing.OVERDUE}:
        return Tone.PAST
    if standing in {Standing.IN_TIME, Standing.DISPUTABLE}:
        return Tone.DONE
    if standing == Standing.DISPUTABLE_OPEN:
        return Tone.DUE
    near = timedelta(days=NEAR_START if kind == ClockKind.START else NEAR_FINISH)
    return Tone.DUE if alert - today <= near else Tone.CALM
