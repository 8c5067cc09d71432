import csv
import gzip
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kudelma.pathways.charts.flow import END, START, Flow, Move, choose
from kudelma.pathways.charts.flow_map import FlowWords, draw
from kudelma.pathways.charts.layers import crossings, layered
from pathways.charts.wording import saying

WORDS = FlowWords("begins", "ends", "from", "to", "cases", "median", "not told")
SEPSIS = Path(__file__).resolve().parents[4] / "shared" / "data" / "event_logs" / "sepsis.csv.gz"
SVG = "{http://www.w3.org/2000/svg}"


def flow_of(paths: list[list[str]]) -> Flow:
    moves = Counter(move for path in paths for move in pairwise(path))
    return Flow(
        Counter(name for path in paths for name in path),
        tuple(Move(a, b, n, 86400.0) for (a, b), n in sorted(moves.items())),
        Counter(path[0] for path in paths),
        Counter(path[-1] for path in paths),
    )


PATHS = [["a", "b", "c"]] * 6 + [["a", "c"]] * 3 + [["a", "b", "b", "a", "c"]] + [["a", "d", "c"]]


def test_counts_are_never_given_to_another_move() -> None:
    flow = flow_of(PATHS)
    known = {(m.before, m.after): m.count for m in flow.moves}
    shown = choose(flow, activities=3)
    between = {(m.before, m.after): m.count for m in shown.moves if m.before != START and m.after != END}
    assert between == {edge: n for edge, n in known.items() if "d" not in edge}


def test_share_shown_is_of_all_moves() -> None:
    shown = choose(flow_of(PATHS), activities=3)
    assert (shown.share, shown.of_activities, shown.of_moves) == (pytest.approx(19 / 21), 4, 7)


def test_rare_activity_needed_on_a_way_is_shown_too() -> None:
    flow = Flow({"a": 9, "gate": 1, "b": 8}, (Move("a", "gate", 1), Move("gate", "b", 1)), {"a": 9}, {"b": 8})
    assert list(choose(flow, activities=2).activities) == ["a", "b", "gate"]


def test_activity_without_a_way_is_told_as_loose() -> None:
    flow = Flow({"a": 9, "b": 8}, (), {"a": 9}, {"a": 9}, hidden=2)
    shown = choose(flow)
    assert (shown.loose, shown.hidden) == (frozenset({"b"}), 2)


names = st.sampled_from("abcdefgh")
paths = st.lists(st.lists(names, min_size=1, max_size=7), min_size=1, max_size=12)


@given(paths, st.integers(1, 8))
def test_everything_shown_is_reached_from_the_beginning_and_reaches_the_end(ways: list[list[str]], many: int) -> None:
    shown = choose(flow_of(ways), activities=many)
    edges = [(m.before, m.after) for m in shown.moves]
    assert reached(START, edges) >= set(shown.activities) | {END}
    assert reached(END, [(b, a) for a, b in edges]) >= set(shown.activities) | {START}


def reached(root: str, edges: list[tuple[str, str]]) -> set[str]:
    found = {root}
    while True:
        new = {b for a, b in edges if a in found} - found
        if not new:
            return found
        found |= new


@given(paths)
def test_drawing_is_the_same_whatever_the_order_of_the_facts(ways: list[list[str]]) -> None:
    flow = flow_of(ways)
    turned = Flow(
        dict(reversed(list(flow.activities.items()))),
        flow.moves[::-1],
        dict(reversed(list(flow.starts.items()))),
        dict(reversed(list(flow.ends.items()))),
    )
    assert draw(flow, saying(), WORDS)[0] == draw(turned, saying(), WORDS)[0]


@given(paths)
def test_boxes_of_a_row_never_overlap(ways: list[list[str]]) -> None:
    shown = choose(flow_of(ways), activities=8)
    edges = {(m.before, m.after): m.count for m in shown.moves}
    made = layered(edges, dict.fromkeys([START, *shown.activities, END], 100.0), dict.fromkeys(edges, 50.0))
    for row in made.rows:
        for one, other in pairwise(row):
            assert made.x[other] - made.x[one] >= (made.wide[one] + made.wide[other]) / 2


def test_two_moves_that_need_not_cross_do_not() -> None:
    edges = {(START, "a"): 1, (START, "b"): 1, ("a", "c"): 1, ("b", "d"): 1, ("c", END): 1, ("d", END): 1}
    made = layered(edges, dict.fromkeys([START, "b", "a", "c", "d", END], 10.0), dict.fromkeys(edges, 5.0))
    assert crossings(made) == 0


def test_table_holds_every_move_also_those_not_drawn() -> None:
    flow = flow_of(PATHS)
    chart, shown = draw(flow, saying(), WORDS, activities=1)
    drawn = {(m.before, m.after) for m in shown.moves}
    assert ("a", "d") not in drawn
    assert ("a", "d", "1", "1 d") in chart.table.rows
    assert len(chart.table.rows) == len(flow.moves) + len(flow.starts) + len(flow.ends)


def test_drawing_keeps_to_a_strict_policy_and_says_what_it_is() -> None:
    svg = draw(flow_of(PATHS), saying("flow"), WORDS)[0].svg
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert (root.get("role"), root.get("aria-labelledby"), len(ids)) == ("img", "flow-title flow-desc", len(set(ids)))
    assert [one.tag for one in root.iter() if one.get("style") or one.tag == f"{SVG}style"] == []
    said = {one.text for one in root.iter(f"{SVG}text")}
    assert {"begins", "ends", "a", "b", "c", "d", "11", "1 d"} <= said


def test_hostile_name_stays_text() -> None:
    name = '<script>alert("1")</script>\x00\ud800 & ]]>'
    svg = draw(flow_of([[name, "b"]]), saying(), WORDS)[0].svg
    assert "<script" not in svg
    ET.fromstring(svg)  # noqa: S314 - our own drawing


def test_public_log_is_drawn_with_its_own_counts() -> None:
    cases: dict[str, list[tuple[str, int, str]]] = {}
    with gzip.open(SEPSIS, "rt") as rows:
        for row in csv.DictReader(rows):
            cases.setdefault(row["case_id"], []).append((row["timestamp"], int(row["event_idx"]), row["activity"]))
    flow = flow_of([[name for _at, _idx, name in sorted(events)] for events in cases.values()])
    chart, shown = draw(flow, saying(), WORDS, activities=16)
    assert ("ER Registration", "ER Triage", "971", "1 d") in chart.table.rows
    assert (len(shown.activities), 0.8 < shown.share < 1) == (16, True)
    assert len(chart.svg) < 60_000
