"""Outcomes over time: what is told of answers, of shares and of how things ended, and that nothing tells of few."""

from datetime import date
from math import ceil, floor
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from kudelma.core.deadlines.reporting import four_months
from kudelma.pathways.privacy import Policy
from kudelma.pathways.telling.outcomes import Answer, Share, Spread, ends, months_of, share, spreads

FOUR = four_months(date(2026, 1, 1))
JANUARY, FEBRUARY, MARCH, APRIL = months_of(FOUR)
K = 3
POLICY = Policy(k=K)


def said(month: date, *values: int, first: int = 0) -> list[Answer]:
    """Answers of one family each, from a family's number on."""
    return [Answer(month.replace(day=15), f"f{first + n}", value) for n, value in enumerate(values)]


def test_month_has_its_median_and_where_the_middle_half_lies() -> None:
    told = spreads(said(JANUARY, 1, 2, 3, 7, 8, 9, 10), [FOUR], POLICY)
    assert told[FOUR.first, JANUARY] == Spread(7, 7.0, 2, 9)


def test_few_answers_have_a_median_and_no_more() -> None:
    told = spreads(said(JANUARY, 4, 9, 10), [FOUR], POLICY)
    assert told[FOUR.first, JANUARY] == Spread(3, 9.0, few=True)


def test_month_without_answers_is_told_as_none() -> None:
    told = spreads(said(JANUARY, 4, 9, 10), [FOUR], POLICY)
    assert told[FOUR.first, APRIL] == Spread(0)


def test_month_of_few_families_takes_the_smallest_other_with_it_so_that_the_four_does_not_tell_it() -> None:
    answers = [*said(JANUARY, 1, 2, 3, 4, 5), *said(FEBRUARY, 6, 6, 6, first=5), *said(MARCH, 9, first=8)]
    told = spreads(answers, [FOUR], POLICY)
    assert {when for when, one in told.items() if one.answers} == {(FOUR.first, JANUARY), (FOUR.first, None)}
    assert told[FOUR.first, None].answers == 9


def test_months_of_few_that_are_enough_together_take_no_other_with_them() -> None:
    answers = [*said(JANUARY, 1, 2, 3), *said(FEBRUARY, 6, 6, first=3), *said(MARCH, 9, first=5)]
    told = spreads(answers, [FOUR], POLICY)
    assert {when for when, one in told.items() if one.answers} == {(FOUR.first, JANUARY), (FOUR.first, None)}


def test_answers_most_of_which_are_one_familys_are_not_told() -> None:
    answers = [*said(JANUARY, 5, 5, 5), *(Answer(JANUARY, "f0", 9) for _ in range(3))]
    assert {one.answers for one in spreads(answers, [FOUR], POLICY).values()} == {0}


def test_months_of_one_familys_answers_take_another_with_them_so_that_the_four_does_not_tell_them() -> None:
    answers = [*said(JANUARY, *range(8), first=3), *said(FEBRUARY, 5, 5, 5), *(Answer(FEBRUARY, "f0", 9),) * 4]
    told = spreads(answers, [FOUR], POLICY)
    assert {when for when, one in told.items() if one.answers} == {(FOUR.first, None)}


MONTHS = st.sampled_from(months_of(FOUR))
ANSWERS = st.lists(st.builds(Answer, MONTHS, st.integers(0, 7), st.integers(0, 10)), max_size=40)


@given(ANSWERS)
def test_what_the_told_months_leave_of_a_told_four_is_of_none_or_of_enough(answers: list[Answer]) -> None:
    told = spreads(answers, [FOUR], POLICY)
    if (FOUR.first, None) in told:
        left = {one.family for one in answers if (FOUR.first, one.day) not in told}
        assert len(left) == 0 or len(left) >= K


@given(ANSWERS)
def test_told_medians_are_those_of_a_plain_reckoning(answers: list[Answer]) -> None:
    for (_four, month), one in spreads(answers, [FOUR], POLICY).items():
        values = sorted(a.value for a in answers if month is None or a.day == month)
        families = {a.family for a in answers if month is None or a.day == month}
        assert one.answers == len(values)
        if not values:
            continue
        assert len(families) >= K
        assert one.median == median(values)
        assert one.few == (len(families) < 2 * K)
        if not one.few:
            last = len(values) - 1
            assert (one.low, one.high) == (values[floor(last / 4)], values[ceil(3 * last / 4)])
            assert one.low is not None
            assert one.high is not None
            assert 2 * sum(one.low <= value <= one.high for value in values) >= len(values)


def test_share_is_told_where_neither_side_is_few() -> None:
    assert share([(n, n < 4) for n in range(10)], POLICY) == Share(4, 4, 10)


def test_share_of_which_the_others_are_few_is_told_by_its_limits() -> None:
    found = share([(n, n < 9) for n in range(10)], POLICY)
    assert (found, found and found.exact) == (Share(8, 9, 10), False)


def test_share_that_few_make_is_told_by_its_limits() -> None:
    assert share([(n, n < 1) for n in range(10)], POLICY) == Share(1, 2, 10)


def test_share_of_all_and_of_none_is_told() -> None:
    all_of, none_of = share([(n, True) for n in range(4)], POLICY), share([(n, False) for n in range(4)], POLICY)
    assert (all_of, none_of) == (Share(4, 4, 4), Share(0, 0, 4))


def test_one_family_of_many_cases_is_not_told_by_a_limit() -> None:
    """Its cases are more than k: “fewer than k” would not be true of them."""
    assert share([*((n, True) for n in range(9)), *((99, False) for _ in range(5))], POLICY) is None


CASES = st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=30)


@given(CASES)
def test_share_holds_what_is_true_and_tells_of_no_few(cases: list[tuple[int, bool]]) -> None:
    found = share(cases, POLICY)
    families = {so: {family for family, was in cases if was == so} for so in (True, False)}
    if found is None:
        return
    yes = sum(was for _family, was in cases)
    assert found.low <= yes <= found.high
    assert found.of == len(cases)
    few = [so for so, some in families.items() if 0 < len(some) < K]
    assert found.exact == (not few)
    if few:
        assert found.high - found.low == K - 2
        assert found.low > 0
        assert found.high < found.of


def test_ways_of_few_families_stand_together() -> None:
    cases = [*((n, "done") for n in range(6)), *((n, "partly") for n in range(4)), (7, "open"), (8, "changed")]
    # The two of one family each are too few together as well, so that the smallest of the others joins them.
    assert ends(cases, POLICY, other="others") == {"done": 6, "others": 6}


def test_ways_of_enough_families_are_told_each() -> None:
    cases = [*((n, "done") for n in range(6)), *((n, "partly") for n in range(4))]
    assert ends(cases, POLICY, other="others") == {"done": 6, "partly": 4}


def test_ways_of_the_same_few_families_are_no_more_families_together() -> None:
    cases = [*((n, "done") for n in range(6)), *((n, way) for n in (7, 8) for way in ("partly", "open"))]
    assert ends(cases, POLICY, other="others") == {"others": 10}


def test_nothing_is_told_of_how_the_things_of_few_families_ended() -> None:
    assert ends([(1, "done"), (1, "done"), (2, "done")], POLICY, other="others") == {}


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["done", "partly", "open"])), max_size=30))
def test_ways_that_are_told_are_whole_or_nothing(cases: list[tuple[int, str]]) -> None:
    found = ends(cases, POLICY, other="others")
    assert sum(found.values()) in {0, len(cases)}
    for way, many in found.items():
        if way != "others":
            assert many == sum(each == way for _family, each in cases)
            assert len({family for family, each in cases if each == way}) >= K
    together = {family for family, each in cases if each not in found}
    assert "others" not in found or len(together) >= K
