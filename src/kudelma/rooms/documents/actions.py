import hashlib
import uuid
from datetime import date

from django.db import transaction

from kudelma.core.codes import DocumentKind, DocumentState, MeetingState
from kudelma.rooms.casework.access import seen_assessment
from kudelma.rooms.documents.access import seen_document
from kudelma.rooms.documents.content import Content
from kudelma.rooms.documents.models import Document
from kudelma.rooms.meetings.access import seen_meeting
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.refused import Refused
from kudelma.rooms.trail.actions import record


@transaction.atomic
def freeze_summary(*, by: Actor, key: uuid.UUID, assessment_id: uuid.UUID, content: Content) -> Document:
    """Freeze a version of an assessment's summary; before approval it is working material only."""
    assessment = seen_assessment(by, assessment_id, lock=True)
    state = DocumentState.TO_BE_FILED if assessment.approved_on else DocumentState.WORKING
    return _freeze(
        by,
        key,
        content,
        state,
        Document(kind=DocumentKind.ASSESSMENT_SUMMARY, matter_id=assessment.matter_id, assessment=assessment),
    )


@transaction.atomic
def freeze_record(*, by: Actor, key: uuid.UUID, meeting_id: uuid.UUID, content: Content) -> Document:
    """Freeze a version of a meeting's record; before the meeting is held it is working material only."""
    meeting = seen_meeting(by, meeting_id, lock=True)
    state = DocumentState.TO_BE_FILED if meeting.state == MeetingState.HELD else DocumentState.WORKING
    return _freeze(
        by,
        key,
        content,
        state,
        Document(kind=DocumentKind.MEETING_RECORD, matter_id=meeting.matter_id, meeting=meeting),
    )


def _freeze(by: Actor, key: uuid.UUID, content: Content, state: DocumentState, document: Document) -> Document:
    known = Document.objects.filter(pk=key, written_by=by.id).first()
    if known:
        return known
    text = content.to_json()
    document.id, document.state, document.language, document.content = key, state, content.language, text
    document.sha256 = hashlib.sha256(text.encode()).hexdigest()
    document.written_by_id, document.written_at = by.id, by.now
    same = Document.objects.filter(
        kind=document.kind,
        assessment=document.assessment_id,
        meeting=document.meeting_id,
        language=document.language,
    )
    document.number = same.count() + 1
    document.save(force_insert=True)
    record("document.frozen", by=by, matter=document.matter_id, thing="document", thing_id=document.id)
    return document


@transaction.atomic
def mark_filed(*, by: Actor, document_id: uuid.UUID, reference: str, filed_on: date) -> Document:
    """Say where the official record keeps it (regulation.md 0). Working material is not filed."""
    document = seen_document(by, document_id, lock=True)
    if document.state == DocumentState.FILED and document.reference == reference:
        return document
    if document.state != DocumentState.TO_BE_FILED:
        raise Refused("wrong_state")
    if not reference.strip():
        raise Refused("reference_needed", field="reference")
    if filed_on > by.today:
        raise Refused("in_future", field="filed_on")
    document.state, document.reference, document.filed_on = DocumentState.FILED, reference, filed_on
    document.save()
    record("document.filed", by=by, matter=document.matter_id, thing="document", thing_id=document.id)
    return document
