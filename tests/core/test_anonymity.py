import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.core import hetu
from kudelma.core.anonymity import Checked, Finding, Kind, Verdict, Watch, check

WATCH = Watch(
    names=("Aino", "Matti", "Virtanen"),
    places=("Kuhmo", "Helsinki", "Lahti", "Turku", "Seinäjoki", "Kauniainen", "Tuupalan koulu"),
    occupations=("viulunsoittaja",),
    diagnoses=("Usherin oireyhtymä",),
)


def test_a_place_and_a_rare_occupation_are_warned_about() -> None:
    text = "8-vuotias poika, isä viulunsoittaja Kuhmossa"

    assert check(text, WATCH) == Checked(
        Verdict.WARN,
        (Finding(Kind.OCCUPATION, Verdict.WARN, 21, 35), Finding(Kind.PLACE, Verdict.WARN, 36, 44)),
    )
    assert (text[21:35], text[36:44]) == ("viulunsoittaja", "Kuhmossa")


@pytest.mark.parametrize(
    "text",
    [
        "alakouluikäinen lapsi, vanhemman uupumus",
        "Perheessä on kaksi lasta, toinen 8-vuotias.",
        "Äitien 3 tapaamista, klo 12.30.",
        "Hoitopolku 2 on kesken; leikkipuisto 2 kertaa viikossa",
        "Tukea 12345 euroa, 2,5 tuntia, 3/4 ajasta, 110 %",
        "matematiikka sujuu",
        "",
    ],
)
def test_what_identifies_nobody_passes(text: str) -> None:
    assert check(text, WATCH) == Checked(Verdict.PASS, ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("150615B905K", Kind.HETU),
        ("tunnus 150615 B 905 K on", Kind.HETU),
        ("15 06 15 B 9 0 5 K", Kind.HETU),
        ("150615b905k", Kind.HETU),
        ("131052-308T", Kind.HETU),
        ("131052–308T", Kind.HETU),
        ("131052308T", Kind.HETU),
        ("150615B905K:n", Kind.HETU),
        ("１５０６１５B９０５K", Kind.HETU),
        ("061217+9098", Kind.HETU),
        ("150615B905Q", Kind.HETU),
        ("synt. 15.6.2015", Kind.DATE),
        ("15.06.15", Kind.DATE),
        ("15/6/2015", Kind.DATE),
        ("2015-06-15", Kind.DATE),
        ("15. kesäkuuta 2015", Kind.DATE),
        ("den 15 juni 2015", Kind.DATE),
        ("June 15, 2015", Kind.DATE),
        ("15062015", Kind.DATE),
        ("131052-****", Kind.DATE),
        ("040 123 4567", Kind.PHONE),
        ("0401234567", Kind.PHONE),
        ("040-1234567", Kind.PHONE),
        ("(09) 123 4567", Kind.PHONE),
        ("+358 40 123 4567", Kind.PHONE),
        ("+358401234567", Kind.PHONE),
        ("00358 40 1234567", Kind.PHONE),
        ("+46 8 123 456", Kind.PHONE),
        ("aino.virta@example.fi", Kind.EMAIL),
        ("jokin (at) example.fi", Kind.EMAIL),
        ("Koulukatu 4", Kind.ADDRESS),
        ("koulukatu 4 A 12", Kind.ADDRESS),
        ("Kauppakadun 3", Kind.ADDRESS),
        ("Mannerheimintie 5:ssä", Kind.ADDRESS),
        ("Rantatiellä 4", Kind.ADDRESS),
        ("Storgatan 7 B", Kind.ADDRESS),
        ("Skolvägen 12", Kind.ADDRESS),
        ("Koivukuja 1", Kind.ADDRESS),
        ("Itäinen Rinnepolku 3", Kind.ADDRESS),
        ("00100 Jokikylä", Kind.ADDRESS),
    ],
)
def test_what_identifies_directly_is_blocked(text: str, kind: Kind) -> None:
    found = check(text, Watch())

    assert found.verdict is Verdict.BLOCK
    assert {finding.kind for finding in found.findings} == {kind}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Helsingissä, Lahdessa, Turussa, Seinäjoella, Kauniaisissa, Kuhmoon", [Kind.PLACE] * 6),
        ("kuhmolainen perhe", [Kind.PLACE]),
        ("tuupalan koulussa", [Kind.PLACE]),
        ("Virtasen perhe, Ainon isä, Matilla", [Kind.NAME] * 3),
        ("epäily Usherin oireyhtymästä", [Kind.DIAGNOSIS]),
        ("viulunsoittajalle", [Kind.OCCUPATION]),
        ("tavattu 3.4. ja 5. toukokuuta", [Kind.DATE, Kind.DATE]),
        ("asuu Koulukadulla", [Kind.ADDRESS]),
    ],
)
def test_what_could_be_recognised_is_warned_about(text: str, kinds: list[Kind]) -> None:
    found = check(text, WATCH)

    assert found.verdict is Verdict.WARN
    assert [finding.kind for finding in found.findings] == kinds


def test_findings_come_in_the_order_of_the_text_and_do_not_overlap() -> None:
    found = check("Aino 040 123 4567, 2.3.2026, Kuhmossa, 150615B905K", WATCH)

    assert [finding.kind for finding in found.findings] == [
        Kind.NAME,
        Kind.PHONE,
        Kind.DATE,
        Kind.PLACE,
        Kind.HETU,
    ]
    assert found.verdict is Verdict.BLOCK


def test_empty_words_in_a_list_find_nothing() -> None:
    assert check("mitä vain", Watch(names=("", "  "))) == Checked(Verdict.PASS, ())


def test_letters_written_in_two_parts_are_read_as_one() -> None:
    assert check("Seina\u0308joella", WATCH).verdict is Verdict.WARN


@given(
    st.dates(date(1800, 1, 1), date(2026, 11, 22)),
    st.integers(2, 999),
    st.lists(st.sampled_from(["", " ", "  ", "\u00a0", "\n", "\u200b"]), min_size=11, max_size=11),
    st.sampled_from(["", "tunnus ", "(", "poika, "]),
)
def test_every_code_is_blocked_however_it_is_spaced(born: date, number: int, gaps: list[str], before: str) -> None:
    code = hetu.compose(born, number)
    spaced = "".join(character + gap for character, gap in zip(code, gaps, strict=True))

    assert check(before + spaced, Watch()).verdict is Verdict.BLOCK


@given(st.text(max_size=200))
def test_any_text_is_checked_and_findings_lie_inside_it(text: str) -> None:
    found = check(text, WATCH)

    assert all(0 <= finding.start < finding.end for finding in found.findings)
    assert found.verdict == max((finding.verdict for finding in found.findings), default=Verdict.PASS)


@pytest.mark.parametrize(
    "text", ["1 " * 20_000, "a" * 50_000, "0 " * 20_000, "A" + "b" * 50_000 + "katu", "x@" * 20_000]
)
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    started = time.perf_counter()

    check(text, WATCH)

    assert time.perf_counter() - started < 5
