from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kudelma.core.kinship import (
    Certainty,
    Gender,
    LinkKind,
    PartialDate,
    Twins,
    Union,
    UnionEvent,
    UnionKind,
    Zygosity,
)
from kudelma.core.kinship.document import dump_family
from kudelma.tools.genogram import GenogramFileError, lay_out, read_family, write_family
from tools.genogram.families import HARD, placed, separated, triplets


def gedcom(*lines: str, version: str = "7.0") -> bytes:
    return "\n".join(["0 HEAD", "1 GEDC", f"2 VERS {version}", *lines, "0 TRLR", ""]).encode()


PAIR = (
    "0 @A@ INDI",
    "1 NAME Aino /Ranta/",
    "1 SEX F",
    "0 @B@ INDI",
    "1 SEX M",
    "0 @F@ FAM",
    "1 HUSB @B@",
    "1 WIFE @A@",
)


def test_gedcom_gives_people_unions_and_children() -> None:
    family = read_family(
        gedcom(
            *PAIR,
            "1 MARR",
            "2 DATE ABT 1990",
            "1 CHIL @C@",
            "1 CHIL @D@",
            "1 CHIL @VOID@",
            "0 @C@ INDI",
            "1 BIRT",
            "2 DATE BET 1991 AND MAR 1992",
            "1 FAMC @F@",
            "2 PEDI adopted",
            "0 @D@ INDI",
            "1 DEAT Y",
            "1 ASSO @C@",
            "2 ROLE MULTIPLE",
            "3 PHRASE mz",
        ),
        "x.ged",
    )

    assert [(p.id, p.name, p.gender) for p in family.persons[:2]] == [
        ("A", "Aino Ranta", Gender.WOMAN),
        ("B", "", Gender.MAN),
    ]
    assert family.unions == (Union("F", ("B", "A"), UnionKind.MARRIED, PartialDate(1990, certainty=Certainty.ABOUT)),)
    assert [(link.child, link.kind) for link in family.links] == [
        ("C", LinkKind.ADOPTED),
        ("D", LinkKind.BIRTH),
    ]
    assert (family.by_id["C"].birth, family.by_id["D"].has_died) == (
        PartialDate(1991, until=PartialDate(1992, 3)),
        True,
    )
    assert family.twins == (Twins(("C", "D"), Zygosity.IDENTICAL),)


def test_gedcom_remarriage_of_the_same_pair_is_one_union_with_its_history() -> None:
    family = read_family(
        gedcom(*PAIR, "1 MARR", "2 DATE 1911", "1 DIV", "2 DATE 1912", "1 MARR", "2 DATE 1914"), "x.ged"
    )

    assert family.unions[0].kind is UnionKind.REUNITED
    assert family.unions[0].history == (
        UnionEvent(UnionKind.MARRIED, PartialDate(1911)),
        UnionEvent(UnionKind.DIVORCED, PartialDate(1912)),
        UnionEvent(UnionKind.REUNITED, PartialDate(1914)),
    )


def test_two_unions_of_the_same_pair_are_one_couple_in_the_layout() -> None:
    family = read_family(gedcom(*PAIR, "1 CHIL @C@", "0 @C@ INDI", "0 @G@ FAM", "1 HUSB @A@", "1 WIFE @B@"), "x.ged")

    assert (len(family.unions), len(lay_out(family).graph.couples)) == (2, 1)


@pytest.mark.parametrize(("charset", "name"), [("utf-16", "UNICODE"), ("cp1252", "ANSI"), ("utf-8-sig", "UTF-8")])
def test_gedcom_551_letters_are_read_in_their_own_charset(charset: str, name: str) -> None:
    text = gedcom(f"1 CHAR {name}", "0 @A@ INDI", "1 NAME Väinö /Äijälä/", version="5.5.1").decode()

    assert read_family(text.encode(charset), "x.ged").persons[0].name == "Väinö Äijälä"


def test_ped_gives_people_and_parents() -> None:
    family = read_family(b"f 1 0 0 1 0\nf 2 0 0 2 0\nf 3 1 2 1 1\nf 4 0 2 0 0\n", "x.ped")

    assert [(p.id, p.gender) for p in family.persons] == [
        ("1", Gender.MAN),
        ("2", Gender.WOMAN),
        ("3", Gender.MAN),
        ("4", Gender.UNKNOWN),
    ]
    assert [(link.child, link.parents) for link in family.links] == [("3", ("1", "2")), ("4", ("2",))]


@pytest.mark.parametrize("name", HARD)
def test_json_file_comes_back_the_same(name: str) -> None:
    family = HARD[name]()

    assert read_family(write_family(family, "x.json"), "x.json") == family


@pytest.mark.parametrize("family", [separated(), placed(), triplets()])
def test_gedcom_file_keeps_the_structure(family: object) -> None:
    assert hasattr(family, "persons")
    bare = replace(family, households=(), emotional=(), index=(), name="")  # type: ignore[type-var]
    again = read_family(write_family(bare, "x.ged"), "x.ged")

    kept = [p for p in bare.persons if p.id != "w"]
    assert [(p.name, p.gender, p.birth, p.has_died) for p in again.persons] == [
        (p.name, p.gender, p.birth, p.has_died) for p in kept
    ]
    assert sorted(link.kind for link in again.links) == sorted(link.kind for link in bare.links)
    assert sorted(len(g.members) for g in again.twins) == sorted(len(g.members) for g in bare.twins)


def test_gedcom_tells_no_identity_code_and_no_secret() -> None:
    family = separated()
    people = (replace(family.persons[0], name="Anneli 131052-308T Ranta"), *family.persons[1:])
    links = (replace(family.links[0], secret=True), *family.links[1:])
    text = write_family(replace(family, persons=people, links=links), "x.ged").decode()

    assert ("131052" in text, text.count("1 CHIL")) == (False, 7)


@pytest.mark.parametrize(
    ("data", "name", "line"),
    [
        (b"", "x.ged", 0),
        (b"hello", "x.ged", 1),
        (b"0 HEAD\n1 GEDC\n", "x.ged", 2),
        (b"0 HEAD\n3 GEDC\n0 TRLR", "x.ged", 2),
        (b"0 HEAD\n0 INDI\n0 TRLR", "x.ged", 2),
        (b"0 HEAD\n0 @A@ INDI\n0 @A@ INDI\n0 TRLR", "x.ged", 3),
        (b"0 HEAD\n1 CHAR UTF-8\n0 @A@ INDI\n1 NAME \xff\n0 TRLR", "x.ged", 4),
        (b'{"persons": [\n{"id": "1"},\n{"id": "1"}]}', "x.json", 3),
        (b'{"persons": [\n{"id": ]}', "x.json", 2),
        (b"[" * 100_000, "x.json", 0),
        (b'{"persons": [{"id": 1' + b"0" * 5000 + b"}]}", "x.json", 0),
        (b"f 1 0\n", "x.ped", 1),
        (b"f 1 0 0 1\nf 1 0 0 1\n", "x.ped", 2),
        (b"f 1 9 0 1\n", "x.ped", 1),
        (b"f 1 2 0 1\nf 2 1 0 1\n", "x.ped", 0),
    ],
)
def test_bad_file_is_refused_with_its_line_and_cure(data: bytes, name: str, line: int) -> None:
    with pytest.raises(GenogramFileError) as refused:
        read_family(data, name)

    assert (refused.value.line, bool(refused.value.cure)) == (line, True)


SOURCES = [
    (write_family(separated(), "x.ged"), "x.ged"),
    (dump_family(placed()).encode(), "x.json"),
    (b"f 1 0 0 1 0\nf 2 0 0 2 0\nf 3 1 2 1 1\nf 4 0 2 0 0\n", "x.ped"),
]
SNIPPETS = (
    b"\n",
    b"0 ",
    b"@",
    b"9",
    b"\x00",
    b"\xff",
    b"{",
    b"]",
    b'"',
    b"1 CHIL @I1@\n",
    b"1 FAMC @F1@\n",
    b"null",
    b"-1",
    b"1e999",
)


@settings(max_examples=400, deadline=None)
@given(
    source=st.sampled_from(SOURCES),
    cuts=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 40), st.sampled_from(SNIPPETS)), max_size=6),
)
def test_spoilt_file_is_read_whole_or_refused(source: tuple[bytes, str], cuts: list[tuple[int, int, bytes]]) -> None:
    data, name = source
    for start, length, snippet in cuts:
        spot = start % (len(data) + 1)
        data = data[:spot] + snippet + data[spot + length :]
    with suppress(GenogramFileError):
        lay_out(read_family(data, name))
