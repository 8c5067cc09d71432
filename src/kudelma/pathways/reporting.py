"""A report of a log that may be shown: every figure in it has passed the gate."""

from collections.abc import Callable, Iterator
from datetime import date

from kudelma.pathways.charts.variants import Variants
from kudelma.pathways.measures import costs as measured
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.summary import activity_names
from kudelma.pathways.measures.verdicts import held
from kudelma.pathways.privacy import END, START, Cell, Hidden, Policy, Released, release
from kudelma.pathways.report_words import WORDS
from kudelma.pathways.telling import cost_books, costs, moves
from kudelma.pathways.telling.size import size
from kudelma.pathways.telling.ways import most_travelled

DAY = 86_400
MOST = 40
"""Rows of a table."""

Say = Callable[[str], str]


def report(
    log: Enriched,
    *,
    lang: str,
    k: int = 5,
    steps: dict[str, str] | None = None,
    as_of: date | None = None,
) -> str:
    """Markdown: where cases move, their commonest paths, what services cost, the clocks of an assessment.

    `steps` as in `verdicts.held`.
    """
    say = WORDS[lang].__getitem__
    names = activity_names(log)
    policy = Policy(k=k)
    whole = size(log, policy)
    lines = [f"# {say('title')}", ""]
    if whole.cases:
        lines += [say("log").format(cases=whole.cases, events=whole.events), ""]
    lines += [say("gate").format(k=k), ""]
    told = moves.moves(log, names, policy, balanced=None)
    rules, missing = _rules(log, steps, as_of, policy)
    lines += _table(say("moves"), say("moves_head"), _move_rows(told, say), say, len(told.hidden))
    lines += _table(say("paths"), say("paths_head"), _path_rows(most_travelled(log, names, policy), say), say)
    lines += _costs(log, names, policy, say)
    lines += _table(say("rules"), say("rules_head"), _rule_rows(rules, say), say, len(rules.hidden))
    lines += [f"- {say(rule)}: {say('missing').format(steps=', '.join(lost))}" for rule, lost in missing]
    return "\n".join(lines).rstrip() + "\n"


def _rules(
    log: Enriched, steps: dict[str, str] | None, as_of: date | None, policy: Policy
) -> tuple[Released, list[tuple[str, tuple[str, ...]]]]:
    found = held(log, steps=steps, as_of=as_of)
    cells = [
        Cell((rule.rule, verdict), cases, clients)
        for rule in found
        for verdict, (cases, clients) in rule.counts.items()
    ]
    return release(cells, policy), [(rule.rule, rule.missing) for rule in found if rule.missing]


def _costs(log: Enriched, names: dict[int, str], policy: Policy, say: Say) -> list[str]:
    """What services cost, a section for each pool of prices; nothing where the log carries no costs."""
    if not measured.are_in(log):
        return []
    books = cost_books.Books.of(log, names, lambda table: table.cache())
    known = costs.known(log, books, policy)
    lines: list[str] = []
    for pool in books.pools(policy):
        if found := costs.told(books, pool, policy):
            title = say("costs").format(source=pool.source or say("unknown"), year=pool.year or say("unknown"))
            lines += _table(title, say("costs_head"), _cost_rows(found, say), say, found.hidden)
            lines += [*_spread(found, say), say("costs_apart"), ""]
    if lines and known.events is not None and known.of is not None:
        lines += [say("costs_known").format(known=known.events, all=known.of), ""]
    return lines


def _cost_rows(found: costs.Costs, say: Say) -> Iterator[list[str]]:
    for one in found.services[:MOST]:
        yield [one.name, f"{one.euros:.0f}", str(one.events), str(one.families), f"{one.each:.0f}"]
    if found.euros is not None:
        yield [say("costs_all"), f"{found.euros:.0f}", str(found.events), str(found.families), ""]


def _spread(found: costs.Costs, say: Say) -> Iterator[str]:
    if found.top_share is not None:
        part = "costs_tenth" if len(found.parts) == costs.TENTHS else "costs_quarter"
        yield say(part).format(share=round(100 * found.top_share))
        yield ""
    if found.quarters:
        low, middle, high = (f"{one:.0f}" for one in found.quarters)
        yield say("costs_usual").format(low=low, middle=middle, high=high)
        yield ""


def _move_rows(found: Released, say: Say) -> Iterator[list[str]]:
    shown = [cell for cell in found.cells if not isinstance(cell, Hidden)]
    for cell in sorted(shown, key=lambda cell: (-cell.value, cell.key))[:MOST]:
        before, after = ({START: say("start"), END: say("end")}.get(name, name) for name in cell.key)
        seconds = cell.extra.get("seconds")
        yield [
            before,
            after,
            f"{cell.value:.0f}",
            f"{seconds / DAY:.1f}".replace(".", say("point")) if isinstance(seconds, float) else "",
        ]


def _path_rows(found: Variants, say: Say) -> Iterator[list[str]]:
    for path in found.shown:
        yield [" → ".join(path.path), str(path.count)]
    if found.others:
        yield [say("other"), str(found.others)]


def _rule_rows(found: Released, say: Say) -> Iterator[list[str]]:
    for cell in found.cells:
        if not isinstance(cell, Hidden):
            yield [*map(say, cell.key), f"{cell.value:.0f}"]


def _table(title: str, head: str, rows: Iterator[list[str]], say: Say, hidden: int = 0) -> list[str]:
    columns = head.split(" | ")
    lines = [f"## {title}", "", f"| {head} |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(part.replace("|", "\\|").replace("\n", " ") for part in row) + " |" for row in rows]
    if hidden:
        lines += ["", say("hidden").format(hidden=hidden)]
    return [*lines, ""]
