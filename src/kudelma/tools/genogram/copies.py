"""For large trees: a few people who may stand twice, where that saves most crossings.

The person stands with their partner and children; a counted copy stands among their siblings, marked ↔.
"""

from collections import Counter
from dataclasses import replace

from kudelma.core.kinship import Family
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.metrics import crossed_lines

MARK = "↔"


def with_copies(family: Family, layout: Layout, most: int) -> tuple[Family, dict[str, str]]:
    """The family with at most `most` copies, and whom each copy's id stands for.

    `layout` is the family laid out without copies: its lines tell whose line to their parents is crossed
    most.
    """
    graph = layout.graph
    crossed: Counter[int] = Counter()
    for child, count in crossed_lines(layout).items():
        if graph.couples_of[child] and len(graph.couples[graph.above[child]].children) > 0:
            crossed[child] = count
    ranked = sorted(crossed, key=lambda child: (-crossed[child], child))
    chosen = [graph.persons[child].id for child in ranked if crossed[child]][:most]
    copies = {f"{person} {MARK}": person for person in chosen}
    copy_of = {person: copy for copy, person in copies.items()}
    people = [replace(family.by_id[person], id=copy, note="") for copy, person in copies.items()]
    links = tuple(replace(link, child=copy_of.get(link.child, link.child)) for link in family.links)
    twins = tuple(replace(t, members=tuple(copy_of.get(m, m) for m in t.members)) for t in family.twins)
    return replace(family, persons=(*family.persons, *people), links=links, twins=twins), copies
