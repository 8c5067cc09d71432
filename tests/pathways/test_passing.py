"""A log that is looked at once answers as its store does, wherever its tables lie."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from kudelma.pathways.log import LogError, open_log
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.summary import Summary, summary
from kudelma.pathways.store import ingest, open_store, passing
from kudelma.pathways.store.held import HELD
from pathways.logs import SHARED, events, written
from pathways.twins import Event

calm = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
IN_MEMORY = "memory"


def _lies_in(log: Enriched) -> str:
    return str(log.events.get_backend().current_catalog)


def _looked_at(path: Path) -> tuple[str, Summary, list[dict[str, object]]]:
    with passing(open_log(path)) as log:
        return _lies_in(log), summary(log, top=1000), log.cases.order_by("case_no").to_pyarrow().to_pylist()


def _kept(path: Path) -> tuple[Summary, list[dict[str, object]]]:
    target = path.with_suffix(".store")
    ingest(open_log(path), target)
    with open_store(target) as store:
        return summary(store.tables, top=1000), store.tables.cases.order_by("case_no").to_pyarrow().to_pylist()


@calm
@given(events())
def test_log_answers_as_its_store_in_order_and_in_none(rows: list[Event]) -> None:
    with TemporaryDirectory() as folder:
        as_it_came = written(Path(folder) / "came.csv", rows)
        in_order = written(Path(folder) / "order.csv", sorted(rows, key=lambda row: row[2]))

        where, *found = _looked_at(in_order)

        assert where == IN_MEMORY
        assert found == list(_kept(in_order))
        assert _looked_at(as_it_came)[1:] == _kept(as_it_came)


@pytest.mark.parametrize("name", ["sepsis", "fairness_hospital_log", "patients"])
def test_public_log_answers_as_its_store(name: str, tmp_path: Path) -> None:
    log = SHARED / f"{name}.csv.gz"
    ingest(open_log(log), tmp_path / "log.store")

    with passing(open_log(log)) as tables, open_store(tmp_path / "log.store") as store:
        assert summary(tables) == summary(store.tables)


LOGS = {
    "finer than a second": "a,x,2024-01-01T00:00:00.25Z,1\nb,y,2024-01-01T00:00:01Z,2\na,y,2024-01-01T00:00:00.75Z,\n",
    "whole seconds": "a,x,2024-01-01T00:00:00Z,1\nb,y,2024-01-01T00:00:01Z,\na,y,2024-01-02T00:00:00Z,2\n",
    "further apart than seconds are kept": "a,x,1970-01-02T00:00:00Z,1\na,y,2099-01-01T00:00:00Z,1\n",
}


@pytest.mark.parametrize("rows", LOGS.values(), ids=LOGS)
def test_clock_and_families_are_those_of_the_store(rows: str, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"case_id,activity,timestamp,household\n{rows}")

    where, *found = _looked_at(log)

    assert where == IN_MEMORY
    assert found == list(_kept(log))


def test_log_too_large_to_be_held_lies_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"case_id,activity,timestamp,household\n{LOGS['whole seconds']}")
    monkeypatch.setattr("kudelma.pathways.store.held.HELD", 50)

    where, *found = _looked_at(log)

    assert HELD > 50
    assert where != IN_MEMORY
    assert found == list(_kept(log))


def test_log_of_which_nothing_can_be_kept_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case_id,activity,timestamp\na,x,yesterday\n")

    with pytest.raises(LogError, match="no row of 1 could be kept"), passing(open_log(log)):
        pass
