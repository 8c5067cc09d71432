"""`kudelma deadlines DATE`: when an assessment must be started and finished."""

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING

from kudelma.core.calendar import CalendarError
from kudelma.core.deadlines.assessment import AssessmentDeadlines, Basis, Deadline, assessment_deadlines
from kudelma.core.deadlines.rule import RuleNotInForceError
from kudelma.core.written_dates import DateFault, WrittenDateError, read_date, written

if TYPE_CHECKING:
    from kudelma.doors.terminal import Subparsers

_NO_NUMBER = "The law sets no number of days: start without delay, finish without undue delay (SHL 36.2 §)."
_NO_FINISH = "The law sets no day for finishing (SHL 36.2 §)."
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LINES = (
    ("start_alert", "start by"),
    ("start_latest", "start at latest"),
    ("finish_raw", "finish by"),
    ("finish_rolled", "finish at latest"),
)


def add_commands(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "deadlines",
        help="when an assessment must be started and finished",
        description="The dates of an assessment, each with its rule and section. "
        "The earlier date is the safe reading, the later one the latest that can be argued.",
    )
    parser.add_argument("initiated_on", metavar="DATE", type=a_date, help="10.3.2026 or 2026-03-10")
    parser.add_argument("--basis", choices=[basis.value for basis in Basis], default=Basis.CHILD_PROTECTION.value)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        days = assessment_deadlines(arguments.initiated_on, Basis(arguments.basis))
    except RuleNotInForceError as missing:
        print(
            f"No rule for {written(missing.on)}: {missing.rule_id} is from {written(missing.first)}.",
            file=sys.stderr,
        )
        return 1
    except CalendarError as unknown:
        print(unknown, file=sys.stderr)
        return 1
    print(json.dumps(_as_json(days), ensure_ascii=False, indent=2) if arguments.json else _as_text(days))
    return 0


def a_date(text: str) -> date:
    """An argument that is a date; what is wrong with it is said in one sentence."""
    try:
        return read_date(text)
    except WrittenDateError as wrong:
        raise argparse.ArgumentTypeError(_sentence(wrong, text)) from None


def _sentence(wrong: WrittenDateError, text: str) -> str:
    if wrong.month is None or wrong.fault is DateFault.FORM:
        return f"Write the date as 10.3.2026 or 2026-03-10, not {text!r}."
    if wrong.fault is DateFault.MONTH:
        return f"There is no month {wrong.month}."
    day = f"{wrong.day} {_MONTHS[wrong.month - 1]}"
    return f"There is no {day} {wrong.year}." if wrong.fault is DateFault.DAY_THAT_YEAR else f"There is no {day}."


def _as_json(days: AssessmentDeadlines) -> dict[str, object]:
    page: dict[str, object] = {"initiated_on": days.initiated_on.isoformat(), "basis": days.basis.value}
    page |= {name: _deadline(getattr(days, name)) for name, _ in _LINES}
    if days.start_alert is None:
        page["note"] = _NO_NUMBER
    return page


def _deadline(deadline: Deadline | None) -> dict[str, str] | None:
    if deadline is None:
        return None
    return {
        "date": deadline.on.isoformat(),
        "rule": deadline.rule_id,
        "section": deadline.section,
        "version": deadline.version.isoformat(),
    }


def _as_text(days: AssessmentDeadlines) -> str:
    lines = [f"{days.basis.value.replace('_', ' ')}, initiated {_day(days.initiated_on)}"]
    for name, label in _LINES:
        deadline = getattr(days, name)
        if deadline is not None:
            rule = f"{deadline.rule_id:16} {deadline.section}"
            lines.append(f"  {label:17} {_day(deadline.on):15} {rule}, in force from {written(deadline.version)}")
    if days.start_alert is None:
        lines.append(f"  {_NO_NUMBER}")
    elif days.finish_raw is None:
        lines.append(f"  {_NO_FINISH}")
    return "\n".join(lines)


def _day(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {written(day)}"
