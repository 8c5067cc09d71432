"""Logs for tests: invented by Hypothesis, or written by hand; and a store made of them."""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from kudelma.pathways.log import open_log
from kudelma.pathways.store import ingest
from pathways.twins import Event

SHARED = Path(__file__).parents[3] / "shared" / "data" / "event_logs"
WORDS = ["arvio", "perhetyö", "koti, kotipalvelu", "neuvola", "palaveri “1”"]
BEGIN, YEARS = 1_700_000_000, 40_000_000


def events(*, cases: int = 6, most: int = 40) -> st.SearchStrategy[list[Event]]:
    """Up to `most` rows in no order, many of them at the same second."""
    when = st.one_of(st.integers(0, 4), st.integers(0, YEARS)).map(lambda second: BEGIN + second)
    row = st.tuples(st.integers(0, cases - 1).map(lambda n: f"perhe {n}"), st.sampled_from(WORDS), when)
    return st.lists(row, min_size=1, max_size=most)


def written(path: Path, rows: Iterable[Event], homes: Mapping[str, str] | None = None) -> Path:
    """A log as CSV; with `homes` (case → family, "" for none) it names families."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["case_id", "activity", "timestamp", *(["household"] if homes else [])])
        writer.writerows(
            [case, activity, _iso(when), *([homes[case]] if homes else [])] for case, activity, when in rows
        )
    return path


def stored(folder: Path, rows: Iterable[Event], name: str = "log", homes: Mapping[str, str] | None = None) -> Path:
    target = folder / f"{name}.store"
    ingest(open_log(written(folder / f"{name}.csv", rows, homes)), target)
    return target


def _iso(when: int) -> str:
    return datetime.fromtimestamp(when, UTC).isoformat()
