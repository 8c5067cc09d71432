"""A family's rows as the one value that drawings are made from, and a drawn family as rows."""

import uuid
from datetime import date
from itertools import groupby

from kudelma.core import kinship
from kudelma.core.codes import Gender, PartnershipEnd, PartnershipKind, Precision, TieKind
from kudelma.core.kinship import PartialDate
from kudelma.rooms.people.models import Belonging, Household, Partnership, Person, Tie
from kudelma.rooms.people.queries import present_name

_GENDER = {
    Gender.FEMALE: kinship.Gender.WOMAN,
    Gender.MALE: kinship.Gender.MAN,
    Gender.OTHER: kinship.Gender.NONBINARY,
    Gender.UNKNOWN: kinship.Gender.UNKNOWN,
}
_LINK = {
    TieKind.BIRTH: kinship.LinkKind.BIRTH,
    TieKind.ADOPTED: kinship.LinkKind.ADOPTED,
    TieKind.FOSTER: kinship.LinkKind.FOSTER,
    TieKind.KINSHIP_CARE: kinship.LinkKind.KINSHIP,
    TieKind.STEP: kinship.LinkKind.STEP,
    TieKind.LEGAL: kinship.LinkKind.LEGAL,
}
_UNION = {
    PartnershipKind.MARRIAGE: kinship.UnionKind.MARRIED,
    PartnershipKind.REGISTERED: kinship.UnionKind.MARRIED,
    PartnershipKind.COHABITATION: kinship.UnionKind.COHABITING,
    PartnershipKind.DATING: kinship.UnionKind.COHABITING,
    PartnershipKind.NONE: kinship.UnionKind.COPARENTS,
}
_ENDED = {
    PartnershipEnd.SEPARATED: kinship.UnionKind.SEPARATED,
    PartnershipEnd.DIVORCED: kinship.UnionKind.DIVORCED,
    PartnershipEnd.DEATH: kinship.UnionKind.WIDOWED,
}


def drawn_family(family_id: uuid.UUID) -> kinship.Family:
    """Return the family as it is kept; the caller has already been allowed to see it."""
    belongings = list(Belonging.objects.filter(family=family_id).select_related("person").select_related("person"))
    ids = {b.person_id for b in belongings}
    partnerships = list(Partnership.objects.filter(one__in=ids, other__in=ids).order_by("valid_from", "id"))
    ties = list(Tie.objects.filter(parent__in=ids, child__in=ids).order_by("child", "kind", "parent"))
    unions = tuple(_union(p) for p in partnerships)
    return kinship.Family(
        persons=tuple(_person(b.person) for b in belongings),
        unions=unions,
        links=_links(ties, {frozenset(u.partners): u.id for u in unions}),
        households=_households(family_id, ids),
        index=tuple(str(b.person_id) for b in belongings if b.is_client_child),
    )


def _person(row: Person) -> kinship.Person:
    return kinship.Person(
        str(row.id),
        present_name(row),
        _GENDER[Gender(row.gender)],
        birth=partial(row.born, Precision(row.born_precision)),
        death=partial(row.died, Precision.DAY),
        dead=row.is_dead,
    )


def partial(day: date | None, precision: Precision) -> PartialDate | None:
    if day is None:
        return None
    if precision == Precision.DAY:
        return PartialDate(day.year, day.month, day.day)
    return PartialDate(day.year, day.month) if precision == Precision.MONTH else PartialDate(day.year)


def _union(row: Partnership) -> kinship.Union:
    kind = _ENDED[PartnershipEnd(row.ended_as)] if row.ended_as else _UNION[PartnershipKind(row.kind)]
    return kinship.Union(
        str(row.id),
        (str(row.one_id), str(row.other_id)),
        kind,
        start=partial(row.valid_from, Precision.DAY),
        end=partial(row.valid_to, Precision.DAY),
    )


def _links(ties: list[Tie], unions: dict[frozenset[str], str]) -> tuple[kinship.ParentLink, ...]:
    links = []
    for (child, kind), rows in groupby(ties, key=lambda t: (t.child_id, t.kind)):
        parents = list(rows)
        ids = tuple(str(row.parent_id) for row in parents)
        union = unions.get(frozenset(ids))
        links.append(
            kinship.ParentLink(
                str(child),
                union=union,
                parents=() if union else ids,
                kind=_LINK[TieKind(kind)],
                start=partial(parents[0].valid_from, Precision.DAY),
                end=partial(parents[0].valid_to, Precision.DAY),
            )
        )
    return tuple(links)


def _households(family_id: uuid.UUID, ids: set[uuid.UUID]) -> tuple[kinship.Household, ...]:
    rows = Household.objects.filter(family=family_id).prefetch_related("residences").order_by("label")
    return tuple(
        kinship.Household(
            str(row.id),
            tuple(
                kinship.Stay(str(r.person_id))
                for r in row.residences.all()
                if r.valid_to is None and r.person_id in ids
            ),
            name=row.label,
        )
        for row in rows
        if any(r.valid_to is None for r in row.residences.all())
    )


def tie_of(kind: kinship.LinkKind) -> TieKind:
    """Return the tie a drawn link is kept as; what has no row of its own is kept as a tie in law."""
    return {drawn: kept for kept, drawn in _LINK.items()}.get(kind, TieKind.LEGAL)


def partnership_of(kind: kinship.UnionKind) -> tuple[PartnershipKind, str]:
    """Return the partnership's kind and how it ended ("" when it has not)."""
    ended = {drawn: kept for kept, drawn in _ENDED.items()}.get(kind)
    if ended == PartnershipEnd.SEPARATED:
        return PartnershipKind.COHABITATION, ended
    if ended:
        return PartnershipKind.MARRIAGE, ended
    if kind == kinship.UnionKind.COHABITING:
        return PartnershipKind.COHABITATION, ""
    if kind in {kinship.UnionKind.MARRIED, kinship.UnionKind.REUNITED}:
        return PartnershipKind.MARRIAGE, ""
    return PartnershipKind.NONE, ""


def gender_of(gender: kinship.Gender) -> Gender:
    return {drawn: kept for kept, drawn in _GENDER.items()}[gender]
