"""Sizes of memory as they are written down, and shares of them."""

import duckdb


def in_bytes(size: str) -> int:
    """`1GB`, `512 MiB`: as DuckDB reads it. Raises ValueError."""
    with duckdb.connect() as base:
        try:
            found = base.execute("select parse_formatted_bytes(?)", [size]).fetchone()
        except duckdb.Error as error:
            raise ValueError(f"{size}: is no size; write it as 1GB or 512MB") from error
    assert found is not None
    return int(found[0])


def share(size: str, part: float, *, least: str) -> str:
    """`part` (0-1) of a size, as a size; where that is below `least`, that much of it."""
    whole = in_bytes(size)
    return f"{max(int(whole * part), min(whole, in_bytes(least))) >> 10}KiB"
