"""Which actors were worth asking, and when: estimates that refuse when they cannot tell.

An *assessment* is one service needs assessment (palvelutarpeen arviointi), the unit of all that follows; a *family* is
counted once however many assessments it has. An *actor* is a type of party (the school social worker), never a named
person. It *took part* if it did so by the *landmark*, a moment soon after the start at which exposure is fixed; the
*outcome* counts only after it. A *plan* is the whole question, stored before the run; its fingerprint goes with the
result. *Comparable* means: began with the same type of need. Nothing here knows, scores or ranks a family: the
result is a table for the consultation group, who choose. An *answer* is an estimate or a refusal with its reason;
a *claim* is an answer whose interval leaves zero out. It is a connection, never a proven effect.
"""

from kudelma.pathways.actors.assessments import Assessment, Assessments, DataError, gather
from kudelma.pathways.actors.counts import Count, describe, participation
from kudelma.pathways.actors.estimate import Analysis, Answer, analyse
from kudelma.pathways.actors.plan import Direction, Estimand, Landmark, Learner, Plan, PlanError, Setting, Thresholds
from kudelma.pathways.actors.wording import Sentence, Words, of_analysis, of_answer, of_count, say

__all__ = [
    "Analysis",
    "Answer",
    "Assessment",
    "Assessments",
    "Count",
    "DataError",
    "Direction",
    "Estimand",
    "Landmark",
    "Learner",
    "Plan",
    "PlanError",
    "Sentence",
    "Setting",
    "Thresholds",
    "Words",
    "analyse",
    "describe",
    "gather",
    "of_analysis",
    "of_answer",
    "of_count",
    "participation",
    "say",
]
