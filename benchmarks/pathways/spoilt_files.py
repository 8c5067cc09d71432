"""Good small event logs of every kind, and the ways in which `spoil.py` spoils them."""

import csv
import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

HEADS = ("case_id", "activity", "timestamp", "end", "household", "event_id", "provider", "cost")
KINDS = ("csv", "semicolon.csv", "tab.csv", "csv.gz", "parquet", "xes", "xes.gz", "json", "sqlite")
TEXT = ("csv", "semicolon.csv", "tab.csv", "csv.gz", "xes", "xes.gz", "json")
TABLES = ("csv", "semicolon.csv", "tab.csv", "csv.gz", "parquet")
SERVICES = ("arvio", "perhetyö", "koti, kotipalvelu", "neuvola", "palaveri “1”")
TIMES = (
    "", "nonsense", "infinity", "-infinity", "NaN", "epoch", "now", "today", "0000-01-01", "0000-00-00T00:00:00Z",
    "99999-01-01", "294247-01-10 04:00:54.775807", "290309-12-22 (BC) 00:00:00", "1732000000", "1732000000000",
    "-1", "1e308", "2024-02-30", "30.2.2024", "31.12.2024 klo 25.61", "2024-01-01T24:00:00", "2024-01-01T00:00:60Z",
    "2024-01-01T00:00:00+99:99", "2024-01-01 Mars/Olympus", "2024-W05-1", "1.1.24", "２０２４-01-01",
)  # fmt: skip
WORDS = (
    "'; drop table events; --", '"', '""', "a\nb", "a\r\nb", "\x1b[2J\x1b]0;x\x07", "${jndi:ldap://x}", "=1+1", "%s%n",
    "\u202earvio", "x" * 5_000, "😀" * 40, "null", "NULL", "\\", "case_id", "select", "a,b;c\td|e", "\u2028", " ",
)  # fmt: skip
SNIPPETS = (
    b"\n", b",", b";", b'"', b'"""', b"\x00", b"\xff\xfe", b"\r", b"\t", b"<", b"]]>", b"&amp;", b"&#0;", b"{", b"]",
    b"null", b"1e999", b"PAR1", b"\xe2\x80\xa8", b"<!--", b"\\u0000", b"\\ud800", b"PK\x03\x04", b"\x1f\x8b",
)  # fmt: skip

Row = dict[str, str]
Build = Callable[[list[Row], tuple[str, ...]], bytes]


def rows(chance: Random, count: int = 30) -> list[Row]:
    found = []
    for number in range(count):
        day, hour = chance.randint(1, 28), chance.randint(0, 22)
        found.append({
            "case_id": f"c{chance.randrange(6)}", "activity": chance.choice(SERVICES),
            "timestamp": f"2024-03-{day:02}T{hour:02}:00:00Z", "end": f"2024-03-{day:02}T{hour + 1:02}:00:00Z",
            "household": f"h{chance.randrange(3)}", "event_id": f"e{number}", "provider": "kunta", "cost": "12,50",
        })  # fmt: skip
    return found


def built(kind: str, given: list[Row], heads: tuple[str, ...] = HEADS) -> bytes:
    """A file of this kind, uncompressed where it is text."""
    plain = kind.removesuffix(".gz")
    if plain.endswith("csv"):
        return _csv(given, heads, {"semicolon.csv": ";", "tab.csv": "\t"}.get(plain, ","))
    makers: dict[str, Build] = {"parquet": _parquet, "xes": _xes, "json": _json, "sqlite": _sqlite}
    return makers[plain](given, heads)


def packed(kind: str, data: bytes) -> bytes:
    return gzip.compress(data, 1) if kind.endswith(".gz") else data


def _csv(given: list[Row], heads: tuple[str, ...], delimiter: str) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(heads)
    writer.writerows([row.get(ours, "") for ours in HEADS[: len(heads)]] for row in given)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def _parquet(given: list[Row], heads: tuple[str, ...]) -> bytes:
    return table_bytes(
        pa.table(
            [pa.array([row.get(HEADS[k % len(HEADS)]) for row in given], pa.string()) for k in range(len(heads))],
            names=list(heads),
        )
    )


def table_bytes(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, coerce_timestamps=None)
    return sink.getvalue()


def _xml(text: str) -> str:
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", "&#10;")):
        text = text.replace(sign, name)
    return text


def _xes(given: list[Row], _: tuple[str, ...]) -> bytes:
    body = "".join(
        f'<trace><string key="concept:name" value="{_xml(row["case_id"])}"/><event>'
        f'<string key="concept:name" value="{_xml(row["activity"])}"/>'
        f'<date key="time:timestamp" value="{_xml(row["timestamp"])}"/></event></trace>\n'
        for row in given
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n{body}</log>'.encode()


def ocel(given: list[Row]) -> dict[str, list[dict[str, object]]]:
    return {
        "objectTypes": [{"name": "assessment", "attributes": []}],
        "eventTypes": [{"name": name, "attributes": []} for name in sorted({row["activity"] for row in given})],
        "objects": [{"id": case, "type": "assessment"} for case in sorted({row["case_id"] for row in given})],
        "events": [
            {"id": f"e{place}", "type": row["activity"], "time": row["timestamp"],
             "attributes": [{"name": "provider", "value": "kunta"}],
             "relationships": [{"objectId": row["case_id"], "qualifier": "about"}]}
            for place, row in enumerate(given)
        ],
    }  # fmt: skip


def _json(given: list[Row], _: tuple[str, ...]) -> bytes:
    return json.dumps(ocel(given)).encode()


def _sqlite(given: list[Row], _: tuple[str, ...]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(
            "create table event (ocel_id text, ocel_type text); create table object (ocel_id text, ocel_type text);"
            "create table event_map_type (ocel_type text, ocel_type_map text);"
            "create table event_object (ocel_event_id text, ocel_object_id text, ocel_qualifier text);"
        )
        kinds = {kind: f"t{place}" for place, kind in enumerate(sorted({row["activity"] for row in given}))}
        base.executemany("insert into event_map_type values (?, ?)", kinds.items())
        for table in kinds.values():
            base.execute(f"create table event_{table} (ocel_id text, ocel_time text, provider text)")
        cases = sorted({row["case_id"] for row in given})
        base.executemany("insert into object values (?, 'assessment')", [[case] for case in cases])
        for place, row in enumerate(given):
            base.execute("insert into event values (?, ?)", [f"e{place}", row["activity"]])
            base.execute(
                f"insert into event_{kinds[row['activity']]} values (?, ?, 'kunta')",
                [f"e{place}", row["timestamp"]],
            )
            base.execute("insert into event_object values (?, ?, 'about')", [f"e{place}", row["case_id"]])
        base.commit()
        return base.serialize()


def zipped(data: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("log.csv", data)
    return sink.getvalue()


def sqlite_of(script: str, path: Path, data: bytes | None = None) -> None:
    """A database of the good one and `script` after it."""
    if data:
        path.write_bytes(data)
    with closing(sqlite3.connect(path)) as base:
        base.executescript(script)
        base.commit()
