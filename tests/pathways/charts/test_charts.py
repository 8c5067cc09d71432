from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.pathways.charts import (
    bars,
    caseload,
    participation,
    run_chart,
    sankey,
    states,
    survival,
    swim_lane,
    variants,
)
from kudelma.pathways.charts.paper import PATTERNS, Chart, Table, percent, settled, spread, ticks, width_of, wrapped
from kudelma.pathways.charts.run_chart import Reading, Signal
from pathways.charts.wording import saying

SVG = "{http://www.w3.org/2000/svg}"
RUN = run_chart.RunWords("period", "days", "centre", "high", "low", "note", {s: s.value for s in Signal})


def said(chart: Chart) -> list[str]:
    return [one.text or "" for one in ET.fromstring(chart.svg).iter(f"{SVG}text")]  # noqa: S314 - our own drawing


def boxes(chart: Chart, kind: str) -> list[float]:
    rects = ET.fromstring(chart.svg).iter(f"{SVG}rect")  # noqa: S314 - our own drawing
    return [float(one.get("width", "0")) for one in rects if kind in (one.get("class") or "")]


def test_cut_word_leaves_no_scrap_to_the_next_line() -> None:
    assert wrapped("småbarnspedagogik, arbete", width_of("småbarnspedagogik")) == ["småbarnspedago-", "gik, arbete"]


@given(st.text(max_size=90), st.floats(30, 300), st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_they_have_room_for(text: str, width: float, lines: int) -> None:
    found = wrapped(text, width, lines=lines)
    most = max(3, int(width / (14 * 0.56)))
    assert len(found) <= lines
    assert all(len(line) <= most for line in found)
    if not any(line.endswith("…") for line in found):
        letters = "".join(text.split())
        assert "".join("".join(found).split()).replace("-", "") == letters.replace("-", "")


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=9), st.floats(0, 30))
def test_settled_places_keep_their_gaps(wanted: list[float], gap: float) -> None:
    found = settled(sorted(wanted), [gap] * len(wanted), None)
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(found))


def test_settled_leaves_alone_what_has_room() -> None:
    assert settled([0.0, 50.0, 100.0], [0.0, 10.0, 10.0], None) == [0.0, 50.0, 100.0]


def test_labels_that_would_overlap_are_moved_apart_around_their_middle() -> None:
    assert spread([10.0, 10.0], 20.0, 0.0, 100.0) == [0.0, 20.0]


def test_scale_is_of_round_numbers() -> None:
    assert (ticks(47), ticks(0.3), ticks(0)) == (
        [0, 10, 20, 30, 40, 50],
        [0, 0.1, 0.2, pytest.approx(0.3)],
        [0, 1],
    )


# --- states ------------------------------------------------------------------------------------------------

STATES = states.StateWords("month", "all", "others")


def test_states_stand_in_the_order_that_is_given() -> None:
    months = [states.Month("1–4/26", {"open": 9, "done": 2}), states.Month("5–8/26", {"partly": 3, "done": 2})]
    assert states.draw(months, saying(), STATES).table.head == ("month", "open", "done", "partly", "all")
    told = states.draw(months, saying(), STATES, ["done", "partly", "open"]).table.head
    assert told == ("month", "done", "partly", "open", "all")


def test_labels_of_months_have_room_beside_one_another() -> None:
    months = [states.Month(f"9–12/{year}", {"done": 1}) for year in range(20, 29)]
    chart = states.draw(months, saying(), STATES)
    labels = [one for one in ET.fromstring(chart.svg).iter(f"{SVG}text") if "12/" in (one.text or "")]  # noqa: S314 - our own
    places = [float(one.get("x", "0")) for one in labels]
    assert len(places) == 9
    assert all(b - a >= width_of("9–12/20", 12.5) for a, b in pairwise(places))


# --- run chart ---------------------------------------------------------------------------------------------


def readings(*values: float | None) -> list[Reading]:
    return [Reading(str(spot), value) for spot, value in enumerate(values)]


def test_limits_are_the_mean_and_266_mean_moving_ranges() -> None:
    # Moving ranges of 10, 12 … are 2 throughout: 11 ± 2.66 × 2.
    known = run_chart.reckon(readings(10, 12, 10, 12, 10, 12, 10, 12))
    assert (known.centre, known.low, known.high, known.signals) == (
        11,
        pytest.approx(5.68),
        pytest.approx(16.32),
        (),
    )


def test_few_points_have_a_median_and_no_limits() -> None:
    known = run_chart.reckon(readings(3, 1, None, 9))
    assert known == run_chart.Reckoned(3, None, None, ())


def test_point_outside_the_limits_is_a_signal() -> None:
    known = run_chart.reckon(readings(10, 11, 10, 11, 10, 11, 10, 30, 10, 11))
    assert known.signals == ((7, Signal.OUTSIDE),)


def test_eight_on_one_side_and_six_rising_are_signals() -> None:
    one_side = run_chart.reckon(readings(1, 2, 1, 2, 1, 2, 1, 2, 9, 10, 9, 10, 9, 10, 9, 10))
    assert {(15, Signal.ONE_SIDE), (7, Signal.ONE_SIDE)} <= set(one_side.signals)
    rising = run_chart.reckon(readings(5, 6, 5, 6, 5, 1, 3, 5, 7, 9, 11))
    assert (10, Signal.TREND) in rising.signals


def test_limit_never_goes_below_nothing() -> None:
    assert run_chart.reckon(readings(0, 9, 0, 9, 0, 9, 0, 9)).low == 0


def test_signal_is_told_in_words_beside_the_drawing() -> None:
    chart = run_chart.draw(readings(10, 11, 10, 11, 10, 11, 10, 30, 10, 11), saying(), RUN)
    assert chart.table.rows[7] == ("7", "30", "outside")


# --- the others --------------------------------------------------------------------------------------------


def test_sankey_joins_the_rare_and_keeps_every_case() -> None:
    links = [sankey.Link(1, "a", f"b{n}", 20 - n) for n in range(9)] + [sankey.Link(1, "a", "", 4)]
    chart = sankey.draw(links, saying(), sankey.SankeyWords("others", "ended", "step", "from", "to", "cases"))
    told = {row[2]: int(row[3]) for row in chart.table.rows}
    assert told == {f"b{n}": 20 - n for n in range(6)} | {"others": 14 + 13 + 12, "ended": 4}
    assert {"others", "ended", "148"} <= set(said(chart))


def test_variants_tell_the_rest_together() -> None:
    facts = variants.Variants((variants.Variant(("a", "b"), 6), variants.Variant(("a",), 3)), 1, 10)
    words = variants.VariantWords("path", "cases", "share", "others", "too few")
    chart = variants.draw(facts, saying(), words, most=1)
    assert chart.table.rows == (("a → b", "6", percent(0.6)), ("others", "4", percent(0.4)))


def test_variants_that_may_not_be_told_are_not_told() -> None:
    facts = variants.Variants((variants.Variant(("a",), 9),), None, 10)
    words = variants.VariantWords("path", "cases", "share", "others", "too few")
    assert variants.draw(facts, saying(), words).table.rows[-1] == ("others", "too few", "")


def test_states_beyond_the_patterns_stand_together() -> None:
    months = [states.Month("1/26", {f"s{n}": 10 - n for n in range(10)})]
    chart = states.draw(months, saying(), states.StateWords("month", "all", "others"))
    assert len(chart.table.head) == len(PATTERNS) + 2
    assert chart.table.rows[0][-2:] == ("6", "55")


def test_survival_tells_the_share_at_each_of_its_points() -> None:
    points = tuple(
        survival.At(day, share, share - 0.1, share + 0.1, n) for day, share, n in ((10, 0.8, 20), (30, 0.5, 9))
    )
    words = survival.SurvivalWords("group", "days", "waiting", "band", "followed")
    chart = survival.draw([survival.Curve("all", points)], saying(), words)
    told = {row[1]: row[2:] for row in chart.table.rows}
    assert told == {
        "0": ("100 %", "100–100 %", "20"),
        "10": ("80 %", "70–90 %", "20"),
        "30": ("50 %", "40–60 %", "9"),
    }


def test_participation_writes_counts_and_hides_few() -> None:
    cells = {("school", "teacher"): participation.Cell(14, 20), ("school", "nurse"): participation.Cell(None, 20)}
    words = participation.ParticipationWords("source", "{n} of {of}", "few")
    facts = participation.Participation(("school",), ("teacher", "nurse"), cells)
    chart = participation.draw(facts, saying(), words)
    assert chart.table.rows == (("school", "14 of 20", "few"),)
    assert boxes(chart, "k-chart__bar") == [pytest.approx(116 * 0.7)]


def test_caseload_says_in_words_how_it_stands() -> None:
    loads = [caseload.Load("Sanna", 31, 2, caseload.Stands.PAST, "over the cap")]
    words = caseload.LoadWords("worker", "children", "assessment", "stands", "cap")
    chart = caseload.draw(loads, 30, saying(), words)
    assert {"31 · over the cap", "cap 30"} <= set(said(chart))


def test_count_of_children_stands_beside_its_bar() -> None:
    loads = [caseload.Load("Sanna", 3, 2, caseload.Stands.CALM, "under the cap")]
    words = caseload.LoadWords("worker", "children", "assessment", "stands", "cap")
    svg = ET.fromstring(caseload.draw(loads, 30, saying(), words).svg)  # noqa: S314 - our own drawing
    told = next(one for one in svg.iter(f"{SVG}text") if "under the cap" in "".join(one.itertext()))
    bar = next(one for one in svg.iter(f"{SVG}rect") if "k-chart__bar" in (one.get("class") or ""))
    end = float(bar.get("x", "0")) + float(bar.get("width", "0"))
    assert end < float(told.get("x", "0")) < end + 20


def test_service_that_goes_on_has_an_open_end() -> None:
    lane = swim_lane.Lane("clinic", (swim_lane.Span(date(2025, 1, 1), None),))
    words = swim_lane.LaneWords("service", "from", "to", "goes on", "today")
    chart = swim_lane.draw([lane], date(2026, 1, 1), saying(), words)
    assert chart.table.rows == (("clinic", "2025-01-01", "goes on"),)
    assert boxes(chart, "k-chart__bar") == [760.0]


LANE_WORDS = swim_lane.LaneWords("service", "from", "to", "goes on", "today")


def test_uncertain_ends_are_drawn_beside_what_is_sure() -> None:
    span = swim_lane.Span(date(2025, 1, 1), date(2026, 1, 1), date(2025, 7, 2), date(2025, 12, 1), ("2025", "12/2025"))
    chart = swim_lane.draw([swim_lane.Lane("clinic", (span,))], date(2026, 1, 1), saying(), LANE_WORDS)
    assert boxes(chart, "k-chart__unsure") == [760.0]
    assert boxes(chart, "k-chart__bar") == [pytest.approx(760 * 152 / 365, abs=0.01)]
    assert chart.table.rows == (("clinic", "2025", "12/2025"),)


def test_what_is_nowhere_sure_has_no_bar() -> None:
    span = swim_lane.Span(date(2025, 1, 1), date(2026, 1, 1), date(2025, 12, 31), date(2025, 1, 1))
    chart = swim_lane.draw([swim_lane.Lane("clinic", (span,))], date(2026, 1, 1), saying(), LANE_WORDS)
    assert (boxes(chart, "k-chart__bar"), boxes(chart, "k-chart__unsure")) == ([], [760.0])


def test_a_quiet_lane_is_drawn_in_outline_and_says_more_under_its_name() -> None:
    lane = swim_lane.Lane(
        "assessment", (swim_lane.Span(date(2025, 1, 1), None),), under="Aino", mark="helped", quiet=True
    )
    chart = swim_lane.draw([lane], date(2026, 1, 1), saying(), LANE_WORDS, swim_lane.TOLD)
    assert (boxes(chart, "k-chart__bar"), boxes(chart, "k-chart__known")) == ([], [620.0])
    assert {"Aino", "helped"} <= set(said(chart))


def test_a_drawing_for_paper_or_a_phone_is_narrower_and_says_the_same() -> None:
    lane = swim_lane.Lane("clinic", (swim_lane.Span(date(2025, 1, 1), None),), under="Aino", mark="helped")
    shapes = (swim_lane.TOLD, swim_lane.PAPER, swim_lane.PHONE)
    drawings = [swim_lane.draw([lane], date(2026, 1, 1), saying(), LANE_WORDS, shape) for shape in shapes]
    wide = [ET.fromstring(chart.svg).get("width") for chart in drawings]  # noqa: S314 - our own drawing
    assert wide == ["1060", "680", "344"]
    assert "helped · Aino" in said(drawings[2])
    assert len({chart.table for chart in drawings}) == 1


# --- bars --------------------------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_values_and_what_is_not_told_has_none() -> None:
    rows = [bars.Bar("a", 50.0, "50 €"), bars.Bar("b", None, "not told"), bars.Bar("c", 100.0, "100 €")]
    chart = bars.draw(rows, Table((), ()), saying())
    small, large = boxes(chart, "k-chart__bar")
    assert (large / small, chart.svg.count("k-chart__gap")) == (pytest.approx(2), 1)
    assert {"a", "50 €", "b", "not told", "c", "100 €"} <= set(said(chart))


def test_bars_beyond_the_most_stand_in_the_table_only() -> None:
    rows = [bars.Bar(f"service {n}", float(n + 1), f"{n + 1} €") for n in range(bars.MOST + 5)]
    chart = bars.draw(rows, Table(("what",), tuple((one.name,) for one in rows)), saying())
    assert (len(boxes(chart, "k-chart__bar")), len(chart.table.rows)) == (bars.MOST, bars.MOST + 5)


def empty_charts() -> dict[str, Chart]:
    say = saying()
    return {
        "sankey": sankey.draw([], say, sankey.SankeyWords("", "", "", "", "", "")),
        "variants": variants.draw(variants.Variants((), 0, 0), say, variants.VariantWords("", "", "", "", "")),
        "states": states.draw([], say, states.StateWords("", "", "")),
        "survival": survival.draw([], say, survival.SurvivalWords("", "", "", "", "")),
        "run": run_chart.draw([], say, RUN),
        "participation": participation.draw(
            participation.Participation((), (), {}), say, participation.ParticipationWords("", "", "")
        ),
        "bars": bars.draw([], Table((), ()), say),
        "caseload": caseload.draw([], None, say, caseload.LoadWords("", "", "", "", "")),
        "lane": swim_lane.draw([], date(2026, 1, 1), say, swim_lane.LaneWords("", "", "", "", "")),
    }


@pytest.mark.parametrize("kind", empty_charts())
def test_nothing_to_show_is_still_a_drawing(kind: str) -> None:
    root = ET.fromstring(empty_charts()[kind].svg)  # noqa: S314 - our own drawing
    assert float(root.get("width", "0")) > 0


@pytest.mark.parametrize(
    ("part", "said"),
    [(0, "0 %"), (0.0001, "< 1 %"), (0.005, "< 1 %"), (0.0051, "1 %"), (0.5, "50 %"), (0.995, "> 99 %"), (1, "100 %")],
)
def test_some_is_never_said_to_be_none_nor_most_to_be_all(part: float, said: str) -> None:
    assert percent(part).replace("\N{NO-BREAK SPACE}", " ") == said


def test_state_of_which_nothing_is_told_has_a_dash() -> None:
    months = [states.Month("1/26", {"open": 9}), states.Month("2/26", {"open": 9, "done": 7})]

    assert states.draw(months, saying(), STATES).table.rows == (("1/26", "9", "–", "9"), ("2/26", "9", "7", "16"))
