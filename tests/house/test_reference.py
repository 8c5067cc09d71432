from pathlib import Path

from kudelma.core.deadlines.reference import page
from kudelma.core.deadlines.rules import RULES
from kudelma.project import terms

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def test_the_page_of_rules_is_what_the_table_says() -> None:
    assert (REFERENCE / "rules.md").read_text(encoding="utf-8") == page()


def test_the_page_of_terms_is_what_the_words_say() -> None:
    assert (REFERENCE / "terms.md").read_text(encoding="utf-8") == terms.page()


def test_every_rule_has_a_row_of_nine_cells() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]

    assert [row.split("`")[1] for row in rows] == [rule.id for rule in RULES]
    assert {row.count(" | ") for row in rows} == {8}
