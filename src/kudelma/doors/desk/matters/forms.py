import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kudelma.core.codes import Answer, Channel, FeedbackLevel, MatterState, Purpose
from kudelma.rooms.casework.queries import Order, Whose
from kudelma.ui.forms.fields import Code, Day, Line, Pick, Words
from kudelma.ui.forms.paper import Changing, Creating, Paper

Rows = Iterable[tuple[uuid.UUID, Any]]


class Sieve(forms.Form):
    """What a list of families is narrowed by; a wrong value narrows nothing."""

    narrows = True  # nothing here is asked for, so no field says that it is optional

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    whose = forms.ChoiceField(
        label=pgettext_lazy("filter", "Whose"),
        required=False,
        choices=[
            (Whose.TEAM, _("All of my teams")),
            (Whose.MINE, _("My own")),
            (Whose.COVERED, _("Those I stand in for")),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("state", "Open")),
            (MatterState.ASSESSMENT, _("Assessment in progress")),
            (MatterState.WORK, _("Work with the family")),
            (MatterState.CLOSED, _("Closed")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            (Order.LIMIT, _("Nearest limit first")),
            (Order.FAMILY, _("By family name")),
            (Order.OPENED, _("Newest first")),
        ],
    )


class HandOver(Changing):
    to = Pick(label=_("New responsible worker"))
    pair = Pick(label=_("Working pair"), required=False, empty=_("No pair"))
    reason = Words(label=_("Why the matter changes hands"), rows=3)
    told_family_on = Day(
        label=_("Family told on"), required=False, help_text=_("The family should know before the change.")
    )

    def __init__(self, *args: Any, team: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = list(team)
        self.fields["to"].offer(team)  # type: ignore[attr-defined]  # a Pick
        self.fields["pair"].offer(team)  # type: ignore[attr-defined]  # a Pick


class Close(Changing):
    reason = Words(label=_("Why the matter is closed"), rows=3, help_text=_("The family can read this."))


class NewTask(Creating):
    what = Line(label=_("What is to be done"))
    due_on = Day(label=_("By"), help_text=_("For example 24.11.2026"))
    who = Pick(label=_("Who"))

    def __init__(self, *args: Any, team: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].offer(team)  # type: ignore[attr-defined]  # a Pick


class FinishTask(Paper):
    done_on = Day(label=_("Done on"))
    exception_reason = Words(
        label=_("If it was left undone, why"), required=False, rows=2, help_text=_("Leave empty when it was done.")
    )


class FeedbackCall(Paper):
    level = Code(
        FeedbackLevel,
        label=_("What was told"),
        radio=True,
        help_text=_("Nothing of the child is told without the family's permission or the law."),
    )
    channel = Code(
        Channel, label=_("How"), only=(Channel.PHONE, Channel.MEETING, Channel.LETTER, Channel.VISIT), radio=True
    )
    given_on = Day(label=_("When"))
    note = Words(label=_("What was agreed in the call"), required=False, rows=3)


class Ask(Creating):
    recipient = Pick(label=_("About whom: who may take part or hear"), empty=_("Choose"))
    giver = Pick(label=_("Who was asked"), empty=_("Choose"))
    purpose = Code(Purpose, label=_("For what"))
    how_asked = Words(
        label=_("How it was explained"),
        rows=2,
        required=False,
        help_text=_("Language, interpreter, pictures: how you made sure it was understood."),
    )
    answer = Code(Answer, label=_("Answer"), radio=True)
    scope = Words(
        label=_("What may be told, and what not"), rows=3, required=False, help_text=_("In the person's own words.")
    )
    asked_on = Day(label=_("Asked on"))
    valid_to = Day(label=_("In force until"), required=False, help_text=_("Leave empty when it is until withdrawn."))

    def __init__(self, *args: Any, givers: Rows, recipients: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"].offer(givers)  # type: ignore[attr-defined]  # a Pick
        self.fields["recipient"].offer(recipients)  # type: ignore[attr-defined]  # a Pick
