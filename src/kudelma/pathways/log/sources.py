"""One file read as batches of events, in the order of its rows, larger than memory if need be; by DuckDB."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kudelma.pathways.log import asking, parquet
from kudelma.pathways.log.problems import SAMPLE, LogError, Problem, Report
from kudelma.pathways.log.raw import BROKEN, Raw, as_log_error, opened
from kudelma.pathways.log.schema import Mapping
from kudelma.pathways.numbering import Numbering

BATCH = 1_000_000
ONE_BATCH = "one_batch"
FAULTS = ("bad", "bad_value", "event_id")
"""Columns of the question that the events do not keep."""


class Source:
    """A log to be read, from its first row, as often as asked.

    `columns` are the event columns it has, in the order of `schema.COLUMNS` with `timestamp` as `happened` and `end`
    as `ended` (both int64, UTC microseconds). `report` is filled while `batches` runs and is whole at its end.
    """

    def __init__(self, raw: Raw, mapping: Mapping, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = raw.path
        self.report = Report()
        self._raw = raw
        self._connection = connection
        self._mapping = mapping
        connection.execute(f"set TimeZone='{mapping.zone}'")
        self._check_time_format()
        self._plain = self._plain_parquet()
        self._question = asking.question(raw.types, mapping, ONE_BATCH if self._plain else raw.relation)
        self.columns = self._question.columns

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The accepted events, `BATCH` rows at a time at most; the rejected go into `report`."""
        self.report = Report()
        seen = Numbering() if self._question.has_event_ids else None
        try:
            yield from self._accepted(seen)
            self._tell_broken_rows()
        except (duckdb.Error, pa.ArrowException, UnicodeError, OSError) as error:
            raise as_log_error(self.path, error) from error

    def _accepted(self, seen: Numbering | None) -> Iterator[pa.RecordBatch]:
        if self._plain is not None:
            yield from self._taken(self._plain)
            return
        self._raw.begin()
        codes = sorted(self._mapping.codes)
        reader = self._connection.execute(self._question.sql, [codes] if codes else None).to_arrow_reader(BATCH)
        for batch in reader:
            if len(batch):
                yield self._without_faults(batch, seen)

    def _taken(self, plain: parquet.Plain) -> Iterator[pa.RecordBatch]:
        """Batches as they lie in the file; one in which a row may be at fault is asked row by row."""
        for batch in plain.batches(BATCH):
            taken = plain.taken(batch)
            if taken is not None:
                self.report.read += len(taken)
                self.report.kept += len(taken)
                yield taken
                continue
            self._connection.register(ONE_BATCH, pa.Table.from_batches([parquet.decoded(batch)]))
            for asked in self._connection.execute(self._question.sql).to_arrow_reader(BATCH):
                if len(asked):
                    yield self._without_faults(asked, None)

    def _without_faults(self, batch: pa.RecordBatch, seen: Numbering | None) -> pa.RecordBatch:
        first = self.report.read + 1
        self.report.read += len(batch)
        bad = batch.column("bad")
        if seen is not None:
            bad = _with_duplicates(bad, batch.column("event_id"), seen)
        kept = batch.select([name for name in batch.schema.names if name not in FAULTS])
        if bad.null_count < len(batch):
            values = batch.column("bad_value")
            for place in pc.indices_nonzero(bad.is_valid()).to_pylist():
                value = values[place].as_py()
                self.report.reject(Problem(first + place, bad[place].as_py(), "" if value is None else value))
            kept = kept.filter(bad.is_null())
        self.report.kept += len(kept)
        return kept

    def _tell_broken_rows(self) -> None:
        if self._question.is_text:
            told = f"select line - 1, coalesce(min(csv_line), '') from {BROKEN} group by line order by line"
            first = self._connection.execute(f"{told} limit {SAMPLE}").fetchall()
            self.report.make_room([int(row) for row, _ in first])
            self._connection.execute(told)
            while rows := self._connection.fetchmany(10_000):
                for row, text in rows:
                    self.report.read += 1
                    self.report.reject(Problem(int(row), "broken_row", text))

    def _plain_parquet(self) -> parquet.Plain | None:
        if not self._raw.is_parquet:
            return None
        try:
            return parquet.plain(self.path, self._mapping)
        except (pa.ArrowException, OSError, UnicodeError) as error:
            raise as_log_error(self.path, error) from error

    def _check_time_format(self) -> None:
        form = self._mapping.time_format
        try:
            self._connection.execute("select try_strptime('', ?)", [form or "%Y"])
        except duckdb.Error as error:
            raise LogError(f"“{form}” is not a form for times; write it as %d/%m/%Y %H:%M") from error


def open_log(path: Path, mapping: Mapping | None = None, *, memory_limit: str = "1GB") -> Source:
    """The log at `path` (.csv, .csv.gz, .parquet, .xes, .xes.gz, OCEL 2.0 .json or .sqlite), ready to be read."""
    raw, connection = opened(path, memory_limit)
    return Source(raw, mapping or Mapping(), connection)


def _with_duplicates(bad: pa.Array, names: pa.Array, seen: Numbering) -> pa.Array:
    new = np.zeros(len(names), dtype=bool)
    new[seen.with_new(names.fill_null(""))[1]] = True
    again = pc.and_(names.is_valid(), pa.array(~new))
    return pc.if_else(pc.and_(bad.is_null(), again), pa.scalar("duplicate"), bad)
