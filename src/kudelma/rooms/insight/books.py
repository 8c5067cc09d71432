"""A log opened for questions: events in order once and for all, with what came before each and the time between.

    cases     case_no, client, source, first_at, last_at, events, path      (one row a case)
    events    case_no, activity, previous, position, moment, gap, role   (one row an event; previous is '' at first)

Times are whole seconds since 1970 in UTC. A client is the family where it is known, otherwise the case.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

HELSINKI = ZoneInfo("Europe/Helsinki")
MEMORY = "1GB"

#: `told` is any relation with these columns, times in seconds and `row` as what orders events of one moment.
_ENRICH = """
create table events as
    select case_no, activity, source, role, client, moment,
        lag(activity, 1, '') over w as previous,
        moment - lag(moment, 1, moment) over w as gap,
        row_number() over w as position
    from (select *, dense_rank() over (order by case_id) as case_no from told)
    window w as (partition by case_no order by moment, row)
    order by case_no, position;
create table cases as
    select case_no, any_value(coalesce(client, 'case ' || case_no)) as client, any_value(source) as source,
        min(moment) as first_at, max(moment) as last_at, count(*) as events,
        sum(hash(activity, position)) as path, arg_max(activity, position) as last_activity
    from events group by case_no;
alter table events drop column client;
alter table events drop column source;
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases are looked at: begun in a period (both days belong to it), from one source."""

    first: date | None = None
    last: date | None = None
    source: str = ""

    @property
    def where(self) -> tuple[str, list[object]]:
        parts, facts = ["true"], list[object]()
        if self.first:
            parts.append("first_at >= ?")
            facts.append(_seconds(self.first))
        if self.last:
            parts.append("first_at < ? + 86400")
            facts.append(_seconds(self.last))
        if self.source:
            parts.append("source = ?")
            facts.append(self.source)
        return " and ".join(parts), facts


@dataclass(slots=True)
class Books:
    """A log and the part of it that is looked at. Close it when the page is made."""

    con: duckdb.DuckDBPyConnection
    filter: Filter = field(default_factory=Filter)

    def look(self, chosen: Filter) -> "Books":
        """Look at a part of the cases from now on."""
        where, facts = chosen.where
        self.filter = chosen
        self.con.execute(f"create or replace temp table picked as select * from cases where {where}", facts)  # noqa: S608 - fixed words, values apart
        return self

    def rows(self, question: str, facts: list[object] | None = None) -> list[tuple[Any, ...]]:
        return self.con.execute(question, facts or []).fetchall()

    def number(self, question: str, facts: list[object] | None = None) -> int:
        found = self.con.execute(question, facts or []).fetchone()
        assert found is not None
        return int(found[0] or 0)

    def close(self) -> None:
        self.con.close()


def own_books(table: pa.Table) -> Books:
    """Open the unit's own events (`events.own_events`)."""
    con = duckdb.connect(config={"memory_limit": MEMORY, "threads": 2})
    con.register("own", table)
    con.execute(
        "create temp view told as select case_id, activity, epoch(timestamp)::bigint as moment, household as client, "
        "trigger as source, role, row_number() over () as row from own"
    )
    return _enriched(con)


def kept_books(path: Path) -> Books:
    """Open a log that was brought in and kept at a path; it cannot be changed through this."""
    con = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": 2})
    con.execute("set temp_directory = ''")
    con.execute(f"attach '{path}' as kept (read_only)")
    con.execute("create temp view cases as from kept.cases")
    con.execute("create temp view events as from kept.events")
    return Books(con).look(Filter())


def keep_books(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of a log from the relation `told` in a connection whose file keeps them."""
    con.execute(_ENRICH)


def _enriched(con: duckdb.DuckDBPyConnection) -> Books:
    con.execute(_ENRICH)
    return Books(con).look(Filter())


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(0), HELSINKI).astimezone(UTC).timestamp())
