"""A Sankey drawing by step: what came first, second, third; where cases end on the way."""

from collections import defaultdict
from dataclasses import dataclass

from kudelma.core.svg import element, number, text_element
from kudelma.pathways.charts.paper import HALO, LINE, SMALL, Chart, Saying, Table, sheet, words_at, wrapped

STEPS = 6
PER_STEP = 6
COLUMN = 178.0
BAR = 14.0
TALL = 420.0
GAP = 22.0
ENDED = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Cases whose step number `step` (from 1) was `before` and the next `after`; "" when it ended."""

    step: int
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class SankeyWords:
    """`others` are the rarer activities together, `ended` a way that ended; `step` heads a column with a number."""

    others: str
    ended: str
    step: str
    before: str
    after: str
    cases: str


def draw(links: list[Link], say: Saying, words: SankeyWords) -> Chart:
    near = [link for link in links if link.step < STEPS and link.count > 0]
    kept = {step: _kept(near, step) for step in range(1, STEPS + 1)}

    def name(step: int, activity: str) -> str:
        return words.ended if activity == ENDED else activity if activity in kept[step] else words.others

    joined: dict[tuple[int, str, str], int] = defaultdict(int)
    for link in near:
        joined[link.step, name(link.step, link.before), name(link.step + 1, link.after)] += link.count
    rows = sorted(joined.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0]))
    table = Table(
        (words.step, words.before, words.after, words.cases),
        tuple((str(step), one, other, say.number(n)) for (step, one, other), n in rows),
    )
    return Chart(_drawing(dict(rows), say, words), table)


def _kept(links: list[Link], step: int) -> set[str]:
    counts: dict[str, int] = defaultdict(int)
    for link in links:
        if link.step == step:
            counts[link.before] += link.count
        elif link.step == step - 1 and link.after != ENDED:
            counts[link.after] += link.count
    return set(sorted(counts, key=lambda one: (-counts[one], one))[:PER_STEP])


def _drawing(joined: dict[tuple[int, str, str], int], say: Saying, words: SankeyWords) -> str:
    whole: dict[tuple[int, str], int] = defaultdict(int)
    into: dict[tuple[int, str], int] = defaultdict(int)
    for (step, one, other), n in joined.items():
        whole[step, one] += n
        into[step + 1, other] += n
    for key, n in into.items():
        whole[key] = max(whole[key], n)
    columns: dict[int, list[str]] = defaultdict(list)
    for step, one in whole:
        columns[step].append(one)
    final = {words.others: 1, words.ended: 2}
    for step, names in columns.items():
        names.sort(key=lambda one: (final.get(one, 0), -whole[step, one], one))
    top = max((sum(whole[step, one] for one in names) for step, names in columns.items()), default=1) or 1
    scale = TALL / top
    place: dict[tuple[int, str], float] = {}
    bottom = 0.0
    for step, names in sorted(columns.items()):
        at = 34.0
        for one in names:
            place[step, one] = at
            rows = len(wrapped(one, COLUMN - BAR - 20, lines=2, size=SMALL)) + 1
            at += max(whole[step, one] * scale + 8, rows * LINE + 4) + GAP - 14
        bottom = max(bottom, at)
    left: dict[tuple[int, str], float] = defaultdict(float)
    right: dict[tuple[int, str], float] = defaultdict(float)
    ribbons, bars = [], []
    order = sorted(joined, key=lambda k: (k[0], place[k[0], k[1]], place[k[0] + 1, k[2]]))
    for step, one, other in order:
        thick = joined[step, one, other] * scale
        x0, x1 = (step - 1) * COLUMN + BAR + 8, step * COLUMN + 8
        y0, y1 = place[step, one] + right[step, one], place[step + 1, other] + left[step + 1, other]
        right[step, one] += thick
        left[step + 1, other] += thick
        mid = (x0 + x1) / 2
        d = (
            f"M{number(x0)} {number(y0)}C{number(mid)} {number(y0)} {number(mid)} {number(y1)} "
            f"{number(x1)} {number(y1)}v{number(thick)}C{number(mid)} {number(y1 + thick)} {number(mid)} "
            f"{number(y0 + thick)} {number(x0)} {number(y0 + thick)}Z"
        )
        kind = "k-chart__ribbon" + (" k-chart__ribbon--out" if other == words.ended else "")
        told = text_element("title", f"{one} – {other}: {say.number(joined[step, one, other])}")
        ribbons.append(element("path", {"class_": kind, "d": d, "fill-opacity": 0.24}, told))
    for (step, one), y in sorted(place.items()):
        x = (step - 1) * COLUMN + 8
        tall = max(2.0, whole[step, one] * scale)
        bars.append(
            element("rect", {"class_": "k-chart__bar", "x": x, "y": y, "width": BAR, "height": tall, "rx": 2.0})
        )
        lines = wrapped(one, COLUMN - BAR - 20, lines=2, size=SMALL)
        bars.append(
            words_at(lines, x + BAR + 6, y + 12, font_size=SMALL, font_weight="600", class_="k-chart__halo", **HALO)
        )
        counted = say.number(whole[step, one])
        bars.append(
            words_at(
                [counted],
                x + BAR + 6,
                y + 12 + LINE * len(lines),
                font_size=SMALL,
                class_="k-chart__halo k-chart__soft",
                **HALO,
            )
        )
    heads = [
        words_at([f"{words.step} {step}"], (step - 1) * COLUMN + 8, 18, font_size=SMALL, class_="k-chart__soft")
        for step in sorted(columns)
    ]
    return sheet(say, max(len(columns), 1) * COLUMN + 16, bottom + 8, *heads, *ribbons, *bars)
