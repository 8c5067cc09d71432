"""An invented event log of any size: 40 services, a Markov chain, strictly rising times, stored as events arrive.

`python benchmarks/pathways/invented_log.py OUT.parquet EVENTS [SEED]`. Case ids are 12-digit hexadecimal
pseudonyms; case length is lognormal with a mean near 9.6; the rows lie in order of time over all cases, as an
event store keeps them. Written in pieces, so that 120 million rows need no more memory than one piece.
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SERVICES = 40
MEAN_LENGTH = 9.6
PIECE = 10_000_000  # events of cases that begin in the same stretch of time
DAY = 86_400
BEGIN = 1_577_836_800  # 2020-01-01T00:00:00Z


def _cumulative(chances: np.random.Generator) -> np.ndarray:
    weights = chances.gamma(0.25, size=(SERVICES + 1, SERVICES)) + 1e-4
    return np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)


def _lengths(chances: np.random.Generator, events: int) -> np.ndarray:
    sigma = 0.8
    guess = int(events / MEAN_LENGTH * 1.2) + 10
    drawn = np.maximum(1, np.round(chances.lognormal(np.log(MEAN_LENGTH) - sigma**2 / 2, sigma, guess))).astype(
        np.int64
    )
    ends = np.cumsum(drawn)
    last = int(np.searchsorted(ends, events))
    kept = drawn[: last + 1].copy()
    kept[-1] -= ends[last] - events
    return kept[kept > 0]


def piece(
    chances: np.random.Generator, steps: np.ndarray, events: int, first_case: int, begin: int, *, families: bool
) -> pa.Table:
    """One stretch of the log: `events` rows in order of time, columns case_id, activity, timestamp, and household."""
    lengths = _lengths(chances, events)
    cases = len(lengths)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    activity = np.empty(events, dtype=np.int8)
    at = np.empty(events, dtype=np.int64)
    now = np.full(cases, SERVICES, dtype=np.int64)
    clock = begin + chances.integers(0, 365 * DAY, cases)
    for position in range(int(lengths.max())):
        running = np.flatnonzero(lengths > position)
        draw = chances.random(len(running))
        follow = (draw[:, None] > steps[now[running]]).sum(axis=1).clip(max=SERVICES - 1)
        now[running] = follow
        clock[running] += 1 + chances.lognormal(12, 1.5, len(running)).astype(np.int64)
        activity[starts[running] + position] = follow
        at[starts[running] + position] = clock[running]
    numbers = np.arange(first_case, first_case + cases, dtype=np.uint64)
    case = np.repeat(np.arange(cases, dtype=np.int32), lengths)
    order = np.argsort(at, kind="stable")
    services = pa.array([f"palvelu {n:02d}" for n in range(SERVICES)])
    columns = {
        "case_id": _names(numbers).take(pa.array(case[order])),
        "activity": services.take(pa.array(activity[order])),
        "timestamp": pa.array(at[order] * 1_000_000, pa.timestamp("us", tz="UTC")),
    }
    if families:
        columns["household"] = _names(numbers * np.uint64(2) // np.uint64(3)).take(pa.array(case[order]))
    return pa.table(columns)


def _names(numbers: np.ndarray) -> pa.StringArray:
    mixed = numbers * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(16)
    return pa.array([f"{number:012x}" for number in mixed.tolist()])


def write(path: Path, events: int, seed: int = 1, *, families: bool = False) -> None:
    """With `families`, three cases are of two households."""
    chances = np.random.default_rng(seed)
    steps = _cumulative(chances)
    writer = None
    for number, done in enumerate(range(0, events, PIECE)):
        begin = BEGIN + number * 400 * DAY
        rows = min(PIECE, events - done)
        found = piece(chances, steps, rows, number * PIECE, begin, families=families)
        writer = writer or pq.ParquetWriter(path, found.schema, compression="zstd")
        writer.write_table(found, row_group_size=1_000_000)
    if writer:
        writer.close()


def peak_mb() -> float:
    """The most memory this process has had. What getrusage says counts the process that started it too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(float(sys.argv[2])), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
