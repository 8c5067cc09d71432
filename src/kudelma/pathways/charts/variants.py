"""The most travelled paths, each a row of chips with how many went that way."""

from collections.abc import Sequence
from dataclasses import dataclass

from kudelma.core.svg import element
from kudelma.pathways.charts.paper import SMALL, Chart, Saying, Table, clipped, percent, sheet, width_of, words_at

WIDE = 1080.0
LEFT = 170.0
CHIP = 26.0
CHIP_ROW = 34.0
WIDEST = 230.0


@dataclass(frozen=True, slots=True)
class Variant:
    path: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Variants:
    """The paths that may be shown; `others` is how many cases went by other paths, None when that may not be told."""

    shown: tuple[Variant, ...]
    others: int | None
    cases: int


@dataclass(frozen=True, slots=True)
class VariantWords:
    path: str
    cases: str
    share: str
    others: str
    not_told: str


def draw(variants: Variants, say: Saying, words: VariantWords, *, most: int = 15) -> Chart:
    ranked = sorted(variants.shown, key=lambda v: (-v.count, v.path))
    drawn, rest = ranked[:most], ranked[most:]
    others = None if variants.others is None else variants.others + sum(v.count for v in rest)
    top = max([v.count for v in drawn] + [others or 0], default=1) or 1
    parts, at = [], 8.0
    for one in drawn:
        made, tall = _row(one.path, at)
        parts += [_bar(one.count, top, variants.cases, at, say), *made]
        at += tall
    if others or others is None:
        told = words.others if others else f"{words.others}: {words.not_told}"
        parts.append(_bar(others, top, variants.cases, at, say) if others else "")
        parts.append(words_at([told], LEFT, at + 18, class_="k-chart__soft"))
        at += CHIP_ROW + 8
    table = [(" → ".join(v.path), say.number(v.count), _share(v.count, variants.cases)) for v in drawn]
    last = words.not_told if others is None else say.number(others)
    table.append((words.others, last, "" if others is None else _share(others, variants.cases)))
    return Chart(sheet(say, WIDE, at + 4, *parts), Table((words.path, words.cases, words.share), tuple(table)))


def _share(count: int, cases: int) -> str:
    return percent(count / cases) if cases else ""


def _bar(count: int, top: int, cases: int, at: float, say: Saying) -> str:
    long = max(2.0, 84.0 * count / top)
    bar = element("rect", {"class_": "k-chart__bar", "x": 8.0, "y": at + 15, "width": long, "height": 5.0, "rx": 2.5})
    told = words_at([say.number(count)], 8.0, at + 10, font_weight="600")
    return told + bar + words_at([_share(count, cases)], 100.0, at + 19, font_size=SMALL, class_="k-chart__soft")


def _row(path: Sequence[str], at: float) -> tuple[list[str], float]:
    """Return the chips of a path, on as many lines as it needs, and how tall they are together."""
    made, x, y = [], LEFT, at
    for spot, name in enumerate(path):
        text = clipped(name, WIDEST - 20, SMALL)
        wide = width_of(text, SMALL) + 20
        if x + wide > WIDE - 24 and x > LEFT:
            x, y = LEFT, y + CHIP_ROW
        made.append(
            element(
                "rect",
                {"class_": "k-chart__chip", "fill": "#fff", "stroke": "currentColor"}
                | {"x": x, "y": y, "width": wide, "height": CHIP, "rx": CHIP / 2},
            )
        )
        made.append(words_at([text], x + wide / 2, y + 17.5, font_size=SMALL, text_anchor="middle"))
        x += wide
        if spot < len(path) - 1:
            d = f"M{x + 4:.1f} {y + CHIP / 2:.1f}h9m-4 -4l4 4l-4 4"
            made.append(element("path", {"class_": "k-chart__gap", "d": d, "fill": "none", "stroke": "currentColor"}))
            x += 17
    return made, y - at + CHIP_ROW + 8
