from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kudelma.core import hetu
from kudelma.core.hetu import Hetu, HetuError, HetuFault

TODAY = date(2026, 11, 22)

VALID = """
010594Y9032 1994-05-01 2
010594Y9021 1994-05-01 1
020594X903P 1994-05-02 22
030594W903B 1994-05-03 11
040594V9030 1994-05-04 0
040594V902Y 1994-05-04 30
050594U903M 1994-05-05 20
010516B903X 2016-05-01 29
020516C903K 2016-05-02 18
030516D9037 2016-05-03 7
010501E9032 2001-05-01 2
020503F9037 2003-05-02 7
020504A902E 2004-05-02 14
020504B904H 2004-05-02 16
100190-999P 1990-01-10 22
100190Y999P 1990-01-10 22
150615A905K 2015-06-15 18
150615B905K 2015-06-15 18
311299-902A 1999-12-31 10
010100A903K 2000-01-01 18
290200A901C 2000-02-29 12
290296Y9048 1996-02-29 8
061217+9098 1817-12-06 8
131052-308T 1952-10-13 25
"""
INVALID = """
131052-308U CHECK
131052Z308T FORMAT
131052G308T FORMAT
131052-308t FORMAT
131052308T FORMAT
131052-30OT FORMAT
310299-9001 DATE
290200-900B DATE
290201A900B DATE
131052-001W NUMBER
131052-000V NUMBER
010190-999X CHECK
010190-999K CHECK
١٣١٠٥٢-308T FORMAT
"""
CENTURIES = {1800: "+", 1900: "-YXWVU", 2000: "ABCDEF"}
BORN = st.dates(date(1800, 1, 1), TODAY)


@pytest.mark.parametrize("row", VALID.strip().splitlines())
def test_valid_codes(row: str) -> None:
    code, born, remainder = row.split()

    found = hetu.parse(code, today=TODAY)

    assert found == Hetu(code, date.fromisoformat(born), code[6], int(code[7:10]), artificial=code != "131052-308T")
    assert hetu._CHECKS.index(code[10]) == int(remainder)


@pytest.mark.parametrize("row", INVALID.strip().splitlines())
def test_invalid_codes(row: str) -> None:
    text, fault = row.split()

    assert _fault(text) == fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "131052-308",
        "131052-308TT",
        "131052-308T\n131052-308T",
        "1310 52-308T",
        "131052–308T",
        "131052-308G",
    ],
)
def test_other_forms_are_format_errors(text: str) -> None:
    assert _fault(text) == HetuFault.FORMAT


def test_spaces_around_a_code_are_forgiven() -> None:
    assert hetu.parse(" 131052-308T\n", today=TODAY).code == "131052-308T"


def test_a_birth_tomorrow_is_in_the_future_and_today_is_not() -> None:
    code = hetu.compose(date(2026, 11, 23), 900)

    assert _fault(code) == HetuFault.FUTURE
    assert hetu.parse(code, today=date(2026, 11, 23)).born == date(2026, 11, 23)


def test_codes_that_differ_only_by_the_separator_are_two() -> None:
    assert hetu.parse("100190-999P", today=TODAY) != hetu.parse("100190Y999P", today=TODAY)


@pytest.mark.parametrize(("number", "artificial"), [(2, False), (899, False), (900, True), (999, True)])
def test_artificial_numbers_begin_at_900(number: int, *, artificial: bool) -> None:
    code = hetu.compose(date(1980, 1, 1), number)

    assert hetu.parse(code, today=TODAY).artificial is artificial


def test_neither_error_nor_repr_shows_the_code() -> None:
    with pytest.raises(HetuError) as wrong:
        hetu.parse("131052-308U", today=TODAY)
    known = hetu.parse("131052-308T", today=TODAY)

    assert str(wrong.value) == "CHECK"
    assert repr(known) == "Hetu(artificial=False)"
    assert str(known) == "131052-****"


def test_masked() -> None:
    assert hetu.masked("131052-308T") == "131052-****"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("131052-308t", "131052-308T"),
        (" 131052 - 308 t ", "131052-308T"),
        ("131052–308T", "131052-308T"),
        ("150615b905k", "150615B905K"),
        ("131052-308T", None),
        ("131052308T", None),
        ("Aino", None),
        ("", None),
    ],
)
def test_suggestion_mends_the_form_only(text: str, expected: str | None) -> None:
    assert hetu.suggestion(text) == expected


def test_compose_takes_the_usual_separator_of_the_century() -> None:
    assert hetu.compose(date(1817, 12, 6), 909) == "061217+9098"
    assert hetu.compose(date(1999, 12, 31), 902) == "311299-902A"
    assert hetu.compose(date(2000, 1, 1), 903) == "010100A903K"


@pytest.mark.parametrize(
    ("born", "number", "separator", "fault"),
    [
        (date(1999, 1, 1), 900, "A", HetuFault.DATE),
        (date(1999, 1, 1), 900, "Z", HetuFault.DATE),
        (date(1799, 1, 1), 900, None, HetuFault.DATE),
        (date(2100, 1, 1), 900, None, HetuFault.DATE),
        (date(1999, 1, 1), 1, None, HetuFault.NUMBER),
        (date(1999, 1, 1), 1000, None, HetuFault.NUMBER),
    ],
)
def test_compose_refuses_what_cannot_be(born: date, number: int, separator: str | None, fault: HetuFault) -> None:
    with pytest.raises(HetuError) as wrong:
        hetu.compose(born, number, separator=separator)

    assert wrong.value.code == fault


@given(BORN, st.integers(2, 999), st.data())
def test_composed_codes_parse_back(born: date, number: int, data: st.DataObject) -> None:
    separator = data.draw(st.sampled_from(CENTURIES[born.year // 100 * 100]))

    found = hetu.parse(hetu.compose(born, number, separator=separator), today=TODAY)

    assert (found.born, found.number, found.separator) == (born, number, separator)


@given(BORN, st.integers(2, 999), st.integers(0, 10), st.characters(min_codepoint=33, max_codepoint=0x06FF))
def test_one_changed_character_is_caught_unless_only_the_separator_changed(
    born: date, number: int, position: int, character: str
) -> None:
    code = hetu.compose(born, number)
    changed = code[:position] + character + code[position + 1 :]
    assume(changed != code and changed.strip() == changed)

    fault = _fault(changed)

    assert fault is not None or (position == 6 and hetu.parse(changed, today=TODAY).code == changed)


@given(BORN, st.integers(2, 999), st.integers(0, 8))
def test_two_neighbours_swapped_are_caught(born: date, number: int, position: int) -> None:
    code = hetu.compose(born, number)
    digits = list(code[:6] + code[7:10])
    digits[position : position + 2] = reversed(digits[position : position + 2])
    swapped = "".join(digits[:6]) + code[6] + "".join(digits[6:]) + code[10]
    assume(swapped != code)

    assert _fault(swapped) is not None


@given(st.text(max_size=14))
def test_parse_never_fails_in_another_way(text: str) -> None:
    _fault(text)


def _fault(text: str) -> HetuFault | None:
    try:
        hetu.parse(text, today=TODAY)
    except HetuError as wrong:
        return wrong.code
    return None
