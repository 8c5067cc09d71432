"""The most travelled paths, and what came first, second, third."""

from collections.abc import Sequence

from ibis import _

from kudelma.pathways.charts.sankey import STEPS, Link
from kudelma.pathways.charts.variants import Variant, Variants
from kudelma.pathways.measures import flows, paths
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.privacy import Cell, Key, Policy, Relation, release
from kudelma.pathways.telling.moves import MOST_BALANCED

MOST = 40
"""Paths that are spelled out; the rest are the others."""


def most_travelled(log: Enriched, names: dict[int, str], policy: Policy, *, most: int = MOST) -> Variants:
    """The paths that k clients went, and the others together.

    The others are never few: the rarest of the told paths join them until k clients are among them, since their
    number can be worked out from all cases.
    """
    common = paths.variants_with_clients(log).filter(_.clients >= policy.k)
    told = common.order_by(_.cases.desc(), "example").limit(most).to_pyarrow().to_pylist()
    rest = _others(log, told)
    while told and 0 < rest["clients"] < policy.k:
        told.pop()
        rest = _others(log, told)
    spelled: dict[int, list[str]] = {row["example"]: [] for row in told}
    for step in paths.steps(log, list(spelled)).to_pyarrow().to_pylist():
        spelled[step["case_no"]].append(names[step["activity"]])
    cells = [Cell((str(row["example"]),), row["cases"], row["clients"]) for row in told]
    shown = release([*cells, Cell(("",), rest["cases"], rest["clients"])], policy).shown
    return Variants(
        tuple(
            Variant(tuple(spelled[row["example"]]), int(shown[(str(row["example"]),)]))
            for row in told
            if (str(row["example"]),) in shown
        ),
        int(shown[("",)]) if ("",) in shown else None,
        sum(row["cases"] for row in told) + rest["cases"],
    )


def _others(log: Enriched, told: list[dict[str, int]]) -> dict[str, int]:
    (row,) = paths.others(log, told).to_pyarrow().to_pylist()
    return {name: int(row[name] or 0) for name in ("cases", "clients")}


def step_by_step(log: Enriched, names: dict[int, str], policy: Policy) -> list[Link]:
    """What followed what at each step from the beginning; a link to "" is where ways end."""
    cells = [
        Cell((str(row["step"]), names[row["previous"]], names[row["activity"]]), row["moves"], row["clients"])
        for row in flows.by_step(log, most=STEPS).to_pyarrow().to_pylist()
    ]
    cells += [
        Cell((str(row["step"]), names[row["activity"]], ""), row["cases"], row["clients"])
        for row in flows.ends_by_step(log, most=STEPS).to_pyarrow().to_pylist()
    ]
    cells.sort(key=lambda cell: cell.key)
    found = release(cells, policy, relations=_balanced(cells) if len(cells) <= MOST_BALANCED else ())
    return [Link(int(step), a, b, int(n)) for (step, a, b), n in found.shown.items()]


def _balanced(cells: Sequence[Cell]) -> list[Relation]:
    """Into an activity at a step go as many as go on from it or end there."""
    into: dict[tuple[str, str], list[Key]] = {}
    out: dict[tuple[str, str], list[Key]] = {}
    for cell in cells:
        step, before, after = cell.key
        out.setdefault((step, before), []).append(cell.key)
        if after:
            into.setdefault((str(int(step) + 1), after), []).append(cell.key)
    return [Relation(tuple(into[node]), tuple(out[node])) for node in sorted(into.keys() & out.keys())]
