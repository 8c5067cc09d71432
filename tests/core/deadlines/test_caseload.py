from datetime import date, timedelta

import pytest

from kudelma.core.deadlines.caseload import Band, Responsibility, band, cap_on, caseload

LAST_OF_35, FIRST_OF_30 = date(2023, 12, 31), date(2024, 1, 1)


@pytest.mark.parametrize(
    ("day", "cap"),
    [
        (date(2021, 12, 31), None),
        (date(2022, 1, 1), 35),
        (LAST_OF_35, 35),
        (FIRST_OF_30, 30),
        (date(2026, 11, 22), 30),
    ],
)
def test_cap_by_day(day: date, cap: int | None) -> None:
    assert cap_on(day) == cap


@pytest.mark.parametrize(
    ("count", "day", "expected"),
    [
        (35, LAST_OF_35, Band.AMBER),
        (36, LAST_OF_35, Band.RED),
        (30, FIRST_OF_30, Band.AMBER),
        (31, FIRST_OF_30, Band.RED),
        (27, FIRST_OF_30, Band.AMBER),
        (26, FIRST_OF_30, Band.GREEN),
        (32, LAST_OF_35, Band.AMBER),
        (31, LAST_OF_35, Band.GREEN),
        (0, FIRST_OF_30, Band.GREEN),
        (90, date(2021, 12, 31), Band.NO_CAP),
    ],
)
def test_bands(count: int, day: date, expected: Band) -> None:
    assert band(count, day) == expected


def test_caseload_counts_distinct_children_of_the_day() -> None:
    day = date(2026, 3, 10)
    day_after, day_before = day + timedelta(days=1), day - timedelta(days=1)
    held = [
        Responsibility("aino", "sanna", first=date(2026, 1, 1)),
        Responsibility("aino", "sanna", first=date(2026, 2, 1)),
        Responsibility("brother of aino", "sanna", first=day),
        Responsibility("ended today", "sanna", first=date(2025, 1, 1), last=day),
        Responsibility("ended yesterday", "sanna", first=date(2025, 1, 1), last=day_before),
        Responsibility("begins tomorrow", "sanna", first=day_after),
        Responsibility("of another", "omar", first=date(2026, 1, 1)),
    ]

    assert caseload(held, worker="sanna", day=day) == 3
