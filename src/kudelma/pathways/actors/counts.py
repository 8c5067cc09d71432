"""How often each actor took part, and how early: counts a worker can repeat to a parent, through the privacy gate."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kudelma.pathways.actors.assessments import Assessments, DataError, Flags
from kudelma.pathways.actors.shrinkage import shrink_rates, wilson
from kudelma.pathways.privacy import TOTAL, Cell, Policy, release

_DEFAULT = Policy()


@dataclass(frozen=True, slots=True)
class Count:
    """In `took_part` of `assessments`; all None where too few families stand behind it."""

    group: str
    """The type of need, or the area."""
    actor: str
    took_part: int | None = None
    assessments: int | None = None
    low: float | None = None
    high: float | None = None
    """Wilson's 95 % interval of the share."""
    median_day: float | None = None
    """Days from the start until it took part."""
    steadied: float | None = None
    """The share drawn towards that of all groups shown, as far as its size deserves."""

    @property
    def is_hidden(self) -> bool:
        return self.took_part is None


def describe(data: Assessments, need_type: str, policy: Policy = _DEFAULT) -> tuple[Count, ...]:
    """Each actor among the assessments that began with this type of need, in the order of the plan."""
    chosen = data.of_need(need_type)
    if len(set(chosen.families)) < policy.k:
        return tuple(Count(need_type, actor) for actor in data.actors)
    shown = release([_cell(chosen, j, need_type) for j in range(len(data.actors))], policy)
    days = {cell.key: cell.extra.get("day") for cell in shown.cells if hasattr(cell, "extra")}
    return tuple(
        _count(need_type, actor, shown.shown.get((need_type, actor)), len(chosen), days.get((need_type, actor)))
        for actor in data.actors
    )


def participation(data: Assessments, groups: Sequence[str], policy: Policy = _DEFAULT) -> tuple[Count, ...]:
    """Who is asked, and who is not: each actor by group (types of need, areas), with all groups together as `TOTAL`.

    A difference between groups is a question to the service, never to a family.
    """
    if len(groups) != len(data):
        raise DataError(f"{len(groups)} groups for {len(data)} assessments: give each assessment its group.")
    if TOTAL in groups:
        raise DataError(f"A group is called {TOTAL!r}, which stands for all groups: name it otherwise.")
    members = {name: data.rows(np.array([each == name for each in groups], dtype=bool)) for name in sorted(set(groups))}
    members[TOTAL] = data
    sizes = release([Cell((name,), len(part), len(set(part.families))) for name, part in members.items()], policy).shown
    shown = release(
        [_cell(part, j, name) for name, part in members.items() for j in range(len(data.actors))], policy
    ).shown
    found = []
    for j, actor in enumerate(data.actors):
        # Hiding more than was asked for is always safe; a count without its group's size would say little.
        told = {n: shown[n, actor] for n in members if (n, actor) in shown and (n,) in sizes}
        parts = [name for name in told if name != TOTAL]
        rates = shrink_rates(np.array([told[n] for n in parts]), np.array([sizes[n,] for n in parts]))
        steadied = {name: rate.value for name, rate in zip(parts, rates, strict=True)}
        found += [
            _count(name, data.actors[j], told.get(name), round(sizes.get((name,), 0)), None, steadied.get(name))
            for name in members
        ]
    return tuple(found)


def _cell(part: Assessments, j: int, group: str) -> Cell:
    took_part = part.exposures[:, j]
    with_actor, without = _families(part, took_part), _families(part, ~took_part)
    day = None
    if part.days is not None and took_part.any():
        day = float(np.median(part.days[took_part, j]))
    return Cell((group, part.actors[j]), int(took_part.sum()), with_actor, of=with_actor + without, extra={"day": day})


def _families(part: Assessments, rows: Flags) -> int:
    return len({part.families[i] for i in np.flatnonzero(rows)})


def _count(
    group: str,
    actor: str,
    took_part: float | None,
    assessments: int,
    day: float | str | None,
    steadied: float | None = None,
) -> Count:
    if took_part is None:
        return Count(group, actor)
    low, high = wilson(round(took_part), assessments)
    median = day if isinstance(day, float) else None
    return Count(group, actor, round(took_part), assessments, low, high, median, steadied)
