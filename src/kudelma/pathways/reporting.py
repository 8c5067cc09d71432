"""A report of a log that may be shown: every figure in it has passed the gate."""

from collections.abc import Callable, Iterator
from datetime import date

from ibis import _

from kudelma.pathways.measures import flows, paths
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.medians import joined
from kudelma.pathways.measures.summary import activity_names
from kudelma.pathways.measures.verdicts import held
from kudelma.pathways.privacy import END, START, Cell, Hidden, Policy, Released, cells_of, flow_relations, release
from kudelma.pathways.report_words import WORDS

DAY = 86_400
MOST = 40
"""Rows of a table, and the commonest paths that are spelled out before the rare ones are joined."""

Say = Callable[[str], str]


def report(
    log: Enriched,
    *,
    lang: str,
    k: int = 5,
    steps: dict[str, str] | None = None,
    as_of: date | None = None,
) -> str:
    """Markdown: where cases move, their commonest paths, the clocks of an assessment. `steps` as in `verdicts.held`."""
    say = WORDS[lang].__getitem__
    names = activity_names(log)
    whole = (
        log.cases.agg(cases=_.count(), events=_.events.sum(), clients=_.client.nunique()).to_pyarrow().to_pylist()[0]
    )
    lines = [f"# {say('title')}", ""]
    if whole["clients"] >= k:
        lines += [say("log").format(cases=whole["cases"], events=whole["events"]), ""]
    lines += [say("gate").format(k=k), ""]
    moves, most = _moves(log, names, k), _paths(log, names, k, say("other"))
    rules, missing = _rules(log, steps, as_of, k)
    lines += _table(say("moves"), say("moves_head"), _move_rows(moves, say), moves, say)
    lines += _table(say("paths"), say("paths_head"), _path_rows(most), most, say)
    lines += _table(say("rules"), say("rules_head"), _rule_rows(rules, say), rules, say)
    lines += [f"- {say(rule)}: {say('missing').format(steps=', '.join(lost))}" for rule, lost in missing]
    return "\n".join(lines).rstrip() + "\n"


def _moves(log: Enriched, names: dict[int, str], k: int) -> Released:
    """The map of moves with the beginning and the end as places of their own: what goes in comes out."""
    timed = joined(flows.flow_map(log), flows.waiting_times(log).select(*flows.EDGE, "median"), flows.EDGE)
    cells = [
        Cell(
            (names[row["previous"]], names[row["activity"]]),
            row["moves"],
            row["clients"],
            extra={"days": float(row["median"]) / log.ticks / DAY},
        )
        for row in timed.to_pyarrow().to_pylist()
    ]
    for table, key in ((flows.starts(log), lambda name: (START, name)), (flows.ends(log), lambda name: (name, END))):
        rows = table.to_pyarrow().to_pylist()
        cells += [Cell(key(names[row["activity"]]), row["cases"], row["clients"]) for row in rows]
    return release(cells, Policy(k=k), relations=flow_relations(cell.key for cell in cells))


def _paths(log: Enriched, names: dict[int, str], k: int, other: str) -> Released:
    found = paths.variants_with_clients(log).order_by(_.cases.desc(), *paths.NAME).to_pyarrow().to_pylist()
    spelled: dict[int, list[str]] = {row["example"]: [] for row in found if row["clients"] >= k}
    for step in paths.steps(log, list(spelled)).to_pyarrow().to_pylist():
        spelled[step["case_no"]].append(names[step["activity"]])
    rows = [
        {"path": " → ".join(spelled.get(row["example"], [f"{row['path_a']} {row['path_b']}"])), **row} for row in found
    ]
    cells = cells_of(rows, key=("path",), value="cases")
    return release(cells, Policy(k=k, other=other, one_row_per_client=False))


def _rules(
    log: Enriched, steps: dict[str, str] | None, as_of: date | None, k: int
) -> tuple[Released, list[tuple[str, tuple[str, ...]]]]:
    found = held(log, steps=steps, as_of=as_of)
    cells = [
        Cell((rule.rule, verdict), cases, clients)
        for rule in found
        for verdict, (cases, clients) in rule.counts.items()
    ]
    return release(cells, Policy(k=k)), [(rule.rule, rule.missing) for rule in found if rule.missing]


def _move_rows(found: Released, say: Say) -> Iterator[list[str]]:
    shown = [cell for cell in found.cells if not isinstance(cell, Hidden)]
    for cell in sorted(shown, key=lambda cell: (-cell.value, cell.key))[:MOST]:
        before, after = ({START: say("start"), END: say("end")}.get(name, name) for name in cell.key)
        days = cell.extra.get("days")
        yield [
            before,
            after,
            f"{cell.value:.0f}",
            f"{days:.1f}".replace(".", say("point")) if isinstance(days, float) else "",
        ]


def _path_rows(found: Released) -> Iterator[list[str]]:
    shown = [cell for cell in found.cells if not isinstance(cell, Hidden)]
    for cell in shown[: MOST - 1] + shown[MOST - 1 :][-1:]:
        yield [cell.key[0], f"{cell.value:.0f}"]


def _rule_rows(found: Released, say: Say) -> Iterator[list[str]]:
    for cell in found.cells:
        if not isinstance(cell, Hidden):
            yield [*map(say, cell.key), f"{cell.value:.0f}"]


def _table(title: str, head: str, rows: Iterator[list[str]], found: Released, say: Say) -> list[str]:
    columns = head.split(" | ")
    lines = [f"## {title}", "", f"| {head} |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(part.replace("|", "\\|").replace("\n", " ") for part in row) + " |" for row in rows]
    if found.hidden:
        lines += ["", say("hidden").format(hidden=len(found.hidden))]
    return [*lines, ""]
