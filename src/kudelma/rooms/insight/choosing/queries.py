"""A table beside a case, the plan behind it, whether it is switched on. Each look leaves a row in the trail."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kudelma.core.codes import Comparison, Weighed
from kudelma.pathways.actors import Plan, Sentence
from kudelma.rooms.casework.models import Matter, ReferralSource
from kudelma.rooms.insight.choosing.access import LOOKED, seen_case, seen_unit
from kudelma.rooms.insight.choosing.plan import newest
from kudelma.rooms.insight.models import ActorChoice, ActorPlan, ActorSwitch, ActorTable
from kudelma.rooms.organisation.models import Unit
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.trail.actions import record


@dataclass(frozen=True, slots=True)
class Switch:
    """Who turned the tables on or off, when and why."""

    on: bool
    who: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class HeldPlan:
    version: int
    owner: str
    stored_at: datetime
    fingerprint: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class ActorLine:
    """One actor in a table; `took_part` is None where too few families stand behind the number."""

    actor: str
    took_part: int | None
    of: int | None
    low: float | None
    high: float | None
    median_day: float | None
    counted: tuple[Sentence, ...]
    said: tuple[Sentence, ...]
    refused: bool


@dataclass(frozen=True, slots=True)
class AskedLine:
    """In how many assessments of each group an actor took part: (group, took part, of), None where not told."""

    actor: str
    parts: tuple[tuple[str, int | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class Table:
    id: uuid.UUID
    as_of: date
    made_at: datetime
    plan: HeldPlan
    assessments: int
    families: int
    followed: int | None
    over: tuple[Sentence, ...]
    lines: tuple[ActorLine, ...]
    asked: Mapping[str, tuple[AskedLine, ...]]


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    id: uuid.UUID
    actors: tuple[str, ...]
    others: str
    why: str
    decided_by: str
    decided_on: date
    weighed: Weighed
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a case. `group` is what the case is compared by, None while nothing is assessed."""

    unit_id: uuid.UUID
    unit: str
    switch: Switch | None
    may_turn: bool
    comparison: Comparison
    group: str | None
    table: Table | None
    choices: tuple[ChoiceLine, ...]

    @property
    def on(self) -> bool:
        return self.switch is not None and self.switch.on


@dataclass(frozen=True, slots=True)
class Setting:
    """The switch of a unit with its history, and the plan that holds."""

    unit_id: uuid.UUID
    unit: str
    may_turn: bool
    history: tuple[Switch, ...]
    plan: HeldPlan | None
    newest_as_of: date | None

    @property
    def on(self) -> bool:
        return bool(self.history) and self.history[0].on


def beside(actor: Actor, matter_id: uuid.UUID, *, comparison: Comparison) -> Beside:
    """Return the table that is laid beside a case; nothing is worked out, and nothing read while it is off."""
    matter = seen_case(actor, matter_id)
    unit = Unit.objects.get(pk=matter.family.team.unit_id)
    switch = next(iter(_switches(unit, 1)), None)
    group = _group(matter, comparison)
    table = _table(unit, comparison, group) if switch and switch.on and group else None
    record(
        LOOKED,
        by=actor,
        matter=matter.id,
        thing="actor_table",
        thing_id=table.id if table else "",
        because=comparison if switch and switch.on else "off",
    )
    return Beside(
        unit.id,
        unit.name,
        switch,
        unit.id in actor.led_units,
        comparison,
        group,
        table,
        _choices(matter),
    )


def setting(actor: Actor, unit_id: uuid.UUID) -> Setting:
    """Return the switch and the plan of a unit whose tables the actor may look at."""
    unit = seen_unit(actor, unit_id)
    held = newest(unit)
    last = ActorTable.objects.filter(plan=held).order_by("-as_of").values_list("as_of", flat=True).first()
    return Setting(
        unit.id,
        unit.name,
        unit.id in actor.led_units,
        _switches(unit, 20),
        _held(held) if held else None,
        last,
    )


def is_on(unit: Unit) -> bool:
    return any(one.on for one in _switches(unit, 1))


def party_names(language: str) -> dict[str, str]:
    """Return what each party is called in the reader's language, by its code."""
    column = f"name_{language}" if language in {"fi", "sv"} else "name_en"
    return dict(ReferralSource.objects.values_list("code", column))


def choosable(unit_id: uuid.UUID) -> tuple[str, ...]:
    """Return the actors a choice may name: those of the unit's plan, or the parties of its list."""
    held = ActorPlan.objects.filter(unit=unit_id).order_by("-version").first()
    if held:
        return Plan.from_json(held.text).actors
    rows = ReferralSource.objects.filter(is_authority=True, in_use=True).order_by("order", "code")
    return tuple(rows.values_list("code", flat=True))


def _switches(unit: Unit, most: int) -> tuple[Switch, ...]:
    rows = ActorSwitch.objects.filter(unit=unit).select_related("by").order_by("-id")[:most]
    return tuple(Switch(row.on, row.by.name, row.at, row.why) for row in rows)


def _group(matter: Matter, comparison: Comparison) -> str | None:
    """Return what the case is compared by: that of its open assessment, else of its newest."""
    column = "basis" if comparison == Comparison.NEED else "arrival__source__code"
    rows = matter.assessments.order_by("approved_on", "-initiated_on", "id")
    open_first = rows.filter(approved_on__isnull=True).values_list(column, flat=True).first()
    found = open_first or matter.assessments.order_by("-initiated_on", "id").values_list(column, flat=True).first()
    return str(found) if found else None


def _table(unit: Unit, comparison: Comparison, group: str) -> Table | None:
    row = (
        ActorTable.objects.filter(plan__unit=unit, comparison=comparison, group=group)
        .select_related("plan__owner")
        .order_by("-plan__version", "-as_of")
        .first()
    )
    if row is None:
        return None
    held: dict[str, Any] = row.content
    return Table(
        row.id,
        row.as_of,
        row.made_at,
        _held(row.plan),
        held["assessments"],
        held["families"],
        held["followed"],
        _sentences(held["over"]),
        tuple(_line(one) for one in held["rows"]),
        {
            by: tuple(AskedLine(one["actor"], tuple((g, a, b) for g, a, b in one["parts"])) for one in lines)
            for by, lines in held["asked"].items()
        },
    )


def _line(one: dict[str, Any]) -> ActorLine:
    return ActorLine(
        one["actor"],
        one["took_part"],
        one["of"],
        one["low"],
        one["high"],
        one["median_day"],
        _sentences(one["counted"]),
        _sentences(one["said"]),
        one["refused"],
    )


def _sentences(rows: list[Any]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(code, {name: tuple(v) if isinstance(v, list) else v for name, v in facts.items()})
        for code, facts in rows
    )


def _held(row: ActorPlan) -> HeldPlan:
    return HeldPlan(row.version, row.owner.name, row.stored_at, row.fingerprint, Plan.from_json(row.text))


def _choices(matter: Matter) -> tuple[ChoiceLine, ...]:
    rows = (
        ActorChoice.objects.filter(matter=matter).select_related("recorded_by").order_by("-decided_on", "-recorded_at")
    )
    return tuple(
        ChoiceLine(
            row.id,
            tuple(row.actors),
            row.others,
            row.why,
            row.decided_by,
            row.decided_on,
            Weighed(row.weighed),
            row.recorded_by.name,
            row.recorded_at,
        )
        for row in rows
    )
