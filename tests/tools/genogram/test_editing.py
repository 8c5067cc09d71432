from dataclasses import replace
from itertools import combinations

import pytest

from kudelma.core.kinship import Family, ParentLink, Person, Union
from kudelma.tools.genogram import lay_out
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.metrics import layout_metrics
from tools.genogram.families import HARD, separated


def spots(layout: Layout) -> dict[str, tuple[float, float]]:
    return {p.id: (layout.x[n], layout.y[n]) for n, p in enumerate(layout.graph.persons)}


def flips(before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]]) -> int:
    """Pairs on one row before and after whose left and right have changed places."""
    return sum(
        before[a][1] == before[b][1]
        and after[a][1] == after[b][1]
        and (before[a][0] - before[b][0]) * (after[a][0] - after[b][0]) < 0
        for a, b in combinations(before, 2)
    )


@pytest.mark.parametrize("name", HARD)
def test_another_child_moves_nobody_past_anybody(name: str) -> None:
    family = HARD[name]()
    before = spots(lay_out(family))
    for union in family.unions:
        grown = replace(
            family,
            persons=(*family.persons, Person("new")),
            links=(*family.links, ParentLink("new", union=union.id)),
        )
        assert flips(before, spots(lay_out(grown, previous=before))) == 0


def with_partner(family: Family, person: str) -> Family:
    return replace(
        family,
        persons=(*family.persons, Person("new")),
        unions=(*family.unions, Union("new", (person, "new"))),
    )


def with_parents(family: Family, person: str) -> Family:
    return replace(
        family,
        persons=(*family.persons, Person("new"), Person("new2")),
        unions=(*family.unions, Union("new", ("new", "new2"))),
        links=(*family.links, ParentLink(person, union="new")),
    )


@pytest.mark.parametrize("person", ["a", "t", "n", "s", "x"])
def test_partner_or_parents_move_hardly_anybody(person: str) -> None:
    family = separated()
    before = spots(lay_out(family))
    found = [flips(before, spots(lay_out(with_partner(family, person), previous=before)))]
    if person in {"n", "s", "x"}:
        found.append(flips(before, spots(lay_out(with_parents(family, person), previous=before))))

    assert max(found) <= 1


def test_pinned_people_keep_their_order_even_afresh() -> None:
    family = separated()
    free = spots(lay_out(family))
    row = [p for p in ("a", "o", "v", "e") if free[p][1] == free["a"][1]]
    wish = {"e": (0.0, 0.0), "v": (900.0, 0.0), "a": (300.0, 0.0)}
    assert [p for p in sorted(row, key=lambda p: free[p][0]) if p in wish] != ["e", "a", "v"]

    pinned = spots(lay_out(family, previous=wish, pins=wish))

    assert [p for p in sorted(row, key=lambda p: pinned[p][0]) if p in wish] == ["e", "a", "v"]


def test_pin_gives_way_to_birth_order() -> None:
    wish = {"a": (500.0, 0.0), "o": (0.0, 0.0)}
    layout = lay_out(separated(), previous=wish, pins=wish)

    assert layout_metrics(layout)["sibling_inversions"] == 0


def test_pin_pulls_towards_its_place_while_the_rest_stays() -> None:
    family = separated()
    before = spots(lay_out(family))
    moved = before | {"t": (before["t"][0] - 200.0, before["t"][1])}

    free, pinned = lay_out(family, previous=moved), lay_out(family, previous=moved, pins={"t"})

    assert abs(spots(pinned)["t"][0] - moved["t"][0]) <= abs(spots(free)["t"][0] - moved["t"][0])
    assert flips(before, spots(pinned)) == 0
