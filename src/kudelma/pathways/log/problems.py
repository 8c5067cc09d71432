"""What is wrong with a file, or with a row of it."""

from collections import Counter
from dataclasses import dataclass, field, replace

SAMPLE = 1_000
"""Rejected rows that are kept word for word; the rest are counted."""

REASONS = {
    "no_case": "the case is empty",
    "no_activity": "the activity is empty",
    "bad_time": "the time cannot be read; write it as 2026-11-30T09:15:00Z or 30.11.2026 9:15",
    "bad_end": "the end cannot be read as a time",
    "end_before_start": "it ends before it begins",
    "bad_cost": "the cost is not a number",
    "bad_year": "the year of the cost is not a year",
    "unknown_code": "the activity is not in the list of codes",
    "duplicate": "an event with the same event_id stands earlier in the file",
    "broken_row": "the row cannot be taken apart into columns",
}
"""Why a row is rejected → how it is told."""


class LogError(ValueError):
    """The file as a whole cannot be read; the text is one line, and names the cure."""

    def __init__(self, text: str) -> None:
        super().__init__(plain(text))


def plain(text: str) -> str:
    """The text on one line, `·` for what a terminal would obey instead of showing."""
    return "".join(letter if letter.isprintable() else "·" for letter in text)


@dataclass(frozen=True, slots=True)
class Problem:
    """One rejected row: its number in the file (the first event is 1), why, and what stood there."""

    row: int
    reason: str
    value: str


@dataclass(slots=True)
class Report:
    """What became of every row of a file: `read` = `kept` + all that were rejected."""

    read: int = 0
    kept: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def make_room(self, broken: list[int]) -> None:
        """Number the told rows as in the file, where the rows `broken` (rising) had not been counted among them."""
        passed = 0
        for place, problem in enumerate(self.problems):
            while passed < len(broken) and broken[passed] <= problem.row + passed:
                passed += 1
            self.problems[place] = replace(problem, row=problem.row + passed)

    def reject(self, problem: Problem) -> None:
        self.rejected[problem.reason] += 1
        if len(self.problems) < SAMPLE:
            self.problems.append(problem)

    def lines(self, most: int = 20) -> list[str]:
        """The report in English, a line each; at most `most` rejected rows word for word."""
        told = [f"{self.read:,} rows read, {self.kept:,} kept, {self.rejected.total():,} rejected"]
        told += [f"  {count:,} × {REASONS[reason]}" for reason, count in self.rejected.most_common()]
        told += [f"  row {p.row}: {REASONS[p.reason]}: “{plain(p.value[:80])}”" for p in self.problems[:most]]
        left = self.rejected.total() - min(most, len(self.problems))
        if left > 0 and self.problems:
            told.append(f"  and {left:,} rows more")
        return told
