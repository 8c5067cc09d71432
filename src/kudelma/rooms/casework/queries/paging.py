from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One page of a list: its rows, which page it is of how many, and how many rows there are in all."""

    rows: tuple[T, ...]
    number: int
    num_pages: int
    total: int

    def map(self, change: Callable[[T], U]) -> "Slice[U]":
        return Slice(tuple(change(row) for row in self.rows), self.number, self.num_pages, self.total)


def slice_of(rows: "QuerySet[Any]", *, page: int, size: int) -> Slice[Any]:
    """Return the asked page; a page out of range is the nearest there is."""
    total = rows.count()
    pages = max(1, -(-total // size))
    number = min(max(page, 1), pages)
    return Slice(tuple(rows[(number - 1) * size : number * size]), number, pages, total)
