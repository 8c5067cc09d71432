"""Who may keep what of a shared document in their own register (ATL 46–48 §).

Being present and keeping a copy are two things: private people see and hear, and store nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kudelma.core.decision import Decision


class OrganisationKind(StrEnum):
    SOCIAL_CONTROLLER = "social_controller"
    HEALTH = "health"
    OTHER = "other"
    """School, early education, police, youth work, church, associations."""
    PRIVATE_PERSON = "private_person"
    RELATIVE = "relative"


class DocumentKind(StrEnum):
    ASSESSMENT = "assessment"
    CLIENT_PLAN = "client_plan"
    MINUTES = "minutes"
    NARRATIVE = "narrative"
    """The case narrative stays in the social register (ATL 46 §)."""
    OTHER = "other"


JOINT_KINDS = frozenset({DocumentKind.ASSESSMENT, DocumentKind.CLIENT_PLAN, DocumentKind.MINUTES})


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class Document:
    kind: DocumentKind
    indispensable_for: frozenset[str] = frozenset()
    """Organisations for which the responsible worker has confirmed it: the whole plan."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    relevant_for: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Organisation id → why its part is indispensable there."""
    only_for: frozenset[str] | None = None
    """People who alone may see it, for someone's safety; None where nothing is held back."""


def recordable_by(organisation: Organisation, paragraph: Paragraph, document: Document) -> Decision:
    """May the organisation keep this paragraph?"""  # noqa: D400 (a question)
    match organisation.kind:
        case OrganisationKind.SOCIAL_CONTROLLER:
            return Decision.yes("own_record")
        case OrganisationKind.PRIVATE_PERSON | OrganisationKind.RELATIVE:
            return Decision.no("private_people_keep_nothing")
        case _ if paragraph.only_for is not None:
            return Decision.no("held_back_for_safety")
        case OrganisationKind.HEALTH:
            return _by_health(organisation, paragraph, document)
        case OrganisationKind.OTHER:
            return _by_another(organisation, paragraph, document)


def may_see(person: str, paragraph: Paragraph) -> Decision:
    """May this member of the family see it? All but what is held back for someone else's safety."""
    if paragraph.only_for is None:
        return Decision.yes("shared_record")
    if person in paragraph.only_for:
        return Decision.yes("the_protected_person")
    return Decision.no("held_back_for_safety")


def _by_health(organisation: Organisation, paragraph: Paragraph, document: Document) -> Decision:
    if document.kind not in JOINT_KINDS:
        return Decision.no("not_a_joint_document", kind=document.kind)
    if organisation.id not in paragraph.relevant_for:
        return Decision.no("not_marked_for_them")
    return Decision.yes("joint_document")


def _by_another(organisation: Organisation, paragraph: Paragraph, document: Document) -> Decision:
    if document.kind is DocumentKind.CLIENT_PLAN and organisation.id in document.indispensable_for:
        return Decision.yes("whole_plan")
    if organisation.id not in paragraph.relevant_for:
        return Decision.no("not_marked_for_them")
    if not paragraph.relevant_for[organisation.id].strip():
        return Decision.no("necessity_not_written")
    return Decision.yes("excerpt")
