"""Kudelma beside PM4Py, PM4Py on Polars and plain SQL, on one invented log: `python benchmarks/pathways/run.py`.

Each program has a process of its own and its turn alone; Kudelma has five, and the middle one counts. Writes
docs/reference/pathways-benchmark.md. `--events` says how many events; `--only` leaves out the slow peers.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from invented_log import write

ROOT = Path(__file__).parents[2]
OUT = ROOT / "docs" / "reference" / "pathways-benchmark.md"
ORACLE = ROOT / ".venv-oracle" / "bin" / "python"
ASKED = ("dfg", "performance", "variants", "throughput")
PROGRAMS = {
    "kudelma": sys.executable,
    "kudelma-kept": sys.executable,
    "duckdb": sys.executable,
    "pm4py-polars": str(ORACLE),
    "pm4py": str(ORACLE),
}
REPEATS = {"kudelma": 5, "kudelma-kept": 5}
Turn = dict[str, dict[str, float]]


def turn(program: str, log: Path) -> dict:
    words = [PROGRAMS[program], str(Path(__file__).with_name("side_by_side.py")), program, str(log)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=1800)
    return json.loads(done.stdout.strip().splitlines()[-1])


def whole(found: dict) -> float:
    return sum(found["seconds"].values())


def asked(found: dict) -> float:
    return sum(found["seconds"][name] for name in ASKED)


def first(found: dict) -> float:
    """Until what follows what is known."""
    return found["seconds"]["load"] + found["seconds"]["dfg"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=lambda text: int(float(text)), default=10_000_000)
    events = parser.parse_args().events
    with tempfile.TemporaryDirectory(dir=ROOT / ".venv") as folder:
        log = Path(folder) / "log.parquet"
        write(log, events)
        turns = {}
        for program in PROGRAMS:
            runs = sorted((turn(program, log) for _ in range(REPEATS.get(program, 1))), key=whole)
            turns[program] = runs[len(runs) // 2]
            print(json.dumps(turns[program]))
    OUT.write_text(page(turns, events), encoding="utf-8")


def page(turns: dict[str, dict], events: int) -> str:
    ours, kept = turns["kudelma"], turns["kudelma-kept"]
    lines = [
        "# Service-use modelling beside its peers",
        "",
        f"Made by `make bench-pathways` in one run: {events:,} events in arrival order, from Parquet, each program in a",
        "process of its own on two cores. *Load* is reading, and what each does once (sorting, linking, ingesting). Seconds;",
        "ratios are theirs to ours. PM4Py is measured beside and never imported by Kudelma.",
        "",
        "*kudelma* looks at the log once and keeps nothing (`kudelma pathways summary LOG`); *kudelma-kept* ingests it into a",
        "store and asks that. Both reckon what follows what, with its times, while they load: those two answers are then only",
        "read, and their cost is in *load*. Asked of the events instead they take what [large logs](pathways-large.md) say.",
        "",
        "| program | load | directly-follows | with times | variants | throughput | from Parquet | asked only | peak MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for program, found in turns.items():
        took = found["seconds"]
        steps = " | ".join(f"{took[name]:.3f}" for name in ("load", *ASKED))
        lines.append(f"| {program} | {steps} | {whole(found):.2f} | {asked(found):.3f} | {found['peak_mb']:,} |")
    lines += [
        "",
        "| beside Kudelma | from Parquet | kept, from Parquet | directly-follows from Parquet | asked of it | memory | same |",
        "|---|---|---|---|---|---|---|",
    ]
    largest = max(ours["peak_mb"], kept["peak_mb"])
    for program, found in turns.items():
        if program.startswith("kudelma"):
            continue
        same = [name for name in ASKED if found["answers"][name] == ours["answers"][name] == kept["answers"][name]]
        differing = ", ".join(name for name in ASKED if name not in same)
        lines.append(
            f"| {program} | {whole(found) / whole(ours):.1f} × | {whole(found) / whole(kept):.1f} × "
            f"| {first(found) / first(ours):.1f} × | {asked(found) / asked(kept):.0f} × "
            f"| {found['peak_mb'] / largest:.1f} × | {'all four' if not differing else 'not ' + differing} |"
        )
    return "\n".join([*lines, "", _ahead(turns), ""])


def _ahead(turns: dict[str, dict]) -> str:
    """Where a peer is faster or smaller than Kudelma, in one sentence."""
    ours = turns["kudelma"]
    peers = {program: turn for program, turn in turns.items() if not program.startswith("kudelma")}
    found = [
        f"{program} in {name} ({took:.2f} s to {ours['seconds'][name]:.2f})"
        for program, turn in peers.items()
        for name, took in turn["seconds"].items()
        if took < ours["seconds"][name]
    ]
    found += [f"{program} in memory" for program, turn in peers.items() if turn["peak_mb"] < ours["peak_mb"]]
    return f"A peer is ahead: {'; '.join(found) or 'nowhere'}."


if __name__ == "__main__":
    main()
