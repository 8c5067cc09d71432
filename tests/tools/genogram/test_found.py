"""Families that once broke a promise, found by search; each is kept so that it stays mended."""

from pathlib import Path

import pytest

from kudelma.core.kinship import EmotionalKind, EmotionalLine, Family, ParentLink, Person, Union
from kudelma.tools.genogram import lay_out, read_family
from kudelma.tools.genogram.channels import Wire, assign_tracks, clashing
from kudelma.tools.genogram.metrics import layout_metrics
from tools.genogram.promises import NEVER

FOUND = sorted((Path(__file__).parent / "found").glob("*.json"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_family_that_broke_a_promise_keeps_it_now(path: Path) -> None:
    found = layout_metrics(lay_out(read_family(path.read_bytes(), path.name)))

    assert {key: found[key] for key in NEVER} == dict.fromkeys(NEVER, 0)


def test_further_parents_stand_above_and_other_couples_are_tried() -> None:
    """With all of them at the child's height, and the first couples chosen, 41 lines crossed."""
    path = next(path for path in FOUND if path.stem == "many_parents")
    found = layout_metrics(lay_out(read_family(path.read_bytes(), path.name)))

    assert (found["crossings"], found["adjacent_couples"], found["couples_on_two_rows"]) == (15, 2, 4)


def test_two_lines_that_change_places_are_told_as_clashing() -> None:
    """Each comes down where the other goes on: no order of tracks keeps them apart."""
    wires = [Wire(0, [0.0], [40.0]), Wire(1, [40.0], [0.0])]
    assign_tracks(wires)

    assert list(clashing(wires))
    wires[0].bottoms, wires[1].bottoms = [44.0], [4.0]
    assign_tracks(wires)
    assert not list(clashing(wires))


def test_two_lines_that_go_down_at_one_place_are_told_as_clashing() -> None:
    """Twins' common line, just where a line arrives at another child."""
    wires = [Wire(0, [0.0], [20.0, 60.0]), Wire(1, [90.0], [60.0])]
    assign_tracks(wires)

    assert [(wire.net, spot) for wire, spot in clashing(wires)] == [(1, 60.0)]
    wires[1].bottoms = [64.0]
    assert not list(clashing(wires))


def test_siblings_whose_parents_nobody_knows_are_numbered_alike_whatever_their_ids() -> None:
    """Nothing else tells these people apart: being such a sibling must, and the ids must not."""

    def family(siblings: tuple[int, ...]) -> Family:
        people = tuple(Person(f"p{n}") for n in range(12))
        links = tuple(ParentLink(f"p{n}", union="u") for n in siblings)
        line = EmotionalLine(f"p{siblings[0]}", f"p{11 - siblings[0]}", EmotionalKind.CLOSE)
        return Family(people, (Union("u"),), links, emotional=(line,) if len(siblings) > 1 else ())

    def places(siblings: tuple[int, ...]) -> list[tuple[float, float]]:
        layout = lay_out(family(siblings))
        return sorted(zip(layout.x, layout.y, strict=True))

    def lines(siblings: tuple[int, ...]) -> list[tuple[tuple[float, float], ...]]:
        return sorted(route.points for route in lay_out(family(siblings)).routes)

    for one, two in (((0,), (7,)), ((0, 1, 2, 3), (9, 4, 1, 8)), ((3, 6, 4, 5), (1, 0, 2, 5))):
        assert (places(one), lines(one)) == (places(two), lines(two))
