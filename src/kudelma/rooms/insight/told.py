"""What was told stays in mind: a look that would with earlier ones tell of few families is not answered."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from kudelma.core.decision import Decision
from kudelma.pathways.privacy import Guard, Population, too_near
from kudelma.pathways.telling.cost_books import Apart, Pool, apart, cases
from kudelma.pathways.telling.cost_books import Books as CostBooks
from kudelma.rooms.insight.books import Books, policy
from kudelma.rooms.insight.models import EventLog, ToldPopulation
from kudelma.rooms.organisation.models import Unit
from kudelma.rooms.organisation.queries import Actor

OWN = "own"
MOST_SOURCES = 30


@dataclass(frozen=True, slots=True)
class Kept:
    """A guard's memory in the database. Whoever asks of the same unit waits until this request is over."""

    unit_id: UUID
    today: date

    def earlier(self, scope: str) -> Iterable[Population]:
        Unit.objects.select_for_update(of=("self",)).get(pk=self.unit_id)
        rows = ToldPopulation.objects.filter(unit=self.unit_id, scope=scope).order_by("id")
        return [_spread(bytes(row)) for row in rows.values_list("families", flat=True)]

    def add(self, scope: str, population: Population) -> None:
        ToldPopulation.objects.create(
            unit_id=self.unit_id, scope=scope, told_on=self.today, families=_pressed(population)
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """What was told of one log as it stands (`scope`); of its costs by the prices they have."""

    scope: str
    guard: Guard

    def may_tell(self, books: Books) -> Decision:
        """Whether what is looked at may be told: beside earlier looks it leaves no few families, nor their cases."""
        decision = self.guard.may_show(self.scope, books.clients())
        if not decision or decision.because == "nobody" or not books.has_second_cases:
            return decision
        new, scope = books.cases(), f"{self.scope} cases"
        before, known = self._before(scope, new)
        if before and too_near(books.whose(), new, before, policy()):
            return Decision.no("differs_by_few", k=policy().k)
        if not known:
            self.guard.releases.add(scope, new)
        return decision

    def _before(self, scope: str, new: Population) -> tuple[list[Population], bool]:
        """What was told earlier than this, and whether this was told."""
        earlier = list(self.guard.releases.earlier(scope))
        known = next((place for place, old in enumerate(earlier) if np.array_equal(old, new)), None)
        return earlier[:known], known is not None

    def may_tell_costs(self, books: Books, pool: Pool, part: CostBooks, whole: CostBooks) -> tuple[Decision, Apart]:
        """Whether what services cost at these prices may be told, and what of it not.

        Two looks may differ by many families of whom one has such prices, or of whose cost one makes nearly all.
        """
        name = hashlib.blake2b(f"{pool.year} {pool.source}".encode(), digest_size=8).hexdigest()
        decision = self.guard.may_show(f"{self.scope} {name}", books.clients(part.at(pool).spent))
        if not decision:
            return decision, Apart()
        new, scope = cases(part, pool), f"{self.scope} {name}c"
        before, known = self._before(scope, new)
        found = apart(whole, part, pool, policy(), before) if before else Apart()
        if found.whole:
            return Decision.no("differs_by_few", k=policy().k), found
        if not known:
            self.guard.releases.add(scope, new)
        return decision, found

    def told_apart(self, books: Books) -> list[str]:
        """The sources that may be told apart, the largest first; the others together are none, or not few."""
        groups = books.clients_by_source()
        few = policy().k
        apart = [name for name, clients in groups.items() if name and len(clients) >= few]
        while apart and 0 < _others(groups, apart) < few:
            apart.pop()
        return [name for name in apart if self.guard.may_show(self.scope, groups[name])]


def of_own(actor: Actor) -> Memory:
    """Of the units' own cases today: tomorrow cases have come and gone on, and it is another log."""
    unit = min(actor.led_units)
    ToldPopulation.objects.filter(unit=unit, scope__startswith=OWN, told_on__lt=actor.today).delete()
    units = hashlib.blake2b("".join(sorted(map(str, actor.led_units))).encode(), digest_size=8).hexdigest()
    return Memory(f"{OWN} {actor.today} {units}", _guard(unit, actor.today))


def of_log(log: EventLog, today: date) -> Memory:
    """Of a log that was brought in: it stays as it is."""
    return Memory(str(log.pk), _guard(log.unit_id, today))


def sources(books: Books) -> list[str]:
    """Where cases come from, of sources that enough families came from, the most common first."""
    few = policy().k
    return [name for name, clients in books.clients_by_source().items() if name and len(clients) >= few][:MOST_SOURCES]


def forget(log: EventLog) -> None:
    ToldPopulation.objects.filter(unit=log.unit_id, scope__startswith=str(log.pk)).delete()


def _guard(unit_id: UUID, today: date) -> Guard:
    return Guard(Kept(unit_id, today), k=policy().k)


def _others(groups: dict[str, NDArray[np.int64]], apart: list[str]) -> int:
    """How many families have a case of a source that is not told apart."""
    rest = [clients for name, clients in groups.items() if name not in apart]
    return len(np.unique(np.concatenate(rest))) if rest else 0


def _pressed(population: Population) -> bytes:
    return zlib.compress(np.diff(population, prepend=np.int64(0)).astype("<i8").tobytes(), 1)


def _spread(pressed: bytes) -> Population:
    steps = np.frombuffer(zlib.decompress(pressed), "<i8")
    return np.cumsum(steps, dtype=np.int64)
