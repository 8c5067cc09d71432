"""The benchmark's pages: tables, where a peer is ahead, and the pictures."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from kudelma.core.kinship import Family
from kudelma.tools.genogram import draw

US = "kudelma"
LARGE = 400
CELLS = {
    "missing": "missing",
    "copies": "copies",
    "overlaps": "overlaps",
    "adjacent_couples": "side by side",
    "couples_on_two_rows": "≠",
    "not_below": "not below",
    "sibling_inversions": "inversions",
    "torn_twins": "torn twins",
    "scattered": "sibships on two rows",
    "crossings": "crossings",
    "edge": "edge",
    "width": "width",
}
MORE_IS_BETTER = {"adjacent_couples"}


REASONS = (
    ("sibling_inversions", "inversions"),
    ("torn_twins", "torn twins"),
    ("scattered", "sibships on two rows"),
    ("not_below", "children not below"),
    ("copies", "copies"),
)


EXCLUDED = (
    "## What cannot be had together",
    "",
    (
        "A peer may be ahead in couples side by side or in crossings, and both be right. Three promises are hard with us:"
        " siblings stand in birth order, twins stand together, everybody stands once. Then *at least as many couples side"
        " by side as every peer* and *at most as many crossings as the best peer* exclude each other, as an exact solver"
        " proves ([what is possible at all](genogram-exact.md)):"
    ),
    "",
    (
        "- grown 1: kinship2 and grus have 7 couples side by side, we 6: the most with birth order and twins together; 7 is the"
        " most without. The seventh couple costs the peers inversions and torn twins, kinship2 a copy of somebody too."
    ),
    (
        "- grown 2: dagre has 2 crossings, we 4. 4 is the least with our couples side by side; dagre parts 4 couples for its"
        " two crossings. With birth order kept and nobody twice, whoever keeps all couples has at least 4, and whoever has"
        " at most 2 parts some."
    ),
    (
        "- grown 25: topola has no crossings, we 2, the least with birth order and couples kept. topola draws two sibships on"
        " two rows each, where we keep siblings on one."
    ),
    "",
    (
        "Wild families (`benchmarks/genogram/wild.py`) have further parents among siblings and descendants. The generic"
        " engines let any couple stand on two rows and win crossings so; where we part fewer couples we may have more"
        " crossings. How far ours are from the fewest is told on the page of proofs."
    ),
    "",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One program on one family."""

    family: str
    people: int
    program: str
    found: dict[str, float] = field(default_factory=dict)
    ms: float = 0.0
    refused: str = ""

    @property
    def whole(self) -> bool:
        return bool(self.found) and not self.found["missing"]


Edited = dict[tuple[str, str], tuple[float, float, float]]


def page(rows: list[Row], broken: int, changed: Edited, quick: list[str], notes: list[str]) -> str:
    small = [row for row in rows if row.people <= LARGE]
    text = [
        "# The genogram engine beside its peers",
        "",
        (
            "Made by `make bench-genogram` in one run. The measures use places alone: straight lines from partners to a point"
            " between them and from there to each child; so they are the same for everybody. Peers that lay graphs out get"
            " people and union points; rooted views are drawn around the person the family is drawn for, else the one with"
            " most near relatives. Of several copies of somebody the nearest counts, which favours who copies. Our ms are"
            " processor time; kinship2 and grus get what can be said in PED; dot's ms are with its start."
        ),
        "",
        "## In short",
        "",
        f"Hard guarantees broken in our own drawings: {broken}.",
        "",
        *_summary(small, "up to 400 people"),
        *_summary([row for row in rows if row.people > LARGE], "over 400 people"),
        "",
        (
            "*whole*: families with everyone drawn. *refused*: families it did not draw or did not return from in 20 s. The"
            " other columns are sums over what it drew, and after the stroke ours over the same families."
        ),
        "",
        "## Speed",
        "",
        *quick,
        "",
        "Beside the peers, on the same files: see the ms in the tables.",
        "",
        "## Small edits",
        "",
        "Pairs of people of one row whose left and right change places, in per cent; mean shift in pitches; milliseconds.",
        "",
        "| program | edit | flipped, % | shift | ms, median |",
        "|---|---|---|---|---|",
    ]
    text += [f"| {p} | {kind} | {f:.2f} | {s:.2f} | {ms:.1f} |" for (p, kind), (f, s, ms) in changed.items()]
    text += ["", "## What could not be run", "", *[f"- {note}" for note in notes], ""]
    text += [
        "## Where a peer that draws everyone is ahead",
        "",
        *_ahead(rows),
        "",
        *EXCLUDED,
        "## Family by family",
        "",
    ]
    text += ["A peer's cell that is better than ours is **bold**.", ""]
    text += [f"| family | people | program | {' | '.join(CELLS.values())} | ms |", "|" + "---|" * (4 + len(CELLS))]
    mine = {row.family: row for row in rows if row.program == US}
    text += [_line(row, mine[row.family]) for row in rows]
    return "\n".join([*text, ""])


def _summary(rows: list[Row], title: str) -> list[str]:
    keys = ["missing", "copies", "overlaps", "adjacent_couples", "not_below"]
    keys += ["sibling_inversions", "torn_twins", "scattered", "crossings"]
    lines = [
        f"### Families of {title}",
        "",
        "| program | whole | refused | " + " | ".join(CELLS[key] for key in keys) + " | ms, median |",
        "|" + "---|" * (4 + len(keys)),
    ]
    mine = {row.family: row for row in rows if row.program == US}
    by_program: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_program[row.program].append(row)
    for program, found in by_program.items():
        drawn = [row for row in found if row.found]
        cells = []
        for key in keys:
            own = sum(mine[row.family].found[key] for row in drawn)
            cells.append(f"{sum(row.found[key] for row in drawn):g}" + ("" if program == US else f" / {own:g}"))
        whole = sum(row.whole for row in found)
        ms = f"{median([row.ms for row in drawn]):.0f}" if drawn else ""
        lines.append(f"| {program} | {whole}/{len(found)} | {len(found) - len(drawn)} | {' | '.join(cells)} | {ms} |")
    return [*lines, ""]


def _better(key: str, theirs: float, own: float) -> bool:
    return theirs > own if key in MORE_IS_BETTER else theirs < own


def _line(row: Row, own: Row) -> str:
    head = f"| {row.family} | {row.people} | {row.program} | "
    if not row.found:
        return head + f"{row.refused.replace('|', ' ')[:60]} |" + " |" * len(CELLS)
    cells = []
    for key in CELLS:
        text = f"{row.found.get(key, 0):g}"
        if key == "adjacent_couples":
            text += f"/{row.found['couples']:g}"
        better = row.program != US and _better(key, row.found.get(key, 0), own.found.get(key, 0))
        cells.append(f"**{text}**" if better else text)
    fast = f"{row.ms:.0f}"
    return head + " | ".join([*cells, f"**{fast}**" if row.program != US and row.ms < own.ms else fast]) + " |"


def _ahead(rows: list[Row]) -> list[str]:
    """In crossings and couples every one; how often in the rest."""
    mine = {row.family: row for row in rows if row.program == US}
    lines = []
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.program == US or not row.whole:
            continue
        own = mine[row.family].found
        kept = []
        for key, text in REASONS:
            if row.found[key] > own[key]:
                kept.append(f"{row.found[key]:g} {text}")
        parted = own["adjacent_couples"] - row.found["adjacent_couples"]
        if parted > 0:
            kept.append(f"{parted:g} fewer couples side by side")
        why = ", ".join(kept) or "it keeps all that we keep"
        for key in ("crossings", "adjacent_couples"):
            if _better(key, row.found[key], own[key]):
                what = "crossings" if key == "crossings" else "couples side by side"
                lines.append(f"- {row.family}: {row.program} has {row.found[key]:g} {what}, we {own[key]:g} ({why})")
        for key in ("couples_on_two_rows", "edge", "width"):
            counts[CELLS[key]] += _better(key, row.found[key], own[key])
        counts["ms"] += row.ms < mine[row.family].ms
    total = sum(row.whole and row.program != US for row in rows)
    rest = ", ".join(f"{key} {count}" for key, count in counts.items())
    return [*(lines or ["In crossings and couples: nowhere."]), "", f"In other cells, of {total}: {rest}."]


def pictures(families: dict[str, Family], out: Path) -> None:
    """The hard families drawn, and a page that shows them."""
    text = ["# Pictures of hard families", "", "Made by `make bench-genogram`. Everybody in them is invented.", ""]
    for name, family in families.items():
        (out / f"genogram-{name}.svg").write_text(draw(family, standalone=True, lang="fi"), encoding="utf-8")
        text += [f"## {family.name}", "", f"![{family.name}](genogram-{name}.svg)", ""]
    first = next(iter(families.values()))
    drawn = draw(first, standalone=True, lang="fi", as_of=date(2026, 11, 1), compared_with=date(2019, 5, 1))
    (out / "genogram-compared.svg").write_text(drawn, encoding="utf-8")
    text += ["## What has changed since 2019", "", "![Two dates compared](genogram-compared.svg)", ""]
    (out / "genogram-pictures.md").write_text("\n".join(text), encoding="utf-8")
