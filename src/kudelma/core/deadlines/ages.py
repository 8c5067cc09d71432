"""What a person's age means in the law; each question its own, never one `is_young`."""

from datetime import date
from enum import StrEnum

from kudelma.core.calendar import add_years
from kudelma.core.deadlines.due import due

HEARD_AT = 12
"""Heard, and may use the own right to speak, in the own child-protection matter (LSL 20–21 §)."""
SPEAKS_BESIDE_GUARDIAN_AT = 15
"""Minor and guardian may each speak separately in the minor's personal matters (HL 14 §)."""
ADULT_AT = 18
LSL_YOUNG_UNTIL = 23
"""LSL 6 § (1283/2023): a young person is 18–22."""
SHL_YOUNG_UNTIL = 25
"""SHL 3 §: a young person is 18–24."""
PSYCHOSOCIAL_UNTIL = 23
"""SHL 45.3 §: a child or a person under 23."""
SELF_SERVICE_AT = 13
"""A child's own consent to an information-society service (TSL 5 §)."""


class Matter(StrEnum):
    CHILD_PROTECTION = "child_protection"
    PERSONAL = "personal"


class Speaker(StrEnum):
    """Who speaks in a minor's personal matter."""

    GUARDIAN = "guardian"
    BOTH = "both"
    """Each separately; neither overrides the other."""
    SELF = "self"


def birthday(born: date, years: int) -> date:
    """The day on which so many years are full; for 29 February 1 March in common years (open)."""
    turned = add_years(born, years)
    return turned if turned.day == born.day else date(turned.year, 3, 1)


def age_on(born: date, day: date) -> int:
    """Full years on that day; a day before birth is a `ValueError`."""
    if day < born:
        raise ValueError("The day is before the birth.")
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def adult(age: int) -> bool:
    return age >= ADULT_AT


def speaks_alone(age: int, matter: Matter) -> bool:
    """Whether the child may use an own right to speak, beside the guardian's."""
    return age >= (HEARD_AT if matter is Matter.CHILD_PROTECTION else SPEAKS_BESIDE_GUARDIAN_AT)


def speaks_with_guardian_in_personal_matters(age: int) -> Speaker:
    if adult(age):
        return Speaker.SELF
    return Speaker.BOTH if age >= SPEAKS_BESIDE_GUARDIAN_AT else Speaker.GUARDIAN


def lsl_young(age: int) -> bool:
    return ADULT_AT <= age < LSL_YOUNG_UNTIL


def shl_young(age: int) -> bool:
    return ADULT_AT <= age < SHL_YOUNG_UNTIL


def psychosocial_support_within_a_month(age: int) -> bool:
    return age < PSYCHOSOCIAL_UNTIL


def may_consent_to_self_service(age: int) -> bool:
    return age >= SELF_SERVICE_AT


def aftercare_ends(*, began_on: date, born: date) -> date:
    """Five years from its beginning or the 23rd birthday, the earlier (LSL 75 §)."""
    return min(due("LSL_75_AFTERCARE", began_on).raw, birthday(born, LSL_YOUNG_UNTIL))
