"""Every field that can hold what identifies or describes a person says what it is for and how long it is kept."""

from django.apps import apps
from django.db import models

#: Text that says nothing of a client or a worker, and why.
NOT_OF_A_PERSON = {
    "casework.DateChange.field": "the name of a date",
    "casework.ReferralSource.code": "a party's code",
    "casework.ReferralSource.name_en": "a party's name",
    "casework.ReferralSource.name_fi": "a party's name",
    "casework.ReferralSource.name_sv": "a party's name",
    "documents.Document.language": "a language",
    "documents.Document.reference": "a reference in the official record",
    "documents.Document.sha256": "a digest",
    "drafts.Draft.place": "an address of a page",
    "insight.EventLog.file_name": "a file",
    "insight.EventLog.name": "a log",
    "insight.ToldPopulation.families": "keyed digests",
    "insight.ToldPopulation.scope": "a log and a day",
    "organisation.SignInTry.email_hash": "a digest",
    "organisation.Team.name": "a team",
    "organisation.Unit.county_code": "a county",
    "organisation.Unit.name": "a unit",
    "organisation.Worker.language": "a language",
    "organisation.Worker.password": "a digest",
    "meetings.FollowUp.repetition_avoided": "a code",
    "meetings.FollowUp.would_do_again": "a code",
    "people.Custody.decided_by": "a court or an authority",
    "people.Family.sort_name": "made from the declared name",
    "people.Identity.code_hash": "a keyed digest",
    "people.NetworkMember.organisation": "a place of work",
    "people.NetworkMember.relation": "what someone is to the family",
    "people.Person.interpreter": "a language",
    "people.Person.language": "a language",
    "people.Residence.rhythm": "a rhythm of weeks",
    "voice.Statement.language": "a language",
}


def declared(field: models.Field) -> bool:  # type: ignore[type-arg]  # any field
    return bool(getattr(field, "purpose", "")) and getattr(field, "keep", None) is not None


def test_every_identifying_field_declares_its_purpose_and_retention() -> None:
    rooms = [model for model in apps.get_models() if model.__module__.startswith("kudelma.rooms.")]
    free = (models.CharField, models.TextField, models.BinaryField)
    undeclared = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in rooms
        for field in model._meta.concrete_fields
        if (isinstance(field, free) or field.get_internal_type() == "SealedText" or field.name in {"born", "died"})
        and not field.choices
        and model._meta.app_label != "trail"  # codes, ids and digests only
        and not declared(field)
    }
    assert undeclared - NOT_OF_A_PERSON.keys() == set()
