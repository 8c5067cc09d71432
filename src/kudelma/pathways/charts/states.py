"""How families are placed month by month: shares stacked to one whole, told apart by pattern and by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kudelma.core.svg import element
from kudelma.pathways.charts.paper import (
    PATTERNS,
    SMALL,
    Chart,
    Saying,
    Table,
    fill_of,
    pattern_defs,
    sheet,
    spread,
    width_of,
    words_at,
    wrapped,
)

LEFT, TOP, TALL = 56.0, 16.0, 320.0
RIGHT = 250.0
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Month:
    """`label` as said to the reader, and how many are in each state; one that is missing has none, or few."""

    label: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StateWords:
    month: str
    all: str
    others: str


def draw(months: list[Month], say: Saying, words: StateWords, order: Sequence[str] = ()) -> Chart:
    """Draw shares by month; states beyond the patterns there are stand together as others.

    They stand in the given order from the foot, or the most common first.
    """
    shown = months[-MOST_MONTHS:]
    totals: dict[str, int] = {}
    for month in shown:
        for state, n in month.counts.items():
            totals[state] = totals.get(state, 0) + n
    places = {state: place for place, state in enumerate(order)}
    ranked = sorted(totals, key=lambda s: (places.get(s, len(places)), -totals[s], s))
    names = ranked if len(ranked) <= len(PATTERNS) else [*ranked[: len(PATTERNS) - 1], words.others]
    told = [{s: n for s, n in m.counts.items() if s in names} for m in shown]
    if words.others in names:
        for counts, month in zip(told, shown, strict=True):
            counts[words.others] = sum(n for s, n in month.counts.items() if s not in names)
    table = Table(
        (words.month, *names, words.all),
        tuple(
            (m.label, *(say.number(c[s]) if c.get(s) else "–" for s in names), say.number(sum(c.values())))
            for m, c in zip(shown, told, strict=True)
        ),
    )
    return Chart(_drawing([m.label for m in shown], told, names, say), table)


def _drawing(labels: list[str], told: list[dict[str, int]], names: list[str], say: Saying) -> str:
    widest = max((width_of(label, SMALL) for label in labels), default=0.0)
    step = min(max(46.0, widest + 8), max(12.0, 760.0 / max(1, len(labels))))
    wide = step * len(labels)
    parts = [pattern_defs(say.name, len(names))]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = TOP + TALL * (1 - share)
        grid = {"class_": "k-chart__grid", "x1": LEFT, "x2": LEFT + wide, "y1": y, "y2": y, "stroke": "currentColor"}
        parts.append(element("line", grid))
        parts.append(words_at([f"{round(share * 100)} %"], LEFT - 8, y + 4.5, font_size=SMALL, text_anchor="end"))
    every = max(1, round(64 / step))
    for spot, (label, counts) in enumerate(zip(labels, told, strict=True)):
        whole = sum(counts.values())
        x = LEFT + spot * step
        tops = [0, *accumulate(counts.get(name, 0) for name in names)]
        for at, name in enumerate(names):
            n = counts.get(name, 0)
            if n and whole:
                y = TOP + TALL * (1 - tops[at + 1] / whole)
                box = {"x": x + 1, "y": y, "width": step - 2, "height": TALL * n / whole, "class_": "k-chart__edge"}
                edge = {"stroke": "currentColor", "stroke-width": 0.8}
                parts.append(element("rect", box | edge | {"fill": fill_of(say.name, at)}))
        if spot % every == 0:
            parts.append(words_at([label], x + step / 2, TOP + TALL + 20, font_size=SMALL, text_anchor="middle"))
    parts.append(_legend(names, told, LEFT + wide + 18, say))
    return sheet(say, LEFT + wide + RIGHT, max(TOP + TALL + 34, TOP + 38.0 * len(names) + 10), *parts)


def _legend(names: list[str], told: list[dict[str, int]], x: float, say: Saying) -> str:
    """Name the states beside the last month, each by its place there."""
    last = told[-1] if told else {}
    whole = sum(last.values()) or 1
    tops = [0, *accumulate(last.get(name, 0) for name in names)]
    wanted = [TOP + TALL * (1 - (tops[at] + tops[at + 1]) / 2 / whole) for at in range(len(names))]
    made = []
    for at, y in enumerate(spread(wanted, 38.0, TOP + 12, TOP + TALL - 12)):
        box = {"x": x, "y": y - 9, "width": 18.0, "height": 18.0, "rx": 3.0, "fill": fill_of(say.name, at)}
        made.append(element("rect", box | {"stroke": "currentColor", "stroke-width": 0.8}))
        lines = wrapped(names[at], RIGHT - 56, lines=2)
        made.append(words_at(lines, x + 26, y + (5 if len(lines) == 1 else -3)))
    return "".join(made)
