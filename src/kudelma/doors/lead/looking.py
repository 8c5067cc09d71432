"""What a page of the lead looks at: the unit's own assessments or a log that was brought in, and which part of it."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kudelma.core.decision import Decision
from kudelma.doors.lead.wording import event_name, pool_name
from kudelma.pathways.telling.cost_books import Apart, Pool
from kudelma.pathways.telling.cost_books import Books as CostBooks
from kudelma.pathways.telling.size import Size
from kudelma.rooms.casework.queries.arrivals import source_names
from kudelma.rooms.insight import logs, told
from kudelma.rooms.insight.access import looking, seen_log
from kudelma.rooms.insight.books import Books, Filter, is_readable, kept_books, no_books, own_books, policy
from kudelma.rooms.insight.events import own_events
from kudelma.threshold.page import WorkerRequest
from kudelma.ui.forms.fields import Day, Pick
from kudelma.ui.forms.paper import Paper

#: Why a look is not answered, beside there being too little to tell.
REFUSED = {
    "differs_by_few": _(
        "Beside what has been looked at before, these figures would tell of a few families. "
        "Look at a longer or a shorter period, or at all sources."
    ),
    "few_by_combination": _(
        "Together with what has been looked at before, these figures would tell of a few families. "
        "Look at a longer or a shorter period, or at all sources."
    ),
    "too_many_filters": _(
        "This log has been looked at in so many ways that no new one is answered. "
        "Those that were looked at before still are."
    ),
    "lost": _(
        "This log cannot be read any more: its file is gone, or it was read by an earlier version of Kudelma. "
        "Bring the file in again, and remove this log."
    ),
}
DRAWN = 12
OTHER = "other_"
ACTIVITIES = (6, 9, 12, 16, 24, 40)


class Sieve(Paper):
    """Which part is looked at."""

    narrows = True  # nothing here is asked for, so no field says that it is optional

    log = Pick(label=_("What is looked at"), empty=_("Own assessments"), required=False)
    source = forms.ChoiceField(label=_("Where families came from"), required=False)
    first = Day(label=_("Begun from"), required=False)
    last = Day(label=_("Begun until"), required=False)
    other_source = forms.ChoiceField(label=_("Beside: where families came from"), required=False)
    other_first = Day(label=_("Beside: begun from"), required=False)
    other_last = Day(label=_("Beside: begun until"), required=False)
    prices = forms.ChoiceField(label=_("Prices"), required=False)
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
        prices: Sequence[tuple[str, str]],
        drawn: bool,
        compared: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["log"].offer(kept)  # type: ignore[attr-defined]  # a Pick
        for name in ("source", "other_source"):
            self.fields[name].choices = [("", _("All")), *sources]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["prices"].choices = prices  # type: ignore[attr-defined]  # a ChoiceField
        idle = {
            "prices": not prices[1:],
            "activities": not drawn,
            "log": not kept,
            "source": not sources,
            "other_source": not sources,
        }
        idle |= {name: True for name in self.fields if name.startswith(OTHER) and not compared}
        for name in (name for name, left_out in idle.items() if left_out):
            del self.fields[name]

    def part(self, prefix: str = "") -> Filter:
        """Return which part is asked for; with `OTHER` the one beside it. What cannot be read asks for all."""
        said = self.cleaned_data if self.is_valid() else {}
        first, last, source = (said.get(prefix + name) for name in ("first", "last", "source"))
        return Filter(first, last, source or "")


@dataclass
class View:
    """What is looked at, while a page is made. `sources` says a referring party.

    `decision` says whether its figures may be told beside those that were told before; where not, it has no size.
    `costs` are those of the whole log, `paid` those of the part that is looked at, `pools` the prices that there are;
    all three only on a page that asks for them. `apart` is what of the costs may not be told beside earlier looks.
    """

    books: Books
    memory: told.Memory
    decision: Decision
    sieve: Sieve
    log: logs.LogPage | None
    sources: dict[str, str]
    query: str
    costs: CostBooks | None = None
    paid: CostBooks | None = None
    pools: tuple[Pool, ...] = ()
    apart: Apart = field(default_factory=Apart)

    def of(self, part: Filter) -> "View":
        """Look at a part of the same log, if it may be told."""
        books = self.books.look(part)
        return replace(self, books=books, decision=self.memory.may_tell(books))

    @property
    def activities(self) -> int:
        """How many activities are drawn."""
        said = self.sieve.cleaned_data if self.sieve.is_valid() else {}
        return int(said.get("activities") or DRAWN)

    @property
    def pool(self) -> Pool | None:
        """The prices that are looked at: those asked for, or those that most events have."""
        said = self.sieve.cleaned_data if self.sieve.is_valid() else {}
        return {_price_key(one): one for one in self.pools}.get(said.get("prices", ""), next(iter(self.pools), None))

    def at_pool(self) -> "View":
        """Look at what has the prices asked for, if it may be told."""
        if not (self.size.cases and self.costs and self.pool):
            return self
        whole, books = self.costs, self.books
        paid = whole if books.filter == Filter() else whole.among(books.log.cases, books.ready)
        decision, apart = self.memory.may_tell_costs(books, self.pool, paid, whole)
        return replace(self, decision=decision, paid=paid, apart=apart)

    @cached_property
    def size(self) -> Size:
        return self.books.size if self.decision else Size()

    @cached_property
    def told_apart(self) -> list[str]:
        """Sources whose figures may be told apart, the largest first."""
        return self.memory.told_apart(self.books) if self.decision else []

    @property
    def refusal(self) -> str:
        """Say why nothing is told; "" where something is, or where it is only too little."""
        return str(REFUSED.get(self.decision.because, ""))

    @property
    def is_own(self) -> bool:
        return self.log is None

    def name(self, activity: str) -> str:
        """Say what happened; a log from elsewhere is told in its own words."""
        return event_name(activity) if self.is_own else activity

    def source(self, code: str) -> str:
        return self.sources.get(code, code)


@contextmanager
def looked_at(
    request: WorkerRequest, what: str, *, drawn: bool = False, compared: bool = False, priced: bool = False
) -> Iterator[View]:
    """Open what the page's address asks for; leaves a row in the trail. Raises `Closed` for those who do not lead.

    `drawn` pages ask how much of a map is drawn, `compared` ones for a second part beside the first, `priced` ones at
    which prices costs are told.
    """
    actor = request.actor
    looking(actor, what)
    kept = [(line.id, line.name) for line in logs.log_lines(actor) if line.ready]
    wanted = _key(request.GET.get("log", ""))
    log = logs.log_page(actor, wanted) if wanted else None
    opened: AbstractContextManager[Books]
    lost = False
    if log and log.line.ready:
        path, memory = logs.kept_at(log.line.id), told.of_log(seen_log(actor, log.line.id), actor.today)
        lost = not is_readable(path)
        opened = nullcontext(no_books()) if lost else kept_books(path)
    else:
        opened, memory, log = own_books(own_events(actor)), told.of_own(actor), None
    with opened as books:
        names = {} if log else source_names(request.LANGUAGE_CODE)
        sources = {code: names.get(code, code) for code in told.sources(books)}
        # An address may carry questions of another page; only this page's are kept.
        asked = QueryDict(mutable=True)
        asked.update({name: request.GET[name] for name in Sieve.base_fields if name in request.GET})
        if drawn:
            asked.setdefault("activities", str(DRAWN))
        costs = books.costs if priced else None
        pools = costs.pools(policy()) if costs else []
        prices = [(_price_key(one), pool_name(one)) for one in pools]
        sieve = Sieve(asked, kept=kept, sources=list(sources.items()), prices=prices, drawn=drawn, compared=compared)
        view = View(books, memory, Decision.yes("nobody"), sieve, log, sources, asked.urlencode())
        view = replace(view, costs=costs, pools=tuple(pools))
        yield replace(view, decision=Decision.no("lost")) if lost else view.of(sieve.part())


def _price_key(pool: Pool) -> str:
    return f"{pool.year} {pool.source}"


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
