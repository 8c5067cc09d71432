"""`kudelma genogram`: draw a family, lay it out, describe it, convert it; what two people are to each other.

Runs where Django is not installed. Exit status: 0 done, 1 a bad file or person, 2 a command not understood.
"""

import argparse
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kudelma.core.kinship import Family
from kudelma.core.kinship.kin import kin
from kudelma.tools.genogram import GenogramFileError, describe, draw, read_family, write_family
from kudelma.tools.genogram.drawing import prepared
from kudelma.tools.genogram.focus import focused
from kudelma.tools.genogram.layout_json import layout_json, read_previous
from kudelma.tools.genogram.pictures import PAPERS, PictureError, to_pdf, to_png

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  argparse names it nowhere else

LANGUAGES = ("fi", "sv", "en")
AUDIENCES = ("worker", "family", "child")
PATIENCE = 1.0
BAD, MISUSED = 1, 2


def add_commands(subparsers: "Subparsers") -> None:
    """Add `genogram` and its five commands."""
    genogram = subparsers.add_parser("genogram", help="draw a family")
    commands = genogram.add_subparsers(metavar="WHAT", required=True)
    _add_draw(commands)
    _add_layout(commands)
    tell = commands.add_parser("describe", help="the family in words")
    tell.add_argument("file", metavar="FILE", type=Path)
    tell.add_argument("--lang", choices=LANGUAGES, default="fi")
    tell.set_defaults(run=_careful(_describe))
    convert = commands.add_parser("convert", help="from one file form to another (.json, .ged)")
    convert.add_argument("file", metavar="IN", type=Path)
    convert.add_argument("out", metavar="OUT", type=Path)
    convert.set_defaults(run=_careful(_convert))
    related = commands.add_parser("kin", help="what B is to A")
    related.add_argument("file", metavar="FILE", type=Path)
    related.add_argument("a", metavar="A")
    related.add_argument("b", metavar="B")
    related.add_argument("--lang", choices=LANGUAGES, default="fi")
    related.set_defaults(run=_careful(_kin))


def _add_draw(commands: "Subparsers") -> None:
    drawing = commands.add_parser("draw", help="the family as SVG, PNG or PDF")
    drawing.add_argument("file", metavar="FILE", type=Path)
    drawing.add_argument("-o", "--out", metavar="OUT", type=Path, help="a .svg, .png or .pdf file")
    drawing.add_argument("--index", metavar="ID", help="the person it is drawn for")
    drawing.add_argument("--as-of", metavar="DATE", type=_day, help="the day shown, as 2026-11-30")
    drawing.add_argument("--compared-with", metavar="DATE", type=_day, help="mark what has changed since that day")
    drawing.add_argument("--focus", metavar="ID", help="only this person's near relatives")
    drawing.add_argument("--generations", metavar="K", type=_whole, default=2, help="how near, with --focus")
    drawing.add_argument("--paper", choices=PAPERS, help="a PDF on sheets of this size, as many as it takes")
    drawing.add_argument("--lang", choices=LANGUAGES, default="fi")
    drawing.add_argument("--audience", choices=AUDIENCES, default="worker")
    drawing.set_defaults(run=_careful(_draw))


def _add_layout(commands: "Subparsers") -> None:
    layout = commands.add_parser("layout", help="places, lines and measures as JSON")
    layout.add_argument("file", metavar="FILE", type=Path)
    layout.add_argument("--previous", metavar="LAYOUT.json", type=Path, help="stay near this layout and its pins")
    layout.add_argument("--pin", metavar="ID", action="append", default=[], help="keep this person where they stood")
    layout.add_argument("--tidy", action="store_true", help="with --previous: keep the pins alone, and begin afresh")
    layout.add_argument("--focus", metavar="ID", help="only this person's near relatives")
    layout.add_argument("--generations", metavar="K", type=_whole, default=2, help="how near, with --focus")
    layout.add_argument("--copies", metavar="N", type=_whole, default=0, help="people who may stand twice")
    layout.set_defaults(run=_careful(_layout))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return number


def _careful(command: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """The command, with every expected fault told in one line."""

    def run(args: argparse.Namespace) -> int:
        try:
            return command(args)
        except (GenogramFileError, PictureError) as error:
            return _refuse(f"{args.file}: {error}")
        except OSError as error:
            return _refuse(f"{error.filename or args.file}: {error.strerror or error}")

    return run


def _refuse(text: str) -> int:
    print(f"kudelma genogram: {text}", file=sys.stderr)
    return BAD


@contextmanager
def _patience(text: str) -> Iterator[None]:
    """Say on stderr what is going on when it takes longer than a second."""
    done = threading.Event()

    def wait() -> None:
        if not done.wait(PATIENCE):
            print(f"{text} …", file=sys.stderr)

    teller = threading.Thread(target=wait, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _read(path: Path) -> Family:
    with _patience(f"reading {path.name}"):
        return read_family(path.read_bytes(), path.name)


def _missing(family: Family, *people: str | None) -> str | None:
    return next((person for person in people if person is not None and person not in family.by_id), None)


def _draw(args: argparse.Namespace) -> int:
    ending = args.out.suffix.lower() if args.out else ".svg"
    if ending not in {".svg", ".png", ".pdf"}:
        return _refuse(f"cannot draw to “{ending}”; name the file .svg, .png or .pdf")
    if args.compared_with and args.as_of and args.compared_with >= args.as_of:
        _refuse("--compared-with must be a day before --as-of")
        return MISUSED
    if args.paper and ending != ".pdf":
        _refuse("--paper needs a .pdf file")
        return MISUSED
    family = _read(args.file)
    if lost := _missing(family, args.index, args.focus):
        return _refuse(f"{args.file}: there is no person “{lost}”")
    if args.focus:
        family, _ = focused(family, args.focus, args.generations)
    with _patience(f"drawing {len(family.persons)} people"):
        svg = draw(
            family,
            index=args.index,
            as_of=args.as_of,
            lang=args.lang,
            audience=args.audience,
            standalone=True,
            compared_with=args.compared_with,
        )
        content = svg.encode() if ending == ".svg" else to_png(svg) if ending == ".png" else to_pdf(svg, args.paper)
    if args.out:
        args.out.write_bytes(content)
    else:
        sys.stdout.write(svg)
    return 0


def _layout(args: argparse.Namespace) -> int:
    family = _read(args.file)
    if lost := _missing(family, args.focus, *args.pin):
        return _refuse(f"{args.file}: there is no person “{lost}”")
    previous, held = read_previous(args.previous.read_bytes()) if args.previous else (None, frozenset[str]())
    pins = held | set(args.pin)
    if previous is not None and args.tidy:
        previous = {person: spot for person, spot in previous.items() if person in pins}
    with _patience(f"laying out {len(family.persons)} people"):
        found = layout_json(
            prepared(family, index=None, as_of=None, audience="worker"),
            previous=previous,
            pins=pins,
            focus=args.focus,
            generations=args.generations,
            copies=args.copies,
        )
    json.dump(found, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


def _describe(args: argparse.Namespace) -> int:
    print(describe(_read(args.file), args.lang))
    return 0


def _convert(args: argparse.Namespace) -> int:
    args.out.write_bytes(write_family(_read(args.file), args.out.name))
    return 0


def _kin(args: argparse.Namespace) -> int:
    family = _read(args.file)
    if lost := _missing(family, args.a, args.b):
        return _refuse(f"{args.file}: there is no person “{lost}”")
    found = kin(family, args.a, args.b, args.lang)
    print(f"{found.word}: {found.path}" if found.path else found.word)
    return 0
