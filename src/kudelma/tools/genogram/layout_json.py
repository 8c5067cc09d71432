"""A layout as plain values, for other programs, for the editor, and for the next layout to stay near."""

import json
from collections.abc import Collection
from math import isfinite

from kudelma.core.kinship import Family
from kudelma.tools.genogram.boxes import Box
from kudelma.tools.genogram.copies import MARK, with_copies
from kudelma.tools.genogram.file_errors import GenogramFileError
from kudelma.tools.genogram.finishing import Finished, finish
from kudelma.tools.genogram.focus import focused
from kudelma.tools.genogram.layout import Layout, lay_out
from kudelma.tools.genogram.metrics import layout_metrics

Spots = dict[str, tuple[float, float]]


def layout_json(
    family: Family,
    *,
    previous: Spots | None = None,
    pins: Collection[str] = (),
    focus: str | None = None,
    generations: int = 2,
    copies: int = 0,
    lang: str = "fi",
) -> dict[str, object]:
    """`nodes`, `unions`, `routes`, `outlines`, `labels`, `metrics`.

    A box has `x`, `y` (its middle), `width` and `height`, and `left` and `top`. With `focus`, only the
    relatives within `generations` steps are laid out, and `stubs` counts those left out behind each.
    `copies` people at most may stand twice; such a node has `copy_of`. With `previous` the layout stays near
    it, `pins` (ids) above all; pinned nodes say so, and `tidier` tells whether a fresh layout would be worth
    the change.
    """
    stubs: dict[str, int] = {}
    if focus is not None:
        family, stubs = focused(family, focus, generations)
    layout = lay_out(family, lang=lang, previous=previous, pins=pins)
    copy_of: dict[str, str] = {}
    if copies:
        family, copy_of = with_copies(family, layout, copies)
        notes: dict[str, tuple[str, ...]] = {person: (MARK,) for pair in copy_of.items() for person in pair}
        layout = lay_out(family, lang=lang, previous=previous, pins=pins, notes=notes)
    found = as_json(finish(layout, family), stubs, copy_of, pins)
    if previous is not None:
        found["tidier"] = worth_tidying(layout, lay_out(family, lang=lang))
    return found


def worth_tidying(now: Layout, fresh: Layout) -> bool:
    """Whether a fresh layout would save two crossings or a fifth of the width (genogram.md 3.3)."""
    here, there = layout_metrics(now), layout_metrics(fresh)
    fewer = here["crossings"] - there["crossings"] >= 2  # noqa: PLR2004  as the guarantee says
    return bool(fewer or there["width"] <= 0.8 * here["width"])


def as_json(
    finished: Finished, stubs: dict[str, int], copy_of: dict[str, str], pins: Collection[str]
) -> dict[str, object]:
    layout = finished.layout
    ids = [person.id for person in layout.graph.persons]
    return {
        "nodes": [_node(ids[p], layout.symbol_box(p), copy_of, pins) for p in range(len(ids))],
        "unions": _unions(layout, ids),
        "routes": [
            {
                "role": route.role,
                "union": _union_ids(layout, route.couple),
                "person": ids[route.person] if route.person >= 0 else None,
                "points": [[x, y] for x, y in route.points],
            }
            for route in layout.routes
        ],
        "feelings": [
            {
                "a": line.a,
                "b": line.b,
                "kind": line.kind.value,
                "points": [[round(x, 2), round(y, 2)] for x, y in path],
            }
            for line, path in finished.curves
        ],
        "outlines": [
            {
                "household": layout.graph.family.households[home.household].id,
                "members": [ids[p] for p in home.members],
                "points": [[x, y] for x, y in home.corners],
            }
            for home in finished.homes
        ],
        "labels": [
            {"id": ids[p], "lines": list(layout.labels[p].lines), **_box(box)}
            for p, box in enumerate(layout.label_boxes)
            if layout.labels[p].lines
        ],
        "stubs": stubs,
        "metrics": layout_metrics(layout) | {"copies": len(copy_of)},
    }


def _node(person: str, box: Box, copy_of: dict[str, str], pins: Collection[str]) -> dict[str, object]:
    copied: dict[str, object] = {"copy_of": copy_of[person]} if person in copy_of else {}
    if person in pins:
        copied["pinned"] = True
    return {"id": person, **_box(box), **copied}


def _box(box: Box) -> dict[str, float]:
    return {
        "x": round((box.left + box.right) / 2, 2),
        "y": round((box.top + box.bottom) / 2, 2),
        "width": round(box.right - box.left, 2),
        "height": round(box.bottom - box.top, 2),
        "left": round(box.left, 2),
        "top": round(box.top, 2),
    }


def _union_ids(layout: Layout, couple: int) -> list[str]:
    return [union.id for union in layout.graph.couples[couple].unions]


def _unions(layout: Layout, ids: list[str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for spot, couple in enumerate(layout.graph.couples):
        xs = [layout.x[p] for p in couple.partners]
        found.append(
            {
                "ids": _union_ids(layout, spot),
                "partners": [ids[p] for p in couple.partners],
                "children": [ids[c] for c in couple.children],
                "x": sum(xs) / len(xs) if xs else None,
                "y": max((layout.y[p] for p in couple.partners), default=None),
            }
        )
    return found


def read_previous(data: bytes) -> tuple[Spots, frozenset[str]]:
    """From an earlier layout's JSON: x and y by id, and the ids of the nodes marked `pinned`."""
    try:
        nodes = [node for node in json.loads(data.decode("utf-8"))["nodes"] if not node.get("copy_of")]
        spots = {str(node["id"]): (float(node["x"]), float(node["y"])) for node in nodes}
        pins = frozenset(str(node["id"]) for node in nodes if node.get("pinned") is True)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise GenogramFileError(0, "this is not a layout", "Give a file that `genogram layout` wrote.") from error
    if not all(isfinite(value) for spot in spots.values() for value in spot):
        raise GenogramFileError(0, "a place in this layout is not a number", "Give a file that was not changed.")
    return spots, pins
