import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from kudelma.rooms.drafts.models import Draft


@dataclass(frozen=True, slots=True)
class Typed:
    fields: dict[str, list[str]]
    saved_at: datetime


def typed_at(*, worker_id: uuid.UUID, place: str) -> Typed | None:
    """Return what the worker left at a place, or None."""
    draft = Draft.objects.filter(worker=worker_id, place=place).first()
    return Typed(json.loads(draft.fields), draft.saved_at) if draft else None
