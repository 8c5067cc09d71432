"""`kudelma hetu CODE`: whether a personal identity code is valid."""

import argparse
import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kudelma.core.calendar import helsinki_date
from kudelma.core.hetu import Hetu, HetuError, HetuFault, parse, suggestion
from kudelma.core.written_dates import written
from kudelma.doors.terminal.deadlines import a_date

if TYPE_CHECKING:
    from kudelma.doors.terminal import Subparsers

_SENTENCES = {
    HetuFault.FORMAT: "it is not written DDMMYY, separator, three digits, check character",
    HetuFault.DATE: "its birth date does not exist",
    HetuFault.FUTURE: "its birth date is still to come",
    HetuFault.NUMBER: "numbers 000 and 001 are not given",
    HetuFault.CHECK: "its check character does not fit",
}


def add_commands(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "hetu",
        help="whether a personal identity code is valid",
        description="Exit status: 0 valid, 1 invalid, 2 not understood.",
    )
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--today", metavar="DATE", type=a_date, help="judge birth dates as on this day")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    today = arguments.today or helsinki_date(datetime.fromtimestamp(time.time(), UTC))
    known: Hetu | None = None
    fault: HetuFault | None = None
    try:
        known = parse(arguments.code, today=today)
    except HetuError as wrong:
        fault = wrong.code
    write = _as_json if arguments.json else _as_text
    print(write(arguments.code, known, fault))
    return 0 if known else 1


def _as_json(text: str, known: Hetu | None, fault: HetuFault | None) -> str:
    return json.dumps(
        {
            "input": text,
            "code": str(known) if known else None,
            "valid": known is not None,
            "error": fault,
            "born": known.born.isoformat() if known else None,
            "artificial": known.artificial if known else None,
        },
        indent=2,
    )


def _as_text(text: str, known: Hetu | None, fault: HetuFault | None) -> str:
    if known:
        kind = "an artificial or temporary number" if known.artificial else "a number of the real range"
        return f"{known}  valid, born {written(known.born)}, {kind}"
    shown = text if text.isprintable() else ascii(text)
    meant = suggestion(text)
    why = _SENTENCES[fault or HetuFault.FORMAT]
    return f"{shown}  {fault}: {why}" + (f"; did you mean {meant}?" if meant else "")
