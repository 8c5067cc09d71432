import json
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from kudelma.doors.terminal import main
from kudelma.pathways.log import LogError, open_log
from kudelma.pathways.log.ocel_shape import iso
from kudelma.pathways.log.writing import Written, write_log
from kudelma.pathways.measures.summary import Summary, summary
from kudelma.pathways.store import ingest, open_store
from pathways.logs import events, stored
from pathways.twins import Event

calm = settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
ENDINGS = (".parquet", ".json", ".sqlite")
FULL = (
    "case_id,activity,timestamp,end,household,event_id,service_class,provider,role,trigger,channel,source,result,"
    "cost,cost_source,cost_year\n"
    "a,arvio,2024-03-01T09:00:00Z,2024-03-01T10:00:00Z,1,e1,core,kunta,sosiaalityöntekijä,huoli,puhelin,koulu,"
    '"ok; ""1""",12.5,taulukko,2023\n'
    "b,arvio,2024-03-01T09:00:00.250Z,,2,e2,,,,,,kunta,,,,\n"
    "a,Arvio,2024-03-01T09:00:00Z,,1,e3,,kunta,,,,kunta,,0.1,,2024\n"
    "a,perhetyö,2024-03-05T09:00:00Z,,,e4,,koulu,psykologi,,,,,,,\n"
    "c,event/object,2024-03-05T09:00:00Z,,,e5,,,,,,,,,,\n"
)


def _store(folder: Path, text: str = FULL) -> Path:
    (folder / "full.csv").write_text(text, encoding="utf-8")
    ingest(open_log(folder / "full.csv"), folder / "full.store")
    return folder / "full.store"


def _asked(store: Path) -> Summary:
    with open_store(store) as there:
        return summary(there.tables, top=1_000)


def _again(store: Path, ending: str, shift_days: int = 0) -> Path:
    """The store written out, and read into another."""
    out = store.with_name(f"out{ending}")
    with open_store(store) as there:
        write_log(there.tables, out, shift_days=shift_days)
    ingest(open_log(out), store.with_name(f"again{ending}.store"))
    return store.with_name(f"again{ending}.store")


def _events(store: Path) -> list[dict[str, object]]:
    with open_store(store) as there:
        tables = there.tables
        found = tables.events.join(tables.cases.select("case_no", "case_id"), "case_no").join(
            tables.activities, "activity"
        )
        rows = found.drop("case_no", "activity", "previous").to_pyarrow().to_pylist()
        return sorted(
            ({key: row[key] for key in sorted(row)} for row in rows), key=lambda row: (row["case_id"], row["position"])
        )


@calm
@given(events(most=25))
def test_log_written_and_read_gives_the_same_answers(rows: list[Event]) -> None:
    with TemporaryDirectory() as folder:
        store = stored(Path(folder), rows)
        for ending in ENDINGS:
            assert _asked(_again(store, ending)) == _asked(store)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_column_comes_back(tmp_path: Path, ending: str) -> None:
    store = _store(tmp_path)

    again = _again(store, ending)

    assert _events(again) == _events(store)
    with open_store(store) as one, open_store(again) as two:
        clients = [_clients(there.tables.cases.to_pyarrow().to_pylist()) for there in (one, two)]
    assert clients[0] == clients[1]


def _clients(cases: list[dict[str, object]]) -> list[tuple[object, bool]]:
    return sorted((case["case_id"], int(str(case["client"])) < 0) for case in cases)


def test_parquet_has_the_columns_of_the_schema(tmp_path: Path) -> None:
    with open_store(_store(tmp_path)) as store:
        found = write_log(store.tables, tmp_path / "out.parquet")

    schema = pq.read_schema(tmp_path / "out.parquet")
    wanted = FULL.partition("\n")[0].split(",")
    assert sorted(schema.names) == sorted(name for name in wanted if name != "event_id")
    assert {str(schema.field(name).type) for name in ("timestamp", "end")} == {"timestamp[us, tz=UTC]"}
    assert found == Written(5, 0, 0)


def test_json_is_ocel_in_shape(tmp_path: Path) -> None:
    with open_store(_store(tmp_path)) as store:
        found = write_log(store.tables, tmp_path / "out.json")

    log = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert set(log) == {"objectTypes", "eventTypes", "objects", "events"}
    assert [kind["name"] for kind in log["objectTypes"]] == ["assessment", "family", "organisation", "worker_role"]
    assert {kind["name"] for kind in log["eventTypes"]} == {"arvio", "Arvio", "perhetyö", "event/object"}
    names = [thing["id"] for thing in log["objects"]]
    assert len(set(names)) == len(names) == found.objects
    links = [link for event in log["events"] for link in event["relationships"]]
    assert {link["objectId"] for link in links} <= set(names)
    assert {link["qualifier"] for link in links} == {"about", "responsible", "participant", "requested_by"}
    assert len(links) == found.links
    assert log["objects"][0]["relationships"] == [{"objectId": "family:1", "qualifier": "about"}]
    declared = {item["name"]: item["type"] for item in log["eventTypes"][0]["attributes"]}
    assert (declared["end"], declared["cost"]) == ("time", "float")
    assert all({"id", "type", "time", "attributes", "relationships"} == set(event) for event in log["events"])


def test_sqlite_is_ocel_in_shape(tmp_path: Path) -> None:
    with open_store(_store(tmp_path)) as store:
        found = write_log(store.tables, tmp_path / "out.sqlite")

    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as base:
        tables = {name for (name,) in base.execute("select name from sqlite_master where type = 'table'")}
        maps = {what: dict(base.execute(f"select * from {what}_map_type")) for what in ("event", "object")}  # noqa: S608  our own names
        counts = {name: base.execute(f"select count(*) from {name}").fetchone()[0] for name in tables}  # noqa: S608
        loose = base.execute("""
            select count(*) from event_object where ocel_object_id not in (select ocel_id from object)
            or ocel_event_id not in (select ocel_id from event)""").fetchone()
        homes = base.execute("select * from object_object order by 1").fetchall()
    common = {"event", "event_map_type", "event_object", "object", "object_map_type", "object_object"}
    assert tables == common | {f"{what}_{name}" for what, own in maps.items() for name in own.values()}
    assert (counts["event"], counts["object"], counts["event_object"]) == (5, found.objects, found.links)
    assert sum(counts[f"event_{name}"] for name in maps["event"].values()) == 5
    assert sum(counts[f"object_{name}"] for name in maps["object"].values()) == found.objects
    assert loose == (0,)
    assert homes == [("a", "family:1", "about"), ("b", "family:2", "about")]


@pytest.mark.parametrize("ending", ENDINGS)
def test_shift_moves_every_time_by_whole_days(tmp_path: Path, ending: str) -> None:
    store = _store(tmp_path)

    before, after = _events(store), _events(_again(store, ending, shift_days=-10))

    ten = 10 * 86_400 * 1_000_000
    assert [row["happened"] for row in after] == [int(str(row["happened"])) - ten for row in before]
    assert [row["gap"] for row in after] == [row["gap"] for row in before]
    assert _asked(store).waits == _asked(tmp_path / f"again{ending}.store").waits


@pytest.mark.parametrize(
    ("name", "shift", "told"), [("out.xlsx", 0, "ending"), ("out.json", 40_000, "far"), ("out.json", -36_500, "far")]
)
def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, name: str, shift: int, told: str) -> None:
    text = FULL if shift != -36_500 else "case_id,activity,timestamp\na,b,1050-01-01\n"
    (tmp_path / name).write_text("as it was")

    with open_store(_store(tmp_path, text)) as store, pytest.raises(LogError, match=told):
        write_log(store.tables, tmp_path / name, shift_days=shift)

    assert (tmp_path / name).read_text() == "as it was"
    assert not list(tmp_path.glob("*.part"))


def test_case_called_as_a_family_is_refused(tmp_path: Path) -> None:
    store = _store(tmp_path, "case_id,activity,timestamp,household\nfamily:1,a,2024-01-01,1\n")

    with open_store(store) as there, pytest.raises(LogError, match="give the cases other names"):
        write_log(there.tables, tmp_path / "out.json")

    assert not list(tmp_path.glob("out*"))


def test_times_are_told_with_a_zone() -> None:
    assert (iso(0), iso(1_500_000)) == ("1970-01-01T00:00:00Z", "1970-01-01T00:00:01.500000Z")


def test_command_converts_a_log_and_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, first, second = _store(tmp_path), tmp_path / "first.parquet", tmp_path / "second.json"

    codes = [main(["pathways", "convert", str(store), str(first)])]
    codes.append(main(["pathways", "convert", str(first), str(second), "--shift-days", "7"]))
    codes.append(main(["pathways", "convert", str(first), str(tmp_path / "third.txt")]))

    out, err = capsys.readouterr()
    assert codes == [0, 0, 1]
    assert out == f"{first}: 5 events\n{second}: 5 events, 9 objects, 16 relations\n"
    assert err == f"kudelma pathways: {tmp_path / 'third.txt'}: give the file an ending of .parquet, .json, .sqlite\n"
