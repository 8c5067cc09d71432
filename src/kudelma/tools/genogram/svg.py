"""Right-angled shapes with rounded corners; the rest of writing SVG is `core.svg`."""

from kudelma.core.svg import Point, clean, element, number, path, text_element

__all__ = ["Point", "clean", "element", "number", "path", "rounded", "text_element"]


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
