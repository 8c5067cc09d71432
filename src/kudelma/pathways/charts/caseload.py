"""How many children each worker answers for, against the cap of the law; how it stands is also said in words."""

from dataclasses import dataclass
from enum import StrEnum

from kudelma.core.svg import element
from kudelma.pathways.charts.paper import HALO, SMALL, Chart, Saying, Table, sheet, ticks, words_at, wrapped

LEFT, WIDE, RIGHT, ROW, TOP = 210.0, 560.0, 200.0, 40.0, 34.0
MOST = 40


class Stands(StrEnum):
    CALM = "calm"
    DUE = "due"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Load:
    """`stands` is how the count stands against the cap; `said` is that in words."""

    worker: str
    children: int
    in_assessment: int
    stands: Stands
    said: str


@dataclass(frozen=True, slots=True)
class LoadWords:
    worker: str
    children: str
    in_assessment: str
    stands: str
    cap: str


def draw(loads: list[Load], cap: int | None, say: Saying, words: LoadWords) -> Chart:
    shown = loads[:MOST]
    most = max([load.children for load in shown] + [cap or 0, 1])
    scale = ticks(float(most))
    bottom = TOP + ROW * len(shown)
    parts, said = [], []
    for tick in scale:
        x = LEFT + WIDE * tick / scale[-1]
        line = {"class_": "k-chart__grid", "x1": x, "x2": x, "y1": TOP - 6, "y2": bottom, "stroke": "currentColor"}
        parts.append(element("line", line))
        parts.append(words_at([say.number(tick)], x, bottom + 20, font_size=SMALL, text_anchor="middle"))
    for row, load in enumerate(shown):
        y = TOP + ROW * row
        long = max(1.5, WIDE * load.children / scale[-1])
        kind = "k-chart__bar" + ("" if load.stands == Stands.CALM else f" k-chart__bar--{load.stands}")
        bar = {"class_": kind, "x": LEFT, "y": y + 7, "width": long, "height": 18.0, "rx": 3.0}
        parts.append(element("rect", bar) if load.children else "")
        lines = wrapped(load.worker, LEFT - 20, lines=2)
        parts.append(words_at(lines, LEFT - 12, y + (21 if len(lines) == 1 else 13), text_anchor="end"))
        told = f"{say.number(load.children)} · {load.said}"
        x = LEFT + (long if load.children else 0) + 10
        said.append(words_at([told], x, y + 21, class_="k-chart__halo", font_weight="600", **HALO))
    if cap is not None:
        x = LEFT + WIDE * cap / scale[-1]
        line = {"class_": "k-chart__limit", "x1": x, "x2": x, "y1": TOP - 8, "y2": bottom, "stroke": "currentColor"}
        parts.append(element("line", line | {"stroke-dasharray": "5 4"}))
        parts.append(words_at([f"{words.cap} {cap}"], x, TOP - 14, font_size=SMALL, text_anchor="middle"))
    rows = tuple((load.worker, say.number(load.children), load.said, say.number(load.in_assessment)) for load in loads)
    head = (words.worker, words.children, words.stands, words.in_assessment)
    return Chart(sheet(say, LEFT + WIDE + RIGHT, bottom + 32, *parts, *said), Table(head, rows))
