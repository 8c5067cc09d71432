"""How long a thing is kept, and whether it may be proposed for destruction (ATL 23–24 §, annex).

Retention follows the rule of today and not of the day a document was made: the annex covers
older documents too. A person approves every destruction.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kudelma.core.deadlines.due import due_by
from kudelma.core.deadlines.rule import Rule, Unit
from kudelma.core.deadlines.rules import in_force
from kudelma.core.decision import Decision


class Material(StrEnum):
    """The value is the rule's id; the rule's `trigger` says from which day it counts."""

    CLIENTSHIP = "KEEP_CLIENTSHIP"
    FAMILIES = "KEEP_FAMILIES"
    ADULTS = "KEEP_ADULTS"
    DISABILITY = "KEEP_DISABILITY"
    CHILD_PROTECTION = "KEEP_CHILD_PROTECTION"
    FAMILY_LAW_CHILD = "KEEP_FAMILY_LAW_CHILD"
    FAMILY_LAW = "KEEP_FAMILY_LAW"
    FEES = "KEEP_FEES"
    VOUCHERS = "KEEP_VOUCHERS"
    MESSAGES = "KEEP_MESSAGES"
    STATEMENTS = "KEEP_STATEMENTS"
    RECORDINGS = "KEEP_RECORDINGS"
    LOGS = "KEEP_LOGS"
    CONSENT_NEWEST = "KEEP_CONSENT_NEWEST"
    CONSENT_REPLACED = "KEEP_CONSENT_REPLACED"
    TECHNICAL_LOG = "KEEP_TECHNICAL_LOG"
    WORKING_MATERIAL = "KEEP_WORKING_MATERIAL"


class ArchiveOrder(StrEnum):
    """What the National Archives has ordered for the material; unknown blocks child protection."""

    UNKNOWN = "unknown"
    NOT_ARCHIVED = "not_archived"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Keep:
    rule: Rule
    until: date | None
    """The last day of keeping; None where a person judges the need."""


def keep_until(material: Material, since: date, *, today: date) -> Keep:
    """Kept through that day; `since` is the day the rule's trigger names."""
    rule = in_force(material.value, today)
    if rule.unit is Unit.WHILE_NEEDED:
        return Keep(rule, until=None)
    return Keep(rule, due_by(rule, since).raw)


def may_propose_destruction(
    material: Material, since: date | None, *, archive_order: ArchiveOrder, today: date
) -> Decision:
    """May it be put on the destruction list? `since` is None while, say, no death is known."""
    if archive_order is ArchiveOrder.ARCHIVED:
        return Decision.no("ordered_to_be_archived")
    if archive_order is ArchiveOrder.UNKNOWN and material is Material.CHILD_PROTECTION:
        return Decision.no("archive_order_not_known")
    if since is None:
        return Decision.no("trigger_not_known", trigger=in_force(material.value, today).trigger)
    keep = keep_until(material, since, today=today)
    if keep.until is None:
        return Decision.no("a_person_judges_the_need", rule=keep.rule.id)
    if today <= keep.until:
        return Decision.no("kept_until", until=keep.until, rule=keep.rule.id)
    return Decision.yes("kept_long_enough", until=keep.until, rule=keep.rule.id)
