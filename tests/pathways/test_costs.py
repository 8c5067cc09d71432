"""What services cost: equal to the cent with plain Python, whatever the order and the way costs are written."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import ibis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kudelma.pathways.log import open_log
from kudelma.pathways.measures import costs
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.summary import activity_names
from kudelma.pathways.store import ingest, open_store
from pathways import cost_twins
from pathways.cost_twins import Paid
from pathways.logs import BEGIN, WORDS, YEARS

calm = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
HEAD = ("case_id", "household", "activity", "timestamp", "cost", "cost_source", "cost_year")
SUMS = ("events", "cents", "clients", "largest", "second")


@st.composite
def paid(draw: st.DrawFn) -> list[Paid]:
    """Events of a few families, with prices of two sources and three years, some unknown, some impossible."""
    cents = st.integers(0, 2_000_000).map(lambda n: f"{n // 100}{'.,'[n % 2]}{n % 100:02}")
    cost = st.one_of(st.just(""), cents, cents, cents, st.sampled_from(["-1", "100000000.01", "0", "0,1", "100000000"]))
    row = st.builds(
        lambda number, activity, when, cost, source, year: Paid(
            f"asia {number}", f"perhe {number % 7}", activity, BEGIN + when, cost, source, year
        ),
        st.integers(0, 11),
        st.sampled_from(WORDS),
        st.integers(0, YEARS),
        cost,
        st.sampled_from(["", "kunta", "kunta", "alue"]),
        st.sampled_from([0, 2024, 2025]),
    )
    return draw(st.lists(row, min_size=1, max_size=60))


def stored(folder: Path, rows: list[Paid], name: str = "log") -> Path:
    log = folder / f"{name}.csv"
    with log.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEAD)
        for row in rows:
            when = datetime.fromtimestamp(row.when, UTC).isoformat()
            writer.writerow([row.case, row.client, row.activity, when, row.cost, row.source, row.year or ""])
    ingest(open_log(log), folder / f"{name}.store")
    return folder / f"{name}.store"


def told(table: ibis.Table, by: str | None = None) -> dict[tuple[object, ...], tuple[int, ...]]:
    keys = (*costs.POOL, by) if by else costs.POOL
    rows = table.to_pyarrow().to_pylist()
    return {tuple(row[name] for name in keys): tuple(row[name] for name in SUMS) for row in rows}


@calm
@given(paid())
def test_sums_agree_with_their_twins(rows: list[Paid]) -> None:
    begins = [0, BEGIN + YEARS // 3, BEGIN + YEARS // 2]
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        found = costs.priced(store.tables)
        names = activity_names(store.tables)
        (whole,) = costs.known(store.tables, costs.by_client(found)).to_pyarrow().to_pylist()
        by_pool = told(costs.totals(costs.by_client(found)))
        by_activity = told(costs.by_activity(found), "activity")
        by_period = told(costs.by_period(found, begins), "period")

    names_of_known = ("events", "priced", "odd", "clients", "clients_priced", "clients_other")
    assert tuple(whole[name] for name in names_of_known) == cost_twins.known(rows)
    assert {(*pool, 0): sums for pool, sums in by_pool.items()} == cost_twins.sums(rows, lambda _: 0)
    assert {(s, y, names[a]): sums for (s, y, a), sums in by_activity.items()} == cost_twins.sums(
        rows, lambda row: row.activity
    )
    assert by_period == cost_twins.sums(rows, lambda row: sum(row.when >= begin for begin in begins))


@calm
@given(paid(), st.sampled_from([1, 2, 4, 10]))
def test_spread_over_families_agrees_with_its_twin(rows: list[Paid], parts: int) -> None:
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        found = costs.priced(store.tables)
        by_part = told(costs.by_part(costs.by_client(found), parts), "part")
        around = told(costs.around_quarters(costs.by_client(found), 1), "quarter")

    assert {key: (sums[2], sums[1]) for key, sums in by_part.items()} == cost_twins.parts(rows, parts)
    enough = {pool for pool, cents in cost_twins.ranked(rows).items() if len(cents) >= 4}
    assert {key: sums[1] for key, sums in around.items() if key[:2] in enough} == cost_twins.around_quarters(rows, 1)


@calm
@given(paid(), st.randoms(use_true_random=False))
def test_rows_in_another_order_cost_the_same(rows: list[Paid], chance: Random) -> None:
    other = rows[:]
    chance.shuffle(other)

    def answers(log: Enriched) -> list[object]:
        found, names = costs.priced(log), activity_names(log)
        by_activity = {(s, y, names[a]): n for (s, y, a), n in told(costs.by_activity(found), "activity").items()}
        return [
            told(costs.totals(costs.by_client(found))),
            by_activity,
            told(costs.by_part(costs.by_client(found), 4), "part"),
        ]

    with TemporaryDirectory() as folder:
        one, two = stored(Path(folder), rows, "one"), stored(Path(folder), other, "two")
        with open_store(one) as first, open_store(two) as second:
            assert answers(first.tables) == answers(second.tables)


def test_a_hundred_thousand_tenths_of_a_euro_are_ten_thousand_euros(tmp_path: Path) -> None:
    rows = [Paid(f"asia {n}", f"perhe {n}", "arvio", BEGIN, "0,10", "kunta", 2025) for n in range(100_000)]
    with open_store(stored(tmp_path, rows)) as store:
        assert told(costs.totals(costs.by_client(costs.priced(store.tables)))) == {
            ("kunta", 2025): (100_000, 1_000_000, 100_000, 10, 10)
        }


@pytest.mark.parametrize("columns", [("cost",), ("cost", "cost_source"), ("cost", "cost_year")])
def test_log_that_names_no_source_or_no_year_has_one_pool_of_it(tmp_path: Path, columns: tuple[str, ...]) -> None:
    facts = {"cost": "12,50", "cost_source": "kunta", "cost_year": "2025"}
    log = tmp_path / "log.csv"
    head = ";".join(("case_id", "activity", "timestamp", *columns))
    log.write_text(f"{head}\na;arvio;2025-01-05;{';'.join(facts[name] for name in columns)}\n", encoding="utf-8")
    ingest(open_log(log), tmp_path / "log.store")
    pool = ("kunta" if "cost_source" in columns else "", 2025 if "cost_year" in columns else 0)

    with open_store(tmp_path / "log.store") as store:
        assert told(costs.totals(costs.by_client(costs.priced(store.tables)))) == {pool: (1, 1250, 1, 1250, 0)}
