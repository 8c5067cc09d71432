import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from kudelma.core.codes import DocumentKind, DocumentState, TeamKind
from kudelma.rooms.casework.access import seen_matter
from kudelma.rooms.documents.access import seen_document
from kudelma.rooms.documents.content import Content
from kudelma.rooms.documents.models import Document
from kudelma.rooms.organisation.models import Membership
from kudelma.rooms.organisation.queries import Actor, current_memberships
from kudelma.rooms.people.models import Identity
from kudelma.rooms.trail.actions import record


@dataclass(frozen=True, slots=True)
class DocumentLine:
    id: uuid.UUID
    kind: DocumentKind
    language: str
    number: int
    state: DocumentState
    reference: str
    filed_on: date | None
    written_by: str
    written_at: datetime
    title: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    line: DocumentLine
    matter_id: uuid.UUID
    content: Content
    sha256: str
    whole: bool  # the content is what was frozen


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes, and for whom (ATL 38 §)."""

    unit: str
    author_role: str


def document_lines(actor: Actor, matter_id: uuid.UUID) -> list[DocumentLine]:
    """Return a matter's documents, the newest first."""
    matter = seen_matter(actor, matter_id)
    rows = Document.objects.filter(matter=matter).select_related("written_by").order_by("-written_at")
    return [_line(row) for row in rows]


def _line(row: Document) -> DocumentLine:
    return DocumentLine(
        row.id,
        DocumentKind(row.kind),
        row.language,
        row.number,
        DocumentState(row.state),
        row.reference,
        row.filed_on,
        row.written_by.name,
        row.written_at,
        Content.from_json(row.content).title,
    )


def document_page(actor: Actor, document_id: uuid.UUID) -> DocumentPage:
    """Return a document whole, and whether it is still what was frozen; leaves a trail row."""
    row = seen_document(actor, document_id)
    record("document.read", by=actor, matter=row.matter_id, thing="document", thing_id=row.id)
    whole = hashlib.sha256(row.content.encode()).hexdigest() == row.sha256
    return DocumentPage(_line(row), row.matter_id, Content.from_json(row.content), row.sha256, whole)


def office(actor: Actor) -> Office:
    """Return the unit and the role under which the actor writes."""
    membership: Membership | None = (
        current_memberships(actor.today)
        .filter(worker=actor.id)
        .exclude(team__kind=TeamKind.CONSULTATION)
        .select_related("team__unit")
        .first()
    )
    return Office(membership.team.unit.name if membership else "", membership.role if membership else "")


def masked_code(person_id: uuid.UUID) -> str:
    """Return the identity code as it may stand on paper: masked (TSL 29 §); empty when none is recorded."""
    row = Identity.objects.filter(person=person_id, valid_to__isnull=True).first()
    return row.masked if row else ""
