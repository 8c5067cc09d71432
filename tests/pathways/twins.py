"""The core measures again in plain Python, one case after another: slow, short, and plainly right."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from statistics import mean, median

Event = tuple[str, str, int]
"""case, activity, seconds since 1970; the order of a list is the order of its rows."""


def traces(events: Iterable[Event]) -> dict[str, list[tuple[str, int]]]:
    """Each case's events in order of time, then row."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for case, activity, when in events:
        found[case].append((activity, when))
    return {case: sorted(trace, key=lambda step: step[1]) for case, trace in found.items()}


def dfg(events: Iterable[Event]) -> Counter[tuple[str, str]]:
    return Counter((a, b) for trace in traces(events).values() for (a, _), (b, _) in pairwise(trace))


def waits(events: Iterable[Event]) -> dict[tuple[str, str], tuple[float, float]]:
    gaps: dict[tuple[str, str], list[int]] = defaultdict(list)
    for trace in traces(events).values():
        for (a, at), (b, then) in pairwise(trace):
            gaps[a, b].append(then - at)
    return {edge: (mean(found), float(median(found))) for edge, found in gaps.items()}


def variants(events: Iterable[Event]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(activity for activity, _ in trace) for trace in traces(events).values())


def throughput(events: Iterable[Event]) -> tuple[float, float]:
    spans = [trace[-1][1] - trace[0][1] for trace in traces(events).values()]
    return mean(spans), float(median(spans))


def episode_counts(events: Iterable[Event], pause: int) -> Counter[int]:
    return Counter(
        1 + sum(then - at >= pause for (_, at), (_, then) in pairwise(trace)) for trace in traces(events).values()
    )


def returns(events: Iterable[Event], pause: int) -> Counter[str]:
    return Counter(
        b for trace in traces(events).values() for (_, at), (b, then) in pairwise(trace) if then - at >= pause
    )


def states(events: Iterable[Event], months: list[str]) -> Counter[tuple[str, str]]:
    """(month, activity) → cases: what had last happened when the month ended, or with which the case ended in it."""
    found: Counter[tuple[str, str]] = Counter()
    for trace in traces(events).values():
        for month in months:
            so_far = [(activity, when) for activity, when in trace if _month(when) <= month]
            goes_on = any(_month(when) > month for _, when in trace)
            if so_far and (goes_on or _month(trace[-1][1]) == month):
                found[month, so_far[-1][0]] += 1
    return found


def state_clients(events: Iterable[Event], months: list[str], homes: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """(month, activity) → clients: how many families, and cases that have none, `states` counts."""
    by_client: dict[str, list[Event]] = {}
    for event in events:
        by_client.setdefault(homes[event[0]] or event[0], []).append(event)
    found: Counter[tuple[str, str]] = Counter()
    for theirs in by_client.values():
        found.update(set(states(theirs, months)))
    return found


def phases(
    events: Iterable[Event], months: list[str], turns: dict[str, str], over: str, until: int
) -> Counter[tuple[str, str]]:
    """(month, state) → cases: the state that was turned to last before the month ended, until it is `over`."""
    found: Counter[tuple[str, str]] = Counter()
    for trace in traces(events).values():
        turned = [(turns[activity], when) for activity, when in trace if activity in turns]
        for month in (month for month in months if month <= _month(until)):
            so_far = [state for state, when in turned if _month(when) <= month]
            if so_far and so_far[-1] != over:
                found[month, so_far[-1]] += 1
    return found


def by_step(events: Iterable[Event], most: int) -> Counter[tuple[int, str, str]]:
    return Counter(
        (step, a, b)
        for trace in traces(events).values()
        for step, ((a, _), (b, _)) in enumerate(pairwise(trace), 1)
        if step < most
    )


def ends_by_step(events: Iterable[Event], most: int) -> Counter[tuple[int, str]]:
    return Counter((len(trace), trace[-1][0]) for trace in traces(events).values() if len(trace) < most)


def ended_by_month(events: Iterable[Event]) -> dict[str, tuple[int, float]]:
    """Month → how many cases ended in it, and the median seconds they lasted."""
    spans: dict[str, list[int]] = defaultdict(list)
    for trace in traces(events).values():
        spans[_month(trace[-1][1])].append(trace[-1][1] - trace[0][1])
    return {month: (len(found), float(median(found))) for month, found in spans.items()}


def _month(when: int) -> str:
    return datetime.fromtimestamp(when, UTC).strftime("%Y-%m")


def overlapping_pairs(spans: Iterable[tuple[str, str, int, int]]) -> Counter[tuple[str, str]]:
    """(first, second) → cases: of spans (case, activity, begin, end)."""
    of_case = defaultdict(list)
    for case, activity, begin, end in spans:
        of_case[case].append((activity, begin, end))
    return Counter(
        pair
        for found in of_case.values()
        for pair in {(a, b) for a, s, e in found for b, t, f in found if a < b and s < f and t < e}
    )


def most_at_once(spans: Iterable[tuple[str, str, int, int]]) -> dict[str, int]:
    """case → the most spans that hold one moment (a span that ends as another begins does not)."""
    of_case = defaultdict(list)
    for case, _, begin, end in spans:
        of_case[case].append((begin, end))
    return {case: max(sum(b <= moment < e for b, e in found) for moment, _ in found) for case, found in of_case.items()}
