from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.core.deadlines.retention import ArchiveOrder, Material, keep_until, may_propose_destruction
from kudelma.core.deadlines.rule import RuleNotInForceError
from kudelma.core.deadlines.rules import RULES
from kudelma.core.decision import Decision

TODAY = date(2026, 11, 22)
KEPT = """
FAMILIES 2026-05-31 2056-05-31
ADULTS 2028-02-29 2038-02-28
LOGS 2026-11-22 2038-11-22
CHILD_PROTECTION 2030-01-15 2032-01-15
FAMILY_LAW_CHILD 2019-07-04 2139-07-04
MESSAGES 2026-03-01 2029-03-01
CONSENT_REPLACED 2026-06-10 2038-06-10
CLIENTSHIP 2026-01-01 2028-01-01
DISABILITY 2026-01-01 2036-01-01
FAMILY_LAW 2026-01-01 2036-01-01
FEES 2026-12-31 2038-12-31
VOUCHERS 2026-01-01 2029-01-01
STATEMENTS 2026-01-01 2031-01-01
CONSENT_NEWEST 2026-01-01 2038-01-01
TECHNICAL_LOG 2026-01-31 2028-01-31
WORKING_MATERIAL 2026-03-10 2026-06-08
FAMILIES 1990-01-01 2020-01-01
"""


@pytest.mark.parametrize("row", KEPT.strip().splitlines())
def test_keep_until(row: str) -> None:
    material, since, until = row.split()

    assert keep_until(Material[material], date.fromisoformat(since), today=TODAY).until == date.fromisoformat(until)


def test_recordings_are_kept_while_needed() -> None:
    assert keep_until(Material.RECORDINGS, TODAY, today=TODAY).until is None


def test_every_kept_material_has_a_rule_and_every_rule_of_keeping_a_material() -> None:
    assert {material.value for material in Material} == {rule.id for rule in RULES if rule.id.startswith("KEEP_")}


def test_keeping_before_the_act_is_refused() -> None:
    with pytest.raises(RuleNotInForceError):
        keep_until(Material.LOGS, date(2020, 1, 1), today=date(2023, 12, 31))


@pytest.mark.parametrize(
    ("material", "since", "order", "today", "expected"),
    [
        (
            Material.MESSAGES,
            date(2026, 3, 1),
            ArchiveOrder.UNKNOWN,
            date(2029, 3, 1),
            Decision.no("kept_until", until=date(2029, 3, 1), rule="KEEP_MESSAGES"),
        ),
        (
            Material.MESSAGES,
            date(2026, 3, 1),
            ArchiveOrder.UNKNOWN,
            date(2029, 3, 2),
            Decision.yes("kept_long_enough", until=date(2029, 3, 1), rule="KEEP_MESSAGES"),
        ),
        (
            Material.MESSAGES,
            date(2026, 3, 1),
            ArchiveOrder.ARCHIVED,
            date(2090, 1, 1),
            Decision.no("ordered_to_be_archived"),
        ),
        (
            Material.CHILD_PROTECTION,
            date(2030, 1, 15),
            ArchiveOrder.UNKNOWN,
            date(2090, 1, 1),
            Decision.no("archive_order_not_known"),
        ),
        (
            Material.CHILD_PROTECTION,
            None,
            ArchiveOrder.NOT_ARCHIVED,
            date(2090, 1, 1),
            Decision.no("trigger_not_known", trigger="client_died_on"),
        ),
        (
            Material.RECORDINGS,
            date(2026, 3, 1),
            ArchiveOrder.NOT_ARCHIVED,
            date(2090, 1, 1),
            Decision.no("a_person_judges_the_need", rule="KEEP_RECORDINGS"),
        ),
    ],
)
def test_may_propose_destruction(
    material: Material, since: date | None, order: ArchiveOrder, today: date, expected: Decision
) -> None:
    assert may_propose_destruction(material, since, archive_order=order, today=today) == expected


@given(
    st.sampled_from(sorted(set(Material) - {Material.RECORDINGS})),
    st.dates(date(2024, 1, 1), date(2100, 1, 1)),
)
def test_nothing_is_proposed_before_the_day_after_its_last(material: Material, since: date) -> None:
    until = keep_until(material, since, today=TODAY).until
    assert until is not None

    proposed = [
        may_propose_destruction(material, since, archive_order=ArchiveOrder.NOT_ARCHIVED, today=day).allowed
        for day in (until, until + timedelta(days=1))
    ]

    assert proposed == [False, True]
