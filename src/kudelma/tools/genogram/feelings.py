"""What emotional lines look like: parallels, zigzags, bars and arrowheads along a path (genogram.md 2.5)."""

import itertools
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from kudelma.core.kinship import EmotionalKind
from kudelma.tools.genogram.svg import element, path

Point = tuple[float, float]
AMPLITUDE, HALF_PERIOD = 5.0, 5.0
ARROW, BOWL = 8.0, 7.0
DOTS = "1.5 4"


@dataclass(frozen=True, slots=True)
class Look:
    """`offsets` of straight lines, whether one zigzags, dots, and the mark at the end or middle."""

    offsets: tuple[float, ...] = (0.0,)
    zigzag: bool = False
    dotted: bool = False
    end: str = ""
    middle: str = ""


K = EmotionalKind
LOOKS = {
    K.CLOSE: Look((-2.0, 2.0)),
    K.FUSED: Look((-4.0, 0.0, 4.0)),
    K.DISTANT: Look(dotted=True),
    K.HOSTILE: Look((), zigzag=True),
    K.CLOSE_HOSTILE: Look((-7.0, 7.0), zigzag=True),
    K.FUSED_HOSTILE: Look((-7.0, 0.0, 7.0), zigzag=True),
    K.DISTANT_HOSTILE: Look((), zigzag=True, dotted=True),
    K.CUTOFF: Look(middle="bars"),
    K.CUTOFF_REPAIRED: Look(middle="ring"),
    K.FOCUSED: Look(end="filled"),
    K.FOCUSED_NEGATIVELY: Look((), zigzag=True, end="filled", middle="dot"),
    K.PHYSICAL_ABUSE: Look((), zigzag=True, end="filled"),
    K.EMOTIONAL_ABUSE: Look((), zigzag=True, end="open"),
    K.SEXUAL_ABUSE: Look((-7.0, 7.0), zigzag=True, end="filled"),
    K.NEGLECT: Look(dotted=True, end="filled"),
    K.CONTROLLING: Look(end="bar"),
    K.CARETAKER: Look(end="bowl"),
    K.SPIRITUAL: Look(middle="wave"),
    K.NORMAL: Look(),
    K.OTHER: Look(middle="dot"),
}


def breadth(kind: EmotionalKind) -> float:
    """How far the line reaches to either side of its path."""
    look = LOOKS[kind]
    sides = [abs(offset) for offset in look.offsets]
    return max([*sides, AMPLITUDE if look.zigzag else 0.0, ARROW / 2 if look.end or look.middle else 0.0])


def feeling(kind: EmotionalKind, points: list[Point]) -> str:
    """The line along `points`, drawn from the one who acts to the other."""
    look = LOOKS[kind]
    dash = DOTS if look.dotted else None
    cap = "round" if look.dotted else None
    thin = "1" if kind is EmotionalKind.NORMAL else None
    body = _shortened(points, {"filled": ARROW, "open": ARROW, "bowl": BOWL}.get(look.end, 0.0)) if look.end else points
    parts = []
    pieces = _parted(body) if look.middle in {"bars", "ring"} else [body]
    if look.middle == "wave":
        pieces = _parted(body, BOWL + 1)
    for piece in pieces:
        parts += [_line(_beside(piece, offset), dash, cap, thin) for offset in look.offsets]
        if look.zigzag:
            parts.append(_line(_zigzag(piece), dash, cap, thin))
    if look.middle:
        parts.append(_middle(look.middle, body))
    if look.end:
        parts.append(_end(look.end, points))
    return "".join(parts)


def _line(points: list[Point], dash: str | None, cap: str | None, width: str | None) -> str:
    shape = {"d": path(points), "stroke_dasharray": dash, "stroke_linecap": cap, "stroke_width": width}
    return element("path", {**shape, "stroke_linejoin": "round"})


def _along(points: list[Point], distance: float) -> tuple[Point, Point]:
    """The point so far along the path, and the direction there."""
    last = (1.0, 0.0)
    for a, b in itertools.pairwise(points):
        length = hypot(b[0] - a[0], b[1] - a[1])
        if length > 0:
            last = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
            if distance <= length:
                return (a[0] + last[0] * distance, a[1] + last[1] * distance), last
            distance -= length
    return points[-1], last


def _length(points: list[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points))


def _beside(points: list[Point], offset: float) -> list[Point]:
    if not offset:
        return points
    found = []
    for spot, (x, y) in enumerate(points):
        a, b = points[max(0, spot - 1)], points[min(len(points) - 1, spot + 1)]
        length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
        found.append((x - (b[1] - a[1]) / length * offset, y + (b[0] - a[0]) / length * offset))
    return found


def _zigzag(points: list[Point]) -> list[Point]:
    """Teeth of even width along the path, beginning and ending on it."""
    total = _length(points)
    teeth = max(2, round(total / HALF_PERIOD / 2) * 2)
    found = [points[0]]
    for tooth in range(1, teeth):
        (x, y), (dx, dy) = _along(points, total * tooth / teeth)
        side = AMPLITUDE if tooth % 2 else -AMPLITUDE
        found.append((x - dy * side, y + dx * side))
    return [*found, points[-1]]


def _shortened(points: list[Point], by: float) -> list[Point]:
    total = _length(points) - by
    kept, gone = [points[0]], 0.0
    for a, b in itertools.pairwise(points):
        gone += hypot(b[0] - a[0], b[1] - a[1])
        if gone >= total:
            break
        kept.append(b)
    return [*kept, _along(points, max(0.0, total))[0]]


def _parted(points: list[Point], room: float = 4.0) -> list[list[Point]]:
    """Two halves with a gap of twice `room` between them."""
    half = _length(points) / 2
    return [_shortened(points, half + room), _shortened(points[::-1], half + room)]


def _middle(mark: str, points: list[Point]) -> str:
    (x, y), (dx, dy) = _along(points, _length(points) / 2)
    if mark == "dot":
        return element("circle", {"cx": x, "cy": y, "r": 3.5, "fill": "currentColor"})
    if mark == "wave":
        rise = [(t, 6 * sin(pi * t / 8)) for t in range(-8, 9)]
        wave = [(x + dx * t - dy * s, y + dy * t + dx * s) for t, s in rise]
        return element("path", {"d": path(wave), "stroke_linejoin": "round"})
    bars = ""
    for side in (-4, 4):
        cx, cy = x + dx * side, y + dy * side
        bars += path(((cx - dy * 6, cy + dx * 6), (cx + dy * 6, cy - dx * 6)))
    parts = [element("path", {"d": bars})]
    if mark == "ring":
        parts.append(element("circle", {"cx": x, "cy": y, "r": 3.0}))
    return "".join(parts)


def _end(mark: str, points: list[Point]) -> str:
    total = _length(points)
    tip, _ = _along(points, total)
    (bx, by), _ = _along(points, max(0.0, total - ARROW))
    length = hypot(tip[0] - bx, tip[1] - by) or 1.0
    dx, dy = (tip[0] - bx) / length, (tip[1] - by) / length
    if mark in {"filled", "open"}:
        head: tuple[Point, ...] = (tip, (bx - dy * 4.5, by + dx * 4.5), (bx + dy * 4.5, by - dx * 4.5))
        fill = "currentColor" if mark == "filled" else "none"
        return element("path", {"d": path(head, closed=True), "fill": fill, "stroke_linejoin": "round"})
    if mark == "bar":
        corners = tuple(
            (tip[0] - dx * back - dy * side, tip[1] - dy * back + dx * side)
            for back, side in ((0, 6), (0, -6), (5, -6), (5, 6))
        )
        return element("path", {"d": path(corners, closed=True), "fill": "currentColor"})
    turns = [pi * step / 10 for step in range(11)]
    ways = [(BOWL * sin(t), BOWL * cos(t)) for t in turns]
    bowl = [(tip[0] - dx * back - dy * side, tip[1] - dy * back + dx * side) for back, side in ways]
    return element("path", {"d": path(bowl)})
