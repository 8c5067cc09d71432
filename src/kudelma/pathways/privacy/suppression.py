"""Secondary suppression: hide as little more as keeps every hidden number unknown within its protection.

The solver is tau-argus (pytauargus, on HiGHS): it is handed cells and sums in its own text format, so that tables,
hierarchies and flow maps are the same to it. Its audit is called on every pattern; a pattern that fails, or a solver
that does, is replaced by hiding all that is tied to the small cells.
"""

import atexit
import json
import os
import select
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kudelma.pathways.privacy.cells import Key
from kudelma.pathways.privacy.relations import Relation

_SECONDS = 20.0
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Protection:
    """How far below and above the true value the feasible interval must reach."""

    below: float
    above: float


def protect(
    values: Mapping[Key, float], relations: tuple[Relation, ...], primary: Mapping[Key, Protection]
) -> frozenset[Key]:
    """The keys to hide besides the primary ones; audited. Values are at least 0, and everybody knows that."""
    sums = _tied({_net(each) for each in relations} - {()}, primary)
    order = sorted({key for each in sums for key, _ in each})
    if not order:
        return frozenset()
    found = _SOLVER.ask(_text(order, values, sums, primary))
    if found and _holds(order, values, primary, found["intervals"]):
        return frozenset(order[place] for place in found["more"])
    # All that is tied to it: then the whole may be any multiple of itself.
    return frozenset(key for key in order if values[key] > 0) - primary.keys()


_Sum = tuple[tuple[Key, int], ...]


def _net(relation: Relation) -> _Sum:
    """Each key once: a move from a node to itself stands on both sides and says nothing."""
    terms = Counter(relation.plus)
    terms.subtract(relation.minus)
    return tuple(sorted((key, times) for key, times in terms.items() if times))


def _tied(sums: set[_Sum], primary: Mapping[Key, Protection]) -> list[_Sum]:
    """The sums reachable from a primary cell; the others can neither help nor harm."""
    known, rest, found = set(primary), sorted(sums), []
    while near := [each for each in rest if any(key in known for key, _ in each)]:
        known.update(key for each in near for key, _ in each)
        found += near
        rest = [each for each in rest if each not in near]
    return found


def _holds(
    order: list[Key],
    values: Mapping[Key, float],
    primary: Mapping[Key, Protection],
    intervals: Mapping[str, tuple[float, float]],
) -> bool:
    for place, key in enumerate(order):
        if (wanted := primary.get(key)) is None:
            continue
        low, high = intervals.get(str(place), (values[key], values[key]))
        if low > values[key] - wanted.below + _SLACK or high < values[key] + wanted.above - _SLACK:
            return False
    return True


def _text(order: list[Key], values: Mapping[Key, float], sums: list[_Sum], primary: Mapping[Key, Protection]) -> str:
    """Cells `index value cost status lowest highest below above slide`, then sums that are zero."""
    number = {key: place for place, key in enumerate(order)}
    top = 2 * sum(values[key] for key in order) + 1000
    lines = ["0", str(len(order))]
    for place, key in enumerate(order):
        value, wanted = values[key], primary.get(key, Protection(0.0, 0.0))
        status = "u" if key in primary else "z" if value == 0 else "s"
        cost = max(1, round(value))
        lines.append(f"{place} {value:.6f} {cost} {status} 0 {top:.6f} {wanted.below:.6f} {wanted.above:.6f} 0")
    lines.append(str(len(sums)))
    lines += [f"0 {len(each)} : {' '.join(f'{number[key]} ({times})' for key, times in each)} " for each in sums]
    return "\n".join(lines) + "\n"


@dataclass(slots=True)
class _Solver:
    """One child at a time, started when first needed and again after a crash, a time-out or a fork."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    child: subprocess.Popen[bytes] | None = None
    parent: int = 0

    def ask(self, text: str) -> Any:
        with self.lock:
            try:
                return self._asked(text)
            except (OSError, ValueError):
                self.stop()
                return None

    def _asked(self, text: str) -> Any:
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(text).encode() + b"\n")
        child.stdin.flush()
        if not select.select([child.stdout], [], [], _SECONDS)[0]:
            raise TimeoutError
        return json.loads(child.stdout.readline())

    def _running(self) -> subprocess.Popen[bytes]:
        if self.child is None or self.parent != os.getpid() or self.child.poll() is not None:
            self.parent = os.getpid()
            self.child = subprocess.Popen(  # noqa: S603 (our own file, no shell)
                [sys.executable, "-I", str(Path(__file__).with_name("solver.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self.child

    def stop(self) -> None:
        child, self.child = self.child, None
        if child is not None and self.parent == os.getpid():
            child.kill()
            child.communicate()


_SOLVER = _Solver()
atexit.register(_SOLVER.stop)
