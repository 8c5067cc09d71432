"""A log opened for questions: events in order once and for all, with what came before each and the time between.

    cases     case_no, client, source, first_at, last_at, events, path      (one row a case)
    events    case_no, client, activity, previous, position, moment, gap, role   (a row an event; previous '' at first)

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
create type act as enum (select activity from (select '' as activity union select activity from told) order by 1);
create table cases as
    select row_number() over (order by case_id) as case_no, case_id,
        dense_rank() over (order by coalesce(any_value(client), 'case ' || case_id))::integer as client,
        any_value(source) as source, min(moment) as first_at, max(moment) as last_at, count(*) as events
    from told group by case_id;
create table events as
    select case_no::integer as case_no, known.client, activity::act as activity, role, moment,
        lag(activity::act, 1, ''::act) over w as previous,
        moment - lag(moment, 1, moment) over w as gap,
        (row_number() over w)::integer as position
    from told join (select case_no, case_id, client from cases) as known using (case_id)
    window w as (partition by case_no order by moment, row)
    order by case_no, position;
"""

_PATHS = """
create or replace table cases as
    select case_no, client, source, first_at, last_at, events, path, last_activity
    from cases join (
        select case_no, sum(hash(activity::varchar, position)) as path, arg_max(activity, position) as last_activity
        from events group by case_no
    ) as ways using (case_no)
"""

#: Asked of the cases looked at; of all of them once, when the books are made.
MOVES = (
    "select previous::varchar as previous, activity::varchar as activity, count(*) as many, "
    "count(distinct client) as clients, median(gap) as middle, sum(gap) as whole from {} group by events.previous, "
    "events.activity order by 1, 2"
)
ACTIVITIES = (
    "select activity::varchar as activity, count(*) as many, count(distinct client) as clients from {} "
    "group by events.activity order by 2 desc, 1"
)


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
    whole: bool = True
    known: dict[str, object] = field(default_factory=dict)  # what was reckoned in this look
    _moves: list[tuple[Any, ...]] | None = None

    def look(self, chosen: Filter) -> "Books":
        """Look at a part of the cases from now on."""
        where, facts = chosen.where
        self.filter = chosen
        self.con.execute(f"create or replace temp table picked as select * from cases where {where}", facts)  # noqa: S608 - fixed words, values apart
        self.whole = chosen == Filter()
        narrow = "" if self.whole else "where case_no in (select case_no from picked)"
        self.con.execute(f"create or replace temp view looked as select * from events {narrow}")  # noqa: S608 - fixed words
        self.known, self._moves = {}, None
        return self

    def moves(self) -> list[tuple[Any, ...]]:
        """Return (before, after, how often, clients, median seconds, seconds in all); before is "" at first."""
        if self._moves is None:
            question = "from all_moves" if self.whole else MOVES.format("looked as events")
            self._moves = self.rows(question)
        return self._moves

    def activities(self) -> list[tuple[Any, ...]]:
        """Return (activity, how often, clients), the most common first."""
        return self.rows("from all_activities" if self.whole else ACTIVITIES.format("looked as events"))

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
    con.execute("create temp view all_moves as from kept.all_moves")
    con.execute("create temp view all_activities as from kept.all_activities")
    return Books(con).look(Filter())


def keep_books(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of a log from the relation `told` in a connection whose file keeps them."""
    con.execute(_ENRICH)
    con.execute(_PATHS)
    con.execute("create table all_moves as " + MOVES.format("events"))
    con.execute("create table all_activities as " + ACTIVITIES.format("events"))


def _enriched(con: duckdb.DuckDBPyConnection) -> Books:
    keep_books(con)
    return Books(con).look(Filter())


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(0), HELSINKI).astimezone(UTC).timestamp())
