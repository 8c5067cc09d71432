"""Who can never sit in the same meeting, and who may be told its place."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kudelma.core.codes import CustodyKind, PartnershipKind
from kudelma.rooms.people.models import Belonging, Custody, Family, Partnership, Person, Residence, SafetyMark, Tie

Pair = frozenset[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Constellation:
    """What a family's situation asks of its meetings.

    `apart`: pairs of persons who are never brought together. `marked`: who is under a safety mark.
    """

    apart: frozenset[Pair]
    marked: frozenset[uuid.UUID]

    def clash(self, persons: Iterable[uuid.UUID]) -> Pair | None:
        """Return a pair among these persons who may not meet, or None."""
        together = frozenset(persons)
        return next((pair for pair in self.apart if pair <= together), None)

    def hides_place_from(self, person_id: uuid.UUID | None, *, is_worker: bool) -> bool:
        """Is the place kept from this one? While anyone is marked, only they themselves and the workers know it."""
        return bool(self.marked) and not is_worker and person_id not in self.marked


def constellation(family: Family) -> Constellation:
    """Return who of a family may not be brought together, and who is under a safety mark."""
    rows = SafetyMark.objects.filter(person__belongings__family=family, lifted_at__isnull=True)
    marks = list(rows.values_list("person_id", "protections__against_id"))
    apart = {frozenset(pair) for pair in marks if None not in pair}
    if family.invite_apart:
        apart |= _parents_apart(family)
    return Constellation(frozenset(apart), frozenset(one for one, _against in marks))


def _parents(family_id: uuid.UUID) -> "QuerySet[Person]":
    """Return the parents and custodians of the family's client children."""
    children = Belonging.objects.filter(family=family_id, is_client_child=True).values("person")
    ties = Tie.objects.filter(child__in=children, valid_to__isnull=True).values("parent")
    custody = Custody.objects.filter(child__in=children, valid_to__isnull=True).exclude(kind=CustodyKind.NONE)
    return Person.objects.filter(Q(pk__in=ties) | Q(pk__in=custody.values("custodian")))


def _parents_apart(family: Family) -> set[Pair]:
    """Return the pairs of parents who are not a couple now: the constellation forbids a joint meeting (P5)."""
    people = sorted(_parents(family.pk).values_list("pk", flat=True))
    couples = {
        frozenset(pair)
        for pair in Partnership.objects.filter(one__in=people, other__in=people, valid_to__isnull=True, ended_as="")
        .exclude(kind=PartnershipKind.NONE)
        .values_list("one_id", "other_id")
    }
    pairs = {frozenset((one, other)) for one in people for other in people if one < other}
    return pairs - couples


def close_family(family_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Return who is invited as family: the client children, their parents, siblings, and those who live with them.

    Other relatives come through the network, so that the family's permission is asked first.
    """
    belong = Belonging.objects.filter(family=family_id)
    children = belong.filter(is_client_child=True).values("person")
    adults = _parents(family_id)
    homes = Residence.objects.filter(person__in=children, valid_to__isnull=True).values("household")
    near = Q(person__in=children) | Q(person__in=adults)
    near |= Q(person__ties_up__parent__in=adults, person__ties_up__valid_to__isnull=True)
    near |= Q(person__residences__household__in=homes, person__residences__valid_to__isnull=True)
    rows = belong.filter(near, person__is_dead=False)
    return frozenset(rows.values_list("person_id", flat=True))
