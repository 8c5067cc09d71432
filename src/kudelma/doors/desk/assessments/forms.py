from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import Conclusion, Nature
from kudelma.ui.forms.fields import Code, Day, Line, Words
from kudelma.ui.forms.paper import Changing, Creating, Paper


class Start(Paper):
    started_on = Day(label=_("Began on"), help_text=_("The first contact about the assessment with the family."))


class Redate(Paper):
    initiated_on = Day(label=_("The matter became pending on"))
    reason = Words(label=_("Why the date is changed"), rows=2)


class Write(Changing):
    """The assessment in the order it is made with the family: strengths before needs, the child's opinion always."""

    plan = Words(
        label=_("How the assessment is made"),
        required=False,
        rows=3,
        help_text=_("Agreed with the family: who is met, where, together or apart, who is asked."),
    )
    child_opinion_how = Words(
        label=_("How the child's opinion was found out"), required=False, rows=2, help_text=_("SHL 32 §, LSL 20 §")
    )
    child_opinion = Words(label=_("Main content of the child's opinion"), required=False, rows=3)
    child_opinion_missing = Words(label=_("If it could not be found out, why"), required=False, rows=2)
    situation = Words(
        label=_("Summary of the situation"),
        required=False,
        rows=6,
        help_text=_("Begin with what works and who helps. SHL 37 §"),
    )
    needs = Words(label=_("Need of services"), required=False, rows=5, help_text=_("SHL 37 §"))
    nature = Code(Nature, label=_("Nature of the need"), required=False, empty=_("Choose"))
    own_worker_client = Words(label=_("Own worker: the client's view"), required=False, rows=2)
    own_worker_professional = Words(label=_("Own worker: the professional's view"), required=False, rows=2)
    clientship_view = Words(
        label=_("Conclusion on the conditions of clientship"), required=False, rows=4, help_text=_("SHL 37 §")
    )
    explained_how = Words(
        label=_("How rights, options and effects were explained"),
        required=False,
        rows=2,
        help_text=_("Language, interpreter, easy words, pictures. SHL 36.4 §"),
    )
    conclusion = Code(Conclusion, label=_("Where the family goes from here"), required=False, empty=_("Choose"))
    ground = Words(label=_("Ground of the conclusion"), required=False, rows=3)
    delay_reason = Words(label=_("If a limit was passed, why"), required=False, rows=2)

    def texts(self) -> dict[str, str]:
        left_out = {"version", "nature", "conclusion"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class MeetChild(Creating):
    met_on = Day(label=_("When"))
    place = Line(label=_("Where"), help_text=_("Where the child is at ease: at home, at school, outdoors."))
    alone = forms.BooleanField(label=_("The child was met alone"), required=False)
    with_whom = Line(label=_("Who else was there"), required=False)
    how = Words(
        label=_("How you found out what the child thinks"),
        rows=3,
        help_text=_("Talking, drawing, playing, cards, an interpreter."),
    )
    words = Words(
        label=_("What the child said, word for word"),
        required=False,
        rows=5,
        help_text=_("The child's own words. They are shown first wherever this family is spoken of."),
    )
    child_allows = forms.ChoiceField(
        label=_("Who the child lets see these words"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("team", _("the team")),
            ("responsible", _("only my worker")),
            ("family", _("the team and my family")),
        ],
        initial="team",
    )
    against_guardian = forms.BooleanField(label=_("Against the guardian's will"), required=False)
    against_guardian_reason = Words(label=_("Why, if so"), required=False, rows=2, help_text=_("LSL 29 §"))


class View(Creating):
    """One party's view, in their own words."""

    words = Words(label=_("View"), rows=4)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            ("strength", _("a strength")),
            ("view", _("a view")),
            ("need", _("a need")),
            ("worry", _("a worry")),
            ("wish", _("a wish")),
        ],
    )
    verbatim = forms.BooleanField(label=_("Word for word"), required=False)
    to_family = forms.BooleanField(label=_("May be shown to the whole family"), required=False)


class StartClientship(Creating):
    started_on = Day(label=_("Began on"))
    ground = Words(label=_("Ground"), rows=3, help_text=_("LSL 27 §"))
    informed_guardian_on = Day(label=_("Guardian told on"), required=False)
    informed_child_on = Day(label=_("Child told on"), required=False)
    not_informed_reason = Words(
        label=_("If someone was not told, why"), required=False, rows=2, help_text=_("ATL 51 §")
    )
    over_cap_reason = Words(label=_("If the caseload cap is passed, why"), required=False, rows=2)


class EndClientship(Paper):
    ended_on = Day(label=_("Ended on"))
    reason = Words(label=_("Reason"), rows=3)


class Approve(Changing):
    pass


LABELS: dict[str, Any] = {name: field.label for name, field in Write.base_fields.items()} | {
    "started_on": _("The beginning of the assessment")
}
