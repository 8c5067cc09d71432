"""How good a layout is: the measures of genogram.md 3.6 from places alone, and our own after routing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.boxes import Box, Point
from kudelma.tools.genogram.graph import Graph
from kudelma.tools.genogram.layout import Layout

Spots = Mapping[int, Point]
TOUCH = 0.5
"""Lines that share less than this run beside, not on, each other."""
NEAR = 2.9
"""A line must not pass nearer to a symbol it does not belong to."""
DROP = 0.3


def place_metrics(graph: Graph, spots: Spots) -> dict[str, float]:
    """Measures that need only where everybody stands; `spots` by person number, missing people left out."""
    pitch, gap = _pitch(spots), _row_gap(spots)
    unions = _union_points(graph, spots, gap)
    adjacent, couples, apart = _adjacent(graph, spots)
    edges = [
        abs(spots[child][0] - unions[c][0])
        for c, couple in enumerate(graph.couples)
        if c in unions
        for child in couple.children
        if child in spots
    ]
    xs, ys = [x for x, _ in spots.values()], sorted({round(y) for _, y in spots.values()})
    width = (max(xs) - min(xs)) / pitch + 1 if xs else 0.0
    return {
        "persons": graph.size,
        "missing": graph.size - len(spots),
        "couples": couples,
        "adjacent_couples": adjacent,
        "couples_on_two_rows": apart,
        "not_below": sum(1 for _ in _not_below(graph, spots)),
        "sibling_inversions": sum(1 for _ in inversions(graph, spots)),
        "crossings": crossings(segments(graph, spots, unions)),
        "edge": round(sum(edges) / len(edges) / pitch, 3) if edges else 0.0,
        "width": round(width, 2),
        "rows": len(ys),
        "area": round(width * len(ys), 1),
    }


def layout_metrics(layout: Layout) -> dict[str, float]:
    """Those, and what only a routed drawing can be asked."""
    graph = layout.graph
    spots = {p: (layout.x[p], layout.y[p]) for p in range(graph.size)}
    symbols = [layout.symbol_box(p) for p in range(graph.size)]
    names = [box for p, box in enumerate(layout.label_boxes) if layout.labels[p].lines]
    pieces = list(_pieces(layout))
    return place_metrics(graph, spots) | {
        "copies": 0,
        "symbol_overlaps": _overlaps(symbols),
        "label_overlaps": _overlaps(names) + _between(names, symbols),
        "lines_through_symbols": _hits(pieces, symbols),
        "lines_near_symbols": _near_symbols(layout, pieces, symbols),
        "lines_through_labels": _hits(pieces, names),
        "lines_on_lines": _shared(pieces),
        "line_crossings": crossings([(a, b) for a, b, _ in pieces]),
        "bends": sum(max(0, len(route.points) - 2) for route in layout.routes),
        "torn_twins": _torn_twins(layout),
    }


def _pitch(spots: Spots) -> float:
    """The smallest distance on a row, at least a symbol's width."""
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in spots.values():
        rows[y].append(x)
    gaps = [b - a for xs in rows.values() for a, b in pairwise(sorted(xs))]
    return max(sizes.SYMBOL, min(gaps, default=sizes.SYMBOL))


def _row_gap(spots: Spots) -> float:
    ys = sorted({y for _, y in spots.values()})
    return min((b - a for a, b in pairwise(ys) if b - a > sizes.HALF), default=100.0)


def _union_points(graph: Graph, spots: Spots, gap: float) -> dict[int, Point]:
    points = {}
    for number, couple in enumerate(graph.couples):
        partners = [spots[p] for p in couple.partners if p in spots]
        if partners:
            middle = sum(x for x, _ in partners) / len(partners)
            points[number] = (middle, max(y for _, y in partners) + DROP * gap)
    return points


def segments(graph: Graph, spots: Spots, unions: Mapping[int, Point]) -> list[tuple[Point, Point]]:
    found = []
    for number, couple in enumerate(graph.couples):
        if number in unions:
            found += [(spots[p], unions[number]) for p in couple.partners if p in spots]
            found += [(unions[number], spots[c]) for c in couple.children if c in spots]
    for tie in graph.ties:
        if tie.couple in unions and tie.child in spots:
            found.append((unions[tie.couple], spots[tie.child]))
    return found


def _adjacent(graph: Graph, spots: Spots) -> tuple[int, int, int]:
    """Couples side by side, all couples, couples on two rows."""
    rows: dict[float, list[tuple[float, int]]] = defaultdict(list)
    for person, (x, y) in spots.items():
        rows[y].append((x, person))
    place = {person: spot for row in rows.values() for spot, (_, person) in enumerate(sorted(row))}
    near = count = apart = 0
    for couple in graph.couples:
        for spot, a in enumerate(couple.partners):
            for b in couple.partners[spot + 1 :]:
                if a in spots and b in spots:
                    count += 1
                    level = abs(spots[a][1] - spots[b][1]) <= sizes.HALF
                    apart += not level
                    near += level and abs(place[a] - place[b]) == 1
    return near, count, apart


def _not_below(graph: Graph, spots: Spots) -> Iterator[tuple[int, int]]:
    for couple in graph.couples:
        for child in couple.children:
            if couple.links[child].kind == "birth":
                for parent in couple.partners:
                    if child in spots and parent in spots and spots[child][1] <= spots[parent][1]:
                        yield parent, child


def inversions(graph: Graph, spots: Spots) -> Iterator[tuple[int, int]]:
    """Pairs of full siblings on one row, born in different years, in the wrong order."""
    for couple in graph.couples:
        dated = [(birth.year, c) for c in couple.children if (birth := graph.persons[c].birth) and c in spots]
        for year, a in dated:
            for later, b in dated:
                if year < later and spots[a][1] == spots[b][1] and spots[a][0] > spots[b][0]:
                    yield a, b


def _torn_twins(layout: Layout) -> int:
    """Twins on one row with somebody between them."""
    place = {node: spot for row in layout.order for spot, node in enumerate(row)}
    torn = 0
    for group in layout.graph.twins:
        spots = [place[member] for member in group]
        level = len({layout.plan.row_of[member] for member in group}) == 1
        torn += level and max(spots) - min(spots) >= len(spots)
    return torn


def crossings(lines: list[tuple[Point, Point]]) -> int:
    """Pairs of segments that properly intersect; a sweep over y keeps the pairs to be looked at few."""
    boxes = sorted(
        (min(a[1], b[1]), max(a[1], b[1]), min(a[0], b[0]), max(a[0], b[0]), n) for n, (a, b) in enumerate(lines)
    )
    active: list[tuple[float, float, float, int]] = []
    count = 0
    for top, bottom, left, right, n in boxes:
        active = [item for item in active if item[0] > top]
        for _, other_left, other_right, m in active:
            if left <= other_right and other_left <= right:
                count += _cross(lines[n], lines[m])
        active.append((bottom, left, right, n))
    return count


def crossed_lines(layout: Layout) -> dict[int, int]:
    """How many couples' lines to their own partners and children cross each child's line to its parents."""
    graph = layout.graph
    spots = {p: (layout.x[p], layout.y[p]) for p in range(graph.size)}
    unions = _union_points(graph, spots, _row_gap(spots))
    lines = segments(graph, spots, unions)
    rows: dict[float, list[tuple[Point, Point]]] = defaultdict(list)
    for line in lines:
        rows[line[0][1]].append(line)
    found = {}
    for child in range(graph.size):
        above = graph.above[child]
        if above in unions:
            own = (unions[above], spots[child])
            found[child] = sum(_cross(own, line) for line in rows[own[0][1]])
    return found


def _cross(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, two
    if a in {c, d} or b in {c, d}:
        return False
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _pieces(layout: Layout) -> Iterator[tuple[Point, Point, int]]:
    """Every straight piece of every line, with its route's number."""
    for number, route in enumerate(layout.routes):
        for a, b in pairwise(route.points):
            if a != b:
                yield a, b, number


def _overlaps(boxes: list[Box]) -> int:
    order = sorted(boxes, key=lambda box: box.left)
    count = 0
    for spot, box in enumerate(order):
        for other in order[spot + 1 :]:
            if other.left >= box.right:
                break
            count += box.meets(other)
    return count


def _between(some: list[Box], others: list[Box]) -> int:
    order = sorted(others, key=lambda box: box.left)
    count = 0
    for box in some:
        for other in order:
            if other.left >= box.right:
                break
            count += box.meets(other)
    return count


def _hits(pieces: list[tuple[Point, Point, int]], boxes: list[Box]) -> int:
    """Pieces that enter a box; pieces are cut to the boxes' columns first."""
    cells: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        for cell in range(int(box.left // 200), int(box.right // 200) + 1):
            cells[cell].append(box)
    count = 0
    for a, b, _ in pieces:
        met = set()
        left, right = min(a[0], b[0]), max(a[0], b[0])
        for cell in range(int(left // 200), int(right // 200) + 1):
            for box in cells.get(cell, ()):
                if box not in met and _enters(a, b, box):
                    met.add(box)
        count += len(met)
    return count


def _near_symbols(layout: Layout, pieces: list[tuple[Point, Point, int]], symbols: list[Box]) -> int:
    """Pieces that pass nearer than `NEAR` to a symbol that is not their own end."""
    own = [{route.person, *layout.graph.couples[route.couple].partners} for route in layout.routes]
    wide = [box.grown(NEAR) for box in symbols]
    total = _hits(pieces, wide)
    return total - sum(_enters(a, b, wide[person]) for a, b, number in pieces for person in own[number] if person >= 0)


def _enters(a: Point, b: Point, box: Box) -> bool:
    """Whether the segment goes through the inside of the box (Liang and Barsky 1984)."""
    first, last = 0.0, 1.0
    for start, end, low, high in ((a[0], b[0], box.left, box.right), (a[1], b[1], box.top, box.bottom)):
        move = end - start
        if move == 0:
            if not low < start < high:
                return False
            continue
        enter, leave = sorted(((low - start) / move, (high - start) / move))
        first, last = max(first, enter), min(last, leave)
    return last - first > 1e-9  # noqa: PLR2004  touching is not entering


def _shared(pieces: list[tuple[Point, Point, int]]) -> int:
    """Pairs of pieces of different routes that lie on one another for more than a touch."""
    lanes: dict[tuple[bool, float], list[tuple[float, float, int]]] = defaultdict(list)
    for a, b, number in pieces:
        for axis in (0, 1):
            if abs(a[axis] - b[axis]) < TOUCH:
                span = sorted((a[1 - axis], b[1 - axis]))
                lanes[axis == 0, round(a[axis] * 2) / 2].append((span[0], span[1], number))
    count = 0
    for spans in lanes.values():
        spans.sort()
        for spot, (_, end, number) in enumerate(spans):
            for start, other_end, other in spans[spot + 1 :]:
                if start >= end - TOUCH:
                    break
                count += number != other and min(end, other_end) - start > TOUCH
    return count
