"""The unit's own events taken out as a file, for whoever models services elsewhere."""

import tempfile
from enum import StrEnum
from pathlib import Path

from kudelma.pathways.log.writing import write_log
from kudelma.rooms.insight import told
from kudelma.rooms.insight.access import looking
from kudelma.rooms.insight.books import own_books
from kudelma.rooms.insight.events import own_events
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Refused


class Form(StrEnum):
    PARQUET = "parquet"
    OCEL_JSON = "json"
    OCEL_SQLITE = "sqlite"


def take_out(actor: Actor, form: Form, *, shift: bool) -> bytes:
    """Return the file: cases and families as keyed hashes, each family's dates moved by days of its own if asked.

    Families with a safety mark are not in it. The rows are still personal data: the look is refused where it would be
    (`told`), and leaves a row. Raises `Refused` where fewer families than may be told of are in it.
    """
    looking(actor, f"events:{form.value}", act="insight.taken")
    with own_books(own_events(actor, shift=shift)) as books, tempfile.TemporaryDirectory() as folder:
        if not books.size.cases or not told.of_own(actor).may_tell(books):
            raise Refused("too_few_to_take")
        path = Path(folder) / f"events.{form.value}"
        write_log(books.tables, path)
        return path.read_bytes()
