import json
from dataclasses import replace
from datetime import date

import pytest

from kudelma.core.kinship import (
    Audience,
    DateError,
    EmotionalKind,
    EmotionalLine,
    Family,
    FamilyError,
    Gender,
    Household,
    LinkKind,
    ParentLink,
    PartialDate,
    PastName,
    Person,
    PersonKind,
    Placement,
    Stay,
    Twins,
    Union,
    UnionEvent,
    UnionKind,
    Zygosity,
    as_of,
    family_from_json,
    family_to_json,
    parse_date,
    seen_by,
)

RANTA = Family(
    persons=(
        Person(
            "m",
            "Liisa Ranta",
            Gender.WOMAN,
            PartialDate(1988),
            past_names=(PastName("Liisa Laine", end=PartialDate(2012)),),
        ),
        Person("f", "Pekka Ranta", Gender.MAN, PartialDate(1985), death=PartialDate(2022, 3)),
        Person("a", "Aino Ranta", Gender.WOMAN, PartialDate(2016, 5, 3)),
        Person("o", "Onni Ranta", Gender.MAN, PartialDate(2016, 5, 3)),
        Person("x", "Outo Mies", Gender.MAN),
        Person("s", "Silja Salo", Gender.WOMAN),
        Person("k", kind=PersonKind.ABORTION),
    ),
    unions=(
        Union(
            "u",
            ("f", "m"),
            UnionKind.DIVORCED,
            PartialDate(2012),
            PartialDate(2020),
            (
                UnionEvent(UnionKind.MARRIED, PartialDate(2012)),
                UnionEvent(UnionKind.DIVORCED, PartialDate(2020)),
            ),
        ),
    ),
    links=(
        ParentLink("a", union="u"),
        ParentLink("o", union="u", order=2),
        ParentLink("k", union="u"),
        ParentLink("a", parents=("x",), kind=LinkKind.BIRTH, secret=True),
        ParentLink(
            "a",
            parents=("s",),
            kind=LinkKind.FOSTER,
            start=PartialDate(2021),
            end=PartialDate(2023),
            placement=Placement.FOSTER_FAMILY,
        ),
    ),
    twins=(Twins(("a", "o"), Zygosity.FRATERNAL),),
    households=(Household("h", (Stay("m"), Stay("a", share=0.5)), "Äidin koti"),),
    emotional=(
        EmotionalLine("a", "m", EmotionalKind.CLOSE, said_by="a", said_on=PartialDate(2024)),
        EmotionalLine("f", "m", EmotionalKind.PHYSICAL_ABUSE),
    ),
    name="Ranta",
    index=("a",),
)


def test_json_carries_everything_there_and_back() -> None:
    assert family_from_json(json.loads(json.dumps(family_to_json(RANTA)))) == RANTA


def test_json_of_other_programs_is_read_with_its_own_spellings() -> None:
    family = family_from_json(
        {
            "persons": [{"id": "1", "sex": "M", "birth": 1950, "death": True}, {"id": 2, "sex": "X"}],
            "unions": [{"id": "u", "partners": ["1", 2], "kind": "something", "start": None}],
            "links": [],
            "households": [{"id": "h", "members": ["1", {"person": 2, "share": 1}]}],
            "emotional": [{"a": "1", "b": 2, "kind": "in love"}],
        }
    )

    assert family == Family(
        persons=(
            Person("1", gender=Gender.MAN, birth=PartialDate(1950), dead=True),
            Person("2", gender=Gender.NONBINARY),
        ),
        unions=(Union("u", ("1", "2"), UnionKind.UNCLEAR),),
        households=(Household("h", (Stay("1"), Stay("2", share=1.0))),),
        emotional=(EmotionalLine("1", "2", EmotionalKind.OTHER, label="in love"),),
    )


@pytest.mark.parametrize("text", ["1987", "1987-03", "1987-03-12", "~1987", "<1987-03", ">1987", "1987..1989-02"])
def test_date_text_comes_back_the_same(text: str) -> None:
    assert str(parse_date(text)) == text


@pytest.mark.parametrize("text", ["", "12.3.1987", "1987-13", "1987-02-30", "0000", "-300", "1987..", "year"])
def test_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"persons": (*RANTA.persons, Person("a"))}, "persons[7]"),
        ({"persons": (*RANTA.persons, Person(""))}, "persons[7]"),
        ({"unions": (Union("u", ("f", "zz")),)}, "unions[0]"),
        ({"unions": (Union("u", ("f", "f")),)}, "unions[0]"),
        ({"links": (ParentLink("a", union="none"),)}, "links[0]"),
        ({"links": (ParentLink("a", parents=("a",)),)}, "links[0]"),
        ({"links": (ParentLink("a", union="u", parents=("m",)),)}, "links[0]"),
        ({"links": (ParentLink("a", parents=("m",)), ParentLink("m", parents=("a",)))}, "links[0]"),
        ({"twins": (Twins(("a", "a")),)}, "twins[0]"),
        ({"households": (Household("h", (Stay("q"),)),)}, "households[0]"),
        ({"emotional": (EmotionalLine("a", "a", EmotionalKind.CLOSE),)}, "emotional[0]"),
        ({"index": ("q",)}, "index"),
    ],
)
def test_family_that_contradicts_itself_is_refused_with_its_place(change: dict[str, object], where: str) -> None:
    with pytest.raises(FamilyError) as refused:
        replace(RANTA, **change)  # type: ignore[arg-type]

    assert (refused.value.where, bool(refused.value.cure)) == (where, True)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ([], ""),
        ({}, ""),
        ({"persons": {}}, ""),
        ({"persons": [1]}, "persons[0]"),
        ({"persons": [{"id": "1", "birth": "soon"}]}, "persons[0]"),
        ({"persons": [{"id": "1", "sex": "?"}]}, "persons[0]"),
        ({"persons": [{"id": "1", "name": "\ud800"}]}, "persons[0]"),
        ({"persons": [{"id": "1"}], "links": [{"child": "1", "order": "x"}]}, "links[0]"),
    ],
)
def test_json_that_is_no_family_is_refused_with_its_place(data: object, where: str) -> None:
    with pytest.raises(FamilyError) as refused:
        family_from_json(data)

    assert (refused.value.where, bool(refused.value.cure)) == (where, True)


def test_as_of_shows_the_ties_of_that_day() -> None:
    then = as_of(RANTA, date(2011, 1, 1))
    later = as_of(RANTA, date(2022, 1, 1))

    assert ([p.id for p in then.persons], then.by_id["m"].name) == (["m", "f", "x", "s", "k"], "Liisa Laine")
    assert then.unions[0].kind is UnionKind.COPARENTS
    assert (later.unions[0].kind, later.by_id["f"].has_died, len(later.links)) == (
        UnionKind.DIVORCED,
        False,
        5,
    )
    assert len(as_of(RANTA, date(2023, 6, 1)).links) == 4


def test_family_copy_tells_no_secret_and_no_abuse() -> None:
    copy = seen_by(RANTA, Audience.FAMILY)

    assert [p.id for p in copy.persons] == ["m", "f", "a", "o", "s"]
    assert [line.kind for line in copy.emotional] == [EmotionalKind.CLOSE]
    assert [link.secret for link in copy.links] == [False, False, False]
    assert seen_by(RANTA, Audience.WORKER) is RANTA
