"""How far one machine reaches: `python benchmarks/pathways/large.py [--most 1.2e8]`; writes docs/reference/pathways-large.md.

Logs of rising size are ingested and asked, each in a process of its own; logs of a quarter of the largest, one that
names families and one with its rows in no order, all under a limit of 1 GB; and a day of 10,000 events is added to
each store.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
from invented_log import peak_mb, write

ROOT = Path(__file__).parents[2]
OUT = ROOT / "docs" / "reference" / "pathways-large.md"
SMALLEST = 1_000_000
DAY = 10_000
QUESTIONS = ("directly-follows", "with times", "flow map", "variants", "throughput", "month states")


def main() -> None:
    if sys.argv[1:2] == ["--turn"]:
        print(json.dumps(turn(*map(Path, sys.argv[2:5]))))
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=lambda text: int(float(text)), default=120_000_000)
    most = parser.parse_args().most
    sizes = [SMALLEST, *(size for size in (10_000_000,) if size < most), most]
    turns = {}
    with tempfile.TemporaryDirectory(dir=ROOT / ".venv") as name:
        folder = Path(name)
        day = folder / "day.parquet"
        write(day, DAY)
        for size in sizes:
            log = folder / "log.parquet"
            write(log, size)
            turns[f"{size:,}"] = _child(log, folder / "log.store", day)
            print(size, json.dumps(turns[f"{size:,}"]), flush=True)
            (folder / "log.store").unlink()
        named = f"{most // 4:,}, with families"
        write(log, most // 4, families=True)
        turns[named] = _child(log, folder / "log.store", day)
        print(named, json.dumps(turns[named]), flush=True)
        (folder / "log.store").unlink()
        shuffled = folder / "shuffled.parquet"
        write(log, most // 4)
        _shuffle(log, shuffled)
        turns[f"{most // 4:,}, in no order"] = _child(shuffled, folder / "log.store", day)
        print(json.dumps(turns[f"{most // 4:,}, in no order"]), flush=True)
    OUT.write_text(page(turns, sizes), encoding="utf-8")


def _child(log: Path, store: Path, day: Path) -> dict[str, float]:
    words = [sys.executable, __file__, "--turn", str(log), str(store), str(day)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=3600)
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _shuffle(log: Path, target: Path) -> None:
    with duckdb.connect(config={"threads": 2, "memory_limit": "6GB", "temp_directory": str(target.parent)}) as base:
        base.execute(
            f"copy (select * from read_parquet('{log}', file_row_number = true) order by hash(file_row_number)) "
            f"to '{target}' (format parquet)"
        )


def turn(log: Path, store: Path, day: Path) -> dict[str, float]:
    """Seconds of ingesting, of each question asked of the events (the kept moves are left aside), and of the day."""
    import ibis

    from kudelma.pathways.log import open_log
    from kudelma.pathways.measures import flows, paths, states, times
    from kudelma.pathways.privacy import Policy
    from kudelma.pathways.store import append, ingest, open_store
    from kudelma.pathways.telling.months import months_of
    from kudelma.pathways.telling.size import size

    small = store.with_name("small.store")
    ingest(open_log(day), small)  # compiles
    small.unlink()
    found: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        began = time.perf_counter()
        work()
        found[name] = time.perf_counter() - began

    timed("ingest", lambda: ingest(open_log(log), store, memory_limit="1GB"))
    found["peak MB"] = peak_mb()
    found["store MB"] = store.stat().st_size / 1e6
    with open_store(store, memory_limit="4GB") as opened:
        tables = replace(opened.tables, moves=None)
        looked = size(tables, Policy())
        assert looked.first
        assert looked.last
        months = ibis.memtable(months_of(looked.first.date(), looked.last.date(), ticks=tables.ticks))
        asked = (
            flows.directly_follows(tables),
            flows.waiting_times(tables),
            flows.flow_map(tables, enough=5),
            paths.variants(tables).agg(n=lambda t: t.count()),
            times.throughput(tables),
            states.by_month(tables, months),
        )
        for name, table in zip(QUESTIONS, asked, strict=True):
            timed(name, table.to_pyarrow)
    found["peak MB, asked"] = peak_mb()
    timed("a day more", lambda: append(open_log(day), store))
    return found


def page(turns: dict[str, dict[str, float]], sizes: list[int]) -> str:
    columns = ("ingest", "peak MB", "store MB", *QUESTIONS, "peak MB, asked", "a day more")
    first, last = turns[f"{sizes[0]:,}"], turns[f"{sizes[-1]:,}"]
    span = math.log(sizes[-1] / sizes[0])
    slopes = {name: math.log(last[name] / first[name]) / span for name in columns}
    lines = [
        "# Service-use modelling of large logs",
        "",
        "Made by `make bench-pathways-large` in one run, on two cores: invented logs from Parquet, each in a process of its",
        "own; seconds unless said. DuckDB is held to 1 GB while a log is ingested, to 4 GB while it is asked. Every",
        "question is asked of the events themselves, not of what the store keeps ready; the flow map and the month states",
        "with how many families are behind each number: each case is its own where the log names none, and where it does,",
        "three cases are of two families. *A day more* adds 10,000 events.",
        "The slope is of the logarithms between the smallest and the largest log in order: 1 is linear.",
        "",
        f"| events | {' | '.join(columns)} |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for name, found in turns.items():
        lines.append(f"| {name} | " + " | ".join(_said(column, found[column]) for column in columns) + " |")
    lines.append("| slope | " + " | ".join(f"{slopes[name]:.2f}" for name in columns) + " |")
    return "\n".join([*lines, ""])


def _said(name: str, value: float) -> str:
    return f"{value:,.0f}" if "MB" in name else f"{value:.2f}"


if __name__ == "__main__":
    main()
