"""Family lines, homes and feelings as SVG groups, each with its words."""

from collections import defaultdict

from kudelma.core.kinship import EmotionalLine, Family, LinkKind, UnionKind, Zygosity
from kudelma.tools.genogram import sizes
from kudelma.tools.genogram.boxes import Box, Point
from kudelma.tools.genogram.brackets import Bar
from kudelma.tools.genogram.comparing import Changes
from kudelma.tools.genogram.describing import link_words, person_name, related, tie_words, union_words
from kudelma.tools.genogram.feelings import feeling
from kudelma.tools.genogram.finishing import Finished
from kudelma.tools.genogram.graph import Couple
from kudelma.tools.genogram.layout import Layout
from kudelma.tools.genogram.routes import Route, bar_depth
from kudelma.tools.genogram.second_homes import HATCH, Chip, hatching
from kudelma.tools.genogram.strokes import (
    CHILDLESS_BARS,
    HOMES,
    LINK_LETTERS,
    LINK_STROKES,
    UNION_STROKES,
    Stroke,
    band,
    childless,
    line,
    parting,
)
from kudelma.tools.genogram.svg import element, path, rounded, text_element
from kudelma.tools.genogram.words import word

CORNER = 10.0
LETTER_ROOM = 16.0
"""Where another line ends so near on the right of a line's letter, it stands on the left."""
LEAST_CORNERS = 3
"""A bar of fewer corners has one leg only."""


def route_art(finished: Finished, lang: str, changed: Changes | None = None) -> list[str]:
    """One group per couple: its bar, marks, years, and the lines to its children.

    Lines that are new or other than on the day compared with lie on a broad pale band.
    """
    layout = finished.layout
    by_couple: dict[int, list[Route]] = defaultdict(list)
    for route in layout.routes:
        by_couple[route.couple].append(route)
    bars = {bar.couple: bar for row in layout.lines for bar in row.bars if len(bar.anchors) > 1}
    kin = kin_couples(layout)
    texts = {text.spot: text for text in finished.union_texts}
    groups = []
    for spot in sorted(by_couple):
        couple = layout.graph.couples[spot]
        parts = []
        family = layout.graph.family
        if couple.unions and len(couple.partners) > 1:
            words = "; ".join(union_words(family, union, lang) for union in couple.unions)
            parts.append(text_element("title", words))
        parts += _lines(layout, couple, by_couple[spot], kin=spot in kin, changed=changed)
        if spot in bars and couple.union is not None:
            parts.append(_marks(layout, couple, bars[spot]))
            parts.append(_childless(layout, couple, bars[spot]))
        if spot in texts:
            text = texts[spot]
            y = text.box.top
            for words in text.lines:
                y += 11.0
                parts.append(_small(words, (text.box.left + text.box.right) / 2, y - 2))
        groups.append(element("g", {"class": "couple"}, *parts))
    return [*groups, *_twin_bars(layout)]


def _lines(layout: Layout, couple: Couple, routes: list[Route], *, kin: bool, changed: Changes | None) -> list[str]:
    parts = []
    doubled: dict[tuple[Stroke, int], list[tuple[Point, ...]]] = defaultdict(list)
    alone = len(couple.partners) == 1
    for route in routes:
        stroke = _stroke(layout, couple, route, kin=kin)
        if changed and _is_changed(layout, couple, route, changed):
            parts.append(band(route.points))
        if stroke.twin is not None and (route.tie >= 0 or alone):
            doubled[stroke, -1 if alone else route.tie].append(route.points)
        else:
            parts.append(line(route.points, stroke, f"line-{route.role}"))
        if route.role == "child":
            parts.append(_letter(layout, couple, route))
    for (stroke, _), paths in doubled.items():
        parts += [line(points, stroke, "line-child") for points in joined(paths)]
    return parts


def joined(paths: list[tuple[Point, ...]]) -> list[tuple[Point, ...]]:
    """Paths that meet end to end made one, so that a doubled line turns its corners as one."""
    left = list(paths)
    found = []
    while left:
        whole = left.pop(0)
        grown = True
        while grown:
            grown = False
            for other in left:
                ways = (other, other[::-1])
                onward = next((way for way in ways if way[0] == whole[-1]), None)
                before = next((way for way in ways if way[-1] == whole[0]), None)
                if onward or before:
                    whole = (*whole, *onward[1:]) if onward else (*(before or ())[:-1], *whole)
                    left.remove(other)
                    grown = True
                    break
        found.append(whole)
    return found


def _is_changed(layout: Layout, couple: Couple, route: Route, changed: Changes) -> bool:
    if route.role == "union":
        return any(union.id in changed.unions for union in couple.unions)
    if route.person < 0:
        return False
    ids = layout.graph.persons
    parents = tuple(sorted(ids[p].id for p in couple.partners))
    return route.role in {"child", "strand"} and (ids[route.person].id, parents) in changed.links


def _small(text: str, x: float, y: float, anchor: str = "middle") -> str:
    frame = {
        "x": x,
        "y": y,
        "text_anchor": anchor,
        "font_size": sizes.SMALL_LETTER,
        "fill": "currentColor",
        "stroke": "none",
    }
    return text_element("text", text, **frame)


def _stroke(layout: Layout, couple: Couple, route: Route, *, kin: bool) -> Stroke:
    if route.role == "union" and (route.tie < 0):
        union = couple.union
        stroke = UNION_STROKES[union.kind] if union else UNION_STROKES[UnionKind.COPARENTS]
        if len(couple.partners) < 2:  # noqa: PLR2004  one parent alone: no union to tell of
            return _children_stroke(layout, couple)
        return Stroke(stroke.dash, "", inset=True) if kin and len(route.points) > LEAST_CORNERS else stroke
    if route.tie >= 0:
        return LINK_STROKES[layout.graph.ties[route.tie].link.kind]
    if route.role in {"child", "strand"} and route.person in couple.links:
        return LINK_STROKES[couple.links[route.person].kind]
    return _children_stroke(layout, couple)


def _children_stroke(layout: Layout, couple: Couple) -> Stroke:
    """The common line of the children: solid, unless all hang by one other kind."""
    kinds = {link.kind for link in couple.links.values()}
    if not kinds:
        spot = layout.graph.couples.index(couple)
        kinds = {tie.link.kind for tie in layout.graph.ties if tie.couple == spot}
    return LINK_STROKES[kinds.pop()] if len(kinds) == 1 else LINK_STROKES[LinkKind.BIRTH]


def _letter(layout: Layout, couple: Couple, route: Route) -> str:
    link = layout.graph.ties[route.tie].link if route.tie >= 0 else couple.links.get(route.person)
    if link is None or (route.tie >= 0 and route.person != layout.graph.ties[route.tie].child):
        return ""
    x, y = route.points[-1]
    text = LINK_LETTERS.get(link.kind, "") + ("?" if link.contested else "")
    words = text_element("title", link_words(layout.graph.family, link, layout.lang))
    crowded = text and any(
        other is not route and other.role == "child" and 0 < other.points[-1][0] - x < LETTER_ROOM
        for other in layout.routes
        if other.points and abs(other.points[-1][1] - y) < LETTER_ROOM
    )
    side = (x - 4, y - 4, "end") if crowded else (x + 4, y - 4, "start")
    return element("g", {"class": "link"}, words, _small(text, *side) if text else "")


def _marks(layout: Layout, couple: Couple, bar: Bar) -> str:
    union = couple.union
    level = bar_height(layout, couple, bar)
    left, right = min(bar.legs.values()), max(bar.legs.values())
    x = (left + right) / 2
    near = [drop for drop in bar.drops.values() if abs(drop - x) < 12]  # noqa: PLR2004
    if near:
        x = min(near) - 14
    return parting(x, level, union.kind) if union else ""


def bar_height(layout: Layout, couple: Couple, bar: Bar) -> float:
    return max(layout.y[p] for p in couple.partners) + bar_depth(bar)


def _twin_bars(layout: Layout) -> list[str]:
    """Between identical twins' lines a bar; a "?" where it is not known."""
    art = []
    ends = {route.person: route.points[-3:-1] for route in layout.routes if route.role == "child" and route.tie < 0}
    for group in layout.graph.family.twins:
        members = sorted(layout.graph.number[m] for m in group.members)
        slants = [ends[m] for m in members if m in ends and ends[m][0][0] != ends[m][-1][0]]
        middles = sorted(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in slants)
        if len(middles) <= 1:
            continue
        if group.zygosity is Zygosity.IDENTICAL:
            art.append(line((middles[0], middles[-1]), Stroke(), "line-twins"))
        elif group.zygosity is None:
            art.append(_small("?", middles[0][0] + 6, middles[0][1] + 9))
    return art


def kin_couples(layout: Layout) -> set[int]:
    """Couples whose partners are related by blood, law or adoption."""
    graph = layout.graph
    return {
        spot
        for spot, couple in enumerate(graph.couples)
        if related(graph.family, [graph.persons[p].id for p in couple.partners])
    }


def _childless(layout: Layout, couple: Couple, bar: Bar) -> str:
    """A short drop that ends in one bar (by choice) or two (infertility), where there are no children."""
    why = next((union.childless for union in couple.unions if union.childless in CHILDLESS_BARS), "")
    if not why or couple.children:
        return ""
    x = (min(bar.legs.values()) + max(bar.legs.values())) / 2
    return childless(x, bar_height(layout, couple, bar), why)


def home_art(finished: Finished, spot: int, lang: str) -> str:
    """An outline with its name and the chips of those who live here too but stand elsewhere."""
    home = finished.homes[spot]
    household = finished.layout.graph.family.households[home.household]
    frame = {
        "d": rounded(list(home.corners), CORNER),
        "stroke_dasharray": HOMES[home.household % len(HOMES)],
        "stroke_width": "1.5",
        "fill": "currentColor",
        "fill_opacity": "0.04",
        "stroke_opacity": "0.75",
    }
    parts = [text_element("title", household.name), element("path", frame)]
    parts += [
        _small(text.lines[0], text.box.left, text.box.bottom - 2, "start")
        for text in finished.home_names
        if text.spot == spot
    ]
    parts += [chip_art(finished, chip, lang) for chip in finished.chips if chip.spot == spot]
    return element("g", {"class": "household"}, *parts)


def chip_art(finished: Finished, chip: Chip, lang: str) -> str:
    box = chip.box
    person = finished.layout.graph.persons[chip.person]
    words = text_element("title", f"{person_name(person, lang)}: {word('half_home', lang)}")
    text = _small(chip.words, box.left + HATCH + 4, box.bottom - 2.5, "start")
    return element("g", {"class": "second-home"}, words, chip_sample(box), text)


def chip_sample(box: Box) -> str:
    """The hatched square at the left end of a chip."""
    frame = {"x": box.left, "y": box.top, "width": HATCH, "height": box.bottom - box.top, "rx": "3"}
    lines = "".join(path(piece) for piece in hatching(box))
    return element("g", {"stroke_width": "1"}, element("rect", frame), element("path", {"d": lines}))


def feeling_art(finished: Finished, lang: str, changed: Changes | None = None) -> list[str]:
    family = finished.layout.graph.family
    new = changed.lines if changed else frozenset()
    return [
        _feeling(family, line, points, lang, new=(line.a, line.b, line.kind.value) in new)
        for line, points in finished.curves
    ]


def _feeling(family: Family, tie: EmotionalLine, points: list[Point], lang: str, *, new: bool) -> str:
    parts = [text_element("title", tie_words(family, tie, lang)), band(points) if new else ""]
    parts.append(feeling(tie.kind, points))
    if tie.label:
        x, y = points[len(points) // 2]
        parts.append(_small(tie.label, x + 6, y - 6, "start"))
    return element("g", {"class": "feeling", "stroke_width": "1.6"}, *parts)
