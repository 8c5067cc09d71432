"""Parquet read as it lies there: a batch in which nothing can be wrong is taken whole, without asking row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kudelma.pathways.log.asking import EARLIEST, LATEST
from kudelma.pathways.log.schema import WORDS, Mapping

TAKEN = frozenset({"case_id", "activity", "timestamp", *WORDS})
"""Columns that a whole batch can be judged by; a file with others is asked row by row."""

BUFFER = 1 << 20
_TICKS = {"s": (1_000_000, 1), "ms": (1_000, 1), "us": (1, 1), "ns": (1, 1_000)}
"""Unit of a timestamp → what it is multiplied and divided by to be microseconds."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A file whose columns need no reading of text: names as strings, times as timestamps."""

    path: Path
    columns: dict[str, str]
    """Our name → the file's, in the order of `schema.COLUMNS`."""

    def batches(self, rows: int) -> Iterator[pa.RecordBatch]:
        """The file's columns under the file's names; activities as a dictionary. Raises what pyarrow raises."""
        with pq.ParquetFile(
            self.path, read_dictionary=[self.columns["activity"]], buffer_size=BUFFER, pre_buffer=False
        ) as file:
            for batch in file.iter_batches(rows, columns=list(self.columns.values()), use_threads=False):
                batch.validate(full=True)
                yield batch

    def taken(self, batch: pa.RecordBatch) -> pa.RecordBatch | None:
        """The batch as events, or None where a row of it may be at fault and has to be asked."""
        case, activity = _strings(batch[self.columns["case_id"]]), batch[self.columns["activity"]]
        happened = _microseconds(batch[self.columns["timestamp"]])
        names = activity.dictionary if pa.types.is_dictionary(activity.type) else activity
        if case.null_count or activity.null_count or happened is None or _any_empty(case) or _any_empty(names):
            return None
        words = [_words(batch[self.columns[name]]) for name in WORDS if name in self.columns]
        kept = [name for name in WORDS if name in self.columns]
        return pa.RecordBatch.from_arrays(
            [case, activity, happened, *words], ["case_id", "activity", "happened", *kept]
        )


def plain(path: Path, mapping: Mapping) -> Plain | None:
    """How to take the file's batches whole, or None where its rows have to be asked. Raises what pyarrow raises."""
    schema = pq.read_schema(path)
    found = mapping.found_in(schema.names)
    kinds = {ours: schema.field(theirs).type for ours, theirs in found.items()}
    time = kinds["timestamp"]
    if mapping.codes or not TAKEN.issuperset(found) or not pa.types.is_timestamp(time):
        return None
    if time.tz is None and mapping.zone != "UTC":
        return None
    if not all(_is_text(kind) for ours, kind in kinds.items() if ours != "timestamp"):
        return None
    return Plain(path, found)


def decoded(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with its dictionaries spelled out."""
    return pa.RecordBatch.from_arrays([_strings(column) for column in batch.columns], batch.schema.names)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _strings(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return column.dictionary_decode().cast(pa.string())
    return column.cast(pa.string()) if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) else column


def _any_empty(texts: pa.Array) -> bool:
    return bool(pc.min(pc.binary_length(texts)).as_py() == 0)


def _microseconds(times: pa.Array) -> pa.Array | None:
    """None where a time is missing, before 1970 or out of the years that are read."""
    if times.null_count:
        return None
    times_by, divided_by = _TICKS[times.type.unit]
    numbers = times.cast(pa.int64())
    if not len(numbers):
        return numbers
    bounds = pc.min_max(numbers).as_py()
    if bounds["min"] < max(0, EARLIEST) or bounds["max"] > LATEST // times_by * divided_by:
        return None
    if times_by > 1:
        return pc.multiply(numbers, times_by)
    return pc.divide(numbers, divided_by) if divided_by > 1 else numbers


def _words(column: pa.Array) -> pa.Array:
    """As they are written, without the spaces around them; nothing where there are only spaces."""
    trimmed = pc.utf8_trim(_strings(column), characters=" ")
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
