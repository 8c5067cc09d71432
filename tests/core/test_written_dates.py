from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.core.codes import Precision
from kudelma.core.written_dates import (
    DateFault,
    RoughDate,
    WrittenDateError,
    read_date,
    read_rough,
    written,
    written_roughly,
)


@pytest.mark.parametrize("text", ["10.3.2026", "10.03.2026", " 10.3.2026 ", "10. 3. 2026", "2026-03-10", "2026-3-10"])
def test_read_date_in_both_ways_of_writing(text: str) -> None:
    assert read_date(text) == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31.11.2026", DateFault.DAY),
        ("2026-11-31", DateFault.DAY),
        ("30.2.2028", DateFault.DAY),
        ("0.5.2026", DateFault.DAY),
        ("29.2.2027", DateFault.DAY_THAT_YEAR),
        ("1900-02-29", DateFault.DAY_THAT_YEAR),
        ("1.13.2026", DateFault.MONTH),
        ("2026-00-10", DateFault.MONTH),
        ("1.1.0000", DateFault.FORM),
        ("10.3.26", DateFault.FORM),
        ("10/3/2026", DateFault.FORM),
        ("20260310", DateFault.FORM),
        ("2026-W10-2", DateFault.FORM),
        ("10.3.2026 12.00", DateFault.FORM),
        ("١٠.٣.٢٠٢٦", DateFault.FORM),
        ("", DateFault.FORM),
    ],
)
def test_read_date_says_what_is_wrong(text: str, fault: DateFault) -> None:
    with pytest.raises(WrittenDateError) as wrong:
        read_date(text)

    assert wrong.value.fault == fault


def test_read_date_keeps_what_was_read_for_the_message() -> None:
    with pytest.raises(WrittenDateError) as wrong:
        read_date("29.2.2027")

    assert (wrong.value.day, wrong.value.month, wrong.value.year) == (29, 2, 2027)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_written_dates_read_back(day: date) -> None:
    assert read_date(written(day)) == day
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "rough", "latest"),
    [
        ("10.3.2026", RoughDate(date(2026, 3, 10), Precision.DAY), date(2026, 3, 10)),
        ("2/2024", RoughDate(date(2024, 2, 1), Precision.MONTH), date(2024, 2, 29)),
        ("2.2023", RoughDate(date(2023, 2, 1), Precision.MONTH), date(2023, 2, 28)),
        (" 2023-02 ", RoughDate(date(2023, 2, 1), Precision.MONTH), date(2023, 2, 28)),
        ("2019", RoughDate(date(2019, 1, 1), Precision.YEAR), date(2019, 12, 31)),
        ("noin 2019", RoughDate(date(2019, 1, 1), Precision.ABOUT), date(2019, 12, 31)),
        ("n. 2019", RoughDate(date(2019, 1, 1), Precision.ABOUT), date(2019, 12, 31)),
        ("ca 2019", RoughDate(date(2019, 1, 1), Precision.ABOUT), date(2019, 12, 31)),
    ],
)
def test_read_rough_takes_a_date_as_well_as_it_is_known(text: str, rough: RoughDate, latest: date) -> None:
    assert (read_rough(text), read_rough(text).latest) == (rough, latest)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("13/2024", DateFault.MONTH),
        ("2024-13", DateFault.MONTH),
        ("0/2024", DateFault.MONTH),
        ("0000", DateFault.FORM),
        ("noin 0000", DateFault.FORM),
        ("31.11.2026", DateFault.DAY),
        ("24", DateFault.FORM),
        ("spring", DateFault.FORM),
        ("", DateFault.FORM),
    ],
)
def test_read_rough_says_what_is_wrong(text: str, fault: DateFault) -> None:
    with pytest.raises(WrittenDateError) as wrong:
        read_rough(text)

    assert wrong.value.fault == fault


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(Precision))
def test_roughly_written_dates_read_back(day: date, precision: Precision) -> None:
    first = {Precision.DAY: day, Precision.MONTH: day.replace(day=1)}.get(precision, day.replace(month=1, day=1))

    assert read_rough(written_roughly(RoughDate(first, precision))) == RoughDate(first, precision)
    assert first <= RoughDate(first, precision).latest
