from collections import Counter
from math import isclose
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kudelma.pathways.measures import survival
from kudelma.pathways.measures.summary import activity_names
from kudelma.pathways.store import open_store
from pathways import twins
from pathways.logs import BEGIN, WORDS, YEARS, events, stored
from pathways.twins import Event

calm = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
counts = st.lists(st.tuples(st.integers(0, 9), st.sampled_from([0, 1, 2])), min_size=1, max_size=60).map(
    lambda found: [(day, ending, cases) for (day, ending), cases in Counter(found).items()]
)


@calm
@given(counts)
def test_curve_is_the_product_over_days_of_those_who_still_wait(found: list[tuple[int, int, int]]) -> None:
    rows = [(day, ending) for day, ending, cases in found for _ in range(cases)]
    share, expected = 1.0, []
    for day in sorted({day for day, ending in rows if ending == survival.SEEN}):
        at_risk = sum(d >= day for d, _ in rows)
        share *= 1 - rows.count((day, survival.SEEN)) / at_risk
        expected.append((day, at_risk, share))

    points = survival.still_waiting(found)

    assert [(p.day, p.at_risk) for p in points] == [row[:2] for row in expected]
    assert all(isclose(p.share, row[2], abs_tol=1e-12) for p, row in zip(points, expected, strict=True))
    assert all(0 <= p.low <= p.share + 1e-12 <= p.high + 2e-12 <= 1 + 4e-12 for p in points)


@calm
@given(counts)
def test_with_one_way_to_end_incidence_is_what_the_curve_has_lost(found: list[tuple[int, int, int]]) -> None:
    single = [(day, ending, cases) for day, ending, cases in found if ending != survival.OTHER]

    waiting, reached = survival.still_waiting(single), survival.incidence(single)

    assert all(isclose(a.share + b.share, 1.0, abs_tol=1e-9) for a, b in zip(waiting, reached, strict=True))


@calm
@given(counts)
def test_shares_of_all_endings_never_pass_one(found: list[tuple[int, int, int]]) -> None:
    swapped = [(day, {0: 0, 1: 2, 2: 1}[ending], cases) for day, ending, cases in found]

    last = [points[-1].share for points in (survival.incidence(found), survival.incidence(swapped)) if points]

    assert sum(last) <= 1 + 1e-9


def test_freireich_remission_times_have_their_published_shares() -> None:
    """6-MP group of Freireich et al. 1963, as in Cox 1972: 21 patients, nine relapses."""
    seen = {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1}
    left = {6: 1, 9: 1, 10: 1, 11: 1, 17: 1, 19: 1, 20: 1, 25: 1, 32: 2, 34: 1, 35: 1}
    points = survival.still_waiting([(d, 1, n) for d, n in seen.items()] + [(d, 0, n) for d, n in left.items()])

    assert [(p.day, round(p.share, 4)) for p in points] == [
        (6, 0.8571),
        (7, 0.8067),
        (10, 0.7529),
        (13, 0.6902),
        (16, 0.6275),
        (22, 0.5378),
        (23, 0.4482),
    ]


@calm
@given(events(), st.integers(0, YEARS))
def test_waits_agree_with_their_twin(rows: list[Event], end: int) -> None:
    awaited, other, until = WORDS[0], WORDS[1], BEGIN + end
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        numbers = {name: number for number, name in activity_names(store.tables).items()}
        asked = survival.waits(store.tables, [numbers.get(awaited, -2)], instead=[numbers.get(other, -2)], until=until)
        found = Counter({(r["day"], r["ending"]): r["cases"] for r in asked.to_pyarrow().to_pylist()})

    expected: Counter[tuple[int, int]] = Counter()
    for trace in twins.traces(rows).values():
        begun = trace[0][1]
        if begun > until:
            continue
        met = [
            (when, activity != awaited) for activity, when in trace if activity in {awaited, other} and when <= until
        ]
        when, is_other = min(met) if met else (until, None)
        ending = 0 if is_other is None else 2 if is_other else 1
        expected[(when - begun) // survival.DAY, ending] += 1
    assert found == expected
