from pathlib import Path

from kudelma.core.deadlines.reference import page
from kudelma.core.deadlines.rules import RULES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"


def test_the_page_of_rules_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_rule_has_a_row_of_nine_cells() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]

    assert [row.split("`")[1] for row in rows] == [rule.id for rule in RULES]
    assert {row.count(" | ") for row in rows} == {8}
