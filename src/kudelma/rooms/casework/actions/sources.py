import uuid

from django.db import transaction

from kudelma.rooms.casework.models import ReferralSource
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Refused
from kudelma.rooms.trail.actions import record


@transaction.atomic
def keep_source(
    *,
    by: Actor,
    key: uuid.UUID,
    name_fi: str,
    name_sv: str,
    name_en: str,
    is_authority: bool,
    invite_by_default: bool,
    order: int,
    in_use: bool,
) -> ReferralSource:
    """Add a party families come from, or change one; arrivals keep what they had. A leading social worker's act."""
    if not by.led_units:
        raise Refused("leader_needed")
    facts = {
        "name_fi": name_fi,
        "name_sv": name_sv,
        "name_en": name_en,
        "is_authority": is_authority,
        "invite_by_default": invite_by_default,
        "order": order,
        "in_use": in_use,
    }
    source, _ = ReferralSource.objects.update_or_create(
        id=key, defaults=facts, create_defaults=facts | {"code": f"own-{key.hex[:12]}"}
    )
    record("source.kept", by=by, thing="source", thing_id=source.pk)
    return source
