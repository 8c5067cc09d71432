import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as p_

from kudelma.core.codes import Going, Helped, ServiceClass
from kudelma.rooms.services.actions import Told, View
from kudelma.rooms.services.queries import ServiceLine, ViewLine
from kudelma.rooms.voice.actions import Shown, Speaker
from kudelma.ui.forms.fields import Code, Line, Pick, PickMany, Rough, Words
from kudelma.ui.forms.paper import Changing, Creating, Paper
from kudelma.ui.words import LANGUAGES

Rows = Iterable[tuple[uuid.UUID, Any]]

_SHOWN = [
    ("concerned", p_("shown to", "those whom it concerns, the one who told it, and the team")),
    ("family", p_("shown to", "the whole family in both homes, and the team")),
    ("chosen", p_("shown to", "those chosen below, and the team")),
    ("team", p_("shown to", "the team only: on nobody's copy")),
]


def _shown_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Whose copy may this stand on?"),
        widget=forms.RadioSelect,
        choices=_SHOWN,
        help_text=_("When the parents live apart, ask first: a copy of one home must not tell of the other."),
    )


class _Viewed(Paper):
    """The family's view, and who may see it."""

    helped = Code(Helped, label=_("Did it help?"), radio=True)
    words = Words(
        label=_("What helped, what did not?"),
        rows=3,
        required=False,
        help_text=_("In the words of the one who says it. Leave empty if nothing was said."),
    )
    speaker = Pick(label=_("Who says so?"), empty=_("Choose"))
    language = forms.ChoiceField(label=_("Language of the words"), choices=list(LANGUAGES.items()))
    shown = _shown_field()
    persons = PickMany(label=_("Shown also to"), required=False)

    def __init__(
        self, *args: Any, people: Rows, speakers: Rows, about: frozenset[uuid.UUID] = frozenset(), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        self.people, self.always_about = {key for key, _name in people}, about
        self.fields["speaker"].offer(speakers)  # type: ignore[attr-defined]  # a Pick
        self.fields["persons"].offer(people)  # type: ignore[attr-defined]  # a PickMany

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("shown") == "chosen" and not facts.get("persons"):
            self.add_error("persons", _("Choose at least one person."))
        if facts.get("shown") == "concerned" and not self.concerned():
            self.add_error(
                "shown",
                _("The whole family may live in two homes. Choose whether both see this, or choose the people."),
            )
        return facts

    def concerned(self) -> frozenset[uuid.UUID]:
        return self.always_about or frozenset(self.cleaned_data.get("about") or ())

    def view(self, speaker: Speaker) -> View:
        facts = self.cleaned_data
        persons: frozenset[uuid.UUID] = frozenset()
        if facts["shown"] == "chosen":
            persons = frozenset(facts["persons"])
        elif facts["shown"] == "concerned":
            persons = self.concerned() | ({speaker.person_id} if speaker.person_id else frozenset())
        shown = Shown(family=facts["shown"] == "family", persons=persons)
        return View(facts["helped"], speaker, shown, facts["words"], facts["language"])


class _Told(_Viewed):
    """A service as the family tells it."""

    kind = Code(ServiceClass, label=_("What kind of help"), empty=_("Choose"))
    name = Line(
        label=_("What you call it"),
        max_length=80,
        required=False,
        help_text=_("As the family speaks of it. Leave empty if the kind says enough."),
    )
    provider = Line(label=_("Who gives it"), max_length=120, required=False, help_text=_("Place, unit or organisation"))
    about = PickMany(
        label=_("Whom it concerns"), required=False, help_text=_("Leave empty when it concerns the whole family.")
    )
    first = Rough(
        label=_("When did it begin?"), help_text=_("As well as you remember: 12.8.2021, 8/2021, 2021 or about 2021")
    )
    going = Code(Going, label=_("Does it go on?"), radio=True)
    last = Rough(
        label=_("When did it end?"),
        required=False,
        help_text=_("Leave empty if it goes on, or if nobody remembers."),
    )
    arranged_by = Line(label=_("Who arranged it?"), max_length=120, required=False)

    field_order = (
        "kind",
        "name",
        "provider",
        "about",
        "first",
        "going",
        "last",
        "arranged_by",
        "helped",
        "words",
        "speaker",
        "language",
        "shown",
        "persons",
        "reason",
    )

    def __init__(self, *args: Any, people: Rows, **kwargs: Any) -> None:
        people = list(people)
        super().__init__(*args, people=people, **kwargs)
        self.fields["about"].offer(people)  # type: ignore[attr-defined]  # a PickMany

    def told(self, speaker: Speaker) -> Told:
        facts = self.cleaned_data
        plain = {name: facts[name] for name in ("kind", "first", "going", "last", "name", "provider", "arranged_by")}
        return Told(**plain, about=frozenset(facts["about"]), view=self.view(speaker))


class NewService(_Told, Creating):
    pass


class CorrectService(_Told, Changing):
    reason = Words(
        label=_("What was corrected?"),
        rows=2,
        required=False,
        help_text=_("The earlier telling stays in the history. Write why, if it helps to understand it later."),
    )


class Remark(_Viewed, Changing):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    hidden = forms.BooleanField(
        label=_("Leave this out of the family's copies"),
        required=False,
        help_text=_("It stays on the team's page and in the official record."),
    )

    field_order = ("helped", "words", "speaker", "language", "shown", "persons", "hidden")


class RemoveService(Changing):
    reason = Words(label=_("Why it is taken off"), rows=2, help_text=_("It stays in the history with the reason."))


def viewed(view: ViewLine, concerned: frozenset[uuid.UUID]) -> dict[str, Any]:
    """Return what a form about the view begins with."""
    shown = "family" if view.to_family else "team"
    if view.shown_ids:
        shown = "concerned" if concerned and view.shown_ids <= concerned | {view.who_id} else "chosen"
    return {
        "helped": view.helped,
        "words": view.words,
        "speaker": view.who_id,
        "language": view.language,
        "shown": shown,
        "persons": [str(key) for key in view.shown_ids] if shown == "chosen" else [],
    }


def as_told(line: ServiceLine) -> dict[str, Any]:
    """Return what the form of a correction begins with."""
    plain = ("kind", "name", "provider", "first", "going", "last", "arranged_by", "version")
    about = [str(key) for key in line.about_ids]
    return {name: getattr(line, name) for name in plain} | {"about": about} | viewed(line.view, line.about_ids)
