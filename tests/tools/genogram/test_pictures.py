"""Drawings on paper."""

import pytest

from kudelma.tools.genogram.pictures import EDGE, OVERLAP, PAPERS, READABLE, cut, sheets


@pytest.mark.parametrize("size", [(400.0, 500.0), (800.0, 500.0), (1000.0, 740.0)])
def test_drawing_that_can_be_read_on_one_sheet_stays_whole(size: tuple[float, float]) -> None:
    how = cut(*size, "A4")

    assert how.count == 1
    assert READABLE <= how.scale <= 1
    assert "pagebreak" not in sheets(*size, "A4")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("size", [(2000.0, 700.0), (9500.0, 650.0), (500.0, 4000.0)])
def test_sheets_together_show_the_whole_drawing(size: tuple[float, float], paper: str) -> None:
    how = cut(*size, paper)
    wide = how.columns * (how.wide - 2 * EDGE - OVERLAP) + OVERLAP
    high = how.rows * (how.high - 2 * EDGE - OVERLAP) + OVERLAP

    assert how.count > 1
    assert how.scale == READABLE
    assert wide >= size[0] * how.scale
    assert high >= size[1] * how.scale
    assert sheets(*size, paper).count("pagebreak") == how.count
