import pytest
from django.db import connection

from kudelma.rooms.people.models import Household, Identity
from kudelma.rooms.sealed.keys import Unopenable, seal, search_hash, unseal
from people import Town, ainos_family, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Household:
    here: Town = town()
    family = ainos_family(here)
    return Household.objects.create(family_id=family.family_id, label="Koti", address="Kanervatie 3")


def test_sealed_text_reads_back(home: Household) -> None:
    assert Household.objects.get(pk=home.pk).address == "Kanervatie 3"


def test_sealed_text_does_not_lie_open_in_the_table(home: Household) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM people_household WHERE id = %s", [home.pk])
        stored = bytes(cursor.fetchone()[0])
    assert b"Kanervatie" not in stored


def test_value_moved_to_another_row_does_not_open(home: Household) -> None:
    other = Household.objects.create(family_id=home.family_id, label="Toinen", address="Rantakuja 1")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_household SET address = (SELECT address FROM people_household WHERE id = %s) WHERE id = %s",
            [home.pk, other.pk],
        )
    with pytest.raises(Unopenable):
        _ = Household.objects.get(pk=other.pk).address


def test_sealed_field_cannot_be_updated_past_its_row(home: Household) -> None:
    with pytest.raises(TypeError, match="sealed"):
        Household.objects.filter(pk=home.pk).update(address="open")


def test_saving_unread_value_keeps_it(home: Household) -> None:
    row = Household.objects.get(pk=home.pk)
    row.label = "Uusi nimi"
    row.save()
    assert Household.objects.get(pk=home.pk).address == "Kanervatie 3"


@pytest.mark.parametrize("place", [0, 1, 20, -1])
def test_changed_byte_does_not_open(place: int) -> None:
    sealed = bytearray(seal("sana", bound_to="here"))
    sealed[place] ^= 1
    with pytest.raises((Unopenable, KeyError)):
        unseal(bytes(sealed), bound_to="here")


def test_search_hash_depends_on_purpose() -> None:
    assert search_hash("x", purpose="a") != search_hash("x", purpose="b")


def test_identity_model_never_stores_code_open() -> None:
    assert {f.name for f in Identity._meta.fields if f.get_internal_type() == "SealedText"} == {"code"}
