"""The clocks of a security incident or data breach: hours run through nights and holidays."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kudelma.core.calendar import helsinki_time
from kudelma.core.deadlines.due import due
from kudelma.core.deadlines.rules import in_force


@dataclass(frozen=True, slots=True)
class IncidentClocks:
    """Times on the clock of Helsinki."""

    first_notice: datetime
    follow_up: datetime
    breach_notice: datetime
    """To the data protection ombudsman, if personal data leaked."""
    final_report: date


def incident_clocks(found_at: datetime, *, followed_up_on: date | None = None) -> IncidentClocks:
    """From an aware moment; the final report counts from the follow-up, or from its last day."""
    follow_up = _after("KYBERL_11_FOLLOW_UP", found_at)
    return IncidentClocks(
        first_notice=_after("KYBERL_11_FIRST", found_at),
        follow_up=follow_up,
        breach_notice=_after("GDPR_33_BREACH", found_at),
        final_report=due("KYBERL_11_FINAL", followed_up_on or follow_up.date()).raw,
    )


def _after(rule_id: str, found_at: datetime) -> datetime:
    # Wall-clock arithmetic would lose or gain an hour when the clocks are turned.
    hours = in_force(rule_id, helsinki_time(found_at).date()).length
    return helsinki_time(found_at.astimezone(UTC) + timedelta(hours=hours))
