"""Event logs brought in from elsewhere: looked at, their columns named, read, every rejected row told, kept."""

import os
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction

from kudelma.pathways.log import LogError, Mapping, open_log, peek
from kudelma.pathways.log.raw import ENDINGS
from kudelma.pathways.log.schema import NEEDED, XES
from kudelma.pathways.store import ingest
from kudelma.rooms.insight import told
from kudelma.rooms.insight.access import looking, seen_log, visible_logs
from kudelma.rooms.insight.books import MEMORY
from kudelma.rooms.insight.models import EventLog
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Refused

MOST_BYTES = 200_000_000
MOST_FAULTS = 50
PREVIEW = 5
COLUMNS = (*NEEDED, "end", "household", "source", "role", "event_id", "cost", "cost_source", "cost_year")
"""What may be named of a file; it has more columns as a rule, which stay behind."""

#: Names under which other systems keep the same.
_ALSO = {
    "case_id": (XES["case_id"], "case", "caseid", "asia", "tapaus", "ärende"),
    "activity": (XES["activity"], "event", "service", "tapahtuma", "palvelu", "händelse", "tjänst"),
    "timestamp": (XES["timestamp"], "time", "start", "aika", "alkoi", "tid", "började"),
    "end": ("loppui", "päättyi", "complete", "slutade"),
    "household": ("client", "family", "perhe", "asiakas", "familj", "klient"),
    "source": ("trigger", "referrer", "ilmoittaja", "anmälare"),
    "role": ("actor", "rooli", "toimija", "roll", "aktör"),
    "event_id": ("tapahtumatunnus", "händelse-id"),
    "cost": ("kustannus", "hinta", "kostnad", "pris"),
    "cost_source": ("source of prices", "hintojen lähde", "hintalähde", "hinnasto", "priskälla"),
    "cost_year": ("year of prices", "hintojen vuosi", "hintavuosi", "prisår"),
}


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
    """A log with what was found in it; `sample` are the first rows of the file while its columns are not named.

    `rejected_by` says of how many rows each reason (`pathways.log.problems.REASONS`) left out; `faults` are the first.
    """

    line: LogLine
    columns: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    guess: dict[str, str]
    rejected_by: dict[str, int]
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
    return LogPage(
        _line(row),
        tuple(row.columns),
        () if row.ready else _sample(_raw(row)),
        guess(row.columns),
        dict(row.rejected_by),
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
    return folder() / f"{log_id}.store"


def _raw(row: EventLog) -> Path:
    return folder() / f"{row.id}{_ending(row.file_name)}"


def _ending(file_name: str) -> str:
    """How the file's name ends, of what can be read; the longest that fits."""
    fitting = [ending for ending in ENDINGS if file_name.lower().endswith(ending)]
    if not fitting:
        raise Refused("log_of_no_kind", field="file")
    return max(fitting, key=len)


@transaction.atomic
def bring_in(*, by: Actor, key: uuid.UUID, name: str, file_name: str, file: IO[bytes]) -> EventLog:
    """Take in a file as it is; its columns are named next. Refuses what is no log."""
    known = visible_logs(by).filter(pk=key).first()
    if known:
        return known
    looking(by, str(key), act="insight.log_imported")
    if file.seek(0, os.SEEK_END) > MOST_BYTES:
        raise Refused("log_too_large", field="file")
    row = EventLog(
        id=key,
        unit_id=min(by.led_units),
        name=name,
        file_name=file_name[-120:],
        brought_by_id=by.id,
        brought_at=by.now,
    )
    raw = _raw(row)
    file.seek(0)
    with raw.open("wb") as kept:
        shutil.copyfileobj(file, kept)
    try:
        columns, _rows = peek(raw, 0)
    except LogError as why:
        raw.unlink()
        raise Refused("log_unreadable", field="file") from why
    if len(columns) < len(NEEDED):
        raw.unlink()
        raise Refused("log_unreadable", field="file")
    row.columns = [column[:200] for column in columns[:200]]
    row.save(force_insert=True)
    return row


def _sample(path: Path) -> tuple[tuple[str, ...], ...]:
    try:
        _columns, rows = peek(path, PREVIEW)
    except LogError:
        return ()
    return tuple(tuple(cell[:80] for cell in row) for row in rows)


@transaction.atomic
def name_columns(*, by: Actor, log_id: uuid.UUID, columns: dict[str, str]) -> EventLog:
    """Read a log with its columns named, and keep it. Every row left out is counted, the first ones told."""
    # Whoever else reads it at the same moment waits, and then finds it read.
    row = EventLog.objects.select_for_update(of=("self",)).get(pk=seen_log(by, log_id).pk)
    if row.ready:
        return row
    looking(by, str(row.id), act="insight.log_imported")
    for ours in NEEDED:
        if columns.get(ours) not in row.columns:
            raise Refused("log_column_missing", field=ours)
    chosen = {ours: theirs for ours, theirs in columns.items() if theirs in row.columns}
    if len(set(chosen.values())) < len(chosen):
        raise Refused("log_column_twice")
    try:
        source = open_log(_raw(row), Mapping(chosen, zone="Europe/Helsinki", only=True), memory_limit=MEMORY)
        found = ingest(source, kept_at(row.id), memory_limit=MEMORY)
    except LogError as why:
        raise Refused("log_without_events") from why
    report = found.report
    row.rows, row.rejected, row.cases = report.read, report.rejected.total(), found.cases
    row.rejected_by = dict(report.rejected.most_common())
    row.faults = [(p.row, p.reason, p.value[:60]) for p in report.problems[:MOST_FAULTS]]
    row.has_clients, row.has_sources, row.has_roles = (name in chosen for name in ("household", "source", "role"))
    _raw(row).unlink(missing_ok=True)
    row.ready = True
    row.save()
    return row


@transaction.atomic
def take_away(*, by: Actor, log_id: uuid.UUID) -> None:
    """Remove a log and its rows."""
    row = seen_log(by, log_id)
    looking(by, str(row.id), act="insight.log_removed")
    for path in (_raw(row), kept_at(row.id)):
        path.unlink(missing_ok=True)
    told.forget(row)
    row.delete()
