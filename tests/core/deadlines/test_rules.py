from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest

from kudelma.core.deadlines.acts import ACTS
from kudelma.core.deadlines.due import Due, due, due_by
from kudelma.core.deadlines.rule import Certainty, Rule, RuleNotInForceError, Unit
from kudelma.core.deadlines.rules import RULES, in_force, versions

DUE = """
LSL_26_DECIDE 2026-03-10 2026-03-19 2026-03-19
SHL_45_2 2026-02-01 2026-05-01 2026-05-04
SHL_45_3 2025-05-01 2025-06-01 2025-06-02
LSL_30_REVIEW 2026-03-10 2027-03-10 2027-03-10
LSL_30_REVIEW 2024-02-29 2025-02-28 2025-02-28
LSL_38_URGENT 2026-03-10 2026-04-08 2026-04-08
LSL_38_CONTINUED 2026-04-08 2026-05-08 2026-05-08
HL_59_LETTER 2026-12-18 2026-12-25 2026-12-25
LSL_90_APPEAL 2026-11-24 2026-12-24 2026-12-28
JULKL_14_ANSWER 2026-12-10 2026-12-24 2026-12-24
JULKL_14_LARGE 2026-01-31 2026-02-28 2026-02-28
GDPR_12_ACCESS 2026-01-31 2026-02-28 2026-02-28
DIGIL_10_FEEDBACK 2026-12-10 2026-12-24 2026-12-24
ATL_11_ANSWER 2026-12-31 2027-02-28 2027-02-28
LSL_27A_REPORT 2026-09-30 2026-10-17 2026-10-17
LSL_27A_REPORT 2027-03-31 2027-04-17 2027-04-17
VTJL_36_FIRST 2026-11-22 2031-11-22 2031-11-22
VTJL_36_EXTENDED 2031-11-22 2033-11-22 2033-11-22
"""
COUNTS_NO_DAYS = {Unit.HOURS, Unit.CHILDREN, Unit.WHILE_NEEDED}


@pytest.mark.parametrize("row", DUE.strip().splitlines())
def test_due(row: str) -> None:
    rule_id, *days = row.split()
    since, raw, rolled = map(date.fromisoformat, days)

    assert due(rule_id, since) == Due(in_force(rule_id, since), raw, rolled)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}@{rule.valid_from}")
def test_every_row_is_whole(rule: Rule) -> None:
    assert rule.act in ACTS or (rule.act == "house" and rule.certainty is Certainty.INTERPRETED)
    assert rule.source_url.startswith("https://") or rule.act == "house"
    assert rule.length > 0 or rule.unit is Unit.WHILE_NEEDED
    assert rule.what
    assert not rule.what.endswith(".")
    assert rule.valid_to is None or rule.valid_from < rule.valid_to


def test_versions_of_a_rule_follow_one_another_without_gap_or_overlap() -> None:
    for _, same in groupby(sorted(RULES, key=lambda rule: rule.id), key=lambda rule: rule.id):
        for earlier, later in pairwise(same):
            assert earlier.valid_to is not None
            assert earlier.valid_to + timedelta(days=1) == later.valid_from


def test_in_force_at_the_edges_of_a_version() -> None:
    first, second = versions("LSL_13B_2")

    assert in_force("LSL_13B_2", date(2022, 1, 1)) is first
    assert in_force("LSL_13B_2", date(2023, 12, 31)) is first
    assert in_force("LSL_13B_2", date(2024, 1, 1)) is second


def test_psychosocial_support_is_in_force_from_may_2025() -> None:
    with pytest.raises(RuleNotInForceError, match=r"SHL_45_3 has no version in force on 2025-04-30"):
        due("SHL_45_3", date(2025, 4, 30))


def test_a_repealed_rule_is_not_in_force_after_its_last_day() -> None:
    rule = versions("LSL_13B_2")[0]

    assert rule.in_force(date(2023, 12, 31))
    assert not rule.in_force(date(2024, 1, 1))


def test_an_unknown_rule_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        due("SHL_1", date(2026, 1, 1))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.unit in COUNTS_NO_DAYS])
def test_what_counts_no_days_has_no_due_day(rule: Rule) -> None:
    with pytest.raises(ValueError, match="not days"):
        due_by(rule, date(2026, 1, 1))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.unit not in COUNTS_NO_DAYS])
def test_what_does_not_roll_has_one_date_and_what_rolls_a_later_one(rule: Rule) -> None:
    found = [due_by(rule, day) for day in _a_year()]

    assert all(each.raw == each.rolled for each in found) is not rule.roll
    assert all(each.raw <= each.rolled for each in found)


def _a_year() -> Iterator[date]:
    return (date(2026, 1, 1) + timedelta(days=n) for n in range(365))
