"""A file as it lies there: its columns, its first rows, and how DuckDB reads it."""

import csv
import gzip
import io
import zlib
from pathlib import Path

import duckdb
import pyarrow as pa

from kudelma.pathways.log import trees
from kudelma.pathways.log.problems import LogError

MORE_MEMORY = "give more with --memory"
LONGEST_LINE = 1_000_000
DELIMITERS = ",;\t|"
BROKEN = "reject_errors"
TREES = "log_trees"
ENDINGS = (".csv", ".csv.gz", ".parquet", ".pq", ".xes", ".xes.gz", ".json", ".jsonocel", ".sqlite", ".db")
"""How the name of a file that can be read ends; any other name is read as CSV."""


class Raw:
    """A file before anything is asked of it. `types` are its columns with their DuckDB types, in order."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self.trees = trees.rows_of(path)
        self._connection = connection
        self.relation = self._relation()
        self.types = self._types()

    @property
    def is_parquet(self) -> bool:
        return self.trees is None and self.path.name.lower().endswith((".parquet", ".pq"))

    def begin(self) -> None:
        """Let `relation` be read from its first row."""
        if self.trees is not None:
            self._connection.register(TREES, self.trees.reader())

    def first_rows(self, rows: int) -> list[tuple[str, ...]]:
        """The first rows as text, a cell "" where nothing stands."""
        self.begin()
        text = ", ".join(f"coalesce({quoted_name(name)}::varchar, '')" for name in self.types)
        try:
            found = self._connection.execute(f"select {text} from {self.relation} limit {rows}").fetchall()
        except (duckdb.Error, pa.ArrowException, UnicodeError) as error:
            raise as_log_error(self.path, error) from error
        return [tuple(map(str, row)) for row in found]

    def _relation(self) -> str:
        name = quoted(str(self.path))
        if self.trees is not None:
            return TREES
        if self.is_parquet:
            return f"read_parquet({name}, hive_partitioning=false)"
        heads, delimiter = _heads(self.path)
        columns = ", ".join(f"{quoted(head)}: 'VARCHAR'" for head in heads)
        return (
            f"read_csv({name}, auto_detect=false, header=true, delim={quoted(delimiter)}, quote='\"', escape='\"', "
            f"columns={{{columns}}}, store_rejects=true, rejects_table='{BROKEN}', max_line_size={LONGEST_LINE})"
        )

    def _types(self) -> dict[str, str]:
        try:
            if self.trees is not None:
                return dict.fromkeys(self.trees.columns, "VARCHAR")
            rows = self._connection.execute(f"describe select * from {self.relation}").fetchall()
        except duckdb.Error as error:
            raise as_log_error(self.path, error) from error
        return {str(row[0]): str(row[1]) for row in rows}


def opened(path: Path, memory_limit: str) -> tuple[Raw, duckdb.DuckDBPyConnection]:
    """The file at `path`, and what reads it."""
    if not is_there(path):
        raise LogError(f"{path}: there is no such file; check its name")
    if path.stat().st_size == 0:
        raise LogError(f"{path}: the file is empty; export the log again")
    connection = duckdb.connect(config={"memory_limit": memory_limit, "threads": 2, "enable_external_access": True})
    return Raw(path, connection), connection


def peek(path: Path, rows: int = 5) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The columns of a file and its first rows as text, before it is known which column is which."""
    raw, connection = opened(path, "1GB")
    with connection:
        return tuple(raw.types), raw.first_rows(rows)


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


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def quoted_name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def as_log_error(path: Path, error: Exception) -> LogError:
    if isinstance(error, duckdb.OutOfMemoryException):
        return LogError(f"{path}: needs more memory than it is given; {MORE_MEMORY}")
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return LogError(f"{path}: cannot be read ({first[:300]}); save or export it again")
