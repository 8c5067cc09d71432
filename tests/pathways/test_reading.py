import gzip
import json
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kudelma.pathways.log import LogError, Mapping, Report, open_log
from kudelma.pathways.log.problems import REASONS
from kudelma.pathways.measures.enriched import Enriched
from kudelma.pathways.measures.summary import Summary, summary
from kudelma.pathways.numbering import Numbering
from kudelma.pathways.store import append, ingest, open_store

HEAD = "case_id,activity,timestamp"
GOOD = "a,arvio,2026-11-30T09:15:00Z"


def _file(folder: Path, text: str | bytes, name: str = "log.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _report(path: Path, mapping: Mapping | None = None) -> Report:
    source = open_log(path, mapping)
    ingest(source, path.with_name("read.store"))
    return source.report


def _summary(store: Path) -> Summary:
    with open_store(store) as opened:
        return summary(opened.tables, top=100)


def _cases(log: Enriched) -> dict[str, dict[str, object]]:
    return {row["case_id"]: row for row in log.cases.to_pyarrow().to_pylist()}


@pytest.mark.parametrize(
    ("head", "row", "reason", "value"),
    [
        (HEAD, ",arvio,2026-11-30", "no_case", "arvio"),
        (HEAD, "a,,2026-11-30", "no_activity", "a"),
        (HEAD, "a,arvio,joskus", "bad_time", "joskus"),
        (HEAD, "a,arvio,infinity", "bad_time", "infinity"),
        (HEAD, "a,arvio,99999-01-01", "bad_time", "99999-01-01"),
        (f"{HEAD},end", "a,arvio,2026-11-30,joskus", "bad_end", "joskus"),
        (f"{HEAD},end", "a,arvio,2026-11-30,2026-11-29", "end_before_start", "2026-11-29"),
        (f"{HEAD},cost", "a,arvio,2026-11-30,paljon", "bad_cost", "paljon"),
        (f"{HEAD},cost_year", "a,arvio,2026-11-30,viime", "bad_year", "viime"),
        (HEAD, "a,muu,2026-11-30", "unknown_code", "muu"),
        (f"{HEAD},event_id", "a,arvio,2026-11-30,1", "duplicate", "1"),
        (HEAD, "a,arvio", "broken_row", "a,arvio"),
        (HEAD, "a", "broken_row", "a"),
    ],
)
def test_every_rejected_row_is_told_with_its_number_its_reason_and_what_stood_there(
    head: str, row: str, reason: str, value: str, tmp_path: Path
) -> None:
    good = GOOD + {"end": ",2026-12-01", "cost": ",1", "cost_year": ",2026", "event_id": ",1"}.get(
        head.rpartition(",")[2], ""
    )
    codes = Mapping(codes=frozenset({"arvio"})) if reason == "unknown_code" else None
    tail = "" if reason == "duplicate" else good + "\n"

    found = _report(_file(tmp_path, f"{head}\n{good}\n{row}\n{tail}"), codes)

    assert [(p.row, p.reason, p.value) for p in found.problems] == [(2, reason, value)]
    assert found.read == found.kept + 1 == found.kept + found.rejected.total()


def test_every_reason_has_a_case_above() -> None:
    tried = next(
        mark for mark in test_every_rejected_row_is_told_with_its_number_its_reason_and_what_stood_there.pytestmark
    )

    assert {row[2] for row in tried.args[1]} == set(REASONS)


def test_rows_after_a_broken_one_keep_their_numbers(tmp_path: Path) -> None:
    found = _report(_file(tmp_path, f"{HEAD}\n{GOOD}\nb\na,arvio,joskus\n"))

    assert sorted((p.row, p.reason) for p in found.problems) == [(2, "broken_row"), (3, "bad_time")]


def test_what_a_file_says_does_not_reach_the_terminal_as_codes(tmp_path: Path) -> None:
    found = _report(_file(tmp_path, f"{HEAD}\n{GOOD}\na,arvio,\x1b[2Jjoskus\n"))

    assert "\x1b" not in "".join(found.lines())


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_finnish_times_are_read_in_their_zone(delimiter: str, ends: str, tmp_path: Path) -> None:
    rows = ["Asiakas,Mitä,Milloin", "1,arvio,1.6.2026 9:15", "1,käynti,1.12.2026 klo 9.15"]
    log = _file(tmp_path, ends.join(row.replace(",", delimiter) for row in rows) + ends)
    words = ["case_id=Asiakas", "activity=Mitä", "timestamp=Milloin"]

    ingest(open_log(log, Mapping.read(words, zone="Europe/Helsinki")), tmp_path / "log.store")

    with open_store(tmp_path / "log.store") as store:
        case = _cases(store.tables)["1"]
    assert (case["first_at"], case["last_at"]) == (1_780_294_500, 1_796_109_300)  # 06:15 and 07:15 UTC


@pytest.mark.parametrize(
    ("text", "name", "cure"),
    [
        (b"", "log.csv", "empty"),
        (b"\xff\xfe\x00\x01", "log.csv", "UTF-8"),
        (b"case_id,activity,case_id\n", "log.csv", "name of its own"),
        (b"who,what,when\na,b,c\n", "log.csv", "--map"),
        (b"not gzip", "log.csv.gz", "unpacked"),
        (b"not parquet", "log.parquet", "cannot be read"),
        (b"<log><trace>", "log.xes", "export the log again"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><log>&a;</log>', "log.xes", "export the log again"),
        (b"[" * 100_000, "log.json", "export the log again"),
        (b'{"events": 1}', "log.json", "OCEL"),
        (b"not a database", "log.sqlite", "OCEL"),
    ],
)
def test_file_that_is_no_log_is_refused_in_one_line_and_leaves_nothing(
    text: bytes, name: str, cure: str, tmp_path: Path
) -> None:
    log = _file(tmp_path, text, name)

    with pytest.raises(LogError) as told:
        ingest(open_log(log), tmp_path / "log.store")

    assert cure in str(told.value)
    assert "\n" not in str(told.value)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_rows_that_end_as_on_old_machines_are_read(tmp_path: Path) -> None:
    assert _report(_file(tmp_path, f"{HEAD}\r{GOOD}\rb,käynti,2026-12-01\r")).kept == 2


def test_store_is_left_as_it_was_where_nothing_of_the_log_can_be_kept(tmp_path: Path) -> None:
    store = tmp_path / "log.store"
    ingest(open_log(_file(tmp_path, f"{HEAD}\n{GOOD}\n")), store)
    bad = _file(tmp_path, f"{HEAD}\na,arvio,joskus\n", "bad.csv")

    for put in (ingest, append):
        with pytest.raises(LogError, match="no row of 1 could be kept"):
            put(open_log(bad), store)

    assert _summary(store).events == 1


def test_times_finer_than_a_second_keep_their_order_also_when_they_come_later(tmp_path: Path) -> None:
    first = f"{HEAD}\na,arvio,2026-11-30T09:00:00Z\na,käynti,2026-11-30T09:00:02Z\n"
    later = f"{HEAD}\na,puhelu,2026-11-30T09:00:01.250Z\n"
    store, whole = tmp_path / "log.store", tmp_path / "whole.store"
    ingest(open_log(_file(tmp_path, first)), store)
    append(open_log(_file(tmp_path, later, "later.csv")), store)
    ingest(open_log(_file(tmp_path, first + later.splitlines()[1] + "\n", "whole.csv")), whole)

    found = _summary(store)

    assert found == _summary(whole)
    assert found.top_variants == ((("arvio", "puhelu", "käynti"), 1),)
    assert {(w.before, w.after): w.mean for w in found.waits} == {("arvio", "puhelu"): 1.25, ("puhelu", "käynti"): 0.75}


def test_family_is_one_client_in_all_its_cases_also_when_they_come_later(tmp_path: Path) -> None:
    head = f"{HEAD},household"
    store = tmp_path / "log.store"
    ingest(
        open_log(_file(tmp_path, f"{head}\na,arvio,2026-11-30,Salo\nb,arvio,2026-11-30,Salo\nc,arvio,2026-11-30,\n")),
        store,
    )
    append(open_log(_file(tmp_path, f"{head}\nd,arvio,2026-12-01,Salo\ne,arvio,2026-12-01,Niemi\n", "day.csv")), store)

    with open_store(store) as opened:
        clients = {case: row["client"] for case, row in _cases(opened.tables).items()}

    assert clients["a"] == clients["b"] == clients["d"]
    assert len({clients[case] for case in "ace"}) == 3


def test_parquet_xes_and_ocel_say_the_same_as_csv(tmp_path: Path) -> None:
    rows = [
        ("a", "arvio", "2026-11-30T09:00:00Z"),
        ("a", "käynti", "2026-12-01T09:00:00Z"),
        ("b", "arvio", "2026-12-02T09:00:00Z"),
    ]
    csv = _file(tmp_path, "\n".join([HEAD, *map(",".join, rows)]) + "\n")
    pq.write_table(
        pa.Table.from_pylist([dict(zip(HEAD.split(","), row, strict=True)) for row in rows]), tmp_path / "log.parquet"
    )
    traces = "".join(
        f'<trace><string key="concept:name" value="{case}"/>'
        + "".join(
            f'<event><string key="concept:name" value="{what}"/><date key="time:timestamp" value="{when}"/></event>'
            for who, what, when in rows
            if who == case
        )
        + "</trace>"
        for case in "ab"
    )
    (tmp_path / "log.xes.gz").write_bytes(gzip.compress(f"<log>{traces}</log>".encode()))
    events = [
        {"id": str(n), "type": what, "time": when, "relationships": [{"objectId": who, "qualifier": "about"}]}
        for n, (who, what, when) in enumerate(rows)
    ]
    objects = [{"id": who, "type": "assessment"} for who in "ab"]
    _file(tmp_path, json.dumps({"objectTypes": [], "eventTypes": [], "events": events, "objects": objects}), "log.json")
    ingest(open_log(csv), tmp_path / "csv.store")

    for name in ("log.parquet", "log.xes.gz", "log.json"):
        ingest(open_log(tmp_path / name), tmp_path / "other.store")
        assert _summary(tmp_path / "other.store") == _summary(tmp_path / "csv.store"), name


TEXT_OR_NOTHING = st.one_of(st.none(), st.sampled_from(["", " ", "a", " b ", "é", "a" * 20]))
TIME_OR_NOTHING = st.one_of(st.none(), st.sampled_from([-1, 0, 10**9, 253_402_300_799, 253_402_300_800]))


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(TEXT_OR_NOTHING, TEXT_OR_NOTHING, TIME_OR_NOTHING, TEXT_OR_NOTHING), min_size=1, max_size=8
    ),
    unit=st.sampled_from(["s", "ms", "us"]),
    zone=st.sampled_from([None, "UTC", "Europe/Helsinki"]),
    text=st.sampled_from([pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]),
)
def test_parquet_taken_whole_is_what_asking_row_by_row_gives(
    rows: list[tuple[str | None, str | None, int | None, str | None]], unit: str, zone: str | None, text: pa.DataType
) -> None:
    columns = list(zip(*rows, strict=True))
    by = {"s": 1, "ms": 1_000, "us": 1_000_000}[unit]
    times = pa.array([None if n is None else n * by for n in columns[2]], pa.int64()).cast(pa.timestamp(unit, zone))
    names = ("case_id", "activity", "timestamp", "provider")
    words = [pa.array(columns[place], pa.string()).cast(text) for place in (0, 1, 3)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        pq.write_table(pa.table([words[0], words[1], times, words[2]], names=names), path)
        # A list of codes that holds them all changes nothing, and is asked of every row.
        every = Mapping(codes=frozenset(filter(None, columns[1])) | {"another"})
        whole, asked = open_log(path), open_log(path, every)
        found = [[batch.to_pylist() for batch in source.batches()] for source in (whole, asked)]
        assert [row for part in found[0] for row in part] == [row for part in found[1] for row in part]
        assert whole.report == asked.report


def test_parquet_of_nanoseconds_is_read_to_the_microsecond(tmp_path: Path) -> None:
    times = pa.array([1_700_000_000_123_456_789], pa.timestamp("ns", "UTC"))
    pq.write_table(pa.table({"case_id": ["a"], "activity": ["x"], "timestamp": times}), tmp_path / "log.parquet")
    (batch,) = open_log(tmp_path / "log.parquet").batches()
    assert batch["happened"].to_pylist() == [1_700_000_000_123_456]


def test_activities_are_numbered_alike_from_words_and_from_a_dictionary() -> None:
    rows = pa.array(["b", "a", "b", "c", "a"])
    coded = pa.DictionaryArray.from_arrays(pa.array([1, 0, 1, 3, 0], pa.int32()), ["a", "b", "unused", "c"])
    plain, dictionary = Numbering(), Numbering()
    assert plain.of(rows).tolist() == dictionary.of(coded).tolist() == [0, 1, 0, 2, 1]
    assert dictionary.texts().to_pylist() == ["b", "a", "c"]
    assert dictionary.of(pa.array(["unused", "c"])).tolist() == [3, 2]


def test_endless_view_in_a_database_is_refused(tmp_path: Path) -> None:
    log = tmp_path / "log.sqlite"
    with sqlite3.connect(log) as base:
        base.execute(
            "create view event_map_type as with recursive n(i) as (select 1 union all select i + 1 from n) "
            "select i as ocel_type, i as ocel_type_map from n"
        )
    base.close()

    with pytest.raises(LogError, match="OCEL"):
        ingest(open_log(log), tmp_path / "log.store")


@pytest.mark.parametrize("words", [["case_id"], ["case=Asiakas"], ["case_id="]])
def test_mapping_that_is_none_names_the_columns_there_are(words: list[str]) -> None:
    with pytest.raises(LogError, match="write OURS=THEIRS, where OURS is one of case_id"):
        Mapping.read(words)
