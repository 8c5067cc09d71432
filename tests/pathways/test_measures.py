from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import ibis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kudelma.pathways.log import open_log
from kudelma.pathways.measures import episodes, flows, overlaps, states, times
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.summary import activity_names, summary
from kudelma.pathways.store import append, ingest, open_store
from pathways import twins
from pathways.logs import WORDS, events, stored, written
from pathways.twins import Event

calm = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
DAY = 86_400
MONTHS = (date(2023, 11, 1), date(2025, 3, 1))


@calm
@given(events())
def test_summary_agrees_with_its_twins(rows: list[Event]) -> None:
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        found = summary(store.tables, top=1000)

    assert (found.events, found.cases) == (len(rows), len({case for case, *_ in rows}))
    assert {(a, b): n for a, b, n in found.dfg} == twins.dfg(rows)
    assert {(w.before, w.after): (w.mean, w.median) for w in found.waits} == twins.waits(rows)
    assert dict(found.top_variants) == twins.variants(rows)
    assert (found.variants, found.variants_singletons) == _variant_counts(twins.variants(rows))
    assert (found.throughput.mean, found.throughput.median) == twins.throughput(rows)


def _variant_counts(paths: Counter[tuple[str, ...]]) -> tuple[int, int]:
    return len(paths), sum(count == 1 for count in paths.values())


@calm
@given(events(), st.integers(1, 5))
def test_clients_are_counted_as_far_as_is_enough(rows: list[Event], enough: int) -> None:
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        whole, some = (
            {(r["previous"], r["activity"]): (r["moves"], r["clients"]) for r in table.to_pyarrow().to_pylist()}
            for table in (flows.flow_map(store.tables), flows.flow_map(store.tables, enough=enough))
        )

    assert {edge: moves for edge, (moves, _) in some.items()} == {edge: moves for edge, (moves, _) in whole.items()}
    assert all(clients in {whole[edge][1], enough} for edge, (_, clients) in some.items())
    assert all((clients >= enough) == (whole[edge][1] >= enough) for edge, (_, clients) in some.items())


@calm
@given(events(), st.integers(1, 3 * DAY * 30))
def test_pauses_and_returns_agree_with_their_twins(rows: list[Event], pause: int) -> None:
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        names = activity_names(store.tables)
        counted = episodes.episode_counts(store.tables, pause_seconds=pause).to_pyarrow().to_pylist()
        back = episodes.returns(store.tables, pause_seconds=pause).to_pyarrow().to_pylist()

    assert {row["episodes"]: row["cases"] for row in counted} == twins.episode_counts(rows, pause)
    assert {names[row["activity"]]: row["returns"] for row in back} == twins.returns(rows, pause)


@calm
@given(events())
def test_month_states_agree_with_their_twin(rows: list[Event]) -> None:
    months = states.month_table(*MONTHS, ticks=1)
    labels = months["label"].to_pylist()
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        names = activity_names(store.tables)
        found = states.by_month(store.tables, ibis.memtable(months)).to_pyarrow().to_pylist()

    counted = {(labels[row["month"] - 1], names[row["activity"]]): row["cases"] for row in found}
    assert counted == twins.states(rows, labels)


def test_month_states_know_the_days_before_1970(tmp_path: Path) -> None:
    """Below zero, what is left of a division differs from one engine to another."""
    november, december = -31 * DAY - 1, -5
    months = states.month_table(date(1969, 10, 1), date(1970, 1, 31), ticks=1)
    with open_store(stored(tmp_path, [("a", WORDS[0], november), ("a", WORDS[1], december)])) as store:
        names = activity_names(store.tables)
        found = states.by_month(store.tables, ibis.memtable(months)).to_pyarrow().to_pylist()

    assert {(row["month"], names[row["activity"]]) for row in found} == {(2, WORDS[0]), (3, WORDS[1])}


HOMES = st.lists(st.sampled_from(["", "koti 1", "koti 2"]), min_size=6, max_size=6)


@calm
@given(events(), HOMES)
def test_month_states_count_each_family_once(rows: list[Event], of_case: list[str]) -> None:
    homes = {f"perhe {number}": home for number, home in enumerate(of_case)}
    months = states.month_table(*MONTHS, ticks=1)
    labels = months["label"].to_pylist()
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows, homes=homes)) as store:
        names = activity_names(store.tables)
        found = states.by_month(store.tables, ibis.memtable(months)).to_pyarrow().to_pylist()

    told = {(labels[row["month"] - 1], names[row["activity"]]): (row["cases"], row["clients"]) for row in found}
    cases, clients = twins.states(rows, labels), twins.state_clients(rows, labels, homes)
    assert told == {state: (cases[state], clients[state]) for state in cases}


@calm
@given(events(), st.integers(0, 40_000_000))
def test_month_phases_agree_with_their_twin(rows: list[Event], later: int) -> None:
    months = states.month_table(*MONTHS, ticks=1)
    labels = months["label"].to_pylist()
    turns = {WORDS[0]: "waiting", WORDS[1]: "met", WORDS[2]: "over"}
    until = max(when for *_, when in rows) + later
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        numbers = {name: number for number, name in activity_names(store.tables).items()}
        kinds = sorted(turns.values())
        found = states.by_month(
            store.tables,
            ibis.memtable(months),
            phases={numbers[act]: kinds.index(state) for act, state in turns.items() if act in numbers},
            over=(kinds.index("over"),),
            until=until,
        )
        counted = {(labels[r["month"] - 1], kinds[r["activity"]]): r["cases"] for r in found.to_pyarrow().to_pylist()}

    assert counted == twins.phases(rows, labels, turns, "over", until)


@calm
@given(events(), st.integers(2, 6))
def test_steps_and_months_of_ending_agree_with_their_twins(rows: list[Event], most: int) -> None:
    months = states.month_table(*MONTHS, ticks=1)
    labels = months["label"].to_pylist()
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        names = activity_names(store.tables)
        onward = flows.by_step(store.tables, most=most).to_pyarrow().to_pylist()
        ended = flows.ends_by_step(store.tables, most=most).to_pyarrow().to_pylist()
        lasted = times.by_month(store.tables, ibis.memtable(months)).to_pyarrow().to_pylist()

    assert {(r["step"], names[r["previous"]], names[r["activity"]]): r["moves"] for r in onward} == twins.by_step(
        rows, most
    )
    assert {(r["step"], names[r["activity"]]): r["cases"] for r in ended} == twins.ends_by_step(rows, most)
    whole = twins.ended_by_month(rows)
    assert {labels[r["month"] - 1]: (r["cases"], r["median"]) for r in lasted} == {
        month: found for month, found in whole.items() if month in labels
    }


@calm
@given(events(most=25), st.lists(st.integers(0, 5_000_000), min_size=25, max_size=25))
def test_services_at_the_same_time_agree_with_their_twin(rows: list[Event], lengths: list[int]) -> None:
    spans = [(*row, row[2] + length) for row, length in zip(rows, lengths, strict=False)]
    with TemporaryDirectory() as folder:
        log = Path(folder) / "spans.csv"
        body = "".join(f'{c};"{a}";{_text(s)};{_text(e)}\n' for c, a, s, e in spans)
        log.write_text("case_id;activity;timestamp;end\n" + body, encoding="utf-8")
        ingest(open_log(log), Path(folder) / "spans.store")
        with open_store(Path(folder) / "spans.store") as store:
            names = activity_names(store.tables)
            found = overlaps.overlapping_pairs(store.tables).to_pyarrow().to_pylist()
            most = overlaps.most_at_once(store.tables).to_pyarrow().to_pylist()
            lasted = times.time_in_service(store.tables).to_pyarrow().to_pylist()

    spent: dict[str, list[int]] = {}
    for _case, act, begin, end in spans:
        spent.setdefault(act, []).append(end - begin)
    assert {
        names[row["activity"]]: (row["events"], row["open"], row["seconds_total"], row["median"]) for row in lasted
    } == {act: (len(found), 0, sum(found), float(median(found))) for act, found in spent.items()}
    pairs = Counter({tuple(sorted((names[row["first"]], names[row["second"]]))): row["cases"] for row in found})
    assert pairs == twins.overlapping_pairs(spans)
    assert {case: row["most"] for row in most for case in [row["case_no"]]}.keys() == set(
        range(len({c for c, *_ in rows}))
    )
    assert max(row["most"] for row in most) == max(twins.most_at_once(spans).values())


def _text(when: int) -> str:
    return twins.datetime.fromtimestamp(when, twins.UTC).isoformat()


@calm
@given(events(), st.randoms(use_true_random=False))
def test_rows_in_another_order_give_the_same_answers(rows: list[Event], chance: Random) -> None:
    rows = [
        (case, activity, when + place) for place, (case, activity, when) in enumerate(rows)
    ]  # no ties within a case
    rows = list({(case, when): (case, activity, when) for case, activity, when in rows}.values())
    other = rows[:]
    chance.shuffle(other)

    with TemporaryDirectory() as folder:
        one, two = stored(Path(folder), rows, "one"), stored(Path(folder), other, "two")
        with open_store(one) as first, open_store(two) as second:
            assert summary(first.tables, top=1000) == summary(second.tables, top=1000)


@calm
@given(events(), st.integers(0, 40), st.integers(0, 40))
def test_log_added_in_parts_gives_the_same_answers(rows: list[Event], one: int, two: int) -> None:
    cuts = [0, *sorted((min(one, len(rows)), min(two, len(rows)))), len(rows)]
    parts = [rows[a:b] for a, b in pairwise(cuts) if a < b]
    with TemporaryDirectory() as folder:
        whole = stored(Path(folder), rows, "whole")
        grown = Path(folder) / "grown.store"
        for number, part in enumerate(parts):
            append(open_log(written(Path(folder) / f"part{number}.csv", part)), grown)
        with open_store(whole) as first, open_store(grown) as second:
            assert summary(first.tables, top=1000) == summary(second.tables, top=1000)
            assert _cases(first.tables) == _cases(second.tables)


def _cases(log: Enriched) -> list[tuple[object, ...]]:
    columns = ("case_id", "first_at", "last_at", "events")
    return sorted(tuple(row[name] for name in columns) for row in log.cases.to_pyarrow().to_pylist())
