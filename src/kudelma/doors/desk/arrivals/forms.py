import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import ArrivalKind, Channel, IntakeOutcome, Urgency, Yes
from kudelma.core.deadlines.assessment import Basis
from kudelma.ui.forms.fields import Code, Day, Hour, Line, Pick, PickMany, Words
from kudelma.ui.forms.paper import Creating, Paper

Rows = Iterable[tuple[uuid.UUID, Any]]


class Receive(Creating):
    """What is asked when someone notifies or makes contact, in the order one asks it on the phone."""

    kind = Code(ArrivalKind, label=_("What arrived"), radio=True)
    channel = Code(Channel, label=_("How it arrived"))
    received_on = Day(label=_("Day received"))
    received_at = Hour(label=_("Time received"), help_text=_("For example 9.30"))
    team = Pick(label=_("Team"))

    source = Pick(label=_("Who notified or made contact"), empty=_("Choose"))
    notifier_name = Line(label=_("Name of the one who notified"), required=False, max_length=120)
    notifier_organisation = Line(label=_("Organisation or place of work"), required=False, max_length=120)
    notifier_contact = Line(label=_("How to reach them"), required=False)
    wants_feedback = forms.BooleanField(label=_("Wants to hear that the assessment has ended"), required=False)
    hide_notifier = forms.BooleanField(
        label=_("Keep the one who notified secret from the family"),
        required=False,
        help_text=_("Only when danger would follow. An authority is always named."),
    )
    hide_notifier_reason = Words(label=_("Why they are kept secret"), required=False, rows=2)

    who_it_concerns = Line(label=_("Whom it concerns"), help_text=_("The child's name, and the parents' if known"))
    place = Line(label=_("Where the child is now"), required=False)
    observations = Words(
        label=_("What was seen and heard"), rows=6, help_text=_("Concretely, in the words of the one who tells.")
    )
    first_hand = Code(Yes, label=_("Seen or heard by the teller themselves"), radio=True)
    all_children = Code(Yes, label=_("Concerns all children of the family"), radio=True)
    notifier_has_done = Words(label=_("What the one who notified has done"), required=False, rows=2)
    other_authorities = Words(label=_("Other authorities told, the police for example"), required=False, rows=2)
    tried_before = Words(label=_("How it has been tried to solve"), required=False, rows=2)
    family_knows = Code(Yes, label=_("The family knows of this"), radio=True)
    child_knows = Code(Yes, label=_("The child knows of this"), radio=True)
    expects = Words(label=_("What the one who notified expects"), required=False, rows=2)
    told_what_next = forms.BooleanField(label=_("Told in general terms what happens next"), required=False)
    told_may_be_invited = forms.BooleanField(
        label=_("Told that they may be invited to an opening meeting"), required=False
    )

    def __init__(self, *args: Any, sources: Rows, teams: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].offer(sources)  # type: ignore[attr-defined]  # a Pick
        self.fields["team"].offer(teams)  # type: ignore[attr-defined]  # a Pick


class JudgeUrgency(Paper):
    result = Code(Urgency, label=_("Is help needed urgently?"), radio=True)
    grounds = Words(
        label=_("What the judgement rests on"),
        rows=3,
        help_text=_("Danger, suspected violence or abuse, a child alone, what another authority sees."),
    )


class ChooseFamily(Creating):
    """The family an arrival is about: one of ours, or a new one."""

    family = Pick(label=_("Family"), required=False, empty=_("A new family"))
    name = Line(label=_("Name of the new family"), required=False, max_length=120)
    child_given = Line(label=_("Child's given names"), required=False, max_length=120)
    child_family = Line(label=_("Child's family name"), required=False, max_length=120)
    child_born = Day(label=_("Child's birth date"), required=False)
    file = forms.FileField(
        label=_("Family tree from a file"),
        required=False,
        help_text=_("GEDCOM (.ged) or Kudelma's own JSON. People and ties are brought in; places are not."),
    )

    def __init__(self, *args: Any, families: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].offer(families)  # type: ignore[attr-defined]  # a Pick

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if not facts.get("family"):
            if not facts.get("name"):
                self.add_error(
                    "name", ValidationError(_("Choose a family or give the name of a new one."), code="required")
                )
            if not facts.get("child_given") and not facts.get("file"):
                self.add_error(
                    "child_given",
                    ValidationError(_("Give the child's name, or bring the family from a file."), code="required"),
                )
        return facts


class ChooseChildren(Paper):
    children = PickMany(label=_("Which children this concerns"))

    def __init__(self, *args: Any, people: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].offer(people)  # type: ignore[attr-defined]  # a PickMany


class Decide(Paper):
    outcome = Code(IntakeOutcome, label=_("Decision"), radio=True)
    basis = Code(Basis, label=_("Ground of the assessment"), required=False, empty=_("Choose"))
    responsible = Pick(label=_("Responsible worker"), required=False, empty=_("Choose"))
    reason = Words(
        label=_("Reason"),
        rows=4,
        required=False,
        help_text=_("Needed when an assessment is not made, and when this is linked to an open one."),
    )

    def __init__(self, *args: Any, team: Rows, outcomes: tuple[IntakeOutcome, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].offer(team)  # type: ignore[attr-defined]  # a Pick
        self.fields["outcome"] = Code(IntakeOutcome, label=_("Decision"), radio=True, only=outcomes)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("outcome") == IntakeOutcome.ASSESSMENT:
            if not facts.get("basis"):
                self.add_error("basis", ValidationError(_("Choose the ground: it sets the limits."), code="required"))
            if not facts.get("responsible"):
                self.add_error(
                    "responsible", ValidationError(_("Choose who answers for the assessment."), code="required")
                )
        return facts
