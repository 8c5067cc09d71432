import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from kudelma.tools.genogram import describe, draw
from tools.genogram.families import HARD, separated


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", HARD)
def test_drawing_is_well_formed_and_shows_each_person_once(name: str, lang: str) -> None:
    family = HARD[name]()
    root = ET.fromstring(draw(family, lang=lang))  # noqa: S314  our own drawing

    people = [group.get("data-person") for group in root.iter() if group.get("class") == "person"]

    assert sorted(filter(None, people)) == sorted(person.id for person in family.persons)


def test_drawing_for_a_page_needs_no_style_and_no_colour() -> None:
    svg = draw(separated(), as_of=date(2026, 11, 1))

    assert not re.search(r"style|#[0-9a-f]{3}|rgb|<script|url\(", svg)
    assert "<style>" in draw(separated(), standalone=True)


def test_child_copy_shows_no_abuse() -> None:
    assert "fyysinen väkivalta" in draw(separated())
    assert "väkivalta" not in draw(separated(), audience="child")


def test_names_cannot_break_out_of_the_drawing() -> None:
    family = separated()
    bad = '<script>alert("1")</script>&\x00\ud800'
    people = (*family.persons[:-1], type(family.persons[0])("x", bad))
    svg = draw(type(family)(persons=people))

    assert "<script" not in svg
    ET.fromstring(svg)  # noqa: S314  our own drawing


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_description_names_everyone(lang: str) -> None:
    for build in HARD.values():
        family = build()
        words = describe(family, lang)
        assert [person.name for person in family.persons if person.name not in words] == []
