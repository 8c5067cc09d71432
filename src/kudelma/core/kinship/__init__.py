"""People, unions, parents and children, homes and feelings; what people are to each other.

Pure values: no clock, no files, no database. `family` holds the values and says how to build one, `codes` the
vocabulary, `dates` dates as people know them, `document` the family JSON, `views` a family as of a day or
as one audience may see it, `words` and `paths` what two people are to each other.
"""

from kudelma.core.kinship.codes import (
    Audience,
    EmotionalKind,
    Gender,
    LinkKind,
    PersonKind,
    Placement,
    Shape,
    UnionKind,
    Zygosity,
)
from kudelma.core.kinship.dates import Certainty, DateError, PartialDate, parse_date
from kudelma.core.kinship.document import family_from_json, family_to_json
from kudelma.core.kinship.errors import FamilyError
from kudelma.core.kinship.family import (
    EmotionalLine,
    Family,
    Household,
    ParentLink,
    PastName,
    Person,
    Stay,
    Twins,
    Union,
    UnionEvent,
)
from kudelma.core.kinship.views import as_of, seen_by

__all__ = [
    "Audience",
    "Certainty",
    "DateError",
    "EmotionalKind",
    "EmotionalLine",
    "Family",
    "FamilyError",
    "Gender",
    "Household",
    "LinkKind",
    "ParentLink",
    "PartialDate",
    "PastName",
    "Person",
    "PersonKind",
    "Placement",
    "Shape",
    "Stay",
    "Twins",
    "Union",
    "UnionEvent",
    "UnionKind",
    "Zygosity",
    "as_of",
    "family_from_json",
    "family_to_json",
    "parse_date",
    "seen_by",
]
