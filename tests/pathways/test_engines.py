"""One suite asks each measure on each engine, and compares with DuckDB."""

import gzip
import importlib.util
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from django.conf import settings
from ibis.backends import BaseBackend

from kudelma.pathways import engines
from kudelma.pathways.log import open_log
from kudelma.pathways.measures import costs, episodes, flows, paths, states, times, workload
from kudelma.pathways.measures.conformance import ASSESSMENT, Clock, clock, day_table
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.states import month_table
from kudelma.pathways.store import Store, ingest, open_store
from pathways.logs import SHARED

# Spark's client asks pandas for what pandas 3 no longer does, and leaves its socket to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

PAUSE = 7 * 86_400
MONTHS = (date(2013, 11, 1), date(2015, 6, 1))
HERE = [
    pytest.param("duckdb by ranks"),
    pytest.param("postgres"),
    pytest.param(
        "spark",
        marks=pytest.mark.skipif(
            importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
            reason="Spark is tested where it and Java are: make test-spark",
        ),
    ),
]
EVENT = ("case_no", "activity", "previous", "position", "happened", "gap")
Put = Callable[[pa.Table], ibis.Table]
Asked = Callable[[Enriched, Put], ibis.Table]


def _months(log: Enriched, put: Put) -> ibis.Table:
    return put(month_table(*MONTHS, ticks=log.ticks))


def _halves(log: Enriched) -> list[int]:
    return [at * log.ticks for at in (0, 1_400_000_000, 1_410_000_000)]


def _on_time(log: Enriched, put: Put) -> ibis.Table:
    (rule,) = (rule for rule in ASSESSMENT if isinstance(rule, Clock) and rule.rule == "LSL_26_5_START")
    days = put(day_table(*MONTHS, rule.rule, ticks=log.ticks))
    numbers = {"initiated": 0, "assessment_started": 3}
    return clock(log, numbers, rule, days, as_of=1_500_000_000 * log.ticks)


MEASURES: dict[str, Asked] = {
    "directly follows": lambda log, _: flows.directly_follows(log),
    "waiting times with exact medians": lambda log, _: flows.waiting_times(log),
    "flow map with clients": lambda log, _: flows.flow_map(log),
    "flow map with enough clients": lambda log, _: flows.flow_map(log, enough=3),
    "activities": lambda log, _: flows.activities(log),
    "starts": lambda log, _: flows.starts(log),
    "ends": lambda log, _: flows.ends(log),
    "variants with clients": lambda log, _: paths.variants_with_clients(log).drop("example"),
    "throughput": lambda log, _: times.throughput(log),
    "returns": lambda log, _: episodes.returns(log, pause_seconds=PAUSE),
    "episodes": lambda log, _: episodes.episode_counts(log, pause_seconds=PAUSE),
    "month states": lambda log, put: states.by_month(log, _months(log, put)),
    "month phases": lambda log, put: states.by_month(
        log, _months(log, put), phases={0: 0, 3: 1, 5: 2}, over=(2,), until=1_420_000_000 * log.ticks
    ),
    "steps": lambda log, _: flows.by_step(log, most=5),
    "ends by step": lambda log, _: flows.ends_by_step(log, most=5),
    "lasting by month of the end": lambda log, put: times.by_month(log, _months(log, put)),
    "other paths": lambda log, _: paths.others(log, [{"path_a": 1, "path_b": 2, "events": 3}]),
    "workload": lambda log, put: workload.by_month(log, _months(log, put)),
    "clock of the law": _on_time,
    "costs that are known": lambda log, _: costs.known(log, costs.by_client(costs.priced(log))),
    "costs of each pool": lambda log, _: costs.totals(costs.by_client(costs.priced(log))),
    "pools of costs": lambda log, _: costs.pools(costs.by_client(costs.priced(log))),
    "costs by activity": lambda log, _: costs.by_activity(costs.priced(log)),
    "costs by period": lambda log, _: costs.by_period(costs.priced(log), _halves(log)),
    "costs over clients": lambda log, _: costs.by_part(costs.by_client(costs.priced(log)), 10),
    "costs around the quarters": lambda log, _: costs.around_quarters(costs.by_client(costs.priced(log)), 5),
    "small cells": lambda log, _: flows.flow_map(log).filter(lambda edge: edge.clients < 5),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The public log, with invented prices of three pools; some are not known, and some cannot be."""
    target: Path = tmp_path_factory.mktemp("engines") / "sepsis.store"
    with gzip.open(SHARED / "sepsis.csv.gz", "rt", encoding="utf-8") as stream:
        head, *lines = stream.read().splitlines()
    priced = target.with_suffix(".csv")
    priced.write_text("\n".join([f"{head},cost,cost_source,cost_year", *map(_priced, range(len(lines)), lines)]))
    ingest(open_log(priced), target)
    with open_store(target) as opened:
        yield opened


def _priced(number: int, line: str) -> str:
    cents = number * 7_919 % 100_003
    cost = {0: "", 1: "-5", 2: "200000000"}.get(number % 50, f"{cents // 100}.{cents % 100:02}")
    return f"{line},{cost},{('', 'kunta')[number % 3 == 0]},{('', '2024')[number % 4 < 3]}"


@pytest.fixture(scope="module", params=HERE)
def there(request: pytest.FixtureRequest, store: Store) -> Iterator[tuple[Enriched, Put]]:
    if request.param == "spark":
        with engines.spark() as backend:
            yield engines.carried(backend, store.tables), partial(engines.put, backend, "given")
    else:
        backend = _postgres() if request.param == "postgres" else ibis.duckdb.connect()
        yield engines.carried(backend, store.tables), partial(engines.put, backend, "given")
        backend.disconnect()


def _postgres() -> BaseBackend:
    given = settings.DATABASES["default"]
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return ibis.postgres.connect(
        database="postgres", **{ours: given[name] for ours, name in names.items() if given.get(name)}
    )


def _rows(table: ibis.Table) -> list[tuple[object, ...]]:
    names = sorted(table.columns)
    return sorted(tuple(_plain(row[name]) for name in names) for row in table.to_pyarrow().to_pylist())


def _plain(value: object) -> object:
    return value if isinstance(value, str) else float(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", MEASURES)
def test_measure_has_the_same_answer_on_every_engine(name: str, store: Store, there: tuple[Enriched, Put]) -> None:
    log, put = there

    expected = _rows(MEASURES[name](store.tables, ibis.memtable))

    assert expected
    assert _rows(MEASURES[name](log, put)) == expected


@pytest.mark.parametrize("dialect", ["trino", "snowflake", "bigquery"])
@pytest.mark.parametrize("name", MEASURES)
def test_measure_can_be_said_to_a_warehouse(name: str, dialect: str) -> None:
    whole = {"case_no": "int64", "client": "int64", "first_at": "int64", "last_at": "int64", "events": "int64"}
    log = Enriched(
        ibis.table(
            dict.fromkeys(EVENT, "int64") | {"cost": "float64", "cost_source": "string", "cost_year": "int64"}, "events"
        ),
        ibis.table(
            {
                **whole,
                "case_id": "string",
                **dict.fromkeys(("path_a", "path_b", "first_activity", "last_activity"), "int64"),
            },
            "cases",
        ),
        ibis.table({"activity": "int64", "name": "string"}, "activities"),
        1,
    )

    assert "select" in str(ibis.to_sql(MEASURES[name](log, _only_named), dialect)).lower()


def _only_named(given: pa.Table) -> ibis.Table:
    return ibis.table(ibis.memtable(given).schema(), "given")
