"""`kudelma pathways convert`: a store or a log written out as Parquet or OCEL 2.0."""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from kudelma.pathways.log.writing import write_log
from kudelma.pathways.measures.enriched import Enriched

Tables = Callable[[argparse.Namespace], AbstractContextManager[Enriched]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", type=Path, help=".parquet, .json or .sqlite (OCEL 2.0)")
    parser.add_argument("--shift-days", metavar="N", type=int, default=0, help="move every time by N whole days")


def convert(args: argparse.Namespace, tables: Tables) -> int:
    with tables(args) as log:
        made = write_log(log, args.out, shift_days=args.shift_days)
    things = f", {made.objects:,} objects, {made.links:,} relations" if made.objects else ""
    print(f"{args.out}: {made.events:,} events{things}")
    return 0
