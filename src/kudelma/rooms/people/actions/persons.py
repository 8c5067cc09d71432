import uuid
from datetime import date

from django.db import transaction

from kudelma.core import hetu
from kudelma.core.codes import (
    Gender,
    Precision,
)
from kudelma.core.names import sort_key
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import seen_family, seen_person
from kudelma.rooms.people.models import (
    Belonging,
    Family,
    Identity,
    Name,
    Person,
)
from kudelma.rooms.refused import Refused
from kudelma.rooms.sealed.keys import search_hash
from kudelma.rooms.trail.actions import record


@transaction.atomic
def found_family(*, by: Actor, key: uuid.UUID, name: str, team_id: uuid.UUID) -> Family:
    """Begin a family in a team of the actor's."""
    family, made = Family.objects.get_or_create(
        id=key, defaults={"name": name, "sort_name": sort_key(name), "team_id": team_id, "created_at": by.now}
    )
    if made:
        record("family.founded", by=by, thing="family", thing_id=family.id)
    return seen_family(by, family.id)


@transaction.atomic
def add_person(
    *,
    by: Actor,
    key: uuid.UUID,
    family_id: uuid.UUID,
    given: str,
    family_name: str,
    called: str = "",
    born: date | None = None,
    born_precision: Precision = Precision.DAY,
    gender: Gender = Gender.UNKNOWN,
    language: str = "",
    interpreter: str = "",
    is_client_child: bool = False,
    is_dead: bool = False,
    died: date | None = None,
) -> Person:
    """Add someone to a family. Refuses a birth in the future and a death before the birth."""
    family = seen_family(by, family_id)
    known = Person.objects.filter(pk=key).first()
    if known:
        return seen_person(by, known.pk)
    if born and born > by.today:
        raise Refused("born_in_future", field="born")
    if born and died and died < born:
        raise Refused("died_before_birth", field="died")
    person = Person.objects.create(
        id=key,
        born=born,
        born_precision=born_precision,
        gender=gender,
        language=language,
        interpreter=interpreter,
        is_dead=is_dead or died is not None,
        died=died,
        name=f"{given} {family_name}".strip(),
        called=called,
    )
    Name.objects.create(person=person, given=given, family=family_name)
    Belonging.objects.create(family=family, person=person, is_client_child=is_client_child)
    record("person.added", by=by, thing="family", thing_id=family.id, persons=[person.id])
    return person


@transaction.atomic
def change_person(
    *,
    by: Actor,
    person_id: uuid.UUID,
    version: int,
    called: str,
    born: date | None,
    gender: Gender,
    language: str,
    interpreter: str,
    note: str,
) -> Person:
    """Change what is known of someone. Refuses when someone else changed it meanwhile."""
    seen_person(by, person_id)
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.version != version:
        raise Refused("changed_meanwhile", version=person.version)
    if born and born > by.today:
        raise Refused("born_in_future", field="born")
    person.born, person.gender, person.language = born, gender, language
    person.interpreter, person.note, person.called = interpreter, note, called
    person.version = version + 1
    person.save()
    record("person.changed", by=by, thing="person", thing_id=person.id, persons=[person.id])
    return person


@transaction.atomic
def rename(*, by: Actor, person_id: uuid.UUID, given: str, family_name: str, since: date) -> None:
    """Give someone a new name from a day; the old one is kept with its end."""
    seen_person(by, person_id)
    now = Name.objects.select_for_update().filter(person=person_id, valid_to__isnull=True).first()
    if now and (now.given, now.family, now.valid_from) == (given, family_name, since):
        return  # a retry
    if now:
        if now.valid_from and since <= now.valid_from:
            raise Refused("name_before_last", field="since", day=now.valid_from)
        now.valid_to = since
        now.save()
    Name.objects.create(person_id=person_id, given=given, family=family_name, valid_from=since)
    Person.objects.filter(pk=person_id).update(name=f"{given} {family_name}".strip())
    record("person.renamed", by=by, thing="person", thing_id=person_id, persons=[person_id])


@transaction.atomic
def set_identity_code(*, by: Actor, person_id: uuid.UUID, code: str) -> None:
    """Keep someone's identity code under lock. Refuses a wrong one, and one that someone else has."""
    person = seen_person(by, person_id)
    try:
        parsed = hetu.parse(code, today=by.today)
    except hetu.HetuError as why:
        raise Refused(f"hetu_{why.code.value.lower()}", field="code", suggestion=hetu.suggestion(code)) from why
    digest = search_hash(parsed.code, purpose="hetu")
    holder = Identity.objects.filter(code_hash=digest).first()
    if holder and holder.person_id != person.id:
        raise Refused("hetu_taken", field="code")
    if holder:
        return
    Identity.objects.filter(person=person, valid_to__isnull=True).update(valid_to=by.today)
    Identity.objects.create(
        person=person,
        code=parsed.code,
        code_hash=digest,
        masked=hetu.masked(parsed.code),
        valid_from=by.today,
    )
    record("identity.set", by=by, thing="person", thing_id=person.id, persons=[person.id])


@transaction.atomic
def reveal_identity_code(*, by: Actor, person_id: uuid.UUID) -> str:
    """Return the identity code in the open, and leave a row that it was shown (TSL 29 §)."""
    person = seen_person(by, person_id)
    identity = Identity.objects.filter(person=person, valid_to__isnull=True).first()
    if identity is None:
        raise Refused("no_identity_code")
    record("identity.revealed", by=by, thing="person", thing_id=person.id, persons=[person.id])
    return str(identity.code)
