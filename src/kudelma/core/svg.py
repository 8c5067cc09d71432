"""Writing SVG: elements, attributes, escaped text, numbers without needless digits.

Only presentation attributes are used, never `style`, so that a page with a strict content security policy can
hold the drawing as it is; colour is `currentColor` or a class, so that the page's own colours hold.
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
    """`<name …>inside</name>`; an underscore in an attribute's name is written as a hyphen, a last one is dropped."""
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        text = number(value) if isinstance(value, float) else str(value)
        parts.append(f"{key.rstrip('_').replace('_', '-')}={quoteattr(clean(text))}")
    head = " ".join(parts)
    return f"<{head}>{''.join(inside)}</{name}>" if inside else f"<{head}/>"


def text_element(name: str, text: str, **attributes: object) -> str:
    return element(name, attributes, escape(clean(text)))


def path(points: Iterable[Point], *, closed: bool = False) -> str:
    """Path data through the points."""
    steps = [f"{'M' if spot == 0 else 'L'}{number(x)} {number(y)}" for spot, (x, y) in enumerate(points)]
    return "".join(steps) + ("Z" if closed else "")
