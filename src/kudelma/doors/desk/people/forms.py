import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kudelma.core.codes import (
    ContactAllowed,
    CustodyKind,
    Gender,
    InfoRight,
    PartnershipEnd,
    PartnershipKind,
    Sector,
    TieKind,
)
from kudelma.ui.forms.fields import Code, Day, Line, Pick, PickMany, Words
from kudelma.ui.forms.paper import Changing, Creating, Paper
from kudelma.ui.words import LANGUAGES

Rows = Iterable[tuple[uuid.UUID, Any]]
_LANGUAGES = [("", _("Not known")), *LANGUAGES.items()]
_INTERPRETERS = [("", _("No interpreter")), *LANGUAGES.items()]


class NewPerson(Creating):
    given = Line(label=_("Given names"), max_length=120)
    family_name = Line(label=_("Family name"), required=False, max_length=120)
    called = Line(label=_("What they want to be called"), required=False, max_length=60)
    born = Day(label=_("Birth date"), required=False)
    gender = Code(Gender, label=_("Drawn as"), help_text=_("As the person wants it."))
    language = forms.ChoiceField(label=_("Mother tongue"), required=False, choices=_LANGUAGES)
    interpreter = forms.ChoiceField(label=_("Interpreter"), required=False, choices=_INTERPRETERS)
    is_client_child = forms.BooleanField(label=_("A child whose matter this is"), required=False)
    is_dead = forms.BooleanField(label=_("Has died"), required=False)
    died = Day(label=_("Died on"), required=False)


class ChangePerson(Changing):
    called = Line(label=_("What they want to be called"), required=False, max_length=60)
    born = Day(label=_("Birth date"), required=False)
    gender = Code(Gender, label=_("Drawn as"), help_text=_("As the person wants it."))
    language = forms.ChoiceField(label=_("Mother tongue"), required=False, choices=_LANGUAGES)
    interpreter = forms.ChoiceField(label=_("Interpreter"), required=False, choices=_INTERPRETERS)
    note = Words(label=_("What they want known of them"), required=False, rows=3)


class Rename(Paper):
    given = Line(label=_("Given names"), max_length=120)
    family_name = Line(label=_("Family name"), required=False, max_length=120)
    since = Day(label=_("From what day"))


class TieForm(Paper):
    parent = Pick(label=_("Parent"), empty=_("Choose"))
    child = Pick(label=_("Child"), empty=_("Choose"))
    kind = Code(TieKind, label=_("What joins them"))
    valid_from = Day(label=_("From"), required=False)
    valid_to = Day(label=_("Until"), required=False)

    def __init__(self, *args: Any, people: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        self.fields["parent"].offer(people)  # type: ignore[attr-defined]  # a Pick
        self.fields["child"].offer(people)  # type: ignore[attr-defined]  # a Pick


class CoupleForm(Paper):
    one = Pick(label=_("One"), empty=_("Choose"))
    other = Pick(label=_("The other"), empty=_("Choose"))
    kind = Code(PartnershipKind, label=_("What they are to each other"))
    valid_from = Day(label=_("From"), required=False)
    valid_to = Day(label=_("Until"), required=False)
    ended_as = Code(PartnershipEnd, label=_("How it ended"), required=False, empty=_("It goes on"))

    def __init__(self, *args: Any, people: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        self.fields["one"].offer(people)  # type: ignore[attr-defined]  # a Pick
        self.fields["other"].offer(people)  # type: ignore[attr-defined]  # a Pick


class CustodyForm(Paper):
    child = Pick(label=_("Child"), empty=_("Choose"))
    custodian = Pick(label=_("Custodian or parent"), empty=_("Choose"))
    kind = Code(CustodyKind, label=_("Custody"))
    content = Words(
        label=_("What it contains"), required=False, rows=2, help_text=_("How the custodians divide what they decide.")
    )
    info_right = Code(InfoRight, label=_("Right to information"))
    since = Day(label=_("From"), required=False)

    def __init__(self, *args: Any, people: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        self.fields["child"].offer(people)  # type: ignore[attr-defined]  # a Pick
        self.fields["custodian"].offer(people)  # type: ignore[attr-defined]  # a Pick


class HomeForm(Creating):
    label = Line(label=_("What the home is called"), max_length=80, help_text=_("For example: Mother's home"))
    people = PickMany(label=_("Who lives there"))
    rhythm = Line(
        label=_("If a child lives in two homes, how"),
        required=False,
        max_length=80,
        help_text=_("For example: every other week"),
    )
    address = Line(label=_("Address"), required=False)
    phone = Line(label=_("Phone"), required=False, max_length=60)

    def __init__(self, *args: Any, people: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people)  # type: ignore[attr-defined]  # a PickMany


class IdentityForm(Paper):
    code = Line(label=_("Identity code"), max_length=20, help_text=_("For example 010594Y9032"))


class SafetyForm(Creating):
    since = Day(label=_("In force from"))
    until = Day(
        label=_("In force until"),
        required=False,
        help_text=_("The end does not show anything again by itself: you are asked to review it."),
    )
    against = PickMany(label=_("Protected against"), required=False)
    note = Words(label=_("What to take care of"), required=False, rows=3)

    def __init__(self, *args: Any, people: Rows, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["against"].offer(people)  # type: ignore[attr-defined]  # a PickMany


class _MemberFields(Paper):
    name = Line(label=_("Name"), max_length=120)
    relation = Line(
        label=_("Who they are to the child or family"),
        max_length=120,
        help_text=_("For example: grandmother, class teacher"),
    )
    organisation = Line(label=_("Organisation or place of work"), required=False, max_length=120)
    sector = Code(Sector, label=_("Part of life"))
    contact_allowed = Code(ContactAllowed, label=_("May they be contacted?"), radio=True)
    contact_reason = Words(
        label=_("Why"), required=False, rows=2, help_text=_("Needed when they may not be contacted.")
    )
    phone = Line(label=_("Phone"), required=False, max_length=60)
    email = Line(label=_("E-mail"), required=False, max_length=120)


class NewMember(_MemberFields, Creating):
    is_authority = forms.BooleanField(label=_("An authority or a professional"), required=False)


class ChangeMember(_MemberFields, Changing):
    pass
