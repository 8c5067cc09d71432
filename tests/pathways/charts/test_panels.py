"""Several figures over the same time: points where they are told, nothing across a gap, and the table beside it."""

from xml.etree import ElementTree as ET

import pytest

from kudelma.pathways.charts.panels import Mark, Panel, draw
from kudelma.pathways.charts.paper import Chart
from pathways.charts.wording import saying

SVG = "{http://www.w3.org/2000/svg}"
TEN = ((0.0, "0"), (10.0, "10"))


def drawn(chart: Chart, kind: str) -> list[ET.Element]:
    tree = ET.fromstring(chart.svg)  # noqa: S314 - our own drawing
    return [one for one in tree.iter() if kind in (one.get("class") or "").split()]


def panels() -> list[Panel]:
    marks = [Mark("8 (7–9)", 8, 7, 9), Mark("6", 6, few=True), None, Mark("80–90 %", None, 8, 9)]
    return [Panel("Heard", marks, TEN), Panel("Safe", [None] * 4, TEN)]


def test_table_says_the_same_as_the_drawing() -> None:
    chart = draw("Month", ["1", "2", "3", "4"], panels(), saying())
    assert (chart.table.head, chart.table.rows) == (
        ("Month", "Heard", "Safe"),
        (("1", "8 (7–9)", "–"), ("2", "6", "–"), ("3", "–", "–"), ("4", "80–90 %", "–")),
    )


def test_point_stands_where_its_value_is_on_the_scale() -> None:
    chart = draw("Month", ["1", "2", "3", "4"], panels(), saying())
    grid = sorted({float(line.get("y1", "0")) for line in drawn(chart, "k-chart__grid")})[:2]  # of the first panel
    heights = [float(one.get("cy", "0")) for one in drawn(chart, "k-chart__point")]
    assert heights == pytest.approx([grid[1] - 0.8 * (grid[1] - grid[0]), grid[1] - 0.6 * (grid[1] - grid[0])])


def test_few_answers_are_hollow_and_a_limit_is_a_bar_with_ends() -> None:
    chart = draw("Month", ["1", "2", "3", "4"], panels(), saying())
    assert (len(drawn(chart, "k-chart__point")), len(drawn(chart, "k-chart__point--firm"))) == (2, 1)
    assert (len(drawn(chart, "k-chart__band")), len(drawn(chart, "k-chart__gap"))) == (1, 1)


def test_no_line_goes_across_a_period_that_is_not_told() -> None:
    marks = [Mark("1", 1), None, Mark("3", 3), Mark("4", 4)]
    lines = drawn(draw("Month", ["1", "2", "3", "4"], [Panel("Heard", marks, TEN)], saying()), "k-chart__line")
    assert [line.get("d", "").count("L") for line in lines] == [1]


def test_last_told_figure_stands_beside_the_name_with_its_period() -> None:
    chart = draw("Month", ["1", "2", "3", "4"], [Panel("Heard", [None, Mark("7 <b>", 7), None, None], TEN)], saying())
    said = ["".join(one.itertext()) for one in ET.fromstring(chart.svg).iter(f"{SVG}text")]  # noqa: S314 - our own
    assert said[0].replace("\xa0", " ") == "Heard: 7 <b> · 2"


def test_drawing_of_no_period_is_empty_and_well_formed() -> None:
    chart = draw("Month", [], [Panel("Heard", [], TEN)], saying())
    assert (chart.table.rows, drawn(chart, "k-chart__point")) == ((), [])
