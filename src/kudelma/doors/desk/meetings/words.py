"""How the desk speaks of a meeting: the headings of its record, the grounds of an invitation, the five scales."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as p_

from kudelma.core.codes import MeetingStructure, StatementKind

#: The headings of the one shared record: what is asked, and a word of help beneath it.
HEADINGS: dict[MeetingStructure, dict[StatementKind, tuple[Promise, Promise]]] = {
    MeetingStructure.HYPOTHESES: {
        StatementKind.QUESTION: (
            _("What do we want to understand together?"),
            _("The question as it sounds today, in the words of the one whose question it is."),
        ),
        StatementKind.STRENGTH: (
            _("What carries this child and this family?"),
            _("What works, who helps, what has been got through before."),
        ),
        StatementKind.WORRY: (_("What is hard or worries?"), _("Concretely: what has been seen and heard.")),
        StatementKind.VIEW: (
            _("What might this be about?"),
            _("Several explanations may be true at once. Say each as a possibility, not as an answer."),
        ),
        StatementKind.WISH: (_("What does each one hope for?"), _("Ask the child first.")),
        StatementKind.AGREED: (
            _("What do we try?"),
            _("What follows from this for now. Write who does what by when as small steps."),
        ),
    },
    MeetingStructure.HELP_MAP: {
        StatementKind.WISH: (
            _("Where do we want to get?"),
            _("The goal that the child and the family set, in their own words."),
        ),
        StatementKind.STRENGTH: (_("What helps us there?"), _("People, skills, places, moments that already carry.")),
        StatementKind.WORRY: (_("What gets in the way?"), _("The obstacle is the obstacle, not the person.")),
        StatementKind.VIEW: (_("How does each one see it?"), _("Differing views are all written down.")),
        StatementKind.QUESTION: (_("What are we still wondering?"), _("Questions may stay open.")),
        StatementKind.AGREED: (
            _("What do we do next?"),
            _("What follows from this for now. Write who does what by when as small steps."),
        ),
    },
}

OTHER = (_("Also said"), _("What was said outside the headings."))

#: On which ground someone may be invited, or what is missing, as a few words in a list.
GROUNDS: dict[str, Promise] = {
    "family": p_("invited as", "family"),
    "team": p_("invited as", "worker"),
    "permission": p_("invited on", "permission in force"),
    "legal_ground": p_("invited on", "legal ground written"),
    "no_permission": p_("invited on", "permission missing"),
    "permission_ends": p_("invited on", "permission ends before the meeting"),
    "contact_not_allowed": p_("invited on", "may not be contacted"),
}

SCALES: dict[str, tuple[Promise, Promise]] = {
    "heard": (_("Was I heard?"), _("0 not at all, 10 completely")),
    "mattered": (_("Did we talk about what matters to me?"), _("0 not at all, 10 completely")),
    "know_next": (_("Do I know what happens next?"), _("0 not at all, 10 completely")),
    "safe": (_("Did it feel safe to be here?"), _("0 not at all, 10 completely")),
    "strengthened": (_("Did the meeting strengthen the child's everyday life?"), _("0 not at all, 10 a great deal")),
}

SHOWN = (
    ("meeting", p_("shown to", "everyone in the meeting, and the team")),
    ("family", p_("shown to", "the whole family, and the team")),
    ("chosen", p_("shown to", "those chosen below, and the team")),
    ("team", p_("shown to", "the team only")),
)
