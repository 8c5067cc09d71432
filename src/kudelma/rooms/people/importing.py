import uuid
from datetime import date

from django.db import transaction

from kudelma.core import kinship
from kudelma.core.codes import Precision
from kudelma.core.kinship import PartialDate
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import seen_family
from kudelma.rooms.people.drawing import gender_of, partnership_of, tie_of
from kudelma.rooms.people.models import Belonging, Name, Partnership, Person, Tie
from kudelma.rooms.refused import Refused
from kudelma.rooms.trail.actions import record

#: A family that a team works with; larger files are genealogy, and drawn outside a family's matter.
MOST_PEOPLE = 200


@transaction.atomic
def import_family(*, by: Actor, key: uuid.UUID, family_id: uuid.UUID, drawn: kinship.Family) -> dict[str, uuid.UUID]:
    """Bring the people and ties of a file into a family, all or nothing. Returns the new id of each file id.

    The ids are made from `key`, so that a retry brings nothing twice. Refuses an empty or a too large file.
    """
    family = seen_family(by, family_id)
    if not drawn.persons:
        raise Refused("file_has_no_people", field="file")
    if len(drawn.persons) > MOST_PEOPLE:
        raise Refused("file_too_many_people", field="file", most=MOST_PEOPLE, people=len(drawn.persons))
    ids = {person.id: uuid.uuid5(key, person.id) for person in drawn.persons}
    if Person.objects.filter(pk__in=ids.values()).exists():
        return ids
    Person.objects.bulk_create([_person(ids[p.id], p) for p in drawn.persons])
    Name.objects.bulk_create([_name(ids[p.id], p) for p in drawn.persons])
    Belonging.objects.bulk_create([Belonging(family=family, person_id=pk) for pk in ids.values()])
    Partnership.objects.bulk_create(_partnerships(drawn, ids))
    Tie.objects.bulk_create(_ties(drawn, ids), ignore_conflicts=True)
    record("family.imported", by=by, thing="family", thing_id=family.id, persons=ids.values())
    return ids


def _person(pk: uuid.UUID, p: kinship.Person) -> Person:
    born, precision = _day(p.birth)
    died, _ = _day(p.death)
    return Person(
        id=pk,
        born=born,
        born_precision=precision,
        died=died,
        is_dead=p.has_died,
        gender=gender_of(p.gender),
        name=p.name[:241],
    )


def _name(pk: uuid.UUID, p: kinship.Person) -> Name:
    given, _, family = p.name.rpartition(" ")
    if not given:
        given, family = family, ""
    return Name(person_id=pk, given=given[:120] or "?", family=family[:120])


def _day(partial: PartialDate | None) -> tuple[date | None, Precision]:
    if partial is None:
        return None, Precision.DAY
    if partial.month and partial.day:
        return date(partial.year, partial.month, partial.day), Precision.DAY
    return date(partial.year, partial.month or 1, 1), Precision.MONTH if partial.month else Precision.YEAR


def _partnerships(drawn: kinship.Family, ids: dict[str, uuid.UUID]) -> list[Partnership]:
    rows = []
    for union in drawn.unions:
        if len(union.partners) != 2:  # noqa: PLR2004 - a couple is two; other unions are kept by their children's ties
            continue
        kind, ended = partnership_of(union.kind)
        one, other = (ids[partner] for partner in union.partners)
        rows.append(
            Partnership(
                one_id=one,
                other_id=other,
                kind=kind,
                ended_as=ended,
                valid_from=_day(union.start)[0],
                valid_to=_day(union.end)[0],
            )
        )
    return rows


def _ties(drawn: kinship.Family, ids: dict[str, uuid.UUID]) -> list[Tie]:
    return [
        Tie(
            parent_id=ids[parent],
            child_id=ids[link.child],
            kind=tie_of(link.kind),
            valid_from=_day(link.start)[0],
            valid_to=_day(link.end)[0],
        )
        for link in drawn.links
        for parent in drawn.parents_of(link)
    ]
