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
        self._room = np.empty((3, 0), np.uint64)

    def of(self, texts: pa.StringArray | pa.DictionaryArray) -> NDArray[np.int32]:
        """The numbers (n) of a string array, or a dictionary of strings, without nulls (n)."""
        if isinstance(texts, pa.DictionaryArray):
            return self._of_dictionary(texts)
        return self.with_new(texts)[0]

    def with_new(self, texts: pa.StringArray) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The numbers (n) of a string array without nulls, and the rows at which new ones stand first, in order."""
        rows = len(texts)
        if self._room.shape[1] < rows:
            self._room = np.empty((3, rows), np.uint64)  # taken over by the next texts: new memory is dear to touch
        low, high = self._room[:2, :rows]
        met = self._room[2].view(np.int32)[:rows]
        _packed(texts, low, high)
        self._make_room(rows)
        numbers = np.empty(rows, np.int32)
        before, self.count = self.count, numbered(low, high, self._slots, self._keys, self.count, numbers, met)
        new = met[: self.count - before].copy()
        if len(new):
            self._texts.append(texts.take(pa.array(new)))
        return numbers, new

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

    def end(self) -> None:
        """Let go of everything but the texts: nothing more is numbered."""
        del self._keys, self._slots, self._room, self._words

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


def _packed(texts: pa.StringArray, low: Words, high: Words) -> None:
    """Fill in the texts as two words each."""
    _, offsets, data = texts.buffers()
    places = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    letters = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
    packed(places, letters, low, high)
