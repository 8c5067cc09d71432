import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _

from kudelma.ui.forms.fields import Key
from kudelma.ui.refusals import sentence


class Refusal(Protocol):
    """What a room raises when an act may not be done (rooms/refused.py)."""

    code: str
    field: str | None
    facts: dict[str, Any]


class Paper(forms.Form):
    """A form of Kudelma: its errors name the cure, and a refusal of a room becomes one of them."""

    required_css_class = "k-required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self.name_cure(field)

    def name_cure(self, field: forms.Field) -> None:
        """Let an empty field say what to do and where; a field that comes later is named when it comes."""
        if field.label:
            cure = _("Choose: %(label)s") if isinstance(field, forms.ChoiceField) else _("Fill in: %(label)s")
            field.error_messages["required"] = cure % {"label": field.label}

    def refuse(self, why: Refusal) -> None:
        """Put a refusal at the field it concerns, or at the top."""
        place = why.field if why.field in self.fields else None
        self.add_error(place, forms.ValidationError(sentence(why.code, why.facts), code=why.code))


class Creating(Paper):
    """A form that creates something: a retry of the same page never creates two."""

    key = Key()

    @property
    def new_id(self) -> uuid.UUID:
        key: uuid.UUID = self.cleaned_data["key"]
        return key


class Changing(Paper):
    """A form that changes something: saved only when nobody else saved meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


@contextmanager
def refusals(form: Paper, kind: type[Exception]) -> Iterator[None]:
    """Turn a refusal inside the block into an error of the form."""
    try:
        yield
    except kind as why:
        form.refuse(why)  # type: ignore[arg-type]  # the protocol above
