"""The first page of a log: how much it holds, what follows what, the commonest paths, how long cases last."""

from dataclasses import dataclass

from ibis import _
from ibis.expr.types import Table

from kudelma.pathways.measures import flows, paths, times
from kudelma.pathways.measures.enriched import Enriched

TOP = 20

Edge = tuple[str, str, int]
Path = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Wait:
    """From `before` to `after`: how often, and the mean and median time between, in seconds."""

    before: str
    after: str
    moves: int
    mean: float
    median: float


@dataclass(frozen=True, slots=True)
class Throughput:
    """From a case's first event to its last, in seconds."""

    mean: float
    median: float
    shortest: float
    longest: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Activities by name; lists of the most frequent first, ties by name."""

    events: int
    cases: int
    activities: int
    dfg: tuple[Edge, ...]
    waits: tuple[Wait, ...]
    start_activities: tuple[tuple[str, int], ...]
    end_activities: tuple[tuple[str, int], ...]
    variants: int
    variants_singletons: int
    top_variants: tuple[Path, ...]
    throughput: Throughput


def summary(log: Enriched, *, top: int = TOP) -> Summary:
    """All of it, each figure by its own measure. The figures are raw: pass them through `privacy` before showing."""
    names = activity_names(log)
    counted = paths.variants(log).cache()
    facts = counted.agg(
        variants=_.count(),
        singletons=(_.cases == 1).sum(),
        cases=_.cases.sum(),
        events=(_.cases * _.events).sum(),
    )
    (whole,) = facts.to_pyarrow().to_pylist()
    waits = waiting(log, names)
    return Summary(
        events=int(whole["events"] or 0),
        cases=int(whole["cases"] or 0),
        activities=len(names),
        dfg=tuple((wait.before, wait.after, wait.moves) for wait in waits),
        waits=waits,
        start_activities=_counts(flows.starts(log), names),
        end_activities=_counts(flows.ends(log), names),
        variants=int(whole["variants"]),
        variants_singletons=int(whole["singletons"] or 0),
        top_variants=_spelled(log, counted, names, top),
        throughput=throughput(log),
    )


def activity_names(log: Enriched) -> dict[int, str]:
    return {row["activity"]: row["name"] for row in log.activities.to_pyarrow().to_pylist()}


def waiting(log: Enriched, names: dict[int, str]) -> tuple[Wait, ...]:
    """Every move with its times, the most frequent first."""
    found = [
        Wait(
            names[row["previous"]],
            names[row["activity"]],
            int(row["moves"]),
            mean_seconds(row, log.ticks, "moves"),
            float(row["median"]) / log.ticks,
        )
        for row in flows.waiting_times(log).to_pyarrow().to_pylist()
    ]
    return tuple(sorted(found, key=lambda wait: (-wait.moves, wait.before, wait.after)))


def throughput(log: Enriched) -> Throughput:
    (row,) = times.throughput(log).to_pyarrow().to_pylist()
    return Throughput(
        mean_seconds(row, log.ticks, "cases"),
        *(float(row[name]) / log.ticks for name in ("median", "shortest", "longest")),
    )


def mean_seconds(row: dict[str, int], ticks: int, count: str) -> float:
    """The mean of a sum that was kept as whole seconds and ticks left over."""
    return (int(row["seconds_total"]) * ticks + int(row["ticks_left"])) / int(row[count]) / ticks


def _counts(table: Table, names: dict[int, str]) -> tuple[tuple[str, int], ...]:
    found = [(names[row["activity"]], int(row["cases"])) for row in table.to_pyarrow().to_pylist()]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def _spelled(log: Enriched, counted: Table, names: dict[int, str], top: int) -> tuple[Path, ...]:
    """The commonest paths by name; what ties with the last is looked at too, so that chance does not choose."""
    commonest = (_.cases.desc(), *paths.NAME)
    most = counted.order_by(commonest).limit(top).to_pyarrow().to_pylist()
    if not most:
        return ()
    tied = counted.filter(_.cases >= most[-1]["cases"]).order_by(commonest).limit(top * 50).to_pyarrow().to_pylist()
    spelled: dict[int, list[str]] = {row["example"]: [] for row in tied}
    for step in paths.steps(log, list(spelled)).to_pyarrow().to_pylist():
        spelled[step["case_no"]].append(names[step["activity"]])
    found = [(tuple(spelled[row["example"]]), int(row["cases"])) for row in tied]
    return tuple(sorted(found, key=lambda path: (-path[1], path[0]))[:top])
