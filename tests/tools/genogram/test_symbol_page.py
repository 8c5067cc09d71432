from pathlib import Path

from kudelma.tools.genogram.symbol_page import symbol_page


def test_symbol_page_in_the_documentation_is_as_the_engine_draws_it() -> None:
    kept = Path(__file__).parents[3] / "docs" / "reference" / "genogram-symbols.svg"

    assert kept.read_text(encoding="utf-8") == symbol_page()
