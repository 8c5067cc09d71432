"""A child process that solves and audits, one JSON line in, one out; it imports nothing of ours.

Native code that meets a table it cannot digest ends its process; this way it does not end ours.
It ends when its parent does.
"""

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from pytauargus import HiTaSCtrl
from pytauargus.engine import audit_jj

_MINUTES = 1


def solve(text: str) -> dict[str, Any]:
    """The cells to hide besides, and for every hidden cell the interval in which it can lie."""
    # Its logs hold the numbers that are to be hidden, and it leaves them where it stands.
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        given, found, audited = (Path(folder, name) for name in ("in.jj", "out.jj", "audit.jj"))
        given.write_text(text, encoding="ascii")
        code = HiTaSCtrl().full_jj(in_file_jj=str(given), out_file=str(found), max_time=_MINUTES)
        if code > 1 or not found.exists():
            return {}
        more = [int(line) for line in found.read_text(encoding="ascii").split()]
        audited.write_text(_marked(text, set(more)), encoding="ascii")
        rows = {row["cell"]: (row["min"], row["max"]) for row in audit_jj(str(audited))}
    return {"more": more, "intervals": rows}


def _marked(text: str, more: set[int]) -> str:
    lines = text.split("\n")
    for number in more:
        fields = lines[2 + number].split(" ")
        fields[3] = "m"
        lines[2 + number] = " ".join(fields)
    return "\n".join(lines)


if __name__ == "__main__":
    # What native code prints must not end up among the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    for asked in sys.stdin:
        answers.write(json.dumps(solve(json.loads(asked))) + "\n")
        answers.flush()
