"""What is laid over the family lines: emotional lines, homes with their names, doubled lines."""

import re
from itertools import combinations, pairwise
from math import hypot

import pytest

from kudelma.core.kinship import Family
from kudelma.tools.genogram import draw, lay_out
from kudelma.tools.genogram.boxes import Box
from kudelma.tools.genogram.drawing import finished
from kudelma.tools.genogram.finishing import Finished
from kudelma.tools.genogram.homes import HomeOutline
from kudelma.tools.genogram.line_art import joined
from kudelma.tools.genogram.obstacles import meet
from kudelma.tools.genogram.strokes import beside
from kudelma.tools.genogram.texts import within
from tools.genogram.families import SHOWN, across_rows, every_feeling, losses, placed, separated

Point = tuple[float, float]
PARALLEL = 0.95
NEAR, LONGEST = 5.0, 40.0


def laid(family: Family) -> Finished:
    return finished(family, "fi")


@pytest.mark.parametrize("name", SHOWN)
def test_emotional_lines_touch_no_symbol_and_no_name(name: str) -> None:
    done = laid(SHOWN[name]())
    layout = done.layout
    touched = []
    for line, path in done.curves:
        own = {layout.graph.number[line.a], layout.graph.number[line.b]}
        for person in range(layout.graph.size):
            boxes = [layout.label_boxes[person]] if layout.labels[person].lines else []
            boxes += [] if person in own else [layout.symbol_box(person)]
            touched += [
                (line.a, line.b, person)
                for box in boxes
                if any(box.left < x < box.right and box.top < y < box.bottom for x, y in path)
            ]

    assert touched == []


@pytest.mark.parametrize("family", [separated(), placed(), every_feeling(), losses()])
def test_emotional_lines_follow_neither_each_other_nor_family_lines(family: Family) -> None:
    done = laid(family)
    paths = [path for _, path in done.curves]
    routes = [list(route.points) for route in done.layout.routes]

    alike = [followed(a, b) for a, b in combinations(paths, 2)]
    along = [followed(a, route) for a in paths for route in routes]

    assert max(alike, default=0.0) <= LONGEST
    assert max(along, default=0.0) <= LONGEST


def test_emotional_line_between_neighbours_takes_the_short_way() -> None:
    done = laid(every_feeling())
    lengths = {
        (line.a, line.b): (length(path), hypot(path[-1][0] - path[0][0], path[-1][1] - path[0][1]))
        for line, path in done.curves
    }

    assert max(way / straight for way, straight in lengths.values()) < 1.6


def test_two_homes_differ_in_pattern_and_the_key_names_both() -> None:
    svg = draw(separated())
    homes = re.findall(r'class="household"><title>([^<]+)</title><path[^>]*stroke-dasharray="([^"]+)"', svg)

    assert [name for name, _ in homes] == ["Äidin koti", "Isän koti"]
    assert len({dash for _, dash in homes}) == len(homes)
    assert svg.count(">Isän koti<") == 3


@pytest.mark.parametrize("family", [separated(), losses()])
def test_name_of_a_home_stands_in_that_home_alone(family: Family) -> None:
    done = laid(family)

    inside = {
        text.spot: [spot for spot, home in enumerate(done.homes) if within(home, text.box)] for text in done.home_names
    }

    assert inside == {spot: [spot] for spot in range(len(done.homes))}


def test_chips_of_a_home_stand_inside_it_and_off_its_name() -> None:
    done = laid(losses())

    assert len(done.chips) == 2
    assert [within(done.homes[chip.spot], chip.box) for chip in done.chips] == [True, True]
    assert [text.lines for text in done.home_names for chip in done.chips if text.box.meets(chip.box)] == []


def test_doubled_line_keeps_its_sides_apart_at_every_corner() -> None:
    for family in (across_rows(), placed()):
        layout = lay_out(family)
        for tie in range(len(layout.graph.ties)):
            for path in joined([route.points for route in layout.routes if route.tie == tie]):
                one, two = beside(path, 2.0), beside(path, -2.0)
                assert [1 for a in pairwise(one) for b in pairwise(two) if meet(*a, *b)] == []


def test_pieces_of_a_line_become_one_whichever_way_they_run() -> None:
    assert joined([((0, 0), (0, 5)), ((9, 5), (0, 5)), ((9, 5), (9, 8))]) == [((0, 0), (0, 5), (9, 5), (9, 8))]


def test_stillbirth_has_a_cross_and_no_question_mark() -> None:
    svg = draw(losses())
    found = re.search(r'<g id="person-sb".*?</g>', svg)

    assert found is not None
    assert 'class="dead"' in found[0]
    assert ">?<" not in found[0]


def followed(path: list[Point], other: list[Point]) -> float:
    """How far a path runs close along another."""
    total = 0.0
    pieces = [(c, d) for c, d in pairwise(other) if c != d]
    for a, b in pairwise(path):
        step = hypot(b[0] - a[0], b[1] - a[1])
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        total += step * any(
            abs((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1]))
            > PARALLEL * step * hypot(d[0] - c[0], d[1] - c[1])
            and distance(middle, c, d) < NEAR
            for c, d in pieces
        )
    return total


def distance(spot: Point, c: Point, d: Point) -> float:
    dx, dy = d[0] - c[0], d[1] - c[1]
    share = max(0.0, min(1.0, ((spot[0] - c[0]) * dx + (spot[1] - c[1]) * dy) / (dx * dx + dy * dy)))
    return hypot(spot[0] - c[0] - share * dx, spot[1] - c[1] - share * dy)


def length(path: list[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(path))


def test_home_holds_only_what_lies_inside() -> None:
    home = HomeOutline(0, ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)), (0,))

    assert within(home, box(4, 4))
    assert not within(home, box(14, 4))


def box(x: float, y: float) -> Box:
    return Box(x, y, x + 2, y + 2)
