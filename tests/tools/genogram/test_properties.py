import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kudelma.core.kinship import Family
from kudelma.tools.genogram import describe, draw, lay_out, read_family, write_family
from kudelma.tools.genogram.metrics import layout_metrics
from tools.genogram.invented import families
from tools.genogram.promises import NEVER

calm = settings(
    max_examples=int(os.environ.get("KUDELMA_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
"""More examples on request: benchmarks/genogram/search.py."""


@calm
@given(families())
def test_hard_guarantees_hold_in_every_family(family: Family) -> None:
    found = layout_metrics(lay_out(family))

    assert {key: found[key] for key in NEVER} == dict.fromkeys(NEVER, 0)


@calm
@given(families(30), st.integers(0, 1000))
def test_order_of_lists_and_ids_change_nothing(family: Family, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  a seed, not a secret
    there = [person.id for person in family.persons]
    fresh = [f"x{n}" for n in range(len(there))]
    chance.shuffle(fresh)
    name = dict(zip(there, fresh, strict=True))
    other = _relabelled(family, name, chance)

    one, two = lay_out(family), lay_out(other)

    assert sorted(zip(one.x, one.y, strict=False)) == sorted(zip(two.x, two.y, strict=False))
    assert sorted(route.points for route in one.routes) == sorted(route.points for route in two.routes)


@calm
@given(families(30), st.integers(0, 1000))
def test_shuffled_lists_give_the_same_bytes(family: Family, seed: int) -> None:
    chance = Random(seed)  # noqa: S311  a seed, not a secret
    other = _relabelled(family, {person.id: person.id for person in family.persons}, chance)

    assert _lines(draw(family)) == _lines(draw(other))


@calm
@given(families(40))
def test_files_come_back_and_the_description_names_everyone(family: Family) -> None:
    assert read_family(write_family(family, "x.json"), "x.json") == family

    again = read_family(write_family(family, "x.ged"), "x.ged")
    words = describe(family)
    assert len(again.persons) == len(family.persons)
    assert [person.name for person in family.persons if person.name not in words] == []
    ET.fromstring(draw(family))  # noqa: S314  our own drawing


def _lines(svg: str) -> list[str]:
    """The drawing without its description, which tells people in the order they are listed."""
    return sorted(svg.split("</desc>", 1)[1].split("<"))


def _relabelled(family: Family, name: dict[str, str], chance: Random) -> Family:
    union = {u.id: f"y{n}" for n, u in enumerate(family.unions)}

    def mixed(items: list[object]) -> list[object]:
        chance.shuffle(items)
        return items

    changed = {
        "persons": [replace(p, id=name[p.id]) for p in family.persons],
        "unions": [replace(u, id=union[u.id], partners=tuple(name[p] for p in u.partners)) for u in family.unions],
        "links": [
            replace(
                link,
                child=name[link.child],
                union=union.get(link.union or ""),
                parents=tuple(name[p] for p in link.parents),
            )
            for link in family.links
        ],
        "twins": [replace(t, members=tuple(name[m] for m in t.members)) for t in family.twins],
        "emotional": [replace(line, a=name[line.a], b=name[line.b]) for line in family.emotional],
    }
    homes = tuple(
        replace(h, members=tuple(replace(s, person=name[s.person]) for s in h.members)) for h in family.households
    )
    lists = {key: tuple(mixed(list(items))) for key, items in changed.items()}
    return replace(family, **lists, households=homes, index=tuple(name[p] for p in family.index))  # type: ignore[arg-type]
