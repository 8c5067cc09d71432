"""Five thousand spoilt event logs: `python benchmarks/pathways/spoil.py [SHARE]`; writes docs/reference/spoilt-logs.md.

Each must be ingested, with every row accounted for, or refused by a `LogError` whose sentence names the cure; nothing
may be left beside the store. Every `ASKED`-th is also given to the command line. They are read by child processes,
a batch each, so that a crash or a standstill is one more thing that can be counted. SHARE (1 if left out) of the
files are made.
"""

import contextlib
import io
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory

import duckdb
from spoilt_ways import WAYS, Spoilt

from kudelma.doors.terminal import main as kudelma
from kudelma.pathways.log import LogError, Mapping, open_log
from kudelma.pathways.store import ingest

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "spoilt-logs.md"
BATCH, LONGEST, ASKED = 50, 120, 20
"""Files a child, seconds it may take, and how many files between two that the command line is asked to read."""
MEMORY = Path("/dev/shm")  # noqa: S108  the files are many and small; a folder of one's own is made in it
CURE = re.compile(r"\b(give|save|export|write|say|needs?|holds something else|check|must|make)\b")


def main() -> None:
    if sys.argv[1:2] == ["--read"]:
        _read(sys.argv[2], range(int(sys.argv[3]), int(sys.argv[4])))
        return
    share = float(sys.argv[1]) if sys.argv[1:] else 1.0
    found, memory, began = [], 0, time.perf_counter()
    for way, (_, count) in WAYS.items():
        files = max(1, round(count * share))
        for first in range(0, files, BATCH):
            rows, peak = _batch(way, first, min(first + BATCH, files))
            found += rows
            memory = max(memory, peak)
        bad = [row for row in found if row["way"] == way and row["fault"]]
        print(f"{way}: {files} files, {len(bad)} faults", flush=True)
        for row in bad[:5]:
            print("   ", row["number"], row["fault"], flush=True)
    _write(found, memory, time.perf_counter() - began, whole=share >= 1)
    sys.exit(any(row["fault"] for row in found))


def _batch(way: str, first: int, last: int) -> tuple[list[dict], int]:
    """What became of files `first` to `last` - 1, and the greatest memory in KB. What a dead child left is a fault."""
    command = [sys.executable, __file__, "--read", way, str(first), str(last)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
        output, ended = done.stdout, f"ended with {done.returncode}: {done.stderr[-300:]}"
    except subprocess.TimeoutExpired as slow:
        output, ended = (slow.stdout or b"").decode(), f"still reading after {LONGEST} s"
    lines = [json.loads(line) for line in output.splitlines() if line.endswith("}")]
    rows, peak = [line for line in lines if "way" in line], max((line.get("memory", 0) for line in lines), default=0)
    reached = first + len(rows)
    if reached < last:
        rows.append({"way": way, "number": reached, "outcome": "fault", "seconds": 0.0, "fault": ended})
        rest, more = _batch(way, reached + 1, last) if reached + 1 < last else ([], 0)
        return rows + rest, max(peak, more)
    return rows, peak


def _read(way: str, numbers: range) -> None:
    build = WAYS[way][0]
    for number in numbers:
        with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
            folder, out = Path(name) / "in", Path(name) / "out"
            folder.mkdir()
            spoilt = build(Random(f"{way} {number}"), folder)  # noqa: S311  a seed, not a secret
            out.mkdir()
            start = time.perf_counter()
            outcome, fault = _judged(spoilt, folder, out)
            took = time.perf_counter() - start
            if not fault and number % ASKED == 0:
                fault = _asked(spoilt, out, refused=outcome == "refused")
        print(json.dumps({"way": way, "number": number, "outcome": "fault" if fault else outcome, "seconds": took, "fault": fault,
                          "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}), flush=True)  # fmt: skip


def _judged(spoilt: Spoilt, folder: Path, out: Path) -> tuple[str, str]:
    """What became of the file, and what was wrong with that ("" if nothing)."""
    target, before = out / "log.store", _names(folder)
    try:
        mapping = Mapping.read(spoilt.map, time_format=spoilt.time_format)
        report = ingest(open_log(spoilt.path, mapping, memory_limit="256MB"), target, memory_limit="256MB").report
    except LogError as error:
        text = str(error)
        cured = CURE.search(text.rpartition(spoilt.path.name)[2]) and "\n" not in text and text.isprintable()
        return "refused", "" if cured and not _names(out) and _names(
            folder
        ) == before else f"left {_names(out)}: {text[:300]!r}"
    except BaseException as error:  # noqa: BLE001  anything else is what is looked for
        return "fault", f"{type(error).__name__}: {str(error)[:300]}"
    with duckdb.connect(str(target), read_only=True) as base:
        (events,) = base.execute("select count(*) from events").fetchone()
    told = "\n".join(report.lines(10_000))
    whole = report.read == report.kept + report.rejected.total() and report.kept == events
    whole = whole and report.read == (report.read if spoilt.rows is None else spoilt.rows)
    clean = _names(out) == ["log.store"] and _names(folder) == before
    outcome = "ingested, rows rejected" if report.rejected else "ingested whole"
    if whole and clean and all(line.isprintable() for line in told.split("\n")):
        return outcome, ""
    return outcome, f"read {report.read}, kept {report.kept}, stored {events}; beside it {_names(out)}; {told[:200]!r}"


def _asked(spoilt: Spoilt, out: Path, *, refused: bool) -> str:
    rmtree(out)
    out.mkdir()
    words = ["pathways", "ingest", "-o", str(out / "log.store"), *(f"--map={pair}" for pair in spoilt.map)]
    words += [f"--time-format={spoilt.time_format}"] if spoilt.time_format is not None else []
    told = io.StringIO()
    try:
        with contextlib.redirect_stderr(told), contextlib.redirect_stdout(io.StringIO()):
            status = kudelma([*words, "--", str(spoilt.path)])
    except BaseException as error:  # noqa: BLE001  anything else is what is looked for
        return f"command line: {type(error).__name__}: {error}"
    lines = [line for line in told.getvalue().splitlines() if line.startswith("kudelma pathways: ")]
    return (
        ""
        if (status, len(lines)) == (int(refused), int(refused))
        else f"command line: {status}, {told.getvalue()[:300]!r}"
    )


def _names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def _write(found: list[dict], memory: int, took: float, *, whole: bool) -> None:
    outcomes = ("ingested whole", "ingested, rows rejected", "refused", "fault")
    counted = Counter((row["way"], row["outcome"]) for row in found)
    slow = max(found, key=lambda row: row["seconds"])
    asked = sum(row["number"] % ASKED == 0 for row in found)
    lines = [
        "# Spoilt event logs", "",
        "Made by `make bench-spoilt-logs` (`benchmarks/pathways/spoil.py`). Good small logs as CSV (`,` `;` tab), `.csv.gz`, Parquet,",
        "XES, `.xes.gz`, OCEL 2.0 JSON and SQLite, each spoilt in one of the ways below. Allowed: ingested, with every row read,",
        "kept or rejected and the kept ones in the store; or refused in one line that names the cure, with nothing left behind.",
        "Anything else is a fault.", "",
        f"**{len(found):,} files, {sum(bool(row['fault']) for row in found):,} faults**, of which {asked:,} were also given to the command line. {took:.0f} s in all;",
        f"the slowest file {slow['seconds']:.1f} s ({slow['way']}); greatest memory of a process {memory / 1024:.0f} MB (with Python and its libraries;",
        "the limit given to DuckDB is 256 MB).", "",
        f"| spoilt | files | {' | '.join(outcomes)} | slowest s |", "|---|--:|--:|--:|--:|--:|--:|",
    ]  # fmt: skip
    for way in WAYS:
        own = [row for row in found if row["way"] == way]
        cells = [f"{len(own):,}", *(f"{counted[way, outcome]:,}" for outcome in outcomes), f"{max(row['seconds'] for row in own):.1f}"]  # fmt: skip
        lines.append(f"| {way} | {' | '.join(cells)} |")
    print("\n".join(lines[7:]))
    if whole:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
