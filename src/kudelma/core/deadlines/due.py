"""When is it due? One answer for every rule that counts days, weeks, months or years."""

from dataclasses import dataclass
from datetime import date, timedelta

from kudelma.core.calendar import add_months, add_years, nth_working_day, roll_forward
from kudelma.core.deadlines.rule import Rule, Unit
from kudelma.core.deadlines.rules import in_force


@dataclass(frozen=True, slots=True)
class Due:
    rule: Rule
    raw: date
    """The day the law's words give; of working days the earlier reading, eves counted."""
    rolled: date
    """The last day on which the act may still be done; equal to `raw` where nothing rolls."""


def due(rule_id: str, since: date) -> Due:
    """The due day by the version in force on `since`; `RuleNotInForceError` before the first."""
    return due_by(in_force(rule_id, since), since)


def due_by(rule: Rule, since: date) -> Due:
    raw = _raw(rule, since)
    return Due(rule, raw, _rolled(rule, since, raw) if rule.roll else raw)


def _raw(rule: Rule, since: date) -> date:
    match rule.unit:
        case Unit.WORKING_DAYS:
            return nth_working_day(since, rule.length, eves_count=True)
        case Unit.DAYS:
            return since + timedelta(days=rule.length)
        case Unit.DAYS_FIRST_COUNTED:
            return since + timedelta(days=rule.length - 1)
        case Unit.WEEKS:
            return since + timedelta(weeks=rule.length)
        case Unit.MONTHS:
            return add_months(since, rule.length)
        case Unit.YEARS:
            return add_years(since, rule.length)
        case _:
            raise ValueError(f"{rule.id} counts {rule.unit}, not days.")


def _rolled(rule: Rule, since: date, raw: date) -> date:
    rolled = roll_forward(raw)
    if rule.unit is Unit.WORKING_DAYS:
        return max(rolled, nth_working_day(since, rule.length, eves_count=False))
    return rolled
