"""A code as a phrase in the reader's language. Core and rooms speak in codes; only here do they become words."""

from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as p_

from kudelma.core import codes as c
from kudelma.core.deadlines.assessment import Basis
from kudelma.core.deadlines.reporting import Cohort

PHRASES: dict[type[StrEnum], dict[str, Promise]] = {
    c.Role: {
        "consultant": _("consulting social worker"),
        "social_worker": _("social worker"),
        "social_counsellor": _("social counsellor"),
        "family_worker": _("family worker"),
        "family_therapist": _("family therapist"),
        "coordinator": _("coordinator"),
        "leader": _("leading social worker"),
    },
    c.Gender: {
        "female": _("woman or girl"),
        "male": _("man or boy"),
        "other": _("another gender"),
        "unknown": _("not said"),
    },
    c.Precision: {"day": _("day"), "month": _("month"), "year": _("year"), "about": p_("precision", "about")},
    c.TieKind: {
        "birth": _("by birth"),
        "adopted": _("by adoption"),
        "foster": _("foster care"),
        "kinship_care": _("kinship care"),
        "step": _("step-parent"),
        "legal": _("in law"),
    },
    c.PartnershipKind: {
        "marriage": _("marriage"),
        "registered": _("registered partnership"),
        "cohabitation": _("cohabitation"),
        "dating": _("dating"),
        "none": _("never a couple"),
    },
    c.PartnershipEnd: {
        "separated": _("separated"),
        "divorced": _("divorced"),
        "death": _("ended by death"),
    },
    c.CustodyKind: {
        "sole": _("sole custody"),
        "joint": _("joint custody"),
        "other_custodian": _("other custodian"),
        "none": _("no custody"),
    },
    c.InfoRight: {
        "yes": _("has the right to information"),
        "limited": _("limited right to information"),
        "no": _("no right to information"),
    },
    c.ContactAllowed: {
        "yes": p_("contact", "may be contacted"),
        "ask_first": p_("contact", "ask first"),
        "no": p_("contact", "may not be contacted"),
    },
    c.Sector: {
        "home": _("home and family"),
        "kin": _("relatives"),
        "friends": _("friends and free time"),
        "school_work": _("school, early education, work"),
        "professionals": _("authorities and professionals"),
        "other": _("others who matter"),
    },
    c.ArrivalKind: {
        "notification": _("child welfare notification"),
        "contact": _("contact with social services"),
        "application": _("application"),
        "joint_contact": _("contact made together with the family"),
    },
    c.Channel: {
        "phone": _("phone"),
        "letter": _("letter"),
        "form": _("electronic form"),
        "visit": _("visit"),
        "emergency_service": _("social emergency services"),
        "meeting": _("meeting"),
    },
    c.Yes: {"yes": _("yes"), "no": _("no"), "unknown": _("not known")},
    c.Urgency: {
        "immediate": _("urgent: acted on at once"),
        "today": _("to be settled today"),
        "not_urgent": _("not urgent"),
    },
    c.IntakeOutcome: {
        "not_needed": _("assessment not needed"),
        "assessment": _("assessment opened"),
        "linked": _("linked to an open assessment"),
    },
    Basis: {
        "child_protection": _("need of child protection (LSL 26 §)"),
        "special_support": _("child needing special support (SHL 36.3 §)"),
        "disability": _("disability services (SHL 36.2 §)"),
        "general": _("other need of support (SHL 36.2 §)"),
    },
    c.Nature: {
        "temporary": _("temporary need"),
        "recurring": _("recurring need"),
        "long_term": _("long-term need"),
        "none": _("no need of support"),
    },
    c.Conclusion: {
        "no_need": _("no need of social services"),
        "social_services": _("services under the Social Welfare Act"),
        "child_protection": _("child protection clientship"),
        "other_services": _("other services"),
    },
    c.MatterState: {
        "assessment": _("assessment in progress"),
        "work": _("work with the family"),
        "closed": _("closed"),
    },
    c.TaskKind: {
        "inform_guardian": _("Tell the guardian of the notification"),
        "inform_child": _("Tell the child of the notification"),
        "meet_child": _("Meet the child"),
        "feedback_to_referrer": _("Give feedback to the one who notified"),
        "return_to_family": _("Take the discussion back to the family"),
        "other": _("Task"),
    },
    c.FeedbackLevel: {
        "received": _("received, and who handles it"),
        "finished": _("the assessment has ended"),
        "conclusions": _("conclusions and cooperation, by permission"),
    },
    c.StatementKind: {
        "view": _("view"),
        "strength": _("strength"),
        "need": _("need"),
        "worry": _("worry"),
        "wish": _("wish"),
        "message": _("message"),
        "question": _("question"),
        "agreed": _("what was agreed"),
        "service": _("a service that was used"),
    },
    c.StatementSource: {
        "arrival": _("notification or contact"),
        "child_meeting": _("meeting with the child"),
        "conversation": _("conversation"),
        "network_meeting": _("network meeting"),
        "drawing": _("drawing together"),
        "observation": _("worker's observation"),
        "service_map": _("map of services"),
    },
    c.Answer: {
        "asked": p_("permission", "asked, no answer yet"),
        "given": p_("permission", "gave permission"),
        "refused": p_("permission", "did not give permission"),
    },
    c.Purpose: {
        "invite": _("invite to a meeting"),
        "discuss_openly": _("discuss openly in the consultation group"),
        "contact_authority": _("be in contact"),
        "joint_plan": _("make a joint plan"),
        "tell_conclusions": _("tell the conclusions"),
    },
    c.MeetingStructure: {"hypotheses": _("working with hypotheses"), "help_map": _("collaborative help map")},
    c.MeetingState: {
        "preparing": p_("meeting", "being prepared"),
        "invited": p_("meeting", "invitations sent"),
        "held": p_("meeting", "held"),
        "cancelled": p_("meeting", "cancelled"),
    },
    c.MeetingRole: {
        "chair": _("chair"),
        "recorder": _("recorder"),
        "childs_support": _("child's support"),
        "participant": _("participant"),
    },
    c.Reply: {"none": _("no answer yet"), "yes": _("is coming"), "no": _("cannot come")},
    c.LeftOutReason: {
        "client_refused": p_("left out", "the family does not want it"),
        "safety": p_("left out", "safety"),
        "anonymous_or_private": p_("left out", "anonymous, or a private person"),
        "not_useful": p_("left out", "would not help now"),
        "timing": p_("left out", "no time that suits"),
    },
    c.StepState: {
        "open": p_("step", "agreed"),
        "done": p_("step", "done"),
        "partly": p_("step", "partly done"),
        "not_done": p_("step", "not done"),
        "changed": p_("step", "changed"),
    },
    c.DocumentKind: {
        "assessment_summary": _("Summary of the service needs assessment"),
        "meeting_record": _("Record of the network meeting"),
    },
    c.DocumentState: {
        "working": _("working material"),
        "to_be_filed": _("to be filed in the official record"),
        "filed": _("filed in the official record"),
    },
    c.ServiceClass: {
        "child_health_clinic": p_("service", "child health clinic"),
        "early_education": p_("service", "early childhood education"),
        "school_support": p_("service", "support at school"),
        "family_counselling": p_("service", "family counselling"),
        "family_work": p_("service", "family work"),
        "home_service": p_("service", "home service for families"),
        "support_person": p_("service", "support person or support family"),
        "peer_group": p_("service", "peer group"),
        "family_law": p_("service", "family law services"),
        "contact_support": p_("service", "supported or supervised contact"),
        "health_care": p_("service", "health care"),
        "child_psychiatry": p_("service", "child or youth psychiatry"),
        "mental_health": p_("service", "mental health services of an adult"),
        "substance_clinic": p_("service", "substance use services"),
        "violence_support": p_("service", "shelter or work against violence"),
        "disability_service": p_("service", "disability services"),
        "therapy": p_("service", "therapy or rehabilitation"),
        "adult_social_work": p_("service", "social work for adults"),
        "child_protection": p_("service", "child protection in open care"),
        "substitute_care": p_("service", "substitute care"),
        "youth_work": p_("service", "youth work"),
        "association": p_("service", "help of an association or parish"),
        "other": p_("service", "another kind of help"),
    },
    c.Going: {
        "goes_on": p_("service", "goes on"),
        "ended": p_("service", "has ended"),
        "unknown": p_("service", "not known"),
    },
    c.Helped: {
        "helped": p_("service", "helped"),
        "partly": p_("service", "helped partly"),
        "not": p_("service", "did not help"),
        "cannot_say": p_("service", "cannot say"),
    },
    c.OwnService: {
        "assessment": p_("service", "service needs assessment"),
        "clientship": p_("service", "child protection clientship"),
        "network_meeting": p_("service", "network meetings"),
    },
    c.EventKind: {
        "initiated": p_("event", "matter became pending"),
        "urgency_assessed": p_("event", "urgency judged"),
        "decision_made": p_("event", "decision at intake"),
        "assessment_started": p_("event", "assessment began"),
        "child_heard": p_("event", "child met"),
        "invited": p_("event", "invited to a meeting"),
        "meeting_held": p_("event", "network meeting held"),
        "steps_agreed": p_("event", "small steps agreed"),
        "assessment_approved": p_("event", "assessment approved"),
        "clientship_started": p_("event", "child protection clientship began"),
        "feedback_given": p_("event", "the one who notified was told"),
        "clientship_ended": p_("event", "child protection clientship ended"),
        "closed": p_("event", "matter closed"),
    },
    Cohort: {
        "event": p_("cohort", "begun in the period, and finished in the period"),
        "initiated": p_("cohort", "became pending in the period"),
    },
    c.Phase: {
        "arrived": p_("phase", "arrived, waits to begin"),
        "assessed": p_("phase", "assessment in progress"),
        "after": p_("phase", "assessed, work or services go on"),
        "protected": p_("phase", "child protection clientship"),
        "over": p_("phase", "closed"),
    },
    c.Comparison: {
        "need": p_("comparison", "the same ground of assessment"),
        "source": p_("comparison", "the same party the family came from"),
    },
    c.Weighed: {
        "helped": _("the table helped the talk along"),
        "otherwise": _("the group chose otherwise than the table might suggest"),
        "not_used": _("the table was not used"),
    },
    c.TeamKind: {
        "systemic": _("systemic team"),
        "assessment": _("assessment team"),
        "consultation": _("consultation group"),
    },
}

#: How permissions of one recipient stand together (rooms/consent): said by value, the room stays below.
STANDINGS: dict[str, Promise] = {
    "not_asked": p_("permission", "not asked"),
    "asked": p_("permission", "asked"),
    "given": p_("permission", "in force"),
    "refused": p_("permission", "refused"),
    "withdrawn": p_("permission", "withdrawn"),
    "expired": p_("permission", "expired"),
    "disagreement": p_("permission", "parents disagree"),
}

VOICES: dict[str, Promise] = {
    "child": p_("voice", "child"),
    "family": p_("voice", "family"),
    "network": p_("voice", "network"),
    "worker": p_("voice", "worker"),
}

LANGUAGES: dict[str, Promise] = {
    "fi": _("Finnish"),
    "sv": _("Swedish"),
    "en": _("English"),
    "se": _("Northern Sámi"),
    "ru": _("Russian"),
    "et": _("Estonian"),
    "ar": _("Arabic"),
    "so": _("Somali"),
    "ku": _("Kurdish"),
    "fa": _("Persian"),
    "uk": _("Ukrainian"),
    "vi": _("Vietnamese"),
    "fse": _("Finnish Sign Language"),
}

#: The laws whose short names differ in Swedish.
LAWS: dict[str, Promise] = {"SHL": p_("law", "SHL"), "LSL": p_("law", "LSL"), "ATL": p_("law", "ATL")}


def say(code: Any) -> Any:
    """Return the phrase of a code. Raises KeyError for a code that has none: it must be given one here."""
    if isinstance(code, StrEnum):
        phrases = PHRASES.get(type(code))
        if phrases is not None:
            return phrases[code.value]
        return (STANDINGS | VOICES)[code.value]
    return code


def section(code: str) -> str:
    """Return a section of the law as the reader's language names the law, on one line: SVL 26.5 §."""
    law, _space, rest = code.partition(" ")
    return f"{LAWS.get(law, law)} {rest}".replace(" ", "\N{NO-BREAK SPACE}")


def choices(kind: type[StrEnum], *, only: tuple[StrEnum, ...] | None = None) -> list[tuple[str, Any]]:
    """Return (code, phrase) pairs for a form."""
    return [(code.value, say(code)) for code in (only or tuple(kind))]
