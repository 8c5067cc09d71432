"""What a page of the lead looks at: the unit's own assessments or a log that was brought in, and which part of it."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kudelma.doors.lead.wording import event_name
from kudelma.rooms.casework.queries.arrivals import source_names
from kudelma.rooms.insight import figures, logs
from kudelma.rooms.insight.access import looking
from kudelma.rooms.insight.books import Books, Filter, kept_books, own_books
from kudelma.rooms.insight.events import own_events
from kudelma.threshold.page import WorkerRequest
from kudelma.ui.forms.fields import Day, Pick
from kudelma.ui.forms.paper import Paper

DRAWN = 12
ACTIVITIES = (6, 9, 12, 16, 24, 40)


class Sieve(Paper):
    """Which part is looked at."""

    narrows = True  # nothing here is asked for, so no field says that it is optional

    log = Pick(label=_("What is looked at"), empty=_("Own assessments"), required=False)
    source = forms.ChoiceField(label=_("Where families came from"), required=False)
    first = Day(label=_("Begun from"), required=False)
    last = Day(label=_("Begun until"), required=False)
    activities = forms.TypedChoiceField(
        label=_("Activities in the drawing"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(n, n) for n in ACTIVITIES],
    )

    def __init__(
        self,
        *args: Any,
        kept: Sequence[tuple[uuid.UUID, str]],
        sources: Sequence[tuple[str, str]],
        drawn: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["log"].offer(kept)  # type: ignore[attr-defined]  # a Pick
        self.fields["source"].choices = [("", _("All")), *sources]  # type: ignore[attr-defined]  # a ChoiceField
        if not drawn:
            del self.fields["activities"]
        if not kept:
            del self.fields["log"]
        if not sources:
            del self.fields["source"]


@dataclass(slots=True)
class View:
    """What is looked at, while a page is made. `names` says an activity, `sources` a referring party."""

    books: Books
    sieve: Sieve
    size: figures.Size
    log: logs.LogPage | None
    sources: dict[str, str]
    activities: int
    query: str

    @property
    def is_own(self) -> bool:
        return self.log is None

    def name(self, activity: str) -> str:
        """Say what happened; a log from elsewhere is told in its own words."""
        return event_name(activity) if self.is_own else activity

    def source(self, code: str) -> str:
        return self.sources.get(code, code)


@contextmanager
def looked_at(request: WorkerRequest, what: str, *, drawn: bool = False) -> Iterator[View]:
    """Open what the page's address asks for; leaves a row in the trail. Raises `Closed` for those who do not lead."""
    looking(request.actor, what)
    kept = [(line.id, line.name) for line in logs.log_lines(request.actor) if line.ready]
    wanted = _key(request.GET.get("log", ""))
    log = logs.log_page(request.actor, wanted) if wanted else None
    books = kept_books(logs.kept_at(log.line.id)) if log and log.line.ready else own_books(own_events(request.actor))
    try:
        names = {} if log else source_names(request.LANGUAGE_CODE)
        sources = {code: names.get(code, code) for code in figures.sources(books)}
        # An address may carry questions of another page; only this page's are kept.
        asked = QueryDict(mutable=True)
        asked.update({name: request.GET[name] for name in Sieve.base_fields if name in request.GET})
        if drawn:
            asked.setdefault("activities", str(DRAWN))
        sieve = Sieve(asked, kept=kept, sources=list(sources.items()), drawn=drawn)
        said = sieve.cleaned_data if sieve.is_valid() else {}
        books.look(Filter(said.get("first"), said.get("last"), said.get("source") or ""))
        yield View(books, sieve, figures.size(books), log, sources, said.get("activities") or DRAWN, asked.urlencode())
    finally:
        books.close()


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
