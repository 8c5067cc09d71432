"""Writing SVG: elements, attributes, escaped text, numbers without needless digits.

Only presentation attributes are used, never `style`, so that a page with a strict content security policy can
hold the drawing as it is; colour is `currentColor`, so that the page's own colours (light, dark, print) hold.
"""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

Point = tuple[float, float]


def number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def clean(text: str) -> str:
    """The text without the letters XML cannot hold."""
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def element(name: str, attributes: Mapping[str, object], *inside: str) -> str:
    """`<name …>inside</name>`; an underscore in an attribute's name is written as a hyphen."""
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        text = number(value) if isinstance(value, float) else str(value)
        parts.append(f"{key.replace('_', '-')}={quoteattr(clean(text))}")
    head = " ".join(parts)
    return f"<{head}>{''.join(inside)}</{name}>" if inside else f"<{head}/>"


def text_element(name: str, text: str, **attributes: object) -> str:
    return element(name, attributes, escape(clean(text)))


def path(points: Iterable[Point], *, closed: bool = False) -> str:
    """Path data through the points."""
    steps = [f"{'M' if spot == 0 else 'L'}{number(x)} {number(y)}" for spot, (x, y) in enumerate(points)]
    return "".join(steps) + ("Z" if closed else "")


def rounded(points: list[Point], radius: float) -> str:
    """Closed path data through right-angled corners, each rounded."""
    steps = []
    count = len(points)
    for spot, corner in enumerate(points):
        before, after = points[spot - 1], points[(spot + 1) % count]
        start = _towards(corner, before, radius)
        end = _towards(corner, after, radius)
        steps.append(f"{'M' if spot == 0 else 'L'}{number(start[0])} {number(start[1])}")
        steps.append(f"Q{number(corner[0])} {number(corner[1])} {number(end[0])} {number(end[1])}")
    return "".join(steps) + "Z"


def _towards(here: Point, there: Point, step: float) -> Point:
    length = abs(there[0] - here[0]) + abs(there[1] - here[1])
    share = min(step, length / 2) / length if length else 0.0
    return (here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share)
