"""The clocks of an assessment and the order of its steps, held against what happened.

Each rule says of a case: in time, disputable (in time by the law's later reading only), late, open within the time,
open past it, or that it cannot be told. The days of the law come from `core.deadlines`; here they are a table
that is joined, so that every engine counts them alike.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import ibis
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from kudelma.core.calendar import helsinki_midnight
from kudelma.core.deadlines.due import due
from kudelma.core.deadlines.rule import RuleNotInForceError
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.medians import joined


class Verdict(StrEnum):
    IN_TIME = "in_time"
    DISPUTABLE = "disputable"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Clock:
    """After `since`, `done` within the time of a rule of law (`core.deadlines.rules`)."""

    name: str
    since: str
    done: str
    rule: str


@dataclass(frozen=True, slots=True)
class Order:
    """Before every `later` an `earlier` has happened: consent before an invitation."""

    name: str
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Presence:
    """Where `given` has happened, `expected` happens too: the one who notified hears that it has ended."""

    name: str
    given: str
    expected: str


ASSESSMENT: tuple[Clock | Order | Presence, ...] = (
    Clock("started_within_7_working_days", "initiated", "assessment_started", "LSL_26_5_START"),
    Clock("finished_within_3_months", "initiated", "assessment_approved", "LSL_26_5_FINISH"),
    Order("consent_before_invitation", "consent_given", "invited"),
    Presence("child_heard", "assessment_approved", "child_heard"),
    Presence("referrer_told", "assessment_approved", "feedback_given"),
    Presence("back_to_the_family", "assessment_approved", "summary_given"),
)
"""The assessment of a child's need for services, in the words of Kudelma's own event log."""


def day_table(first: date, last: date, rule: str, *, ticks: int) -> pa.Table:
    """begins, ends (ticks, `ends` excluded), alert, latest: each day in Finland, and when what began then is due.

    `alert` and `latest` are the first ticks that are late, by the earlier and the later reading. Days on which the
    rule was not in force are left out.
    """
    rows = []
    day = first
    while day <= last:
        try:
            found = due(rule, day)
        except RuleNotInForceError:
            pass
        else:
            ends = [_midnight(then + timedelta(days=1), ticks) for then in (day, found.raw, found.rolled)]
            rows.append({"begins": _midnight(day, ticks), "ends": ends[0], "alert": ends[1], "latest": ends[2]})
        day += timedelta(days=1)
    return pa.Table.from_pylist(
        rows, schema=pa.schema([(n, pa.int64()) for n in ("begins", "ends", "alert", "latest")])
    )


def clock(log: Enriched, numbers: dict[str, int], rule: Clock, days: Table, *, as_of: int) -> Table:
    """verdict, cases, clients, by a clock; `numbers` are the log's activities, `as_of` (ticks) is now."""
    begun = _first(log, numbers.get(rule.since), "since_at")
    done = _first(log, numbers.get(rule.done), "done_at")
    cases = log.cases.select("case_no", "client").left_join(begun, "case_no").drop("case_no_right")
    cases = cases.left_join(done, "case_no").drop("case_no_right")
    timed = cases.left_join(days, (cases.since_at >= days.begins) & (cases.since_at < days.ends))
    verdict = ibis.cases(
        (timed.since_at.isnull() | timed.alert.isnull(), Verdict.CANNOT_TELL.value),
        (timed.done_at < timed.since_at, Verdict.CANNOT_TELL.value),
        (timed.done_at.notnull() & (timed.done_at < timed.alert), Verdict.IN_TIME.value),
        (timed.done_at.notnull() & (timed.done_at < timed.latest), Verdict.DISPUTABLE.value),
        (timed.done_at.notnull(), Verdict.LATE.value),
        (timed.latest <= as_of, Verdict.OVERDUE.value),
        else_=Verdict.OPEN.value,
    )
    return _counted(timed.select("client", verdict=verdict))


def order(log: Enriched, numbers: dict[str, int], rule: Order) -> Table:
    """verdict, cases, clients: of the cases in which `later` happened; LATE where `earlier` did not come before it."""
    later = _first(log, numbers.get(rule.later), "later_at")
    earlier = _first(log, numbers.get(rule.earlier), "earlier_at")
    both = log.cases.select("case_no", "client").join(later, "case_no").left_join(earlier, "case_no")
    kept = both.earlier_at.notnull() & (both.earlier_at <= both.later_at)
    return _counted(both.select("client", verdict=ibis.ifelse(kept, Verdict.IN_TIME.value, Verdict.LATE.value)))


def presence(log: Enriched, numbers: dict[str, int], rule: Presence) -> Table:
    """verdict, cases, clients: of the cases in which `given` happened; OPEN where `expected` has not."""
    given = _first(log, numbers.get(rule.given), "given_at")
    expected = _first(log, numbers.get(rule.expected), "expected_at")
    both = log.cases.select("case_no", "client").join(given, "case_no").left_join(expected, "case_no")
    return _counted(
        both.select(
            "client", verdict=ibis.ifelse(both.expected_at.notnull(), Verdict.IN_TIME.value, Verdict.OPEN.value)
        )
    )


def _first(log: Enriched, activity: int | None, name: str) -> Table:
    """case_no and the moment at which the activity first happened; no rows for one that the log has not."""
    wanted = -2 if activity is None else activity
    return log.events.filter(_.activity == wanted).group_by("case_no").agg(**{name: _.happened.min()})


def _counted(verdicts: Table) -> Table:
    clients = verdicts.group_by(["verdict", "client"]).agg(n=_.count()).group_by("verdict").agg(clients=_.count())
    return joined(verdicts.group_by("verdict").agg(cases=_.count()), clients, ("verdict",))


def _midnight(day: date, ticks: int) -> int:
    return int(helsinki_midnight(day).timestamp()) * ticks
