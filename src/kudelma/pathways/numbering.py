"""Texts numbered in the order in which they are first met."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kudelma.pathways.kernels import Words, moved, numbered, packed

SMALLEST = 1 << 12


class Numbering:
    """Text → 0, 1, 2 …, the same number for the same text; grows by doubling, 24 bytes a slot, at most half full."""

    def __init__(self) -> None:
        self.count = 0
        self._table = np.zeros((SMALLEST, 3), np.uint64)
        self._texts: list[pa.StringArray] = []

    def of(self, texts: pa.StringArray) -> NDArray[np.int32]:
        """The numbers (n) of a string array without nulls (n)."""
        low, high = words(texts)
        self._make_room(len(low))
        numbers = np.empty(len(low), np.int32)
        before, self.count = self.count, numbered(low, high, self._table, self.count, numbers)
        if self.count > before:
            self._texts.append(texts.take(pa.array(first_rows(numbers, before, self.count))))
        return numbers

    def texts(self) -> pa.ChunkedArray:
        """Every text, in order of number."""
        return pa.chunked_array(self._texts, type=pa.string())

    def _make_room(self, rows: int) -> None:
        size = len(self._table)
        while (self.count + rows) * 2 > size:
            size *= 2
        if size > len(self._table):
            larger = np.zeros((size, 3), np.uint64)
            moved(self._table, larger)
            self._table = larger


def words(texts: pa.StringArray) -> tuple[Words, Words]:
    """A string array's texts as two words each."""
    _, offsets, data = texts.buffers()
    places = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    letters = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
    low, high = np.empty(len(texts), np.uint64), np.empty(len(texts), np.uint64)
    packed(places, letters, low, high)
    return low, high


def first_rows(numbers: NDArray[np.int32], known: int, now_known: int) -> NDArray[np.int64]:
    """The rows at which numbers `known` to `now_known` - 1 first stand: new numbers come in rising order."""
    highest = np.maximum.accumulate(numbers)
    return np.searchsorted(highest, np.arange(known, now_known, dtype=np.int64), side="left")
