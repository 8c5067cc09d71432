"""One program's turn: `python side_by_side.py PROGRAM LOG.parquet`. Prints one JSON line: seconds by step, peak MB, answers.

PROGRAM is kudelma, kudelma-kept (in a store), pm4py, pm4py-polars or duckdb (plain SQL on strings). Each reads the same Parquet file in
arrival order and answers four questions: directly-follows, the same with mean and median times, variants, throughput.
Each first does it all with a log of four events, so that imports and compiling are not counted; reading and sorting are.
"""

import gc
import hashlib
import json
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from invented_log import peak_mb

if TYPE_CHECKING:
    from kudelma.pathways.measures.enriched import Enriched

warnings.filterwarnings("ignore")
QUESTIONS = ("dfg", "performance", "variants", "throughput")
STEPS: dict[str, float] = {}


def timed(name: str, work: Callable[[], object]) -> object:
    gc.collect()
    begin = time.perf_counter()
    found = work()
    STEPS[name] = time.perf_counter() - begin
    return found


def digest(found: object) -> str:
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()[:12]


def kudelma(path: Path, *, kept: bool) -> dict[str, object]:
    """Looked at once, or kept in a store and asked there."""
    from kudelma.pathways.log import open_log
    from kudelma.pathways.store import ingest, open_store, passing

    with tempfile.TemporaryDirectory(dir=path.parent) as folder, ExitStack() as open_ones:
        target = Path(folder) / "log.store"
        if kept:
            timed("load", lambda: ingest(open_log(path), target))
            tables = open_ones.enter_context(open_store(target)).tables
        else:
            tables = timed("load", lambda: open_ones.enter_context(passing(open_log(path))))
        return asked(tables)


def asked(log: "Enriched") -> dict[str, object]:
    from kudelma.pathways.measures import flows, paths
    from kudelma.pathways.measures.summary import activity_names, throughput, waiting

    names = activity_names(log)
    dfg = timed("dfg", lambda: flows.directly_follows(log).to_pyarrow())
    waits = timed("performance", lambda: waiting(log, names))
    many = timed("variants", lambda: paths.variants(log).to_pyarrow())
    whole = timed("throughput", lambda: throughput(log))
    edges = sorted([names[r["previous"]], names[r["activity"]], r["moves"]] for r in dfg.to_pylist())
    return {
        "dfg": digest(edges),
        "performance": digest(sorted([w.before, w.after, round(w.mean, 3), round(w.median, 3)] for w in waits)),
        "variants": len(many),
        "throughput": round(whole.median, 3),
    }


def pm4py(path: Path, *, polars: bool) -> dict[str, object]:
    import pandas as pd
    import pm4py as program

    columns = {"case_id": "case_id", "activity_key": "activity", "timestamp_key": "timestamp"}

    def load() -> object:
        if polars:
            import polars as pl

            return program.format_dataframe(pl.scan_parquet(path), **columns)
        return program.format_dataframe(pd.read_parquet(path), **columns)

    log = timed("load", load)
    dfg, *_rest = timed("dfg", lambda: program.discover_dfg(log))
    waits, *_rest = timed("performance", lambda: program.discover_performance_dfg(log))
    many = timed("variants", lambda: program.get_variants(log))
    spans = timed("throughput", lambda: program.get_all_case_durations(log))
    return {
        "dfg": digest(sorted([a, b, int(n)] for (a, b), n in dfg.items())),
        "performance": digest(
            sorted([a, b, round(f["mean"], 3), round(f["median"], 3)] for (a, b), f in waits.items())
        ),
        "variants": len(many),
        "throughput": round(float(pd.Series(spans).median()), 3),
    }


PLAIN = {
    "dfg": "select before, activity, count(*) from steps where before is not null group by all",
    "performance": "select before, activity, avg(gap), median(gap) from steps where before is not null group by all",
    "variants": (
        "select path, count(*) from (select list(activity order by seconds, row) as path from log group by case_id) group by 1"
    ),
    "throughput": "select median(span) from (select max(seconds) - min(seconds) as span from log group by case_id)",
}


def duckdb(path: Path) -> dict[str, object]:
    import duckdb as program

    base = program.connect(config={"threads": 2})
    read = (
        "create table log as select case_id, activity, epoch(timestamp)::bigint as seconds, file_row_number as row "
        f"from read_parquet('{path}', file_row_number = true)"
    )
    timed("load", lambda: base.execute(read))
    window = "(partition by case_id order by seconds, row)"
    base.execute(
        "create view steps as select activity, lag(activity) over w as before, seconds - lag(seconds) over w as gap "
        f"from log window w as {window}"
    )
    found = {name: timed(name, lambda name=name: base.execute(PLAIN[name]).fetchall()) for name in QUESTIONS}
    return {
        "dfg": digest(sorted([a, b, n] for a, b, n in found["dfg"])),
        "performance": digest(sorted([a, b, round(m, 3), round(d, 3)] for a, b, m, d in found["performance"])),
        "variants": len(found["variants"]),
        "throughput": round(found["throughput"][0][0], 3),
    }


def few(folder: str) -> Path:
    """Four events of two cases, in a file like the large one."""
    path = Path(folder) / "few.parquet"
    day = [datetime(2020, 1, number, tzinfo=UTC) for number in range(1, 5)]
    columns = {"case_id": ["a", "b", "a", "b"], "activity": ["x", "y", "y", "x"]}
    pq.write_table(pa.table({**columns, "timestamp": pa.array(day, pa.timestamp("us", "UTC"))}), path)
    return path


def main() -> None:
    program, path = sys.argv[1], Path(sys.argv[2])
    turns = {
        "kudelma": partial(kudelma, kept=False),
        "kudelma-kept": partial(kudelma, kept=True),
        "pm4py": partial(pm4py, polars=False),
        "pm4py-polars": partial(pm4py, polars=True),
        "duckdb": duckdb,
    }
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        turns[program](few(folder))
    answers = turns[program](path)
    print(json.dumps({"program": program, "seconds": STEPS, "peak_mb": round(peak_mb()), "answers": answers}))


if __name__ == "__main__":
    main()
