"""Two sums beside each other: nobody's part is what is left between them."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.pathways.privacy import Parts, Policy, too_near

RULE = Policy(k=3, closeness=0.25)
Row = tuple[int, int, int, int]
"""case, client, cell, amount."""


def parts(rows: list[Row]) -> Parts:
    return Parts(*np.array(rows, np.int64).reshape(-1, 4).T)


def plainly(rows: list[Row], new: set[int], old: set[int]) -> set[int]:
    found = set()
    for cell in {row[2] for row in rows}:
        left: Counter[int] = Counter()
        for case, client, of, amount in rows:
            if of == cell and (case in new) != (case in old):
                left[client] += amount if case in new else -amount
        net = sorted((abs(one) for one in left.values()), reverse=True)
        if net and (len(net) < RULE.k or sum(net[2:]) < 0.25 * net[0]):
            found.add(cell)
    return found


numbers = st.integers(0, 15)
rows_of = st.lists(
    st.tuples(numbers, st.integers(0, 8), st.integers(-2, 2), st.integers(0, 300)), min_size=1, max_size=60
)


@given(rows_of, st.sets(numbers), st.sets(numbers), st.sets(numbers))
def test_cells_too_near_agree_with_plain_counting(rows: list[Row], new: set[int], one: set[int], two: set[int]) -> None:
    rows = [(case, case % 5, cell, amount) for case, _client, cell, amount in rows]
    arrays = [np.array(sorted(each), np.int64) for each in (new, one, two)]

    found = too_near(parts(rows), arrays[0], arrays[1:], RULE)

    assert found == plainly(rows, new, one) | plainly(rows, new, two)


@pytest.mark.parametrize(
    ("left_out", "near"),
    [
        ([100, 110, 120, 90], False),
        ([100, 110], True),  # few
        ([9000, 10, 10, 10], True),  # nearly all is one's
        ([9000, 9000, 10, 10], True),  # of two who know each other's
        ([0, 0, 0, 0], False),
    ],
)
def test_sum_with_and_without_some(left_out: list[int], near: bool) -> None:  # noqa: FBT001 - a case of the table above
    rows = [(n, n, 0, 500) for n in range(20)] + [(20 + n, 20 + n, 0, amount) for n, amount in enumerate(left_out)]
    all_cases, some = np.arange(20 + len(left_out)), np.arange(20)

    assert bool(too_near(parts(rows), some, [all_cases], RULE)) is near


def test_case_of_a_client_who_stands_behind_both_sums_is_seen() -> None:
    rows = [(n, n, 0, 500) for n in range(20)] + [(20, 3, 0, 700)]

    assert too_near(parts(rows), np.arange(20), [np.arange(21)], RULE) == {0}


def test_same_cases_tell_nothing_more() -> None:
    rows = [(n, n, n % 3, 500) for n in range(20)]

    assert too_near(parts(rows), np.arange(9), [np.arange(9)], RULE) == frozenset()
