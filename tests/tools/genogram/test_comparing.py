"""Two days compared, second homes, and what else is told and marked beside the family itself."""

import re
from dataclasses import replace
from datetime import date

from kudelma.core.kinship import (
    Family,
    Gender,
    Household,
    LinkKind,
    ParentLink,
    PartialDate,
    Person,
    Stay,
    Union,
    UnionKind,
)
from kudelma.tools.genogram import describe, draw
from kudelma.tools.genogram.comparing import changes
from kudelma.tools.genogram.drawing import finished, prepared
from tools.genogram.families import separated

THEN, NOW = date(2015, 1, 1), date(2024, 6, 1)
M, W = Gender.MAN, Gender.WOMAN


def year(number: int) -> PartialDate:
    return PartialDate(number)


FAMILY = Family(
    persons=(
        Person("m", "Liisa Ranta", W, year(1985)),
        Person("f", "Pekka Ranta", M, year(1983)),
        Person("g", "Anneli Ranta", W, year(1950), death=year(2020)),
        Person("a", "Aino Ranta", W, year(2010)),
        Person("o", "Onni Ranta", M, year(2018)),
        Person("s", "Kirsi Mäki", W, year(1970)),
    ),
    unions=(Union("u", ("m", "f"), UnionKind.DIVORCED, year(2009), year(2019)),),
    links=(
        ParentLink("f", parents=("g",)),
        ParentLink("a", union="u"),
        ParentLink("o", union="u"),
        ParentLink("a", parents=("s",), kind=LinkKind.FOSTER, start=year(2022)),
    ),
    households=(Household("h", (Stay("m"), Stay("f", end=year(2019)), Stay("a"), Stay("o")), "Koti"),),
)


def test_changes_between_two_days_are_noted_and_told() -> None:
    before, after = (prepared(FAMILY, index=None, as_of=day, audience="worker") for day in (THEN, NOW))

    found = changes(before, after, THEN, "fi")

    assert found.people == {
        "g": ("kuollut tällä välin",),
        "o": ("uusi kuvassa",),
        "a": ("sijoitettu tällä välin",),
        "f": ("muuttanut pois: Koti",),
    }
    assert found.unions == {"u"}
    assert found.links == {("a", ("s",))}
    assert found.told == (
        "Anneli Ranta: kuollut tällä välin.",
        "Onni Ranta: uusi kuvassa.",
        "muuttunut: Liisa Ranta ja Pekka Ranta: eronneet (2009–2019).",
        "uutta: Aino Ranta; vanhemmat (sijoitettu lapsi (perhehoito)): Kirsi Mäki (2022–).",
        "Pekka Ranta: muuttanut pois: Koti.",
    )


def test_comparison_is_marked_by_shape_and_told_in_the_description() -> None:
    svg = draw(FAMILY, as_of=NOW, compared_with=THEN)

    assert svg.count('class="changed"') >= 6
    assert "Muuttunut 1.1.2015 jälkeen:" in svg
    assert "muuttunut tällä välin" in svg.split("genogram-key")[1]
    assert 'class="changed"' not in draw(FAMILY, as_of=NOW)


def test_comparison_without_a_change_says_so() -> None:
    svg = draw(FAMILY, as_of=NOW, compared_with=date(2024, 5, 1), lang="en")

    assert "Nothing changed since 1.5.2024." in svg


def two_homes() -> Family:
    """A child between her parents' homes, who cannot stand beside both: brothers stand between."""
    children = tuple(Person(f"c{n}", f"Lapsi {n}", M, year(2010 + n)) for n in range(4))
    return Family(
        persons=(
            Person("m", "Liisa", W),
            Person("f", "Pekka", M),
            Person("n", "Nea", W),
            Person("k", "Kaisa Nurmi", W, year(2020)),
            *children,
        ),
        unions=(Union("u", ("m", "f"), UnionKind.DIVORCED), Union("v", ("f", "n"))),
        links=(*(ParentLink(c.id, union="u") for c in children), ParentLink("k", union="v")),
        households=(
            Household("a", (Stay("m"), Stay("c0"), Stay("c1"), Stay("c2")), "Äidin koti"),
            Household("b", (Stay("f"), Stay("n"), Stay("k"), Stay("c1", share=0.3)), "Isän koti"),
        ),
    )


def test_child_away_from_the_second_home_carries_a_tag_and_leaves_a_chip() -> None:
    done = finished(two_homes(), "fi")
    svg = draw(two_homes())

    (chip,) = done.chips
    assert (done.layout.graph.persons[chip.person].id, chip.words) == ("c1", "30 % Lapsi")
    assert "30 % Isän koti" in svg
    assert "asuu myös" in svg.split("genogram-key")[1]
    assert svg.count('data-person="c1"') == 1
    box = chip.box
    assert not any(box.meets(done.layout.symbol_box(p)) for p in range(done.layout.graph.size))


def test_child_inside_both_homes_needs_no_tag() -> None:
    done = finished(separated(), "fi")

    assert (done.chips, done.away) == ([], [])


def test_reason_for_no_children_is_drawn_and_told() -> None:
    couple = Union("u", ("m", "f"), childless="infertility")
    family = Family((Person("m", "Liisa", W), Person("f", "Pekka", M)), (couple,))

    assert 'class="childless"' in draw(family)
    assert "lapsettomuus" in describe(family)
    assert 'class="childless"' not in draw(replace(family, unions=(replace(couple, childless=""),)))


def test_engaged_and_secret_and_related_couples_differ_without_colour() -> None:
    couple = Union("u", ("m", "f"), UnionKind.ENGAGED)
    family = Family((Person("m", "Liisa", W), Person("f", "Pekka", M)), (couple,))
    cousins = replace(
        family,
        persons=(*family.persons, Person("g", "Mummo", W)),
        links=(ParentLink("m", parents=("g",)), ParentLink("f", parents=("g",))),
    )

    assert 'class="ring"' in draw(family)
    assert ">salainen<" in draw(replace(family, unions=(replace(couple, kind=UnionKind.SECRET_AFFAIR),)))
    assert "puolisot sukua toisilleen" in describe(cousins)


def test_ages_in_the_picture_are_in_the_description_too() -> None:
    svg = draw(separated(), as_of=date(2026, 11, 1), lang="en")
    told = svg.split("</desc>", 1)[0]

    assert re.search(r"Aino Rautiainen\. woman; b\. 2014; aged 12", told)
