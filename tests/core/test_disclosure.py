from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.core.decision import Decision
from kudelma.core.disclosure import (
    SECTIONS,
    Answer,
    Consent,
    Ground,
    Item,
    Law,
    Permit,
    Prohibition,
    may_disclose,
    section_in_force,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
SECOND = timedelta(seconds=1)
GIVEN = datetime(2026, 3, 1, 10, 0, tzinfo=HELSINKI)
MEETING = datetime(2026, 3, 20, 12, 0, tzinfo=HELSINKI)
REVOKED = datetime(2026, 3, 20, 15, 0, tzinfo=HELSINKI)

ATTENDANCE = Item(topic="school attendance", controller="county", service_task="families", document="minutes")
SUBSTANCES = replace(ATTENDANCE, topic="substance use")
CONSENT = Consent(
    answers=(Answer("mother", agrees=True),),
    topics=frozenset({"school attendance"}),
    recipients=frozenset({"school social worker"}),
    purposes=frozenset({"meeting 2026-03-20"}),
    valid_from=GIVEN,
)
LAW = Law("ATL_56", necessity="The child is not safe at home without it.", decided_by_role="social_worker")
PERMIT = Permit(valid_from=GIVEN)


def _ask(
    ground: Ground | None,
    *,
    item: Item = ATTENDANCE,
    recipient: str = "school social worker",
    purpose: str = "meeting 2026-03-20",
    now: datetime = MEETING,
    prohibitions: tuple[Prohibition, ...] = (),
) -> Decision:
    return may_disclose(item, recipient=recipient, purpose=purpose, now=now, ground=ground, prohibitions=prohibitions)


def test_consent_covers_its_topic_on_the_day() -> None:
    assert _ask(CONSENT) == Decision.yes("consent", against=())


def test_consent_does_not_cover_another_topic_of_the_same_meeting() -> None:
    assert _ask(CONSENT, item=SUBSTANCES) == Decision.no("topic_not_in_consent")


def test_consent_is_gone_after_revocation() -> None:
    revoked = replace(CONSENT, revoked_at=REVOKED)

    assert _ask(revoked, now=datetime(2026, 3, 21, 9, 0, tzinfo=HELSINKI)) == Decision.no("consent_revoked", at=REVOKED)


@pytest.mark.parametrize(("offset", "allowed"), [(-SECOND, True), (timedelta(0), False), (SECOND, False)])
def test_consent_at_the_second_of_revocation(offset: timedelta, *, allowed: bool) -> None:
    assert _ask(replace(CONSENT, revoked_at=REVOKED), now=REVOKED + offset).allowed is allowed


@pytest.mark.parametrize(("offset", "allowed"), [(-SECOND, False), (timedelta(0), True), (SECOND, True)])
def test_consent_at_the_second_of_its_beginning(offset: timedelta, *, allowed: bool) -> None:
    assert _ask(CONSENT, now=GIVEN + offset).allowed is allowed


@pytest.mark.parametrize(("offset", "allowed"), [(-SECOND, True), (timedelta(0), False), (SECOND, False)])
def test_consent_at_the_second_of_its_end(offset: timedelta, *, allowed: bool) -> None:
    ending = replace(CONSENT, valid_to=REVOKED)

    assert _ask(ending, now=REVOKED + offset).allowed is allowed


def test_moments_are_compared_across_time_zones() -> None:
    revoked = replace(CONSENT, revoked_at=REVOKED)

    assert _ask(revoked, now=datetime(2026, 3, 20, 12, 59, 59, tzinfo=UTC)).allowed
    assert not _ask(revoked, now=datetime(2026, 3, 20, 13, 0, 0, tzinfo=UTC)).allowed


def test_consent_names_recipient_and_purpose() -> None:
    assert _ask(CONSENT, recipient="police") == Decision.no("recipient_not_in_consent")
    assert _ask(CONSENT, purpose="another meeting") == Decision.no("purpose_not_in_consent")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            (Answer("guardian A", agrees=True), Answer("guardian B", agrees=False)),
            Decision.no("disagreement", agree=("guardian A",), refuse=("guardian B",)),
        ),
        (
            (Answer("child of 15", agrees=False), Answer("guardian", agrees=True)),
            Decision.no("disagreement", agree=("guardian",), refuse=("child of 15",)),
        ),
        ((Answer("guardian", agrees=False),), Decision.no("refused", refuse=("guardian",))),
        (
            (Answer("guardian A", agrees=True), Answer("guardian B", agrees=None)),
            Decision.no("not_all_answered", waiting=("guardian B",)),
        ),
        ((Answer("child of 6", agrees=True, competent=False),), Decision.no("nobody_competent_answered")),
        ((), Decision.no("nobody_competent_answered")),
        (
            (Answer("guardian", agrees=True), Answer("child of 8", agrees=False, competent=False)),
            Decision.yes("consent", against=("child of 8",)),
        ),
    ],
)
def test_answers_are_shown_and_never_weighed(answers: tuple[Answer, ...], expected: Decision) -> None:
    assert _ask(replace(CONSENT, answers=answers)) == expected


def test_a_disagreement_leaves_the_legal_ground_to_the_worker() -> None:
    assert _ask(LAW) == Decision.yes("law", section="ATL_56")


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        (replace(LAW, necessity="  "), Decision.no("necessity_not_written", section="ATL_56")),
        (
            replace(LAW, decided_by_role="guest"),
            Decision.no("role_may_not_decide", section="ATL_56", role="guest"),
        ),
        (replace(LAW, section="ASL_17"), Decision.no("section_not_in_force", section="ASL_17")),
        (replace(LAW, section="XYZ_1"), Decision.no("section_not_in_force", section="XYZ_1")),
    ],
)
def test_law_needs_a_section_in_force_a_reason_and_a_role(law: Law, expected: Decision) -> None:
    assert _ask(law) == expected


def test_the_old_sections_held_until_the_end_of_2023() -> None:
    assert section_in_force("ASL_17", date(2023, 12, 31)) is not None
    assert section_in_force("ASL_17", date(2024, 1, 1)) is None
    assert section_in_force("ATL_56", date(2023, 12, 31)) is None
    assert section_in_force("ATL_56", date(2024, 1, 1)) in SECTIONS


def test_a_child_who_moves_is_told_of_to_the_new_county_over_a_prohibition() -> None:
    moving = replace(LAW, section="LSL_25D")

    assert _ask(moving, prohibitions=(Prohibition(GIVEN),)) == Decision.yes("law", section="LSL_25D")
    assert section_in_force("LSL_25D", date(2022, 12, 31)) is None
    assert section_in_force("LSL_25D", date(2023, 1, 1)) in SECTIONS


def test_the_day_of_a_section_is_the_day_in_helsinki() -> None:
    new_year = datetime(2023, 12, 31, 22, 30, tzinfo=UTC)

    assert _ask(LAW, now=new_year).allowed
    assert not _ask(LAW, now=new_year - timedelta(hours=1)).allowed


def test_a_permit_holds_until_revoked() -> None:
    assert _ask(PERMIT) == Decision.yes("permit")
    assert _ask(PERMIT, now=GIVEN - SECOND) == Decision.no("permit_not_valid_now")
    assert _ask(replace(PERMIT, revoked_at=REVOKED), now=REVOKED) == Decision.no("permit_revoked", at=REVOKED)


@pytest.mark.parametrize(
    ("prohibition", "allowed"),
    [
        (Prohibition(GIVEN), False),
        (Prohibition(GIVEN, controller="county"), False),
        (Prohibition(GIVEN, controller="another county"), True),
        (Prohibition(GIVEN, service_task="families"), False),
        (Prohibition(GIVEN, service_task="child protection"), True),
        (Prohibition(GIVEN, document="minutes"), False),
        (Prohibition(GIVEN, document="plan"), True),
        (Prohibition(GIVEN, controller="county", document="plan"), True),
        (Prohibition(MEETING + SECOND), True),
        (Prohibition(GIVEN, revoked_at=MEETING), True),
        (Prohibition(GIVEN, revoked_at=MEETING + SECOND), False),
    ],
)
def test_a_prohibition_goes_before_a_permit(prohibition: Prohibition, *, allowed: bool) -> None:
    assert _ask(PERMIT, prohibitions=(prohibition,)).allowed is allowed


def test_some_sections_go_before_a_prohibition_and_some_do_not() -> None:
    forbidding = (Prohibition(GIVEN),)

    assert _ask(LAW, prohibitions=forbidding) == Decision.yes("law", section="ATL_56")
    assert _ask(replace(LAW, section="ATL_53"), prohibitions=forbidding) == Decision.no("prohibited", section="ATL_53")


def test_the_newer_of_consent_and_prohibition_holds() -> None:
    assert _ask(CONSENT, prohibitions=(Prohibition(GIVEN - SECOND),)).allowed
    assert _ask(CONSENT, prohibitions=(Prohibition(GIVEN + SECOND),)) == Decision.no("prohibited")
    assert _ask(CONSENT, prohibitions=(Prohibition(GIVEN),)) == Decision.no("prohibited")


def test_without_a_ground_nothing_is_told() -> None:
    assert _ask(None) == Decision.no("no_ground")


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        _ask(CONSENT, now=datetime(2026, 3, 20, 12, 0))  # noqa: DTZ001 (the point)


@given(
    st.sampled_from([CONSENT, LAW, PERMIT, None]),
    st.datetimes(datetime(2024, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_working_material_and_what_is_held_back_for_safety_is_never_told(ground: Ground | None, now: datetime) -> None:
    sketch = replace(ATTENDANCE, is_working_material=True)
    shelter = replace(ATTENDANCE, protected_against=frozenset({"school social worker"}))

    assert _ask(ground, item=sketch, now=now) == Decision.no("not_a_record")
    assert _ask(ground, item=shelter, now=now) == Decision.no("protected_against")


@given(
    st.lists(
        st.builds(
            Answer,
            st.sampled_from("abcd"),
            agrees=st.sampled_from([True, False, None]),
            competent=st.booleans(),
        )
    )
)
def test_consent_never_goes_over_a_binding_no(answers: list[Answer]) -> None:
    decision = _ask(replace(CONSENT, answers=tuple(answers)))

    binding = {answer.agrees for answer in answers if answer.competent}
    assert decision.allowed is (binding == {True})
