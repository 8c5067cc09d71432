import json
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kudelma.rooms.drafts.models import Draft

#: Never kept in a draft: what guards the form, and what proves who someone is.
_LEFT_OUT = frozenset({"csrfmiddlewaretoken", "password", "key", "version", "file"})
MOST_CHARACTERS = 400_000


@transaction.atomic
def keep(*, worker_id: uuid.UUID, place: str, fields: Mapping[str, list[str]], now: datetime) -> bool:
    """Keep what was typed at a place. Returns False when it is too much, or nothing was typed."""
    typed = {name: values for name, values in fields.items() if name not in _LEFT_OUT}
    if not any(value.strip() for values in typed.values() for value in values):
        return False
    text = json.dumps(typed, ensure_ascii=False)
    if len(text) > MOST_CHARACTERS or len(place) > 200:  # noqa: PLR2004 - the column's length
        return False
    draft = Draft.objects.select_for_update().filter(worker=worker_id, place=place).first()
    draft = draft or Draft(worker_id=worker_id, place=place)
    draft.fields, draft.saved_at = text, now
    draft.save()
    return True


def throw_away(*, worker_id: uuid.UUID, place: str) -> None:
    Draft.objects.filter(worker=worker_id, place=place).delete()
