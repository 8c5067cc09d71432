import uuid

from django.db import transaction

from kudelma.core.codes import (
    ContactAllowed,
    Sector,
)
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people.access import seen_family, seen_person
from kudelma.rooms.people.models import (
    NetworkMember,
)
from kudelma.rooms.refused import Hidden, Refused
from kudelma.rooms.trail.actions import record


@transaction.atomic
def add_member(
    *,
    by: Actor,
    key: uuid.UUID,
    family_id: uuid.UUID,
    name: str,
    relation: str,
    organisation: str,
    sector: Sector,
    contact_allowed: ContactAllowed,
    contact_reason: str = "",
    phone: str = "",
    email: str = "",
    is_authority: bool = False,
    person_id: uuid.UUID | None = None,
) -> NetworkMember:
    """Add someone to the family's network, and whether they may be contacted. A no wants its reason (SHL 43 §)."""
    family = seen_family(by, family_id)
    if person_id:
        seen_person(by, person_id)
    if contact_allowed == ContactAllowed.NO and not contact_reason.strip():
        raise Refused("reason_needed", field="contact_reason")
    member, made = NetworkMember.objects.get_or_create(
        id=key,
        defaults={
            "family": family,
            "person_id": person_id,
            "name": name,
            "relation": relation,
            "organisation": organisation,
            "sector": sector,
            "contact_allowed": contact_allowed,
            "contact_reason": contact_reason,
            "phone": phone,
            "email": email,
            "is_authority": is_authority,
        },
    )
    if member.family_id != family.id:
        raise Hidden("member.add", "foreign_key", object_id=family.id)
    if made:
        record("member.added", by=by, thing="member", thing_id=member.id)
    return member


@transaction.atomic
def change_member(
    *,
    by: Actor,
    member_id: uuid.UUID,
    version: int,
    name: str,
    relation: str,
    organisation: str,
    sector: Sector,
    contact_allowed: ContactAllowed,
    contact_reason: str,
    phone: str,
    email: str,
) -> NetworkMember:
    """Change what is known of a network member. Refuses when someone else changed it meanwhile."""
    member = NetworkMember.objects.select_for_update().filter(pk=member_id).first()
    seen_family(by, member.family_id if member else member_id)
    assert member is not None
    if member.version != version:
        raise Refused("changed_meanwhile", version=member.version)
    if contact_allowed == ContactAllowed.NO and not contact_reason.strip():
        raise Refused("reason_needed", field="contact_reason")
    member.name, member.relation, member.organisation, member.sector = name, relation, organisation, sector
    member.contact_allowed, member.contact_reason = contact_allowed, contact_reason
    member.phone, member.email, member.version = phone, email, version + 1
    member.save()
    record("member.changed", by=by, thing="member", thing_id=member.id)
    return member
