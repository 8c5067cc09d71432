"""Families that once broke a promise, found by search; each is kept so that it stays mended."""

from pathlib import Path

import pytest

from kudelma.tools.genogram import lay_out, read_family
from kudelma.tools.genogram.channels import Wire, assign_tracks, clashing
from kudelma.tools.genogram.metrics import layout_metrics
from tools.genogram.promises import NEVER

FOUND = sorted((Path(__file__).parent / "found").glob("*.json"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_family_that_broke_a_promise_keeps_it_now(path: Path) -> None:
    found = layout_metrics(lay_out(read_family(path.read_bytes(), path.name)))

    assert {key: found[key] for key in NEVER} == dict.fromkeys(NEVER, 0)


def test_two_lines_that_change_places_are_told_as_clashing() -> None:
    """Each comes down where the other goes on: no order of tracks keeps them apart."""
    wires = [Wire(0, [0.0], [40.0]), Wire(1, [40.0], [0.0])]
    assign_tracks(wires)

    assert clashing(wires) is not None
    wires[0].bottoms, wires[1].bottoms = [44.0], [4.0]
    assign_tracks(wires)
    assert clashing(wires) is None
