"""What was done, as the log says it to a reader."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Promise] = {
    "absence.cancelled": _("cancelled an absence"),
    "absence.told": _("recorded an absence"),
    "arrival.attached": _("recorded the family and the children"),
    "arrival.read": _("read the arrival"),
    "arrival.received": _("wrote down the arrival"),
    "arrivals.listed": _("looked at the list of arrivals"),
    "assessment.approved": _("approved the assessment"),
    "assessment.opened": _("opened an assessment"),
    "assessment.read": _("read the assessment"),
    "assessment.redated": _("changed when the matter became pending"),
    "assessment.started": _("began the assessment"),
    "assessment.written": _("wrote the assessment"),
    "child.met": _("met the child"),
    "clientship.ended": _("ended the clientship"),
    "clientship.started": _("began the clientship"),
    "custody.recorded": _("recorded custody"),
    "document.filed": _("recorded where the official record keeps the document"),
    "document.frozen": _("wrote a document"),
    "document.read": _("read a document"),
    "family.founded": _("began the family"),
    "family.imported": _("brought in the family from a file"),
    "family.read": _("read the family"),
    "feedback.given": _("told the one who notified"),
    "household.added": _("recorded a home"),
    "identity.revealed": _("looked at an identity code"),
    "identity.set": _("recorded an identity code"),
    "intake.decided": _("decided on the arrival"),
    "matter.closed": _("closed the matter"),
    "matter.handed_over": _("handed the matter over"),
    "matter.read": _("read the matter"),
    "matters.listed": _("looked at the list of families"),
    "member.added": _("added someone to the network"),
    "member.changed": _("changed a network member"),
    "partnership.recorded": _("recorded a couple"),
    "permission.recorded": _("recorded an answer about a permission"),
    "permission.withdrawn": _("withdrew a permission"),
    "person.added": _("added a person"),
    "person.changed": _("changed a person's facts"),
    "person.read": _("read a person's page"),
    "person.renamed": _("recorded a new name"),
    "safety.lifted": _("lifted a safety mark"),
    "safety.marked": _("put a safety mark"),
    "statement.corrected": _("corrected what was written down"),
    "statement.written": _("wrote down words"),
    "statements.read": _("read what was said"),
    "task.added": _("added a task"),
    "task.done": _("finished a task"),
    "tie.made": _("recorded a parent and a child"),
    "urgency.judged": _("judged the urgency"),
}


def act_in_words(act: str) -> Any:
    """Return the phrase of an act; an act without one is shown as its code."""
    return ACTS.get(act, act)
