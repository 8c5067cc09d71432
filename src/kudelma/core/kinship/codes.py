"""The words a family is written down in.

The values are what stands in the family JSON; `ui.words` and `tools.genogram.words` turn them into phrases.
"""

from enum import StrEnum


class Gender(StrEnum):
    """How the person lives, not the sex recorded at birth."""

    MAN = "man"
    WOMAN = "woman"
    NONBINARY = "nonbinary"
    UNKNOWN = "unknown"


class Shape(StrEnum):
    """A symbol somebody chose for themselves, whatever their gender."""

    SQUARE = "square"
    CIRCLE = "circle"
    DIAMOND = "diamond"


class PersonKind(StrEnum):
    PERSON = "person"
    PREGNANCY = "pregnancy"
    MISCARRIAGE = "miscarriage"
    ABORTION = "abortion"
    STILLBIRTH = "stillbirth"
    PET = "pet"
    INSTITUTION = "institution"
    OTHER = "other"
    """A professional, a friend: someone who is not family."""


LOSSES = frozenset({PersonKind.MISCARRIAGE, PersonKind.ABORTION, PersonKind.STILLBIRTH})
UNBORN = LOSSES | {PersonKind.PREGNANCY}


class UnionKind(StrEnum):
    MARRIED = "married"
    COHABITING = "cohabiting"
    ENGAGED = "engaged"
    SEPARATED = "separated"
    """Lived together unmarried, or are married, and have parted."""
    DIVORCED = "divorced"
    REUNITED = "reunited"
    """Back together after a divorce or a separation."""
    WIDOWED = "widowed"
    AFFAIR = "affair"
    SECRET_AFFAIR = "secret_affair"  # noqa: S105  a kind of union, not a password
    COPARENTS = "coparents"
    """Parents of the same child who have not been a couple."""
    UNCLEAR = "unclear"


ENDED = frozenset({UnionKind.SEPARATED, UnionKind.DIVORCED, UnionKind.WIDOWED})


class LinkKind(StrEnum):
    """What makes somebody a parent of the child."""

    BIRTH = "birth"
    ADOPTED = "adopted"
    FOSTER = "foster"
    KINSHIP = "kinship"
    """Placed with relatives or other people close to the child."""
    LEGAL = "legal"
    """Parent in law only: acknowledged or presumed, not by birth."""
    DONOR = "donor"
    GESTATIONAL = "gestational"
    STEP = "step"
    OTHER = "other"


BY_BIRTH = frozenset({LinkKind.BIRTH})
BY_DESCENT = frozenset({LinkKind.BIRTH, LinkKind.LEGAL, LinkKind.ADOPTED})
PLACED = frozenset({LinkKind.FOSTER, LinkKind.KINSHIP})


class Placement(StrEnum):
    """The Finnish forms of placement (avohuollon sijoitus, kiireellinen sijoitus, huostaanotto, …)."""

    OPEN_CARE = "open_care"
    EMERGENCY = "emergency"
    CUSTODY = "custody"
    FOSTER_FAMILY = "foster_family"
    PROFESSIONAL_HOME = "professional_home"
    INSTITUTION = "institution"
    AFTERCARE = "aftercare"


class Zygosity(StrEnum):
    IDENTICAL = "mz"
    FRATERNAL = "dz"


class EmotionalKind(StrEnum):
    CLOSE = "close"
    FUSED = "fused"
    DISTANT = "distant"
    HOSTILE = "hostile"
    CLOSE_HOSTILE = "close_hostile"
    FUSED_HOSTILE = "fused_hostile"
    DISTANT_HOSTILE = "distant_hostile"
    CUTOFF = "cutoff"
    CUTOFF_REPAIRED = "cutoff_repaired"
    FOCUSED = "focused"
    FOCUSED_NEGATIVELY = "focused_negatively"
    PHYSICAL_ABUSE = "physical_abuse"
    EMOTIONAL_ABUSE = "emotional_abuse"
    SEXUAL_ABUSE = "sexual_abuse"
    NEGLECT = "neglect"
    CONTROLLING = "controlling"
    CARETAKER = "caretaker"
    SPIRITUAL = "spiritual"
    NORMAL = "normal"
    OTHER = "other"
    """Named by the person who drew it: the line's own `label` is printed on it."""


ABUSE = frozenset(
    {
        EmotionalKind.PHYSICAL_ABUSE,
        EmotionalKind.EMOTIONAL_ABUSE,
        EmotionalKind.SEXUAL_ABUSE,
        EmotionalKind.NEGLECT,
        EmotionalKind.CONTROLLING,
    }
)


class Audience(StrEnum):
    """Who holds the picture in their hands."""

    WORKER = "worker"
    FAMILY = "family"
    CHILD = "child"
