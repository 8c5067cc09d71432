"""A day's events added to a store: only the cases they touch are numbered and linked, in one transaction.

An event later than its case's last goes on from there. Where one is earlier, its case is taken apart and linked
anew. What it costs is the day's events, and one look through the list of case ids.
"""

from itertools import chain
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from kudelma.pathways.kernels import DONE, STATE, linked
from kudelma.pathways.log.problems import LogError
from kudelma.pathways.log.sources import Source
from kudelma.pathways.store.ingesting import Ingested, Progress, ahead, demand_rows, ingest, keep, told
from kudelma.pathways.store.opening import StoreError, facts_of
from kudelma.pathways.store.tables import EXTRAS, MICROSECOND, MOST_ACTIVITIES, SECOND

STATES = "last_at, events, path_a, path_b, first_at, first_activity, last_activity"
"""The columns of `cases` in the order of the kernel's state."""


def append(source: Source, target: Path, *, progress: Progress | None = None, memory_limit: str = "1GB") -> Ingested:
    """Add the log to the store at `target`, or make it; all of it or, when anything is wrong, nothing."""
    if not target.exists():
        return ingest(source, target, progress=progress, memory_limit=memory_limit)
    try:
        base = duckdb.connect(str(target), config={"memory_limit": memory_limit, "threads": 2})
    except duckdb.Error as error:
        raise StoreError(f"{target}: is no store, or is open elsewhere; close it and try again") from error
    with base:
        facts = facts_of(base, target)
        extras = tuple(name for name in facts["extras"].split(",") if name)
        base.execute("begin")
        base.execute("drop table if exists moves")  # of the log without the day; from now on it is asked of the events
        _take(base, source, extras, progress)
        demand_rows(source)
        _bring_to_one_clock(base, int(facts["ticks"]), extras)
        _number(base, has_households="household" in extras)
        late = _take_late_cases_apart(base, extras)
        cases = _link(base, extras)
        base.execute("commit")
        base.execute("checkpoint")
    return Ingested(source.report, source.report.kept, cases, not late)


def _take(base: duckdb.DuckDBPyConnection, source: Source, extras: tuple[str, ...], progress: Progress | None) -> None:
    """The day's accepted rows in the temporary table `day`, with every extra column of the store."""
    given = source.columns[3:]
    kinds = EXTRAS | {"household": "VARCHAR"}  # its number is known later
    if new := [name for name in given if name not in extras]:
        raise LogError(f"{source.path}: the store has no column for {new[0]}; ingest the whole log again to add it")
    columns = ["case_id varchar", "name varchar", "happened bigint", *(f"{name} {kinds[name]}" for name in given)]
    base.execute(f"create temp table coming_day ({', '.join(columns)})")
    with ahead(told(source, progress)) as batches:
        first = next(batches, None)
        if first is not None:
            keep(base, "coming_day", first.schema, chain([first], batches))
    absent = "".join(f", null::{kinds[name]} as {name}" for name in extras if name not in given)
    base.execute(f"create temp table day as select *, rowid as row{absent} from coming_day")
    base.execute("drop table coming_day")


def _bring_to_one_clock(base: duckdb.DuckDBPyConnection, ticks: int, extras: tuple[str, ...]) -> None:
    """The day's microseconds in the store's ticks; where they are finer, the store is brought to microseconds once."""
    ended = "ended" in extras
    if ticks == SECOND:
        finer = "happened % 1000000 <> 0" + (" or coalesce(ended % 1000000, 0) <> 0" if ended else "")
        if not _count(base, f"day where {finer}"):
            base.execute(
                "update day set happened = happened // 1000000" + (", ended = ended // 1000000" if ended else "")
            )
            return
        base.execute("alter table events alter gap type bigint using gap::bigint * 1000000")
        columns = ["happened", *(["ended"] if ended else [])]
        base.execute("update events set " + ", ".join(f"{name} = {name} * 1000000" for name in columns))
        base.execute("update cases set first_at = first_at * 1000000, last_at = last_at * 1000000")
        base.execute("update meta set value = ? where key = 'ticks'", [str(MICROSECOND)])


def _number(base: duckdb.DuckDBPyConnection, *, has_households: bool) -> None:
    """New activities, cases and households get the next numbers, in the order in which they are met."""
    base.execute("""
        insert into activities
        select (select count(*) from activities) + row_number() over (order by min(row)) - 1, name
        from day where name not in (select name from activities) group by name""")
    if _count(base, "activities") > MOST_ACTIVITIES:
        raise LogError(f"more than {MOST_ACTIVITIES:,} activities: the column holds something else than activities")
    base.execute("""
        create temp table met as
        select case_id, min(row) as row, min(happened) as earliest from day group by case_id""")
    base.execute("""
        create temp table touched as
        select c.case_no, m.case_id, c.client, c.last_at > m.earliest as late, c.last_at, c.events, c.path_a, c.path_b,
               c.first_at, c.first_activity, c.last_activity
        from cases c join met m using (case_id)""")
    base.execute("""
        insert into touched
        select (select count(*) from cases) + row_number() over (order by row) - 1, case_id, null, false,
               0, 0, 0, 0, 0, 0, 0
        from met where case_id not in (select case_id from touched)""")
    if has_households:
        base.execute("""
            insert into households
            select (select count(*) from households) + row_number() over (order by min(row)) - 1, household
            from day where household is not null and household not in (select household from households)
            group by household""")
        base.execute("""
            update touched set client = h.client
            from (select case_id, arg_min(household, row) as household from day where household is not null
                  group by case_id) d join households h using (household)
            where touched.case_id = d.case_id and coalesce(touched.client, -1) < 0""")
        base.execute("update touched set client = -1 - case_no where client is null")
        base.execute("""
            create or replace temp table day as
            select day.* replace (h.client as household) from day left join households h using (household)""")
    else:
        base.execute("update touched set client = case_no where client is null")


def _take_late_cases_apart(base: duckdb.DuckDBPyConnection, extras: tuple[str, ...]) -> int:
    """Events of cases to which something earlier has come join the day's, before them; how many such cases."""
    late = _count(base, "touched where late")
    if late:
        kept = "".join(f", e.{name}" for name in extras)
        named = "".join(f", {name}" for name in extras)
        base.execute(f"""
            insert into day (case_id, name, happened, row{named})
            select t.case_id, a.name, e.happened, e.position - 1000000000{kept}
            from events e join touched t using (case_no) join activities a using (activity) where t.late""")
        base.execute("delete from events where case_no in (select case_no from touched where late)")
        base.execute("""
            update touched set last_at = 0, events = 0, path_a = 0, path_b = 0, first_at = 0, first_activity = 0,
                               last_activity = 0 where late""")
    return late


def _link(base: duckdb.DuckDBPyConnection, extras: tuple[str, ...]) -> int:
    """Write the day into `events` and its cases into `cases`; how many cases."""
    kept = "".join(f", d.{name}" for name in extras)
    cases = base.execute(f"select case_no, case_id, client, {STATES} from touched order by case_no").to_arrow_table()
    events = base.execute(f"""
        select t.case_no, t.case_rank, a.activity, d.happened{kept}
        from day d join (
            select case_no, case_id, (row_number() over (order by case_no) - 1)::integer as case_rank from touched) t
        using (case_id) join activities a using (name) order by d.happened, d.row""").to_arrow_table()
    rows = len(events)
    state = np.zeros((len(cases), STATE), np.int64)
    for place, name in enumerate(STATES.split(", ")):
        state[:, place] = cases[name].to_numpy()
    previous, position, gap = np.empty(rows, np.int16), np.empty(rows, np.int32), np.empty(rows, np.int64)
    case, activity = events["case_rank"].to_numpy(), events["activity"].to_numpy().astype(np.int32)
    at, longest = events["happened"].to_numpy(), np.iinfo(np.int64).max
    if linked(case, activity, at, state, previous, gap, position, longest) != DONE:
        raise AssertionError("the day is in order of time, and late cases begin anew")
    made = {"previous": previous, "position": position, "gap": gap}
    day = events.drop_columns(["case_rank"])
    for name, column in made.items():
        day = day.append_column(name, pa.array(column))
    after = cases.select(["case_no", "case_id", "client"])
    for place, name in enumerate(STATES.split(", ")):
        after = after.append_column(name, pa.array(state[:, place]))
    base.register("linked_day", day)
    base.register("cases_after", after)
    base.execute("insert into events by name select * from linked_day")
    base.execute("delete from cases where case_no in (select case_no from cases_after)")
    base.execute("insert into cases by name select * from cases_after")
    return len(cases)


def _count(base: duckdb.DuckDBPyConnection, what: str) -> int:
    found = base.execute(f"select count(*) from {what}").fetchone()
    return int(found[0]) if found else 0
