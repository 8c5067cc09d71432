import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from kudelma.core.written_dates import (
    DateFault,
    RoughDate,
    WrittenDateError,
    read_date,
    read_rough,
    written,
    written_roughly,
)
from kudelma.ui.words import choices

MOST_IN_LINE = 200
MOST_IN_TEXT = 20_000

_DATE_FAULTS = {
    DateFault.FORM: _("Give the day in the form d.m.yyyy, for example 22.11.2026."),
    DateFault.MONTH: _("There are twelve months. Give the day in the form d.m.yyyy."),
}


class Line(forms.CharField):
    """One line of text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MOST_IN_LINE)
        super().__init__(**kwargs)


class Words(forms.CharField):
    """Text of several lines; its line breaks are kept."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MOST_IN_TEXT)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "data-grow": ""}), **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class Day(forms.Field):
    """A date written the Finnish way, forgivingly; no date picker."""

    widget = forms.DateInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return read_date(str(value)[:40])
        except WrittenDateError as why:
            raise ValidationError(fault_sentence(why), code="invalid") from why

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, date) else value


class Rough(forms.Field):
    """A date as well as it is known: a day, a month or a year."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> RoughDate | None:
        if value in self.empty_values:
            return None
        if isinstance(value, RoughDate):
            return value
        try:
            return read_rough(str(value)[:40])
        except WrittenDateError as why:
            form = why.fault == DateFault.FORM
            said = _("Give a day, a month or a year: 22.11.2026, 11/2026 or 2026.") if form else fault_sentence(why)
            raise ValidationError(said, code="invalid") from why

    def prepare_value(self, value: Any) -> Any:
        return roughly(value) if isinstance(value, RoughDate) else value


def roughly(rough: RoughDate) -> str:
    """Say a date as well as it is known: 22.11.2026, 11/2026, 2026, about 2026."""
    return written_roughly(rough, about=str(pgettext("before a year", "about")))


def fault_sentence(why: WrittenDateError) -> str:
    """Say in the reader's language what is wrong with a written date."""
    return str(_DATE_FAULTS.get(why.fault, _("There is no such day. Check the day and the month.")))


class Hour(forms.Field):
    """A time of day: 9, 9.30 or 09:30."""

    widget = forms.TimeInput
    _form = re.compile(r"^([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?$", re.ASCII)

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        found = self._form.match(str(value).strip())
        if not found:
            raise ValidationError(_("Give the time in the form h.mm, for example 9.30."), code="invalid")
        return time(int(found[1]), int(found[2] or 0))

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02}" if isinstance(value, time) else value


class Code(forms.ChoiceField):
    """One code of a vocabulary, chosen by its phrase."""

    def __init__(
        self,
        kind: type[StrEnum],
        *,
        only: tuple[StrEnum, ...] | None = None,
        radio: bool = False,
        empty: Any = None,
        **kwargs: Any,
    ) -> None:
        self.kind = kind
        pairs = lambda: ([("", empty)] if empty is not None else []) + choices(kind, only=only)  # noqa: E731 - lazily, per language
        widget = forms.RadioSelect if radio else forms.Select
        super().__init__(choices=pairs, widget=widget, **kwargs)
        self.error_messages["invalid_choice"] = _("Choose one from the list.")

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        return self.kind(code) if code else None


class Pick(forms.ChoiceField):
    """One row of those the page offers, by its id; anything else is not on the list."""

    def __init__(self, *, radio: bool = False, empty: Any = None, **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(widget=forms.RadioSelect if radio else forms.Select, **kwargs)
        self.error_messages["invalid_choice"] = _("Choose one from the list.")

    def offer(self, rows: Iterable[tuple[uuid.UUID, Any]]) -> None:
        pairs: Sequence[tuple[str, Any]] = [(str(key), label) for key, label in rows]
        self.choices = [("", self.empty), *pairs] if self.empty is not None else list(pairs)

    def clean(self, value: Any) -> Any:
        key = super().clean(value)
        return uuid.UUID(key) if key else None


class PickMany(forms.MultipleChoiceField):
    """Several rows of those the page offers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)
        self.error_messages["invalid_choice"] = _("Choose from the list.")

    def offer(self, rows: Iterable[tuple[uuid.UUID, Any]]) -> None:
        self.choices = [(str(key), label) for key, label in rows]

    def clean(self, value: Any) -> Any:
        return [uuid.UUID(key) for key in super().clean(value)]


class Key(forms.Field):
    """The hidden idempotency key: the id that what is created will have."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(initial=uuid.uuid4, **kwargs)

    def to_python(self, value: Any) -> uuid.UUID:
        try:
            return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
        except ValueError as why:
            raise ValidationError(
                _("The page is out of date. Open it again; what you typed is kept."), code="key"
            ) from why
