"""What every chart shares: its table, the words it is given, text measured and wrapped, scales and patterns."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kudelma.core.svg import element, number, text_element

#: Nunito Sans, measured: a letter is this many ems wide on average, with a little to spare.
LETTER = 0.56
TEXT = 14.0
SMALL = 12.5
LINE = 17.0

HALO = {"stroke": "#fff", "stroke-width": 5.0, "stroke-linejoin": "round", "paint-order": "stroke"}
"""Around words that stand on lines; on a page the styles give it the colour of the paper."""

#: The patterns by which shares are told apart without colour, in the order they are given out.
PATTERNS = ("plain", "lines", "dots", "cross", "back", "rings", "bars", "solid")


@dataclass(frozen=True, slots=True)
class Table:
    """The same facts as the drawing, for the page to show beside it and to hand out as CSV."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    svg: str
    table: Table


LEAST = 0.005
"""The least share that is said in whole percent."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The words a chart is given in its reader's language: what it is called, what it shows, how figures are said.

    `duration` is handed seconds. `name` is the chart's own on its page: ids inside the drawing begin with it.
    """

    name: str
    title: str
    description: str
    number: Callable[[float], str]
    duration: Callable[[float], str]
    day: Callable[[date], str]


def percent(part: float) -> str:
    """A share (0-1) in whole percent; some is never said to be none, nor most to be all."""
    told = (
        "<\N{NO-BREAK SPACE}1"
        if 0 < part <= LEAST
        else ">\N{NO-BREAK SPACE}99"
        if 1 - LEAST <= part < 1
        else f"{100 * part:.0f}"
    )
    return f"{told}\N{NO-BREAK SPACE}%"


def sheet(say: Saying, width: float, height: float, *inside: str) -> str:
    """Return the drawing whole, with its title and its description."""
    head = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class_": "k-chart",
        "viewBox": f"0 0 {number(width)} {number(height)}",
        "width": width,
        "height": height,
        "role": "img",
        "aria-labelledby": f"{say.name}-title {say.name}-desc",
        "fill": "currentColor",
        "font-family": "Nunito Sans, sans-serif",
        "font-size": TEXT,
    }
    title = text_element("title", say.title, id=f"{say.name}-title")
    described = text_element("desc", say.description, id=f"{say.name}-desc")
    return element("svg", head, title, described, *inside)


def width_of(text: str, size: float = TEXT) -> float:
    return len(text) * size * LETTER


def wrapped(text: str, width: float, *, lines: int = 3, size: float = TEXT) -> list[str]:
    """Return a text in lines no wider than that; a long word is cut, and what does not fit ends in an ellipsis."""
    most = max(3, int(width / (size * LETTER)))
    found: list[str] = []
    for piece in (part for word in text.split() for part in _pieces(word, most)):
        if found and len(found[-1]) + 1 + len(piece) <= most:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    if len(found) > lines:
        found = [*found[: lines - 1], found[lines - 1][: most - 1].rstrip(" -,") + "…"]
    return found or [""]


def _pieces(word: str, most: int) -> list[str]:
    """Cut a word that is wider than a line, with a hyphen; a compound is cut at its own hyphen where it has one."""
    cut: list[str] = []
    while len(word) > most:
        at = word.rfind("-", 3, most)
        at = at + 1 if at > 0 else max(most // 2, min(most - 1, len(word) - 4))
        cut.append(word[:at] if word[at - 1] == "-" else f"{word[:at]}-")
        word = word[at:]
    return [*cut, word]


def words_at(lines: Sequence[str], x: float, y: float, **attributes: object) -> str:
    """Write lines under one another, the first on the baseline `y`."""
    return "".join(text_element("text", line, x=x, y=y + spot * LINE, **attributes) for spot, line in enumerate(lines))


def clipped(text: str, width: float, size: float = TEXT) -> str:
    return wrapped(text, width, lines=1, size=size)[0]


def ticks(top: float, most: int = 5) -> list[float]:
    """Return round numbers from 0 up to at least `top`, about `most` of them."""
    if top <= 0:
        return [0.0, 1.0]
    rough = top / most
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= rough * (1 - 1e-9))
    return [step * spot for spot in range(math.ceil(top / step - 1e-9) + 1)]


def pattern_defs(name: str, count: int) -> str:
    """Return the patterns of a chart: hatchings in ink over the page's own tint."""
    drawn = {
        "plain": "",
        "lines": element("path", {"d": "M0 0V8", "stroke": "currentColor", "stroke-width": 1.6}),
        "dots": element("circle", {"cx": 4.0, "cy": 4.0, "r": 1.5}),
        "cross": element("path", {"d": "M0 4H8M4 0V8", "stroke": "currentColor", "stroke-width": 0.9}),
        "back": element("path", {"d": "M0 0V8", "stroke": "currentColor", "stroke-width": 1.6}),
        "rings": element("circle", {"cx": 4.0, "cy": 4.0, "r": 2.4, "fill": "none", "stroke": "currentColor"}),
        "bars": element("path", {"d": "M0 4H8", "stroke": "currentColor", "stroke-width": 1.6}),
        "solid": element("rect", {"width": 8.0, "height": 8.0, "opacity": 0.75}),
    }
    turns = {"lines": "rotate(45)", "back": "rotate(-45)"}
    made = []
    for key in PATTERNS[: min(count, len(PATTERNS))]:
        tint = element(
            "rect", {"class_": f"k-chart__tint k-chart__tint--{key}", "fill": "#fff", "width": 8.0, "height": 8.0}
        )
        facts = {
            "id": f"{name}-{key}",
            "width": 8.0,
            "height": 8.0,
            "patternUnits": "userSpaceOnUse",
            "patternTransform": turns.get(key),
        }
        made.append(element("pattern", facts, tint, drawn[key]))
    return element("defs", {}, *made)


def fill_of(name: str, spot: int) -> str:
    return f"url(#{name}-{PATTERNS[spot % len(PATTERNS)]})"


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Move labels as little as needed so that neighbours stand `apart`; they stay between `low` and `high`."""
    order = sorted(range(len(wanted)), key=lambda spot: (wanted[spot], spot))
    placed = dict(zip(order, settled([wanted[spot] for spot in order], [apart] * len(order), None), strict=True))
    values = [placed[spot] for spot in range(len(wanted))]
    if not values:
        return []
    shift = min(0.0, high - max(values))
    shift = max(shift, low - min(values))
    return [value + shift for value in values]


def settled(wanted: Sequence[float], gaps: Sequence[float], weights: Sequence[float] | None) -> list[float]:
    """Return the places nearest to the wanted ones (least squares) that keep `gaps[i]` between i-1 and i.

    Exact, by pooling adjacent violators.
    """
    heavy = list(weights) if weights is not None else [1.0] * len(wanted)
    offsets = [0.0] * len(wanted)
    for spot in range(1, len(wanted)):
        offsets[spot] = offsets[spot - 1] + gaps[spot]
    blocks: list[list[float]] = []  # [mean, weight, how many]
    for spot, want in enumerate(wanted):
        blocks.append([want - offsets[spot], heavy[spot], 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, weight, count = blocks.pop()
            whole = blocks[-1][1] + weight
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + mean * weight) / whole, whole, blocks[-1][2] + count]
    means = [mean for mean, _weight, count in blocks for _ in range(int(count))]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
