import pytest

from kudelma.core.kinship import Family
from kudelma.tools.genogram import lay_out
from kudelma.tools.genogram.metrics import layout_metrics
from tools.genogram.families import HARD, across_rows, crossed_cousins, separated, triplets
from tools.genogram.promises import NEVER


@pytest.mark.parametrize("name", HARD)
def test_hard_guarantees_hold_in_every_hard_family(name: str) -> None:
    found = layout_metrics(lay_out(HARD[name]()))

    assert {key: found[key] for key in NEVER} == dict.fromkeys(NEVER, 0)


@pytest.mark.parametrize(
    ("family", "adjacent", "couples", "crossings"),
    [(separated(), 6, 6, 0), (triplets(), 5, 5, 0), (crossed_cousins(), 4, 5, 3)],
)
def test_couples_stand_side_by_side_where_they_can(family: Family, adjacent: int, couples: int, crossings: int) -> None:
    found = layout_metrics(lay_out(family))

    assert (found["adjacent_couples"], found["couples"], found["crossings"]) == (adjacent, couples, crossings)


def test_couple_of_two_generations_is_joined_across_rows() -> None:
    layout = lay_out(across_rows())
    y = {person.name: layout.y[spot] for spot, person in enumerate(layout.graph.persons)}

    assert y["Eno"] == y["Sisar"] < y["Sisarentytär"] == y["Veli"] < y["Lapsi"]
