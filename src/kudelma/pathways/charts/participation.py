"""Who took part, by where the family came from: a table with a bar in each cell, counts always written out."""

from collections.abc import Mapping
from dataclasses import dataclass

from kudelma.core.svg import element, number
from kudelma.pathways.charts.paper import SMALL, Chart, Saying, Table, sheet, words_at, wrapped

LEFT, HEAD, ROW, CELL = 210.0, 74.0, 44.0, 132.0
MOST_ROWS, MOST_COLUMNS = 20, 9


@dataclass(frozen=True, slots=True)
class Cell:
    """In `took_part` of `of` assessments; `took_part` is None when so few may not be told."""

    took_part: int | None
    of: int


@dataclass(frozen=True, slots=True)
class Participation:
    """`cells` by (source, actor); a pair that is missing is drawn as not told."""

    sources: tuple[str, ...]
    actors: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]


@dataclass(frozen=True, slots=True)
class ParticipationWords:
    """`of` is a phrase with {n} and {of}; `too_few` is short enough for a cell."""

    source: str
    of: str
    too_few: str


def draw(facts: Participation, say: Saying, words: ParticipationWords) -> Chart:
    sources, actors = facts.sources[:MOST_ROWS], facts.actors[:MOST_COLUMNS]
    parts = []
    for column, actor in enumerate(actors):
        lines = wrapped(actor, CELL - 14, size=SMALL)
        top = HEAD - 14 - 16 * (len(lines) - 1)
        parts.append(words_at(lines, LEFT + CELL * column + 6, top, font_size=SMALL, font_weight="600"))
    for row, source in enumerate(sources):
        y = HEAD + ROW * row
        line = {"class_": "k-chart__grid", "x1": 8.0, "x2": LEFT + CELL * len(actors), "y1": y, "y2": y}
        parts.append(element("line", line | {"stroke": "currentColor"}))
        lines = wrapped(source, LEFT - 24, lines=2)
        parts.append(words_at(lines, 8.0, y + (26 if len(lines) == 1 else 19), font_weight="600"))
        for column, actor in enumerate(actors):
            parts.append(_cell(facts.cells.get((source, actor)), LEFT + CELL * column, y, words))
    table = tuple(
        (source, *(_told(facts.cells.get((source, actor)), words) for actor in facts.actors))
        for source in facts.sources
    )
    tall = HEAD + ROW * len(sources) + 10
    drawing = sheet(say, LEFT + CELL * max(1, len(actors)) + 8, tall, *parts)
    return Chart(drawing, Table((words.source, *facts.actors), table))


def _told(cell: Cell | None, words: ParticipationWords) -> str:
    if cell is None or cell.took_part is None:
        return words.too_few
    return words.of.format(n=cell.took_part, of=cell.of)


def _cell(cell: Cell | None, x: float, y: float, words: ParticipationWords) -> str:
    told = words_at([_told(cell, words)], x + 6, y + 20, font_size=SMALL)
    long = CELL - 16
    if cell is None or cell.took_part is None:
        dash = f"M{number(x + 6)} {number(y + 31)}h{number(long)}"
        return told + element(
            "path", {"class_": "k-chart__gap", "d": dash, "stroke": "currentColor", "stroke-dasharray": "2 4"}
        )
    ground = {
        "class_": "k-chart__ground",
        "fill-opacity": 0.12,
        "x": x + 6,
        "y": y + 28,
        "width": long,
        "height": 7.0,
        "rx": 3.5,
    }
    share = cell.took_part / cell.of if cell.of else 0.0
    bar = {"class_": "k-chart__bar", "x": x + 6, "y": y + 28, "width": long * share, "height": 7.0, "rx": 3.5}
    return told + element("rect", ground) + (element("rect", bar) if share else "")
