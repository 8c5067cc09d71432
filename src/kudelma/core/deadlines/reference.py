"""Writes docs/reference/rules.md from the table of rules.

python -m kudelma.core.deadlines.reference > docs/reference/rules.md
"""

import sys
from collections.abc import Iterator

from kudelma.core.deadlines.rule import Certainty, Rule, Unit
from kudelma.core.deadlines.rules import RULES

_MARKS = {
    Certainty.ACT: "read in the text of the act",
    Certainty.AUTHORITY: "read on a page of the responsible authority",
    Certainty.OTHER: "read in another page, or as an excerpt",
    Certainty.INTERPRETED: "our interpretation or proposal: no source states it",
    Certainty.MEMORY: "from memory, not checked",
}
_UNITS = {
    Unit.WORKING_DAYS: "working days",
    Unit.DAYS: "days",
    Unit.DAYS_FIRST_COUNTED: "days, the first counted",
    Unit.WEEKS: "weeks",
    Unit.MONTHS: "months",
    Unit.YEARS: "years",
    Unit.HOURS: "hours",
    Unit.CHILDREN: "children",
}
_INTRODUCTION = """\
# Rules of law

Every clock, cap and time of keeping that the program counts, from `src/kudelma/core/deadlines/rules.py`.
This page is generated: change the table, then
`python -m kudelma.core.deadlines.reference > docs/reference/rules.md`.

It is research, not legal advice: a county's own lawyer confirms every rule marked C, I or M before use.

- A case keeps the version of the day that starts its clock. Retention follows the rule of today.
- "Rolls": if the last day is a Saturday, Sunday, public holiday, Christmas Eve or Midsummer Eve, the act may
  still be done on the next working day (MääräaikaL 5 §). The program shows both days.
- Working days are Monday to Friday less the public holidays. Whether the two eves count inside seven working
  days no text says: the earlier day is the alert, the later one is shown beside it.
- The last column says when the row was last reviewed.

Certainty:
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join((_INTRODUCTION, *_marks(), "", *_table(), ""))


def _marks() -> Iterator[str]:
    return (f"- **{mark}** {meaning}" for mark, meaning in _MARKS.items())


def _table() -> Iterator[str]:
    yield "| Rule | § | What | Counts from | Length | Rolls | In force | Certainty | Reviewed |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for rule in RULES:
        yield "| " + " | ".join(_cells(rule)) + " |"


def _cells(rule: Rule) -> tuple[str, ...]:
    return (
        f"`{rule.id}`",
        f"[{rule.section}]({rule.source_url})" if rule.source_url else rule.section,
        f"{rule.what}. {rule.note}".strip(),
        f"`{rule.trigger}`",
        _length(rule),
        "yes" if rule.roll else "no",
        f"{rule.valid_from} – {rule.valid_to or ''}".strip(),
        rule.certainty,
        rule.checked_on.isoformat(),
    )


def _length(rule: Rule) -> str:
    if rule.unit is Unit.WHILE_NEEDED:
        return "while needed"
    words = _UNITS[rule.unit]
    return f"{rule.length} {words.removesuffix('s') if rule.length == 1 else words}"


if __name__ == "__main__":
    sys.stdout.write(page())
