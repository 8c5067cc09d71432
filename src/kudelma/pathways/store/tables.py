"""The tables of a store, and the columns that an event log may add to them."""

import pyarrow as pa

from kudelma.pathways.log.schema import WORDS

VERSION = 2
SECOND, MICROSECOND = 1, 1_000_000
"""Ticks a second: the coarsest in which every time of the log is a whole number."""

EXTRAS: dict[str, str] = {
    "ended": "BIGINT",
    **dict.fromkeys(WORDS, "VARCHAR"),
    "household": "INTEGER",
    "cost": "DOUBLE",
    "cost_year": "SMALLINT",
}
"""What an event has besides its case, activity and time → how it is kept; `ended` in ticks, a household as number."""

_ARROW = {
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "SMALLINT": pa.int16(),
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
}
_CORE = {
    "case_no": "INTEGER",
    "activity": "SMALLINT",
    "previous": "SMALLINT",
    "position": "INTEGER",
    "happened": "BIGINT",
}
MOST_ACTIVITIES = 32_767


def event_columns(extras: tuple[str, ...], ticks: int) -> dict[str, str]:
    """Column → DuckDB type. A gap in seconds fits 32 bits (68 years), in microseconds it does not."""
    gap = {"gap": "INTEGER" if ticks == SECOND else "BIGINT"}
    return _CORE | gap | {name: EXTRAS[name] for name in extras}


def event_schema(extras: tuple[str, ...], ticks: int) -> pa.Schema:
    return pa.schema([(name, _ARROW[kind]) for name, kind in event_columns(extras, ticks).items()])


CASE_COLUMNS = {
    "case_no": "INTEGER",
    "case_id": "VARCHAR",
    "client": "INTEGER",
    "first_at": "BIGINT",
    "last_at": "BIGINT",
    "events": "INTEGER",
    "path_a": "BIGINT",
    "path_b": "BIGINT",
    "first_activity": "SMALLINT",
    "last_activity": "SMALLINT",
}


def create_statement(name: str, columns: dict[str, str]) -> str:
    return f"create table {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})"
