"""The one question that turns a file's columns into an event's, with the fault of each row beside it."""

from dataclasses import dataclass

from kudelma.pathways.log.problems import LogError
from kudelma.pathways.log.raw import quoted, quoted_name
from kudelma.pathways.log.schema import COLUMNS, WORDS, Mapping

EARLIEST, LATEST = -30_610_224_000_000_000, 253_402_300_799_999_999
"""The first and the last microsecond of the years 1000 to 9999."""
FORMS = (
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H.%M",
    "%d.%m.%Y klo %H.%M",
    "%d.%m.%Y klo %H:%M",
    "%d.%m.%Y",
)
"""Ways in which a time is written in Finland, tried after ISO 8601."""


@dataclass(frozen=True, slots=True)
class Question:
    sql: str
    columns: tuple[str, ...]
    has_event_ids: bool
    is_text: bool


def question(types: dict[str, str], mapping: Mapping, relation: str) -> Question:
    """The SELECT for a relation whose columns have these DuckDB types."""
    found = mapping.found_in(types)
    nested = [
        theirs
        for theirs in found.values()
        if types[theirs].endswith("]") or types[theirs].startswith(("STRUCT", "MAP"))
    ]
    if nested:
        raise LogError(f"the column “{nested[0]}” holds lists; give one value a row")
    text = {ours: f"nullif(trim(raw_{ours}::varchar), '')" for ours in found}
    kinds = {ours: types[theirs] for ours, theirs in found.items()}
    asked, faults = _needed(kinds, mapping)
    if "end" in found:
        asked["ended"] = _time("end", kinds["end"], mapping)
        faults += [
            ("bad_end", f"ended is null and {text['end']} is not null", "end"),
            ("end_before_start", "ended < happened", "end"),
        ]
    asked |= {name: text[name] for name in WORDS if name in found}
    if "cost" in found:
        asked["cost"] = f"try_cast(replace({text['cost']}, ',', '.') as decimal(18, 2))::double"
        faults.append(("bad_cost", f"cost is null and {text['cost']} is not null", "cost"))
    if "cost_year" in found:
        asked["cost_year"] = f"try_cast({text['cost_year']} as smallint)"
        faults.append(("bad_year", f"cost_year is null and {text['cost_year']} is not null", "cost_year"))
    if mapping.codes:
        faults.append(("unknown_code", "not list_contains(?, activity)", "activity"))
    if "event_id" in found:
        asked["event_id"] = text["event_id"]
    bad = " ".join(f"when {condition} then '{reason}'" for reason, condition, _ in faults)
    value = " ".join(f"when '{reason}' then {text[column]}" for reason, _, column in faults)
    last = f"else {text['event_id']}" if "event_id" in found else ""
    raw = ", ".join(f"{quoted_name(theirs)} as raw_{ours}" for ours, theirs in found.items())
    inner = ", ".join(f"{expression} as {name}" for name, expression in asked.items())
    sql = (
        f"select {', '.join(asked)}, bad, case bad {value} {last} end as bad_value from "
        f"(select *, case {bad} end as bad from (select {inner}, * from (select {raw} from {relation})))"
    )
    kept = tuple({"timestamp": "happened", "end": "ended"}.get(name, name) for name in COLUMNS if name in found)
    return Question(
        sql, tuple(n for n in kept if n != "event_id"), "event_id" in found, relation.startswith("read_csv")
    )


def _needed(kinds: dict[str, str], mapping: Mapping) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    asked = {name: _identifier(name, kinds[name]) for name in ("case_id", "activity")}
    asked["happened"] = _time("timestamp", kinds["timestamp"], mapping)
    return asked, [
        ("no_case", "case_id is null", "activity"),
        ("no_activity", "activity is null", "case_id"),
        ("bad_time", "happened is null", "timestamp"),
    ]


def _identifier(name: str, kind: str) -> str:
    return f"nullif(raw_{name}, '')" if kind == "VARCHAR" else f"raw_{name}::varchar"


def _time(name: str, kind: str, mapping: Mapping) -> str:
    """Microseconds since 1970 in UTC, NULL where it is no time between the years 1000 and 9999."""
    column = f"raw_{name}"
    if kind == "TIMESTAMP WITH TIME ZONE":
        found = column
    elif kind.startswith("TIMESTAMP") or kind == "DATE":
        found = f"{column}::timestamp" if mapping.zone == "UTC" else f"{column}::timestamp::timestamptz"
    elif kind != "VARCHAR":
        raise LogError(f"the {name} column holds {kind}; give times as text or as timestamps")
    else:
        forms = ", ".join(map(quoted, FORMS))
        own = [f"try_strptime({column}, {quoted(mapping.time_format)})::timestamptz"] if mapping.time_format else []
        common = [f"try_cast({column} as timestamptz)", f"try_strptime({column}, [{forms}])::timestamptz"]
        found = f"coalesce({', '.join(own + common)})"
    return (
        f"case when isfinite({found}) and epoch_us({found}) between {EARLIEST} and {LATEST} then epoch_us({found}) end"
    )
