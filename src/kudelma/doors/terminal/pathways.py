"""`kudelma pathways`: read an event log into a store, and ask it how cases go.

Runs where Django is not installed. Exit status: 0 done, 1 a log or store that cannot be read, 2 a command not
understood. What became of each row is told on standard error; `--rejected FILE` keeps the rejected ones.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from kudelma.doors.terminal import pathways_convert
from kudelma.pathways.engines import EngineError, on_engine
from kudelma.pathways.log import LogError, Mapping, Report, Source, open_log
from kudelma.pathways.log.raw import MORE_MEMORY
from kudelma.pathways.measures.conformance import ASSESSMENT
from kudelma.pathways.measures.costs_summary import Spending, spending
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.summary import Summary, summary
from kudelma.pathways.measures.verdicts import held, wanted
from kudelma.pathways.memory import in_bytes
from kudelma.pathways.report_words import WORDS
from kudelma.pathways.reporting import report
from kudelma.pathways.store import StoreError, append, ingest, open_store, passing
from kudelma.pathways.store.opening import is_store

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  argparse names it nowhere else

BAD = 1
SHOWN = 15
DAY = 86_400
ENGINES = ("duckdb", "spark")


def add_commands(subparsers: "Subparsers") -> None:
    """Add `pathways` and its commands."""
    pathways = subparsers.add_parser("pathways", help="how services follow one another")
    commands = pathways.add_subparsers(metavar="WHAT", required=True)
    take = commands.add_parser("ingest", help="read a log into a store")
    _add_log(take, "LOG")
    take.add_argument("-o", "--out", metavar="STORE", type=Path, required=True)
    take.add_argument("--append", action="store_true", help="add to the store that is there")
    take.set_defaults(run=_careful(_ingest))
    tell = commands.add_parser(
        "summary", help="what follows what, the commonest paths, how long cases last, what they cost"
    )
    _add_log(tell, "STORE|LOG")
    tell.add_argument("--json", action="store_true")
    tell.add_argument("--engine", choices=ENGINES, default="duckdb")
    tell.set_defaults(run=_careful(_summary))
    rules = commands.add_parser("conformance", help="the clocks of an assessment and the order of its steps")
    _add_log(rules, "STORE|LOG")
    _add_steps(rules)
    rules.add_argument("--json", action="store_true")
    rules.set_defaults(run=_careful(_conformance))
    shown = commands.add_parser("report", help="a report that may be shown: small numbers are left out")
    _add_log(shown, "STORE|LOG")
    _add_steps(shown)
    shown.add_argument("-o", "--out", metavar="OUT.md", type=Path)
    shown.add_argument("--lang", choices=tuple(WORDS), default="fi")
    shown.add_argument("-k", metavar="N", type=_at_least_one, default=5, help="the fewest clients behind a number; 5")
    shown.set_defaults(run=_careful(_report))
    turn = commands.add_parser("convert", help="write it as Parquet or OCEL 2.0")
    _add_log(turn, "STORE|LOG")
    pathways_convert.add_arguments(turn)
    turn.set_defaults(run=_careful(lambda args: pathways_convert.convert(args, _tables)))


def _add_log(parser: argparse.ArgumentParser, metavar: str) -> None:
    parser.add_argument("log", metavar=metavar, type=Path)
    parser.add_argument(
        "--map", metavar="OURS=THEIRS", action="append", default=[], help="a column by its name in the file"
    )
    parser.add_argument("--zone", metavar="ZONE", help="where times without a zone were written down; UTC if left out")
    parser.add_argument("--time-format", metavar="FORM", help="as %%d/%%m/%%Y %%H:%%M")
    parser.add_argument("--rejected", metavar="FILE", type=Path, help="write the rejected rows here, as CSV")
    parser.add_argument("--memory", metavar="SIZE", type=_size, default="1GB", help="for sorting and asking, as 1GB")


def _add_steps(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--step", metavar="OURS=THEIRS", action="append", default=[], help="an activity by its name in the log"
    )
    parser.add_argument("--as-of", metavar="DATE", type=date.fromisoformat, help="the day looked from; the log's last")
    parser.add_argument("--engine", choices=ENGINES, default="duckdb")


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is below 1")
    return number


def _size(text: str) -> str:
    try:
        in_bytes(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _careful(command: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """The command, with every expected fault told in one line."""

    def run(args: argparse.Namespace) -> int:
        try:
            _spare_the_log(args)
            return command(args)
        except (LogError, StoreError, EngineError) as error:
            return _refuse(str(error))
        except duckdb.OutOfMemoryException:
            return _refuse(f"{args.log}: needs more memory than {args.memory}; {MORE_MEMORY}")
        except OSError as error:
            return _refuse(f"{error.filename or args.log}: {error.strerror or error}")

    return run


def _spare_the_log(args: argparse.Namespace) -> None:
    """What is written never takes the place of what is read."""
    for name in ("out", "rejected"):
        path: Path | None = getattr(args, name, None)
        if path is not None and path.exists() and args.log.exists() and path.samefile(args.log):
            raise LogError(f"{path}: is the log itself; name another file to write to")


def _refuse(text: str) -> int:
    print(f"kudelma pathways: {text}", file=sys.stderr)
    return BAD


def _ingest(args: argparse.Namespace) -> int:
    with _source(args) as source:
        put = append if args.append else ingest
        found = put(source, args.out, progress=_progress(args.log), memory_limit=args.memory)
    print(f"{args.out}: {found.events:,} events, {found.cases:,} cases")
    return 0


def _summary(args: argparse.Namespace) -> int:
    with _tables(args) as tables, on_engine(args.engine, tables) as there:
        found, paid = summary(there), spending(there)
    if args.json:
        json.dump(as_json(found) | ({"costs": asdict(paid)} if paid else {}), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        print("\n".join([*_told(found), *(_spent(paid) if paid else ())]))
    return 0


def _conformance(args: argparse.Namespace) -> int:
    with _tables(args) as tables, on_engine(args.engine, tables) as there:
        found = held(there, steps=_pairs(args.step), as_of=args.as_of)
    if args.json:
        json.dump([asdict(rule) for rule in found], sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return 0
    for rule in found:
        print(rule.rule + (f": not in the log: {', '.join(rule.missing)}" if rule.missing else ""))
        for verdict, (cases, _clients) in rule.counts.items():
            print(f"  {cases:>9,}  {verdict}")
    return 0


def _report(args: argparse.Namespace) -> int:
    with _tables(args) as tables, on_engine(args.engine, tables) as there:
        text = report(there, lang=args.lang, k=args.k, steps=_pairs(args.step), as_of=args.as_of)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def _pairs(words: list[str]) -> dict[str, str]:
    """`OURS=THEIRS` words; an error names the steps there are."""
    known = {step for rule in ASSESSMENT for step in wanted(rule)}
    found: dict[str, str] = {}
    for word in words:
        ours, sign, theirs = word.partition("=")
        if not sign or not theirs or ours not in known:
            raise LogError(f"“{word}” is no step; write OURS=THEIRS, where OURS is one of {', '.join(sorted(known))}")
        found[ours] = theirs
    return found


def as_json(found: Summary) -> dict[str, object]:
    """The summary with plain names: `dfg` [[a, b, n], …], `throughput` in seconds."""
    facts = asdict(found)
    facts["throughput"] = facts.pop("throughput")
    facts["performance"] = [[w.before, w.after, w.mean, w.median] for w in found.waits]
    del facts["waits"]
    return facts


@contextmanager
def _tables(args: argparse.Namespace) -> Iterator[Enriched]:
    """The tables of a store, or of a log that is read now."""
    if is_store(args.log):
        with open_store(args.log, memory_limit=args.memory) as store:
            yield store.tables
        return
    with _source(args) as source, passing(source, progress=_progress(args.log), memory_limit=args.memory) as tables:
        yield tables


@contextmanager
def _source(args: argparse.Namespace) -> Iterator[Source]:
    """The log, and at the end what became of its rows, also when none could be kept."""
    mapping = Mapping.read(args.map, zone=args.zone, time_format=args.time_format)
    source = open_log(args.log, mapping, memory_limit=args.memory)
    try:
        yield source
    finally:
        if source.report.rejected:
            print("\n".join(source.report.lines()), file=sys.stderr)
        if args.rejected:
            _write_rejected(source.report, args.rejected)


def _write_rejected(report: Report, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["row", "reason", "value"])
        writer.writerows([problem.row, problem.reason, problem.value] for problem in report.problems)


def _progress(path: Path) -> Callable[[int], None] | None:
    """Rows read so far, on one line of a terminal; nothing where standard error is a file."""
    if not sys.stderr.isatty():
        return None
    return lambda rows: print(f"\r{path.name}: {rows:,} rows", end="", file=sys.stderr, flush=True)


def _told(found: Summary) -> list[str]:
    days = found.throughput
    return [
        f"{found.events:,} events, {found.cases:,} cases, {found.activities:,} activities, {found.variants:,} paths",
        f"from first to last: median {days.median / DAY:.1f} days, mean {days.mean / DAY:.1f}",
        "",
        "What follows what (times; median days between)",
        *(f"  {w.moves:>9,}  {w.median / DAY:>8.1f}  {w.before} → {w.after}" for w in found.waits[:SHOWN]),
        "",
        "The commonest paths",
        *(f"  {cases:>9,}  {' → '.join(path)}" for path, cases in found.top_variants[:SHOWN]),
    ]


def _spent(found: Spending) -> list[str]:
    """The costs; euros of two sources or years never in one sum."""
    lines = ["", f"The cost is known of {found.priced:,} events of {found.events:,}"]
    lines += [f"  of {found.odd:,} it is below 0 or above 100,000,000, and left out"] if found.odd else []
    for pool in found.pools:
        lines += [
            "",
            f"What services cost in euros: {pool.source or 'source not told'}, {pool.year or 'year not told'}",
        ]
        lines.append(f"  {pool.cents / 100:>15,.2f}  in all, {pool.events:,} events, {pool.clients:,} clients")
        lines += [f"  {cents / 100:>15,.2f}  {name}" for name, cents in pool.services[:SHOWN]]
    return lines
