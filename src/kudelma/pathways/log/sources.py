"""One file read as batches of events, in the order of its rows, larger than memory if need be; by DuckDB."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kudelma.pathways.log import asking, parquet, trees
from kudelma.pathways.log.problems import SAMPLE, LogError, Problem, Report
from kudelma.pathways.log.schema import Mapping
from kudelma.pathways.numbering import Numbering, first_rows

BATCH = 1_000_000
LONGEST_LINE = 1_000_000
DELIMITERS = ",;\t|"
BROKEN = "reject_errors"
ONE_BATCH = "one_batch"
FAULTS = ("bad", "bad_value", "event_id")
"""Columns of the question that the events do not keep."""


class Source:
    """A log to be read, from its first row, as often as asked.

    `columns` are the event columns it has, in the order of `schema.COLUMNS` with `timestamp` as `happened` and `end`
    as `ended` (both int64, UTC microseconds). `report` is filled while `batches` runs and is whole at its end.
    """

    def __init__(self, path: Path, mapping: Mapping, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self.report = Report()
        self._connection = connection
        self._mapping = mapping
        self._trees = trees.rows_of(path)
        connection.execute(f"set TimeZone='{mapping.zone}'")
        self._check_time_format()
        self._relation = self._from()
        self._plain = self._plain_parquet()
        self._question = asking.question(self._described(), mapping, ONE_BATCH if self._plain else self._relation)
        self.columns = self._question.columns

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The accepted events, `BATCH` rows at a time at most; the rejected go into `report`."""
        self.report = Report()
        seen = Numbering() if self._question.has_event_ids else None
        try:
            yield from self._accepted(seen)
            self._tell_broken_rows()
        except (duckdb.Error, pa.ArrowException, UnicodeError, OSError) as error:
            raise _as_log_error(self.path, error) from error

    def _accepted(self, seen: Numbering | None) -> Iterator[pa.RecordBatch]:
        if self._plain is not None:
            yield from self._taken(self._plain)
            return
        if self._trees is not None:
            self._connection.register("log_trees", self._trees.reader())
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

    def _from(self) -> str:
        name = _quoted(str(self.path))
        if self._trees is not None:
            return "log_trees"
        if self._is_parquet():
            return f"read_parquet({name}, hive_partitioning=false)"
        heads, delimiter = _heads(self.path)
        columns = ", ".join(f"{_quoted(head)}: 'VARCHAR'" for head in heads)
        return (
            f"read_csv({name}, auto_detect=false, header=true, delim={_quoted(delimiter)}, quote='\"', escape='\"', "
            f"columns={{{columns}}}, store_rejects=true, rejects_table='{BROKEN}', max_line_size={LONGEST_LINE})"
        )

    def _is_parquet(self) -> bool:
        return self._trees is None and self.path.name.lower().endswith((".parquet", ".pq"))

    def _plain_parquet(self) -> parquet.Plain | None:
        if not self._is_parquet():
            return None
        try:
            return parquet.plain(self.path, self._mapping)
        except (pa.ArrowException, OSError, UnicodeError) as error:
            raise _as_log_error(self.path, error) from error

    def _check_time_format(self) -> None:
        form = self._mapping.time_format
        try:
            self._connection.execute("select try_strptime('', ?)", [form or "%Y"])
        except duckdb.Error as error:
            raise LogError(f"“{form}” is not a form for times; write it as %d/%m/%Y %H:%M") from error

    def _described(self) -> dict[str, str]:
        try:
            if self._trees is not None:
                return dict.fromkeys(self._trees.columns, "VARCHAR")
            rows = self._connection.execute(f"describe select * from {self._relation}").fetchall()
        except duckdb.Error as error:
            raise _as_log_error(self.path, error) from error
        return {str(row[0]): str(row[1]) for row in rows}


def open_log(path: Path, mapping: Mapping | None = None, *, memory_limit: str = "1GB") -> Source:
    """The log at `path` (.csv, .csv.gz, .parquet, .xes, .xes.gz, OCEL 2.0 .json or .sqlite), ready to be read."""
    if not is_there(path):
        raise LogError(f"{path}: there is no such file; check its name")
    if path.stat().st_size == 0:
        raise LogError(f"{path}: the file is empty; export the log again")
    connection = duckdb.connect(config={"memory_limit": memory_limit, "threads": 2, "enable_external_access": True})
    return Source(path, mapping or Mapping(), connection)


def is_there(path: Path) -> bool:
    """Whether it is a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _heads(path: Path) -> tuple[list[str], str]:
    """The columns that the first line of a CSV file names, and what parts them."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            line = stream.readline(LONGEST_LINE)
    except (OSError, EOFError, zlib.error) as error:
        raise LogError(f"{path}: cannot be unpacked ({error}); save it again as CSV") from error
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise LogError(f"{path}: line 1 is not UTF-8; save the file again as UTF-8") from error
    if "\0" in text:
        raise LogError(f"{path}: this is not a text file; give a CSV, Parquet, XES or OCEL file")
    delimiter = max(DELIMITERS, key=text.partition("\r")[0].count)
    try:
        row = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error as error:
        raise LogError(f"{path}: line 1 cannot be taken apart ({error}); give each column a name of its own") from error
    heads = [head.strip() for head in row]
    folded = [head.casefold() for head in heads]
    if not all(heads) or len(set(folded)) < len(folded):
        raise LogError(f"{path}: each column of line 1 needs a name of its own")
    return heads, delimiter


def _with_duplicates(bad: pa.Array, names: pa.Array, seen: Numbering) -> pa.Array:
    before = seen.count
    numbers = seen.of(names.fill_null(""))
    new = np.zeros(len(names), dtype=bool)
    new[first_rows(numbers, before, seen.count)] = True
    again = pc.and_(names.is_valid(), pa.array(~new))
    return pc.if_else(pc.and_(bad.is_null(), again), pa.scalar("duplicate"), bad)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _as_log_error(path: Path, error: Exception) -> LogError:
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return LogError(f"{path}: cannot be read ({first[:300]}); save or export it again")
