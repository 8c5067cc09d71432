"""The ways in which `spoil.py` spoils a log. Each writes one file into a folder and says what to open, and how."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

import pyarrow as pa
from spoilt_files import (  # fmt: skip
    HEADS,
    KINDS,
    SNIPPETS,
    TABLES,
    TEXT,
    TIMES,
    WORDS,
    built,
    ocel,
    packed,
    rows,
    sqlite_of,
    table_bytes,
    zipped,
)

INFLATED = 64 << 20
"""Bytes that a gzip bomb unpacks to."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    path: Path
    map: list[str] = field(default_factory=list)
    time_format: str | None = None
    rows: int | None = None
    """How many must be read if it is ingested, where that is known."""


Way = Callable[[Random, Path], Spoilt]


def _put(folder: Path, kind: str, data: bytes, whole: int | None = None) -> Spoilt:
    path = folder / f"log.{kind}"
    path.write_bytes(data)
    return Spoilt(path, rows=whole)


def _good(chance: Random, kind: str) -> bytes:
    return packed(kind, built(kind, rows(chance)))


def cut_off(chance: Random, folder: Path) -> Spoilt:
    kind = chance.choice(KINDS)
    data = _good(chance, kind)
    return _put(folder, kind, data[: chance.randrange(len(data))])


def bytes_changed(chance: Random, folder: Path) -> Spoilt:
    kind = chance.choice(KINDS)
    inside = chance.random() < 0.7
    data = bytearray(built(kind, rows(chance)) if inside else _good(chance, kind))
    for _ in range(chance.choice((1, 1, 3, 30))):
        spot, how = chance.randrange(len(data)), chance.randrange(4)
        if how == 0:
            data[spot : spot + chance.randint(0, 9)] = chance.choice(SNIPPETS)
        elif how == 1:
            data[spot] = chance.randrange(256)
        elif how == 2:
            data[chance.randrange(len(data)) : 0] = data[spot : spot + chance.randint(0, 400)]
        else:
            del data[spot : spot + chance.randint(1, 60)]
            data += b"\n" * (not data)
    return _put(folder, kind, packed(kind, bytes(data)) if inside else bytes(data))


def encoded_otherwise(chance: Random, folder: Path) -> Spoilt:
    kind = chance.choice(TEXT)
    text = built(kind, rows(chance)).decode()
    how = chance.choice(("latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-7", "nul", "mixed"))
    if how == "nul":
        data = text.encode().replace(b"kunta", b"ku\0nta") or b"\0"
    elif how == "mixed":
        data = text.encode() + text.encode("latin-1", "replace")
    else:
        data = text.encode(how, "replace")
    return _put(folder, kind, packed(kind, data))


def words_inside(chance: Random, folder: Path) -> Spoilt:
    kind, given = chance.choice(KINDS), rows(chance)
    for row in chance.sample(given, 8):
        row[chance.choice(HEADS)] = chance.choice(WORDS)
    return _put(folder, kind, packed(kind, built(kind, given)), len(given))


def huge_value(chance: Random, folder: Path) -> Spoilt:
    kind, given = chance.choice(KINDS), rows(chance)
    chance.choice(given)[chance.choice(HEADS)] = chance.choice('aä" ,\n') * chance.choice((70_000, 999_000, 2_500_000))
    return _put(folder, kind, packed(kind, built(kind, given)), len(given))


def quotes(chance: Random, folder: Path) -> Spoilt:
    kind = chance.choice([kind for kind in TABLES if kind != "parquet"])
    lines = built(kind, rows(chance, chance.choice((30, 3_000)))).decode().split("\r\n")
    for _ in range(chance.randint(1, 5)):
        spot = chance.randrange(len(lines))
        at = chance.randrange(len(lines[spot]) + 1)
        lines[spot] = lines[spot][:at] + chance.choice(('"', '""', "'", '"x', '\\"')) + lines[spot][at:]
    if chance.random() < 0.3:
        lines[chance.randrange(len(lines))] += chance.choice((",,,,", ";;;", "\t", ",x,y,z", '"'))
    return _put(folder, kind, packed(kind, chance.choice(("\r\n", "\n", "\r")).join(lines).encode()))


def heads(chance: Random, folder: Path) -> Spoilt:
    kind, names = chance.choice(TABLES), list(HEADS)
    how = chance.randrange(5)
    if how == 0:
        names[chance.randrange(8)] = names[chance.randrange(8)]
    elif how == 1:
        names[chance.randrange(8)] = chance.choice(("", " ", "CASE_ID", "Activity", "happened", "bad", "raw_case_id", "rowid", "ended", "bad_value", "filename"))  # fmt: skip
    elif how == 2:
        names = [chance.choice(WORDS) + str(place) for place in range(8)]
    elif how == 3:
        names += [chance.choice(WORDS) + str(n) for n in range(chance.choice((1, 40)))]
    else:
        return _put(folder, kind, _without_heads(chance, kind))
    data = packed(kind, built(kind, rows(chance), tuple(names)))
    put = _put(folder, kind, data)
    wanted = [f"{ours}={theirs}" for ours, theirs in zip(HEADS[:3], names, strict=False) if theirs]
    return Spoilt(put.path, wanted if chance.random() < 0.6 else [])


def _without_heads(chance: Random, kind: str) -> bytes:
    if kind == "parquet":
        return table_bytes(pa.table({}))
    return packed(kind, built(kind, rows(chance)).split(b"\n", 1)[chance.randrange(2)])


def times(chance: Random, folder: Path) -> Spoilt:
    kind, given = chance.choice(KINDS), rows(chance)
    for row in given if chance.random() < 0.2 else chance.sample(given, 10):
        row[chance.choice(("timestamp", "end"))] = chance.choice(TIMES)
    put = _put(folder, kind, packed(kind, built(kind, given)), len(given))
    form = chance.choice((None, None, "%Y-%m-%d", "%", "%Q", "'", "%Y" * 40, ""))
    return Spoilt(put.path, [], form, put.rows)


def end_before_start(chance: Random, folder: Path) -> Spoilt:
    kind, given = chance.choice(TABLES), rows(chance)
    for row in chance.sample(given, 12):
        row["end"], row["timestamp"] = row["timestamp"], row["end"]
    return _put(folder, kind, packed(kind, built(kind, given)), len(given))


def parquet_types(chance: Random, folder: Path) -> Spoilt:
    n = 5
    columns = {
        "case_id": pa.array([f"c{k}" for k in range(n)]), "activity": pa.array(["a"] * n),
        "timestamp": pa.array(range(n), pa.timestamp("us", "UTC")),
    }  # fmt: skip
    odd = (
        pa.array([None] * n), pa.array([float("nan")] * n), pa.array([float("inf")] * n), pa.array([[1]] * n),
        pa.array([{"a": 1}] * n), pa.array([b"\xff\xfe"] * n), pa.array(range(n), pa.int64()), pa.array([True] * n),
        pa.array([None, "x", "", " ", "\0"]), pa.array([Decimal("1.23")] * n), pa.array(range(n), pa.time64("us")),
        pa.array(range(n), pa.duration("us")), pa.array([2**62] * n, pa.timestamp("us")),
        pa.array([-(2**62)] * n, pa.timestamp("us", "Europe/Helsinki")), pa.array([2**62] * n, pa.timestamp("ns")),
        pa.array(range(n), pa.date32()), pa.array([2**31 - 1] * n, pa.date32()), pa.array(["a"] * n).dictionary_encode(),
        pa.array(["a"] * n, pa.large_string()), pa.array([[("k", 1)]] * n, pa.map_(pa.string(), pa.int64())),
        pa.array([b"1234567890123456"] * n, pa.binary(16)), pa.array([2**64 - 1] * n, pa.uint64()),
    )  # fmt: skip
    for _ in range(chance.choice((1, 1, 2))):
        columns[chance.choice(("case_id", "activity", "timestamp", "end", "household", "event_id", "cost", "cost_year"))] = chance.choice(odd)  # fmt: skip
    table = pa.table(columns)
    return _put(folder, "parquet", table_bytes(table.slice(0, 0) if chance.random() < 0.05 else table))


def xml_bombs(chance: Random, folder: Path) -> Spoilt:
    laughs = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 12))
    deep = chance.choice((900, 20_000, 300_000))
    text = chance.choice((
        f'<!DOCTYPE log [<!ENTITY l0 "ha">{laughs}]><log><trace><string key="concept:name" value="&l11;"/></trace></log>',
        f'<!DOCTYPE log [<!ENTITY big "{"x" * 100_000}">]><log>{"&big;" * 5_000}</log>',
        '<!DOCTYPE log [<!ENTITY out SYSTEM "file:///etc/passwd">]><log><trace>&out;</trace></log>',
        '<!DOCTYPE log SYSTEM "http://127.0.0.1:9/x.dtd"><log/>',
        "<log>" + "<trace>" * deep + "</trace>" * deep + "</log>", "<event>" * deep, "<log>" + "<list>" * deep,
        "<log><trace>" + "<event><string/></event>" * 50 + "</trace></log>", "<html><body>sign in</body></html>",
        '<log><trace><string key="concept:name" value="a"/>' + f'<event><string key="{"k" * 2_000_000}" value="v"/></event>' + "</trace></log>",
        "<log><trace>" + "".join(f'<event><string key="k{k}" value="v"/></event>' for k in range(3_000)) + "</trace></log>",
        "<log><trace><event " + " ".join(f'a{k}="v"' for k in range(20_000)) + "/></trace></log>",
        '<?xml version="1.0" encoding="x-none"?><log/>', '<?xml version="1.1"?><log/>', "<log/>", "",
    ))  # fmt: skip
    kind = chance.choice(("xes", "xes.gz"))
    return _put(folder, kind, packed(kind, text.encode()))


def json_shapes(chance: Random, folder: Path) -> Spoilt:
    log = ocel(rows(chance))
    deep, event = chance.choice((500, 100_000)), log["events"][0]
    odd = (None, 0, [], {}, "x", -1.5, [[]], [None], {"a": {}}, True)
    how = chance.randrange(6)
    if how == 0:
        texts = ("[" * deep, '{"a":' * deep, "[" * deep + "]" * deep, "null", "1" * 6_000, "NaN", "[]", "{}", '"x"', "{}{}", '{"objects":[],"events":[]}', '{"objects":[' + "[" * deep + "]" * deep + "]}", "\ufeff{}", '{"events":' + "9" * 5_000 + "}")  # fmt: skip
        return _put(folder, "json", chance.choice(texts).encode())
    if how == 1:
        log[chance.choice(list(log))] = chance.choice(odd)
    elif how == 2:
        log.pop(chance.choice(list(log)))
    elif how == 3:
        event[chance.choice(list(event))] = chance.choice(odd)
    elif how == 4:
        event["relationships"] = chance.choice(([{"objectId": odd[chance.randrange(10)]}], [{}], [None], [["a"]], [{"objectId": "none"}]))  # fmt: skip
        event["attributes"] = chance.choice((None, {"a": 1}, [{"name": None, "value": {}}], [{"name": "case_id", "value": "\ud800"}], [[]]))  # fmt: skip
    else:
        log["objects"][0][chance.choice(("id", "type"))] = chance.choice(odd)
    return _put(folder, "json", json.dumps(log).encode())


SCRIPTS = (
    "drop table event_object", "drop table object", "drop table event_map_type", "delete from object", "delete from event_map_type",
    "insert into event_map_type values ('x', 'none')", "insert into event_map_type values (null, null)", "insert into event_map_type values (x'ff', 1)",
    "update event_t0 set ocel_time = x'ff'", "update event_t0 set ocel_time = null", "update event_t0 set ocel_id = null", "update object set ocel_type = null",
    "update event_t0 set provider = x'ffff'", "update event_t0 set provider = cast(x'c328' as text)", "update event_map_type set ocel_type_map = '\"; drop table object; --'",
    "alter table event_t0 add column case_id text", "alter table event_t0 add column \"'; --\" text default 'x'", "alter table event_t0 rename column ocel_time to late",
    "drop table event_map_type; create view event_map_type as with recursive c(x) as (select 1 union all select x + 1 from c) select x as ocel_type, x as ocel_type_map from c",
    "drop table object; create view object as with recursive c(x) as (select 1 union all select x + 1 from c) select x as ocel_id, 'assessment' as ocel_type, x as rowid from c",
    "alter table event_t0 add column wide text as (hex(zeroblob(200000000)))", "drop table event; create table event (x)", "delete from event; delete from event_object",
    "insert into event_object select * from event_object", "pragma user_version = 9; create table kudelma (x)", "update event set ocel_type = 'nothing'",
    "with recursive c(x) as (select 1 union all select x + 1 from c where x < 50000) insert into event_map_type select 'k' || x, 'none' from c",
)  # fmt: skip


def sqlite_shapes(chance: Random, folder: Path) -> Spoilt:
    path = folder / "log.sqlite"
    sqlite_of(";".join(chance.sample(SCRIPTS, chance.choice((1, 1, 2)))[:1]) + ";", path, built("sqlite", rows(chance)))
    return Spoilt(path)


def gzip_bombs(chance: Random, folder: Path) -> Spoilt:
    head = chance.choice((b"", b"case_id,activity,timestamp\n", b"<log>", b'case_id,activity,timestamp\n"'))
    fill = chance.choice((b"\0", b" ", b"x", b"\n", b"a,b,2024-01-01\n", b"<trace></trace>", b","))
    data = head + fill * (INFLATED // len(fill))
    return _put(folder, chance.choice(("csv.gz", "xes.gz")), gzip.compress(data, 1))


def not_a_log(chance: Random, folder: Path) -> Spoilt:
    kind = chance.choice(KINDS)
    path = folder / f"log.{kind}"
    how = chance.randrange(10)
    if how == 0:
        path.mkdir()
    elif how == 1:
        path.symlink_to(folder / "nowhere")
    elif how == 2:
        path.symlink_to(path)
    elif how == 3:
        path.symlink_to(folder)
    elif how == 4:
        return Spoilt(folder / chance.choice(("none.csv", "no/such.csv", "a" * 300 + ".csv", "x\ny.parquet")))
    else:
        other = chance.choice(KINDS)
        path.write_bytes(chance.choice((
            b"", b" ", b"\n\n\n", b"\x89PNG\r\n\x1a\n" + bytes(60), zipped(_good(chance, "csv")), _good(chance, other), b"%PDF-1.7\n",
            b"SQLite format 3\0" + bytes(200), b"PAR1" + bytes(40) + b"PAR1", b"case_id,activity,timestamp", chance.randbytes(3_000),
        )))  # fmt: skip
    return Spoilt(path)


def names_of_files(chance: Random, folder: Path) -> Spoilt:
    kind = chance.choice(KINDS)
    name = chance.choice(("[a]", "*", "?", "a'b", 'a"b', "a b", "a#b", "a?mode=rwc", "%41", "äö", "$HOME", "case_id=x", "-o", "a;b", "{a,b}"))  # fmt: skip
    inside = folder / chance.choice(("case_id=1", "plain", "[x]"))
    inside.mkdir()
    path = inside / f"{name}.{kind}"
    path.write_bytes(_good(chance, kind))
    return Spoilt(path)


def many_activities(chance: Random, folder: Path) -> Spoilt:
    kind, count = chance.choice(("csv", "parquet", "csv.gz")), chance.choice((32_767, 32_768, 60_000))
    given = [{"case_id": f"c{n % 9}", "activity": f"a{n}", "timestamp": "2024-01-01", "event_id": f"e{n}"} for n in range(count)]  # fmt: skip
    return _put(folder, kind, packed(kind, built(kind, given)))


def map_that_does_not_fit(chance: Random, folder: Path) -> Spoilt:
    kind = chance.choice(TABLES)
    put = _put(folder, kind, _good(chance, kind))
    theirs = (*HEADS, "Asiakas", 'a"b', "", "CASE_ID", "happened", "*", "1")
    pairs = [f"{chance.choice((*HEADS, 'who', 'role'))}={chance.choice(theirs)}" for _ in range(chance.randint(1, 4))]
    return Spoilt(put.path, pairs + chance.choice(([], ["case_id"], ["=x"])))


WAYS: dict[str, tuple[Way, int]] = {
    "cut off": (cut_off, 700), "bytes changed": (bytes_changed, 1_300), "encoded otherwise": (encoded_otherwise, 300),
    "hostile words as values": (words_inside, 400), "huge values": (huge_value, 90), "quotes and line ends": (quotes, 400),
    "heads": (heads, 350), "times": (times, 450), "end before start": (end_before_start, 60), "Parquet types": (parquet_types, 400),
    "XML bombs and shapes": (xml_bombs, 150), "JSON bombs and shapes": (json_shapes, 250), "SQLite shapes": (sqlite_shapes, 120),
    "gzip bombs": (gzip_bombs, 30), "not a log": (not_a_log, 200), "names of files": (names_of_files, 120),
    "tens of thousands of activities": (many_activities, 12), "a map that does not fit": (map_that_does_not_fit, 170),
}  # fmt: skip
"""What is spoilt → how, and how many files."""
