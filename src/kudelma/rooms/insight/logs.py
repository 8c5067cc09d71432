"""Event logs brought in from elsewhere: looked at, their columns named, read, every rejected row told, kept."""

import csv
import gzip
import os
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import duckdb
from django.conf import settings
from django.db import transaction

from kudelma.rooms.insight.access import looking, seen_log, visible_logs
from kudelma.rooms.insight.books import MEMORY, keep_books
from kudelma.rooms.insight.models import EventLog
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Refused

MOST_BYTES = 200_000_000
MOST_FAULTS = 50
PREVIEW = 5
LONGEST_HEAD = 100_000
NEEDED = ("case_id", "activity", "timestamp")
COLUMNS = (*NEEDED, "household", "source", "role")
#: Names under which other systems keep the same.
_ALSO = {
    "case_id": ("case:concept:name", "case", "caseid", "asia", "tapaus"),
    "activity": ("concept:name", "event", "tapahtuma", "palvelu"),
    "timestamp": ("time:timestamp", "time", "start", "aika", "alkoi"),
    "household": ("client", "family", "perhe", "asiakas"),
    "source": ("trigger", "referrer", "ilmoittaja"),
    "role": ("actor", "rooli", "toimija"),
}
_FORMS = ["%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y %H.%M", "%d.%m.%Y klo %H.%M", "%d.%m.%Y"]


@dataclass(frozen=True, slots=True)
class LogLine:
    id: uuid.UUID
    name: str
    file_name: str
    brought_at: datetime
    ready: bool
    rows: int
    rejected: int
    cases: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """A log with what was found in it; `sample` are the first rows of the file while its columns are not named."""

    line: LogLine
    columns: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    guess: dict[str, str]
    faults: tuple[tuple[int, str, str], ...]
    has_clients: bool
    has_sources: bool
    has_roles: bool


def log_lines(actor: Actor) -> list[LogLine]:
    return [_line(row) for row in visible_logs(actor).order_by("-brought_at")]


def _line(row: EventLog) -> LogLine:
    return LogLine(row.id, row.name, row.file_name, row.brought_at, row.ready, row.rows, row.rejected, row.cases)


def log_page(actor: Actor, log_id: uuid.UUID) -> LogPage:
    row = seen_log(actor, log_id)
    looking(actor, str(row.id))
    sample = () if row.ready else _sample(_raw(row), PREVIEW)
    return LogPage(
        _line(row),
        tuple(row.columns),
        sample,
        guess(row.columns),
        tuple((int(n), str(why), str(value)) for n, why, value in row.faults),
        row.has_clients,
        row.has_sources,
        row.has_roles,
    )


def guess(columns: list[str]) -> dict[str, str]:
    """Return for each of our columns the file's that is most likely it."""
    known = {name.casefold(): name for name in columns}
    found: dict[str, str] = {}
    for ours in COLUMNS:
        for also in (ours, *_ALSO[ours]):
            if also in known and known[also] not in found.values():
                found[ours] = known[also]
                break
    return found


def folder() -> Path:
    place: Path = settings.DATA / "insight"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def kept_at(log_id: uuid.UUID) -> Path:
    return folder() / f"{log_id}.duckdb"


def _raw(row: EventLog) -> Path:
    return folder() / (f"{row.id}.csv.gz" if row.file_name.endswith(".gz") else f"{row.id}.csv")


@transaction.atomic
def bring_in(*, by: Actor, key: uuid.UUID, name: str, file_name: str, file: IO[bytes]) -> EventLog:
    """Take in a CSV file as it is; its columns are named next. Refuses what is no CSV file with a head."""
    known = visible_logs(by).filter(pk=key).first()
    if known:
        return known
    looking(by, str(key), act="insight.log_imported")
    if file.seek(0, os.SEEK_END) > MOST_BYTES:
        raise Refused("log_too_large", field="file")
    columns = _heads(file, file_name)
    row = EventLog(
        id=key,
        unit_id=min(by.led_units),
        name=name,
        file_name=file_name[-120:],
        brought_by_id=by.id,
        brought_at=by.now,
        columns=columns,
    )
    file.seek(0)
    with _raw(row).open("wb") as kept:
        shutil.copyfileobj(file, kept)
    row.save(force_insert=True)
    return row


def _heads(file: IO[bytes], file_name: str) -> list[str]:
    file.seek(0)
    try:
        if file_name.endswith(".gz"):
            with gzip.open(file) as unpacked:
                line = unpacked.readline(LONGEST_HEAD)
        else:
            line = file.readline(LONGEST_HEAD)
        first = line.decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as why:
        raise Refused("log_not_csv", field="file") from why
    delimiter = max(",;\t", key=first.count)
    heads = [head.strip() for head in next(csv.reader([first.rstrip("\r\n")], delimiter=delimiter), [])]
    folded = {head.casefold() for head in heads}
    if len(heads) < len(NEEDED) or not all(heads) or len(folded) < len(heads) or "\0" in first:
        raise Refused("log_not_csv", field="file")
    return [head[:200] for head in heads][:200]


def _reading(con: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    return con.read_csv(str(path), header=True, all_varchar=True, ignore_errors=True, store_rejects=True)


def _sample(path: Path, rows: int) -> tuple[tuple[str, ...], ...]:
    con = duckdb.connect(config={"memory_limit": MEMORY, "threads": 2})
    try:
        found = _reading(con, path).limit(rows).fetchall()
    except duckdb.Error:
        return ()
    finally:
        con.close()
    return tuple(tuple("" if cell is None else str(cell)[:80] for cell in row) for row in found)


@transaction.atomic
def name_columns(*, by: Actor, log_id: uuid.UUID, columns: dict[str, str]) -> EventLog:
    """Read a log with its columns named, and keep it. Every row left out is counted, the first ones told."""
    row = seen_log(by, log_id)
    if row.ready:
        return row
    looking(by, str(row.id), act="insight.log_imported")
    for ours in NEEDED:
        if columns.get(ours) not in row.columns:
            raise Refused("log_column_missing", field=ours)
    chosen = {ours: theirs for ours, theirs in columns.items() if theirs in row.columns}
    if len(set(chosen.values())) < len(chosen):
        raise Refused("log_column_twice")
    part = kept_at(row.id).with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        _read(row, chosen, part)
    except duckdb.Error as why:
        part.unlink(missing_ok=True)
        raise Refused("log_not_csv") from why
    if row.cases == 0:
        part.unlink(missing_ok=True)
        raise Refused("log_without_events")
    part.replace(kept_at(row.id))
    _raw(row).unlink(missing_ok=True)
    row.ready = True
    row.save()
    return row


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _read(row: EventLog, chosen: dict[str, str], target: Path) -> None:
    con = duckdb.connect(str(target), config={"memory_limit": MEMORY, "threads": 2})
    try:
        con.execute("set timezone = 'Europe/Helsinki'")
        _reading(con, _raw(row)).create_view("raw")
        asked = {ours: f"nullif(trim({_quoted(theirs)}), '')" for ours, theirs in chosen.items()}
        text = ", ".join(f"{asked.get(ours, 'null::varchar')} as {ours}" for ours in COLUMNS)
        con.execute(
            f"create temp table read as select row_number() over () as row, {text}, "  # noqa: S608 - quoted names
            f"epoch(coalesce(try_cast({asked['timestamp']} as timestamptz), "
            f"try_strptime({asked['timestamp']}, {_FORMS!r})::timestamptz)) as moment from raw"
        )
        con.execute(
            "create temp table judged as select *, case when case_id is null then 'no_case' "
            "when activity is null then 'no_activity' when moment is null or not isfinite(moment) "
            "then 'bad_time' end as fault from read"
        )
        con.execute(
            "create temp view told as select case_id, activity, floor(moment)::bigint as moment, "
            "household as client, source, role, row from judged where fault is null"
        )
        keep_books(con)
        broken = con.execute("select count(distinct line) from reject_errors").fetchone()
        counted = con.execute("select count(*), count(*) filter (where fault is not null) from judged").fetchone()
        cases = con.execute("select count(*) from cases").fetchone()
        assert broken is not None
        assert counted is not None
        assert cases is not None
        row.rows, row.rejected, row.cases = counted[0] + broken[0], counted[1] + broken[0], cases[0]
        row.faults = _faults(con)
        row.has_clients, row.has_sources, row.has_roles = (name in chosen for name in ("household", "source", "role"))
    finally:
        con.close()


def _faults(con: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str]]:
    """Return (row of the file, fault, what stood there) of the first rows that were left out."""
    judged = con.execute(
        "select row, fault, left(coalesce(timestamp, ''), 60) from judged where fault is not null order by row limit ?",
        [MOST_FAULTS],
    ).fetchall()
    broken = con.execute(
        "select line - 1, 'broken_row', left(any_value(csv_line), 60) from reject_errors group by line "
        "order by line limit ?",
        [MOST_FAULTS],
    ).fetchall()
    return sorted([*judged, *broken])[:MOST_FAULTS]


@transaction.atomic
def take_away(*, by: Actor, log_id: uuid.UUID) -> None:
    """Remove a log and its rows."""
    row = seen_log(by, log_id)
    looking(by, str(row.id), act="insight.log_removed")
    for path in (_raw(row), kept_at(row.id)):
        path.unlink(missing_ok=True)
    row.delete()
