import json
from pathlib import Path

import pytest

from kudelma.pathways.log import open_log
from kudelma.pathways.measures.summary import Summary, summary
from kudelma.pathways.store import ingest, open_store
from pathways.logs import SHARED

NAMES = ("patients", "sepsis", "fairness_hospital_log", "fairness_hiring_log")
ANSWERS = json.loads((SHARED / "reference_answers.json").read_text())["logs"]


@pytest.fixture(scope="module", params=NAMES)
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, dict]:
    target: Path = tmp_path_factory.mktemp("logs") / "log.store"
    ingest(open_log(SHARED / f"{request.param}.csv.gz"), target)
    with open_store(target) as store:
        return summary(store.tables), ANSWERS[request.param]


def test_public_log_has_the_published_counts(asked: tuple[Summary, dict]) -> None:
    found, answer = asked

    assert [found.events, found.cases, found.activities, found.variants, found.variants_singletons] == [
        answer[name] for name in ("events", "cases", "activities", "variants", "variants_singletons")
    ]


def test_public_log_has_the_published_moves_starts_and_ends(asked: tuple[Summary, dict]) -> None:
    found, answer = asked

    assert sorted(found.dfg) == sorted(map(tuple, answer["dfg"]))
    assert dict(found.start_activities) == dict(answer["start_activities"])
    assert dict(found.end_activities) == dict(answer["end_activities"])


def test_public_log_has_the_published_commonest_paths(asked: tuple[Summary, dict]) -> None:
    found, answer = asked

    assert [cases for _, cases in found.top_variants] == [cases for _, cases in answer["top_variants"]]
    least = found.top_variants[-1][1]
    certain = {(tuple(path), cases) for path, cases in answer["top_variants"] if cases > least}
    assert {path for path in found.top_variants if path[1] > least} == certain


def test_public_log_has_the_published_times(asked: tuple[Summary, dict]) -> None:
    found, answer = asked
    times = answer["throughput_seconds"]
    waits = {(a, b): (average, middle) for a, b, average, middle in answer["performance_dfg_mean_seconds"]}

    assert found.throughput.median == times["median"]
    assert found.throughput.mean == pytest.approx(times["mean"], rel=1e-12)
    assert (found.throughput.shortest, found.throughput.longest) == (times["min"], times["max"])
    # The answers are published to a millionth of a second.
    assert {(w.before, w.after): pytest.approx(waits[w.before, w.after], abs=2e-6) for w in found.waits} == {
        (w.before, w.after): (w.mean, w.median) for w in found.waits
    }
    assert len(found.waits) == len(waits)
