from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import Weighed
from kudelma.ui.forms.fields import Code, Day, Line, Words
from kudelma.ui.forms.paper import Creating, Paper


class Choose(Creating):
    """Whom the group suggests to ask: people decide, and say why."""

    actors = forms.MultipleChoiceField(
        label=_("Whom the group suggests to ask"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "beside"}),
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    others = Line(label=_("Someone else"), required=False, help_text=_("A party or a role, not a name."))
    why = Words(
        label=_("Why these, and what each could bring"),
        rows=4,
        help_text=_("In the words you will use with the family. They can read this."),
    )
    decided_by = Line(label=_("Who decided"), help_text=_("Those of the group who were there."))
    decided_on = Day(label=_("When"))
    weighed = Code(Weighed, label=_("What the table was to the talk"), radio=True)
    table = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actors: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actors"].choices = list(actors)  # type: ignore[attr-defined]  # a choice field


class Turn(Paper):
    why = Words(label=_("Why"), rows=3, help_text=_("Everyone of the consultation group can read this."))
