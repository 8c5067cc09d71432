"""A double click on what has no key of its own changes nothing more."""

from datetime import date

import pytest

from kudelma.core.codes import CustodyKind
from kudelma.rooms.people import actions
from kudelma.rooms.people.models import Custody, Name, Person
from people import ainos_family, town

pytestmark = pytest.mark.django_db


def test_custody_recorded_twice_is_one() -> None:
    here = town()
    family = ainos_family(here)
    before = Custody.objects.count()
    for _ in range(2):
        actions.record_custody(
            by=here.at(here.sanna),
            child_id=family.aino,
            custodian_id=family.mother,
            kind=CustodyKind.SOLE,
            content="Court.",
        )
    assert (Custody.objects.count(), Custody.objects.filter(valid_to=None, custodian=family.mother).count()) == (
        before + 1,
        1,
    )


def test_new_name_given_twice_is_one() -> None:
    here = town()
    family = ainos_family(here)
    for _ in range(2):
        actions.rename(
            by=here.at(here.sanna),
            person_id=family.mother,
            given="Heidi",
            family_name="Salonen",
            since=date(2026, 1, 1),
        )
    names = list(Name.objects.filter(person=family.mother).order_by("valid_from").values_list("family", flat=True))
    assert (sorted(names), Person.objects.get(pk=family.mother).name) == (["Salonen", "Virtanen"], "Heidi Salonen")
