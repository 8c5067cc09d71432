"""Who may see a document: whoever may open its matter."""

import uuid

from kudelma.rooms.casework.access import visible_to
from kudelma.rooms.documents.models import Document
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Hidden


def seen_document(actor: Actor, document_id: uuid.UUID, *, lock: bool = False) -> Document:
    """Return a document the actor may see. Raises `Hidden` alike for a foreign and an unknown one."""
    rows = Document.objects.filter(matter__in=visible_to(actor)).select_related("matter__family", "written_by")
    document = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=document_id).first()
    if document is None:
        raise Hidden("document.read", "not_of_the_team", object_id=document_id)
    return document
