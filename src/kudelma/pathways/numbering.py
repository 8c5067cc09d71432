"""Texts numbered in the order in which they are first met."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kudelma.pathways.kernels import Words, numbered, packed, placed

SMALLEST = 1 << 12


class Numbering:
    """Text → 0, 1, 2 …, the same number for the same text; grows by doubling, its slots at most half full."""

    def __init__(self) -> None:
        self.count = 0
        self._slots = np.zeros(SMALLEST * 2, np.int32)
        self._keys = np.zeros((SMALLEST, 2), np.uint64)
        self._texts: list[pa.StringArray] = []
        self._words: set[str] = set()

    def of(self, texts: pa.StringArray | pa.DictionaryArray) -> NDArray[np.int32]:
        """The numbers (n) of a string array, or a dictionary of strings, without nulls (n)."""
        if isinstance(texts, pa.DictionaryArray):
            return self._of_dictionary(texts)
        low, high = words(texts)
        self._make_room(len(low))
        numbers = np.empty(len(low), np.int32)
        before, self.count = self.count, numbered(low, high, self._slots, self._keys, self.count, numbers)
        if self.count > before:
            self._texts.append(texts.take(pa.array(first_rows(numbers, before, self.count))))
        return numbers

    def _of_dictionary(self, texts: pa.DictionaryArray) -> NDArray[np.int32]:
        """Number the words that stand in a row, in the order in which they first do."""
        places = texts.indices.to_numpy()
        met = np.flatnonzero(np.bincount(places, minlength=len(texts.dictionary)))
        if not self._words.issuperset(texts.dictionary.take(pa.array(met)).to_pylist()):
            found, first = np.unique(places, return_index=True)
            met = found[np.argsort(first)]
        named = texts.dictionary.take(pa.array(met)).cast(pa.string())
        numbers = np.full(len(texts.dictionary), -1, np.int32)
        numbers[met] = self.of(named)
        self._words.update(named.to_pylist())
        rows: NDArray[np.int32] = numbers[places]
        return rows

    def texts(self) -> pa.ChunkedArray:
        """Every text, in order of number."""
        return pa.chunked_array(self._texts, type=pa.string())

    def _make_room(self, rows: int) -> None:
        size = len(self._keys)
        while self.count + rows > size:
            size *= 2
        if size > len(self._keys):
            larger = np.zeros((size, 2), np.uint64)
            larger[: self.count] = self._keys[: self.count]
            self._keys, self._slots = larger, np.zeros(size * 2, np.int32)
            placed(self._keys, self.count, self._slots)


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
