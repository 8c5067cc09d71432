"""What followed what: the flow map, and between what most time passes."""

from dataclasses import dataclass

from kudelma.pathways.charts.flow import Flow, Move
from kudelma.pathways.measures import flows
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.medians import joined
from kudelma.pathways.privacy import END, START, Cell, Policy, Released, Shown, flow_relations, release

MOST_BALANCED = 1_500
"""A larger map is judged move by move while a page waits: its sums are too many to be worked out."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A move and what it costs in time: how often, the median, and its share (0–1) of all time between events."""

    before: str
    after: str
    count: int
    seconds: float
    share: float


def moves(log: Enriched, names: dict[int, str], policy: Policy, *, balanced: int | None = MOST_BALANCED) -> Released:
    """Every move, beginning (`START`, a) and end (a, `END`), with `seconds` (median) and `share` of time as extras.

    What goes into an activity goes out of it, so that a hidden move cannot be worked out; of maps of more than
    `balanced` cells this is not seen to.
    """
    times = flows.waiting_times(log).select(*flows.EDGE, "median", "seconds_total", "ticks_left")
    rows = joined(flows.flow_map(log, enough=policy.k), times, flows.EDGE).to_pyarrow().to_pylist()
    ticks = {id(row): int(row["seconds_total"]) * log.ticks + int(row["ticks_left"]) for row in rows}
    whole = sum(ticks.values()) or 1
    cells = [
        Cell(
            (names[row["previous"]], names[row["activity"]]),
            row["moves"],
            row["clients"],
            extra={"seconds": float(row["median"]) / log.ticks, "share": ticks[id(row)] / whole},
        )
        for row in rows
    ]
    for table, key in ((flows.starts(log), lambda name: (START, name)), (flows.ends(log), lambda name: (name, END))):
        ends = table.to_pyarrow().to_pylist()
        cells += [Cell(key(names[row["activity"]]), row["cases"], row["clients"]) for row in ends]
    cells.sort(key=lambda cell: cell.key)
    sums = flow_relations(cell.key for cell in cells) if balanced is None or len(cells) <= balanced else ()
    return release(cells, policy, relations=sums)


def flow(found: Released) -> Flow:
    """The map that may be drawn. An activity some of whose moves are hidden is told by those that are told."""
    told = [cell for cell in found.cells if isinstance(cell, Shown)]
    hidden_ends = {end for key in found.hidden for end in key}
    into: dict[str, int] = {}
    out: dict[str, int] = {}
    for cell in told:
        before, after = cell.key
        into[after] = into.get(after, 0) + int(cell.value)
        out[before] = out.get(before, 0) + int(cell.value)
    acts = {one: max(into.get(one, 0), out.get(one, 0)) for one in (into.keys() | out.keys()) - {START, END}}
    between = [(*_ends(cell), cell) for cell in told if START not in cell.key and END not in cell.key]
    return Flow(
        acts,
        tuple(Move(a, b, int(cell.value), _number(cell, "seconds")) for a, b, cell in between),
        {cell.key[1]: int(cell.value) for cell in told if cell.key[0] == START},
        {cell.key[0]: int(cell.value) for cell in told if cell.key[1] == END},
        sum(START not in key and END not in key for key in found.hidden),
        frozenset(acts.keys() & hidden_ends),
    )


def waits(found: Released, *, most: int = 12) -> list[Wait]:
    """The moves between which most time passes in all: where families wait."""
    told = [
        Wait(*_ends(cell), int(cell.value), _number(cell, "seconds"), _number(cell, "share"))
        for cell in found.cells
        if isinstance(cell, Shown) and _number(cell, "share") > 0
    ]
    return sorted(told, key=lambda w: (-w.share, w.before, w.after))[:most]


def _ends(cell: Shown) -> tuple[str, str]:
    before, after = cell.key
    return before, after


def _number(cell: Shown, name: str) -> float:
    value = cell.extra.get(name)
    return float(value) if value is not None else 0.0
