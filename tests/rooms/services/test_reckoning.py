from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kudelma.rooms.services.reckoning import SHORTEST_GAP, Reckoning, Stretch, reckon


def sure(first: date, last: date, *, goes_on: bool = False) -> Stretch:
    return Stretch((first, last), (first, last), goes_on)


def test_overlaps_and_the_longest_gap_are_found() -> None:
    found = reckon(
        [
            sure(date(2020, 1, 1), date(2020, 12, 31)),
            sure(date(2020, 6, 1), date(2020, 8, 1)),
            sure(date(2022, 1, 1), date(2022, 5, 1)),
            sure(date(2022, 9, 1), date(2023, 1, 1), goes_on=True),
        ]
    )
    assert found == Reckoning(1, 2, date(2020, 6, 1), (date(2020, 12, 31), date(2022, 1, 1)))


def test_only_what_surely_was_is_counted_together_and_only_what_surely_was_not_is_a_gap() -> None:
    year = (date(2021, 1, 1), date(2021, 12, 31))
    found = reckon([Stretch(year, None, goes_on=False), sure(date(2021, 5, 1), date(2021, 6, 1))])
    assert (found.most, found.gap) == (1, None)


def test_nothing_is_nothing() -> None:
    assert reckon([]) == Reckoning(0, 0, None, None)


@given(st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2020, 1, 1)), st.integers(0, 900)), max_size=8))
def test_no_service_touches_the_gap_and_no_day_has_more_than_the_most(found: list[tuple[date, int]]) -> None:
    stretches = [sure(first, first + timedelta(days=days)) for first, days in found]
    whole = reckon(stretches)

    if whole.gap:
        first, last = whole.gap
        assert last - first >= SHORTEST_GAP
        assert not any(one.widest[0] < last and one.widest[1] > first for one in stretches)
    days = [day for one in stretches for day in one.widest]
    assert whole.most == max((sum(s.widest[0] <= d <= s.widest[1] for s in stretches) for d in days), default=0)
