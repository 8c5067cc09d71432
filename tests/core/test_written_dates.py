from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.core.written_dates import DateFault, WrittenDateError, read_date, written


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
