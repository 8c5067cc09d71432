"""The same tables on another engine: Spark or PostgreSQL, for data that already lives there.

A store's plain events are carried over, and everything else (order, gaps, paths) is made there by
`measures.enriched`: so the answers come from the other engine alone.
"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from tempfile import TemporaryDirectory
from types import ModuleType

import ibis
import pyarrow as pa
from ibis.backends import BaseBackend

from kudelma.pathways.measures import costs
from kudelma.pathways.measures.enriched import Enriched, enriched, path_number_table

_names = count()


class EngineError(ValueError):
    """The engine cannot be had here; the text names the cure."""


@contextmanager
def on_engine(engine: str, tables: Enriched) -> Iterator[Enriched]:
    """`tables` as they are for DuckDB, or made again on a local Spark."""
    if engine == "duckdb":
        yield tables
        return
    with spark() as backend:
        yield carried(backend, tables)


@contextmanager
def spark() -> Iterator[BaseBackend]:
    """Spark on this machine, in UTC, without its web page."""
    try:
        sql = importlib.import_module("pyspark.sql")
    except ModuleNotFoundError as error:
        raise EngineError("Spark is not installed; pip install -r requirements/spark.txt, and Java 17") from error
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }
    with TemporaryDirectory() as warehouse:
        settings["spark.sql.warehouse.dir"] = warehouse
        yield from _session(sql, settings)


def _session(sql: ModuleType, settings: dict[str, str]) -> Iterator[BaseBackend]:
    builder = sql.SparkSession.builder.master("local[2]").appName("kudelma")
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # py4j raises what Java did
        raise EngineError(f"Spark did not start ({str(error).splitlines()[0][:120]}); it needs Java 17") from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield ibis.pyspark.connect(session)
    finally:
        with suppress(Exception):
            session.stop()


def carried(backend: BaseBackend, tables: Enriched) -> Enriched:
    """The plain events of `tables` brought to `backend`, and enriched there."""
    events = tables.events.join(tables.cases.select("case_no", "case_id", "client"), "case_no")
    plain = events.select(
        *(events[name].cast("int64").name(name) for name in ("case_no", "client", "activity", "happened")),
        *(name for name in ("cost", *costs.POOL) if name in events.columns),
        "case_id",
        row=events.position.cast("int64"),
    ).to_pyarrow()
    activities = tables.activities.select(activity=tables.activities.activity.cast("int64"), name="name").to_pyarrow()
    longest = int(tables.cases.events.max().to_pyarrow().as_py() or 0)
    numbers = path_number_table(len(activities), longest)
    at = [
        put(backend, name, table) for name, table in (("arrived", plain), ("names", activities), ("numbers", numbers))
    ]
    made = enriched(*at, ticks=tables.ticks)
    return Enriched(made.events, made.cases, made.activities, tables.ticks, families=tables.families)


def put(backend: BaseBackend, name: str, table: pa.Table) -> ibis.expr.types.Table:
    """A table of its own name on the engine."""
    return backend.create_table(f"kudelma_{name}_{next(_names)}", table, temp=backend.name == "postgres" or None)
