import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from kudelma.rooms.trail.actions import record
from kudelma.rooms.trail.models import Entry, Link
from kudelma.rooms.trail.queries import Verdict, verify
from people import town

pytestmark = pytest.mark.django_db


def three_rows() -> list[Entry]:
    here = town()
    by = here.at(here.sanna)
    rows = [record("matter.read", by=by, matter=uuid.uuid4()) for _ in range(3)]
    connection.check_constraints()  # what a commit does: the database links the rows
    return rows


def without_guard(sql: str, *values: object) -> None:
    """Tamper as the owner of the database could, past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_chain_holds_when_nothing_was_touched() -> None:
    three_rows()
    verdict = verify()
    assert (verdict.bad, verdict.rows >= 3, len(verdict.head)) == (None, True, 64)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trail_entry SET act = 'matter.closed'",
        "DELETE FROM trail_entry",
        "TRUNCATE trail_entry CASCADE",
        "UPDATE trail_link SET seq = seq + 100",
        "DELETE FROM trail_link",
        "TRUNCATE trail_link",
    ],
)
def test_row_cannot_be_changed_or_removed(sql: str) -> None:
    three_rows()
    with pytest.raises(ProgrammingError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_changed_body_is_named() -> None:
    middle = three_rows()[1]
    without_guard(
        "UPDATE trail_entry SET body = replace(body, 'matter.read', 'matter.listed') WHERE id = %s", middle.id
    )
    seq = Link.objects.get(entry=middle.id).seq
    verdict = verify()
    assert (verdict.bad, verdict.why) == (seq, "changed")


def test_changed_column_is_named() -> None:
    first = three_rows()[0]
    without_guard("UPDATE trail_entry SET actor = NULL WHERE id = %s", first.id)
    verdict = verify()
    assert (verdict.bad, verdict.why) == (Link.objects.get(entry=first.id).seq, "columns")


def test_removed_row_is_named() -> None:
    middle = three_rows()[1]
    seq = Link.objects.get(entry=middle.id).seq
    without_guard("DELETE FROM trail_link WHERE seq = %s", seq)
    verdict = verify()
    assert (verdict.bad, verdict.why) == (seq + 1, "missing")


def test_row_outside_the_chain_is_found() -> None:
    three_rows()
    entry = Entry.objects.first()
    assert entry is not None
    without_guard(
        "INSERT INTO trail_entry (id, at, role, act, outcome, because, thing, thing_id, persons, body) "
        "VALUES (%s, now(), '', 'matter.read', 'done', '', '', '', '{}', '{}')",
        uuid.uuid4(),
    )
    assert verify().why == "unchained"


def test_rolled_back_act_leaves_no_row() -> None:
    here = town()
    before = Entry.objects.count()
    failing = transaction.atomic()
    failing.__enter__()
    record("matter.read", by=here.at(here.sanna))
    failing.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    assert Entry.objects.count() == before


def test_empty_trail_is_whole() -> None:
    assert verify() == Verdict(0, head="00" * 32)
