"""All the rules of an assessment held against one log."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import ibis
import pyarrow as pa
from ibis import _

from kudelma.core.calendar import helsinki_date, helsinki_midnight
from kudelma.pathways.measures.conformance import ASSESSMENT, Clock, Order, Presence, clock, day_table, order, presence
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.summary import activity_names


@dataclass(frozen=True, slots=True)
class Held:
    """One rule, and (cases, clients) by verdict; `missing` are its steps that the log has no activity for."""

    rule: str
    counts: dict[str, tuple[int, int]]
    missing: tuple[str, ...]


def held(log: Enriched, *, steps: dict[str, str] | None = None, as_of: date | None = None) -> list[Held]:
    """Every rule of `ASSESSMENT`. `steps` maps our step to the log's activity; `as_of` is the last day looked at.

    Where `as_of` is left out, it is the day of the log's last event.
    """
    names = {name: number for number, name in activity_names(log).items()}
    numbers = {step: names[name] for step, name in _steps(steps or {}).items() if name in names}
    first, last = _days(log)
    until = as_of or last
    now = int(helsinki_midnight(until).timestamp()) * log.ticks
    found = []
    for rule in ASSESSMENT:
        asked = wanted(rule)
        missing = tuple(step for step in asked if step not in numbers)
        counts = {} if asked[0] in missing else _counts(log, numbers, rule, (first, max(last, until)), now)
        found.append(Held(rule.name, counts, missing))
    return found


def _steps(given: dict[str, str]) -> dict[str, str]:
    return {step: given.get(step, step) for rule in ASSESSMENT for step in wanted(rule)}


def wanted(rule: Clock | Order | Presence) -> tuple[str, str]:
    """The steps of a rule, first the one without which it says nothing."""
    match rule:
        case Clock():
            return rule.since, rule.done
        case Order():
            return rule.later, rule.earlier
        case Presence():
            return rule.given, rule.expected


def _counts(
    log: Enriched, numbers: dict[str, int], rule: Clock | Order | Presence, days: tuple[date, date], now: int
) -> dict[str, tuple[int, int]]:
    match rule:
        case Clock():
            table = ibis.memtable(day_table(*days, rule.rule, ticks=log.ticks))
            asked = clock(log, numbers, rule, table, as_of=now)
        case Order():
            asked = order(log, numbers, rule)
        case Presence():
            asked = presence(log, numbers, rule)
    rows = asked.to_pyarrow().to_pylist()
    return {
        row["verdict"]: (int(row["cases"]), int(row["clients"])) for row in sorted(rows, key=lambda row: row["verdict"])
    }


def _days(log: Enriched) -> tuple[date, date]:
    found: pa.Table = log.cases.agg(first=_.first_at.min(), last=_.last_at.max()).to_pyarrow()
    first, last = (
        helsinki_date(datetime.fromtimestamp(found[name][0].as_py() // log.ticks, UTC)) for name in ("first", "last")
    )
    return first, last
