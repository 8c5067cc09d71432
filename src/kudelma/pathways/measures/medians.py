"""The exact median, where each engine's own is exact and by row number where it is not."""

from functools import reduce
from operator import and_

import ibis
from ibis import _
from ibis.expr.types import Table


def medians(table: Table, by: tuple[str, ...], value: str, *, native: bool, name: str = "median") -> Table:
    """One row for each of `by` (all rows where `by` is empty): the median of the integer column `value`.

    Of an even number of values the mean of the middle two. `native` is for engines whose median is exact.
    """
    if native:
        return (
            table.group_by(by).agg(**{name: table[value].median()})
            if by
            else table.agg(**{name: table[value].median()})
        )
    ranked = table.mutate(
        rank=ibis.row_number().over(ibis.window(group_by=by, order_by=value)).cast("int64"),
        among=_.count().over(ibis.window(group_by=by)).cast("int64"),
    )
    middle = ranked.filter((ranked.rank == (ranked.among - 1) // 2) | (ranked.rank == ranked.among // 2))
    found = {name: middle[value].cast("float64").mean()}
    return middle.group_by(by).agg(**found) if by else middle.agg(**found)


def joined(left: Table, right: Table, by: tuple[str, ...]) -> Table:
    """`left` with the other columns of `right`, on equal `by` (no NULLs there)."""
    same = reduce(and_, (left[name] == right[name] for name in by))
    return left.join(right, same).select(
        *left.columns, *(column for column in right.columns if column not in left.columns)
    )
