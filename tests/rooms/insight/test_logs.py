"""Event logs from elsewhere: what is refused, what is left out and told, and that nothing stays behind."""

import gzip
import io
import uuid
from pathlib import Path

import pytest
from django.utils.translation import override, pgettext

from kudelma.pathways.telling import moves
from kudelma.rooms.insight import logs
from kudelma.rooms.insight.books import kept_books
from kudelma.rooms.insight.models import EventLog
from kudelma.rooms.refused import Closed, Hidden, Refused
from kudelma.rooms.trail.models import Entry
from people import Town, town

pytestmark = pytest.mark.django_db

NAMED = {"case_id": "Asia", "activity": "Tapahtuma", "timestamp": "Aika", "household": "Perhe"}


@pytest.fixture
def place(tmp_path: Path, settings: object) -> Town:
    settings.DATA = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    return town()


def brought(place: Town, text: str | bytes, name: str = "log.csv") -> EventLog:
    content = text if isinstance(text, bytes) else text.encode()
    return logs.bring_in(
        by=place.at(place.liisa), key=uuid.uuid4(), name="Another town", file_name=name, file=io.BytesIO(content)
    )


def rows(many: int = 6) -> str:
    return "".join(
        f"a{n};pyydettiin;{day}.1.2026 9.15;p{n}\na{n};tavattiin;{day + 7}.1.2026;p{n}\n"
        for n in range(many)
        for day in (5,)
    )


HEAD = "Asia;Tapahtuma;Aika;Perhe\n"


def test_finnish_file_is_read_and_every_row_left_out_is_told(place: Town) -> None:
    bad = (
        ";pyydettiin;1.1.2026;p9\na9;;1.1.2026;p9\na9;pyydettiin;31.2.2026;p9\na9;pyydettiin;2.1.2026;p9;one too many\n"
    )
    log = brought(place, "\ufeff" + HEAD + rows() + bad)
    read = logs.name_columns(by=place.at(place.liisa), log_id=log.id, columns=NAMED)
    assert (read.rows, read.rejected, read.cases, read.has_clients) == (16, 4, 6, True)
    assert sorted((why, value) for _row, why, value in read.faults if why != "broken_row") == [
        ("bad_time", "31.2.2026"),
        ("no_activity", "a9"),
        ("no_case", "pyydettiin"),
    ]
    assert [why for _row, why, _value in read.faults].count("broken_row") == 1
    with kept_books(logs.kept_at(log.id)) as books:
        told = moves.flow(books.moves).moves
    # 9.15 in Helsinki to midnight a week later.
    assert [(m.before, m.after, m.count, m.seconds) for m in told] == [
        ("pyydettiin", "tavattiin", 6, (6 * 24 + 14.75) * 3600)
    ]


def test_packed_file_is_read(place: Town) -> None:
    log = brought(place, gzip.compress((HEAD + rows()).encode()), "log.csv.gz")
    assert logs.name_columns(by=place.at(place.liisa), log_id=log.id, columns=NAMED).cases == 6


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.csv"),
        (b"only one column\n1\n", "a.csv"),
        (b"a,b,a\n1,2,3\n", "a.csv"),
        (b"a,,c\n1,2,3\n", "a.csv"),
        (b"\xff\xfe\x00a,b,c\n", "a.csv"),
        (b"PK\x03\x04,\x00,b,c,d\n", "a.csv"),
        (b"not packed at all", "a.csv.gz"),
        (gzip.compress(b"a,b,c\n" * 9000)[:12], "a.csv.gz"),
    ],
    ids=["empty", "one column", "a name twice", "a name missing", "not UTF-8", "not text", "not packed", "cut short"],
)
def test_what_is_no_table_is_refused(place: Town, content: bytes, name: str) -> None:
    with pytest.raises(Refused) as why:
        brought(place, content, name)
    assert why.value.code == "log_unreadable"
    assert list(logs.folder().iterdir()) == []


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"case_id": "Asia", "activity": "Tapahtuma"}, "log_column_missing"),
        ({**NAMED, "household": "Asia"}, "log_column_twice"),
        ({**NAMED, "timestamp": "Perhe", "household": "Aika"}, "log_without_events"),
    ],
)
def test_columns_that_cannot_be_read_are_refused_and_leave_no_store(
    place: Town, columns: dict[str, str], code: str
) -> None:
    log = brought(place, HEAD + rows())
    with pytest.raises(Refused) as why:
        logs.name_columns(by=place.at(place.liisa), log_id=log.id, columns=columns)
    assert why.value.code == code
    assert [path.suffix for path in logs.folder().iterdir()] == [".csv"]


def test_hostile_column_names_and_values_stay_text(place: Town) -> None:
    head = '"a""; drop table x; --",b,c\n'
    text = "".join(f'"\'; drop table cases; --{n}",b,2026-01-0{n + 1}\n' for n in range(6))
    log = brought(place, head + text)
    columns = {"case_id": log.columns[0], "activity": "b", "timestamp": "c"}
    assert logs.name_columns(by=place.at(place.liisa), log_id=log.id, columns=columns).cases == 6


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_columns_of_the_file_that_the_page_shows_are_found(language: str) -> None:
    named = ("case", "service", "time", "family", "cost", "source of prices", "year of prices")
    with override(language):
        columns = [pgettext("column", name) for name in named]

    assert [*logs.guess(columns).values()] == columns


def test_columns_are_guessed_by_their_names() -> None:
    assert logs.guess(["Asia", "concept:name", "time", "Perhe", "resource"]) == {
        "case_id": "Asia",
        "activity": "concept:name",
        "timestamp": "time",
        "household": "Perhe",
    }


def test_retry_brings_in_one_log(place: Town) -> None:
    liisa, key = place.at(place.liisa), uuid.uuid4()
    for _ in range(2):
        logs.bring_in(by=liisa, key=key, name="x", file_name="x.csv", file=io.BytesIO((HEAD + rows()).encode()))
    assert [line.id for line in logs.log_lines(liisa)] == [key]


def test_removed_log_leaves_nothing_behind(place: Town) -> None:
    liisa = place.at(place.liisa)
    log = brought(place, HEAD + rows())
    logs.name_columns(by=liisa, log_id=log.id, columns=NAMED)
    logs.take_away(by=liisa, log_id=log.id)
    assert (list(logs.folder().iterdir()), EventLog.objects.count()) == ([], 0)
    acts = Entry.objects.filter(thing_id=str(log.id)).values_list("act", flat=True)
    assert sorted(acts) == ["insight.log_imported", "insight.log_imported", "insight.log_removed"]


def test_only_those_who_lead_the_unit_touch_a_log(place: Town) -> None:
    log = brought(place, HEAD + rows())
    with pytest.raises(Closed):
        logs.bring_in(
            by=place.at(place.sanna), key=uuid.uuid4(), name="x", file_name="x.csv", file=io.BytesIO(b"a,b,c\n")
        )
    for act in (logs.take_away, logs.log_page):
        with pytest.raises(Hidden):
            act(by=place.at(place.mirja), log_id=log.id) if act is logs.take_away else act(  # type: ignore[call-arg]  # either
                place.at(place.mirja), log.id
            )
