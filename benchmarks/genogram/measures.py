"""The measures of a layout in which people may stand several times, and of small edits."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from math import hypot

from peers import Places

from kudelma.core.kinship import Family, ParentLink, PartialDate, Person, Union
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.graph import Graph, born
from kudelma.tools.genogram.metrics import crossings, place_metrics

Point = tuple[float, float]
Spots = dict[str, Point]


def measure(graph: Graph, places: Places) -> dict[str, float]:
    """As `metrics.place_metrics`; of several copies of somebody the nearest is taken, which favours who copies."""
    first = {person: spots[0] for person, spots in places.items() if spots}
    found = place_metrics(graph, first)
    every = [spot for spots in places.values() for spot in spots]
    copies = len(every) - len(first)
    if copies:
        found |= _with_copies(graph, places)
    return found | {
        "copies": copies,
        "overlaps": _overlaps(every),
        "torn_twins": _torn(graph, first),
        "scattered": scattered(graph, first),
    }


def scattered(graph: Graph, first: dict[int, Point]) -> int:
    """Sibships by birth whose children do not stand on one row."""
    count = 0
    for couple in graph.couples:
        ys = [first[c][1] for c in couple.children if c in first and couple.links[c].kind == "birth"]
        count += bool(ys) and max(ys) - min(ys) > sizes.HALF
    return count


def _overlaps(spots: list[Point]) -> int:
    near = sorted(spots)
    count = 0
    for n, (x, y) in enumerate(near):
        for other, other_y in near[n + 1 :]:
            if other - x >= sizes.SYMBOL - 0.01:
                break
            count += abs(other_y - y) < sizes.SYMBOL - 0.01
    return count


def _torn(graph: Graph, first: dict[int, Point]) -> int:
    rows: dict[float, list[tuple[float, int]]] = {}
    for person, (x, y) in first.items():
        rows.setdefault(round(y), []).append((x, person))
    place = {person: n for row in rows.values() for n, (_, person) in enumerate(sorted(row))}
    torn = 0
    for group in graph.twins:
        drawn = [m for m in group if m in first]
        level = len({round(first[m][1]) for m in drawn}) == 1
        torn += bool(drawn) and (not level or max(place[m] for m in drawn) - min(place[m] for m in drawn) >= len(drawn))
    return torn


def _with_copies(graph: Graph, places: Places) -> dict[str, float]:
    rows: dict[float, list[float]] = {}
    for spots in places.values():
        for x, y in spots:
            rows.setdefault(round(y), []).append(x)
    for row in rows.values():
        row.sort()
    gap = min(
        (b - a for a, b in zip(sorted(rows), sorted(rows)[1:], strict=False) if b - a > sizes.HALF), default=100.0
    )
    lines: list[tuple[Point, Point]] = []
    near = wrong = low = 0
    for couple in graph.couples:
        partners = [places[p] for p in couple.partners if places.get(p)]
        if not partners:
            continue
        chosen = min(product(*partners), key=lambda spots: _spread(list(spots)))
        if len(chosen) == 2 and round(chosen[0][1]) == round(chosen[1][1]):
            row = rows[round(chosen[0][1])]
            between = [x for x in row if min(chosen)[0] < x < max(chosen)[0]]
            near += not between
        point = (sum(x for x, _ in chosen) / len(chosen), max(y for _, y in chosen) + 0.3 * gap)
        children = {
            c: min(places[c], key=lambda spot, point=point: hypot(spot[0] - point[0], spot[1] - point[1]))  # type: ignore[misc]
            for c in couple.children
            if places.get(c)
        }
        low += sum(y <= max(p[1] for p in chosen) for _, y in children.values())
        lines += [(spot, point) for spot in chosen] + [(point, spot) for spot in children.values()]
        for a, b in combinations(children, 2):
            years = [birth.year if (birth := graph.persons[c].birth) else None for c in (a, b)]
            if None not in years and years[0] != years[1] and children[a][1] == children[b][1]:
                wrong += (born(graph.persons[a]) < born(graph.persons[b])) != (children[a][0] < children[b][0])
    return {"adjacent_couples": near, "sibling_inversions": wrong, "not_below": low, "crossings": crossings(lines)}


def _spread(spots: list[Point]) -> float:
    return sum(hypot(a[0] - b[0], 10 * (a[1] - b[1])) for a, b in combinations(spots, 2))


def edits(family: Family) -> Iterator[tuple[str, Family]]:
    """A youngest child to up to six couples; a partner, or parents, to up to six people who have none."""
    couples = [union for union in family.unions if len(union.partners) == 2][:6]
    child = Person("new child", birth=PartialDate(2030))
    for union in couples:
        yield (
            "child",
            replace(
                family, persons=(*family.persons, child), links=(*family.links, ParentLink(child.id, union=union.id))
            ),
        )
    paired = {p for union in family.unions for p in union.partners}
    for person in [p.id for p in family.persons if p.id not in paired][:6]:
        wed = Union("new union", (person, "new"))
        yield "partner", replace(family, persons=(*family.persons, Person("new")), unions=(*family.unions, wed))
    rooted = {link.child for link in family.links}
    for person in [p.id for p in family.persons if p.id not in rooted][:6]:
        yield (
            "parents",
            replace(
                family,
                persons=(*family.persons, Person("new"), Person("new 2")),
                unions=(*family.unions, Union("new union", ("new", "new 2"))),
                links=(*family.links, ParentLink(person, union="new union")),
            ),
        )


def stability(before: Spots, after: Spots) -> tuple[int, int, float]:
    """Flipped pairs, all pairs that share a row in both, and the mean shift in pitches less the median shift."""
    both = [p for p in before if p in after]
    flipped = pairs = 0
    for a, b in combinations(both, 2):
        if round(before[a][1]) == round(before[b][1]) and round(after[a][1]) == round(after[b][1]):
            pairs += 1
            flipped += (before[a][0] - before[b][0]) * (after[a][0] - after[b][0]) < 0
    shifts = sorted(after[p][0] - before[p][0] for p in both)
    median = shifts[len(shifts) // 2] if shifts else 0.0
    moved = sum(abs(shift - median) for shift in shifts) / max(1, len(shifts))
    return flipped, pairs, moved / _pitch(before)


def _pitch(spots: Spots) -> float:
    rows: dict[int, list[float]] = {}
    for x, y in spots.values():
        rows.setdefault(round(y), []).append(x)
    gaps = [b - a for row in rows.values() for a, b in zip(sorted(row), sorted(row)[1:], strict=False)]
    return max(sizes.SYMBOL, min(gaps, default=sizes.SYMBOL))
