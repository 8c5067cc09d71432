import pytest

from kudelma.core.decision import Decision
from kudelma.core.recording import (
    Document,
    DocumentKind,
    Organisation,
    OrganisationKind,
    Paragraph,
    may_see,
    recordable_by,
)

COUNTY = Organisation("county", OrganisationKind.SOCIAL_CONTROLLER)
SCHOOL = Organisation("school", OrganisationKind.OTHER)
POLICE = Organisation("police youth worker", OrganisationKind.OTHER)
HEALTH = Organisation("health centre", OrganisationKind.HEALTH)
GRANDMOTHER = Organisation("grandmother", OrganisationKind.RELATIVE)
FRIEND = Organisation("friend", OrganisationKind.PRIVATE_PERSON)

PARAGRAPHS = {
    "P1 school attendance": Paragraph({"school": "The school arranges the child's day."}),
    "P2 mother's therapy": Paragraph({"health centre": ""}),
    "P3 small-step plan": Paragraph({"school": "The school takes the first step.", "health centre": ""}),
    "P4 address of shelter": Paragraph(only_for=frozenset({"mother"})),
}
MINUTES = Document(DocumentKind.MINUTES)
PLAN = Document(DocumentKind.CLIENT_PLAN, indispensable_for=frozenset({"school"}))


@pytest.mark.parametrize(
    ("organisation", "document", "expected"),
    [
        (COUNTY, MINUTES, "P1 P2 P3 P4"),
        (SCHOOL, MINUTES, "P1 P3"),
        (SCHOOL, PLAN, "P1 P2 P3"),
        (HEALTH, MINUTES, "P2 P3"),
        (HEALTH, Document(DocumentKind.NARRATIVE), ""),
        (POLICE, MINUTES, ""),
        (POLICE, PLAN, ""),
        (GRANDMOTHER, MINUTES, ""),
        (FRIEND, PLAN, ""),
    ],
)
def test_who_keeps_which_paragraphs(organisation: Organisation, document: Document, expected: str) -> None:
    kept = [
        name.split()[0] for name, paragraph in PARAGRAPHS.items() if recordable_by(organisation, paragraph, document)
    ]

    assert " ".join(kept) == expected


@pytest.mark.parametrize(
    ("person", "expected"), [("mother", "P1 P2 P3 P4"), ("father", "P1 P2 P3"), ("child", "P1 P2 P3")]
)
def test_the_family_sees_all_but_what_is_held_back(person: str, expected: str) -> None:
    assert " ".join(name.split()[0] for name, each in PARAGRAPHS.items() if may_see(person, each)) == expected


def test_another_sector_needs_a_written_reason_and_health_does_not() -> None:
    paragraph = Paragraph({"school": " ", "health centre": ""})

    assert recordable_by(SCHOOL, paragraph, MINUTES) == Decision.no("necessity_not_written")
    assert recordable_by(HEALTH, paragraph, MINUTES) == Decision.yes("joint_document")


def test_the_whole_plan_does_not_carry_what_is_held_back_for_safety() -> None:
    shelter = PARAGRAPHS["P4 address of shelter"]

    assert recordable_by(SCHOOL, shelter, PLAN) == Decision.no("held_back_for_safety")
    assert recordable_by(HEALTH, shelter, PLAN) == Decision.no("held_back_for_safety")


@pytest.mark.parametrize(
    ("organisation", "paragraph", "document", "because"),
    [
        (COUNTY, "P4 address of shelter", MINUTES, "own_record"),
        (SCHOOL, "P1 school attendance", MINUTES, "excerpt"),
        (SCHOOL, "P2 mother's therapy", MINUTES, "not_marked_for_them"),
        (SCHOOL, "P2 mother's therapy", PLAN, "whole_plan"),
        (HEALTH, "P1 school attendance", MINUTES, "not_marked_for_them"),
        (HEALTH, "P3 small-step plan", Document(DocumentKind.NARRATIVE), "not_a_joint_document"),
        (GRANDMOTHER, "P1 school attendance", MINUTES, "private_people_keep_nothing"),
    ],
)
def test_why(organisation: Organisation, paragraph: str, document: Document, because: str) -> None:
    assert recordable_by(organisation, PARAGRAPHS[paragraph], document).because == because
