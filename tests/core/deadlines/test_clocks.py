"""The small clocks: placement, review, services, appeals, requests, logs, incidents."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kudelma.core.deadlines.appeal import appeal_until, deemed_received
from kudelma.core.deadlines.incident import IncidentClocks, incident_clocks
from kudelma.core.deadlines.logs import Window, answer_due, default_window
from kudelma.core.deadlines.placement import continued_last_day, placement_last_day
from kudelma.core.deadlines.requests import accessibility_feedback_due, information_due, own_data_due
from kudelma.core.deadlines.review import next_review
from kudelma.core.deadlines.rule import RuleNotInForceError
from kudelma.core.deadlines.services import psychosocial_support_due, service_due

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("placed", "decided", "last_day"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), date(2026, 4, 8)),
        (date(2026, 3, 10), date(2026, 3, 9), date(2026, 4, 7)),
        (date(2026, 3, 10), date(2026, 3, 11), date(2026, 4, 8)),
        (date(2026, 11, 26), date(2026, 11, 26), date(2026, 12, 25)),
    ],
)
def test_urgent_placement_counts_its_first_day(placed: date, decided: date, last_day: date) -> None:
    assert placement_last_day(placed_on=placed, decided_on=decided).rolled == last_day


def test_urgent_placement_continued_is_thirty_days_more() -> None:
    first = placement_last_day(placed_on=date(2026, 3, 10), decided_on=date(2026, 3, 10))

    assert continued_last_day(first.raw).raw == date(2026, 5, 8)


def test_review_a_year_from_approval_with_reminders() -> None:
    review = next_review(approved_on=date(2026, 3, 10))

    assert review.due.raw == date(2027, 3, 10)
    assert review.reminders == (date(2027, 2, 8), date(2027, 3, 3))


def test_review_counts_from_the_last_review() -> None:
    assert next_review(approved_on=date(2024, 2, 29)).due.raw == date(2025, 2, 28)
    assert next_review(approved_on=date(2024, 2, 29), reviewed_on=date(2024, 9, 1)).due.raw == date(2025, 9, 1)


def test_services_after_decision_and_psychosocial_support() -> None:
    assert service_due(date(2026, 9, 24)).raw == date(2026, 12, 24)
    assert service_due(date(2026, 9, 24)).rolled == date(2026, 12, 28)
    assert psychosocial_support_due(date(2025, 5, 1)).raw == date(2025, 6, 1)


def test_appeal_counts_from_the_deemed_receipt() -> None:
    assert deemed_received(date(2026, 3, 3)).raw == date(2026, 3, 10)
    assert appeal_until(posted_on=date(2026, 3, 3)).raw == date(2026, 4, 9)


def test_appeal_counts_from_a_shown_receipt() -> None:
    assert appeal_until(posted_on=date(2026, 3, 3), received_on=date(2026, 3, 5)).raw == date(2026, 4, 4)
    assert appeal_until(posted_on=date(2026, 3, 3), received_on=date(2026, 3, 5)).rolled == date(2026, 4, 7)
    assert appeal_until(posted_on=date(2026, 3, 3), received_on=date(2026, 3, 20)).raw == date(2026, 4, 19)


def test_requests_and_feedback() -> None:
    received = date(2026, 1, 31)

    assert information_due(received).raw == date(2026, 2, 14)
    assert information_due(received, large=True).raw == date(2026, 2, 28)
    assert own_data_due(received).raw == date(2026, 2, 28)
    assert accessibility_feedback_due(received).raw == date(2026, 2, 14)


def test_log_request_and_its_default_window() -> None:
    received = date(2026, 12, 31)
    window = default_window(received)

    assert answer_due(received).raw == answer_due(received).rolled == date(2027, 2, 28)
    assert window == Window(date(2024, 12, 31), date(2026, 12, 31))
    assert [day in window for day in (date(2024, 12, 30), date(2024, 12, 31), received)] == [
        False,
        True,
        True,
    ]


def test_incident_hours_run_through_holidays() -> None:
    found_at = datetime(2026, 12, 23, 15, 10, tzinfo=HELSINKI)

    assert incident_clocks(found_at) == IncidentClocks(
        first_notice=datetime(2026, 12, 24, 15, 10, tzinfo=HELSINKI),
        follow_up=datetime(2026, 12, 26, 15, 10, tzinfo=HELSINKI),
        breach_notice=datetime(2026, 12, 26, 15, 10, tzinfo=HELSINKI),
        final_report=date(2027, 1, 26),
    )


def test_incident_final_report_counts_from_the_follow_up_that_was_sent() -> None:
    found_at = datetime(2026, 12, 23, 15, 10, tzinfo=HELSINKI)

    assert incident_clocks(found_at, followed_up_on=date(2026, 12, 24)).final_report == date(2027, 1, 24)


@pytest.mark.parametrize(
    ("found_at", "first_notice"),
    [
        (datetime(2026, 10, 24, 15, 0, tzinfo=HELSINKI), "2026-10-25T14:00:00+02:00"),
        (datetime(2026, 3, 28, 15, 0, tzinfo=HELSINKI), "2026-03-29T16:00:00+03:00"),
        (datetime(2026, 3, 9, 22, 30, tzinfo=UTC), "2026-03-11T00:30:00+02:00"),
    ],
)
def test_incident_hours_are_hours_when_the_clocks_are_turned(found_at: datetime, first_notice: str) -> None:
    assert incident_clocks(found_at).first_notice.isoformat() == first_notice


def test_incident_clocks_refuse_a_naive_moment_and_a_day_before_the_act() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        incident_clocks(datetime(2026, 12, 23, 15, 10))  # noqa: DTZ001 (the point)
    with pytest.raises(RuleNotInForceError):
        incident_clocks(datetime(2025, 4, 7, 12, 0, tzinfo=HELSINKI))
