"""A family as one value: people, unions, who is whose parent, homes, and how people feel about each other.

Build one in code, in any order of the lists::

    family = Family(
        persons=(
            Person("m", "Liisa Ranta", Gender.WOMAN, birth=PartialDate(1988)),
            Person("f", "Pekka Ranta", Gender.MAN, birth=PartialDate(1985)),
            Person("a", "Aino Ranta", Gender.WOMAN, birth=PartialDate(2016, 5, 3)),
        ),
        unions=(Union("u", ("f", "m"), UnionKind.DIVORCED, start=PartialDate(2012), end=PartialDate(2020)),),
        links=(ParentLink("a", union="u"),),
        households=(Household("h", (Stay("m"), Stay("a", share=0.5)), name="Äidin koti"),),
        emotional=(EmotionalLine("a", "m", EmotionalKind.CLOSE, said_by="a", said_on=PartialDate(2026, 3)),),
    )

Every id is a non-empty text of your choosing, unique within its list; pictures never depend on what the ids
are. A `ParentLink` names either a `union` (its partners are the parents) or its `parents` one by one (one,
two or none: none means that siblings are known to be so but their parents are not). `Family` checks itself
when made and raises `FamilyError`, whose `where` says which entry is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kudelma.core.kinship.checks import check_family
from kudelma.core.kinship.codes import (
    BY_DESCENT,
    EmotionalKind,
    Gender,
    LinkKind,
    PersonKind,
    Placement,
    Shape,
    UnionKind,
    Zygosity,
)
from kudelma.core.kinship.dates import PartialDate


@dataclass(frozen=True, slots=True)
class PastName:
    text: str
    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the picture: a person, a pregnancy or a loss, a pet, a place that cares for a child.

    `birth` of a pregnancy is its due date. `dead` alone says that only the fact is known. `unknown` marks a
    stand-in for someone nobody can name. `sex_at_birth` (M, F, U) is never drawn unless asked for.
    """

    id: str
    name: str = ""
    gender: Gender = Gender.UNKNOWN
    birth: PartialDate | None = None
    death: PartialDate | None = None
    dead: bool = False
    kind: PersonKind = PersonKind.PERSON
    shape: Shape | None = None
    sex_at_birth: str | None = None
    unknown: bool = False
    past_names: tuple[PastName, ...] = ()
    note: str = ""

    @property
    def has_died(self) -> bool:
        return self.dead or self.death is not None


@dataclass(frozen=True, slots=True)
class UnionEvent:
    """From `date` on the union was `state`."""

    state: UnionKind
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Union:
    """Partners (none, one, two or more) and what they are to each other now, with the dated way there.

    `history` is in order of time and may be empty: then `kind`, `start` and `end` say what is known.
    `childless` is "" or why there are no children, when the family wants that told: "choice", "infertility".
    """

    id: str
    partners: tuple[str, ...] = ()
    kind: UnionKind = UnionKind.MARRIED
    start: PartialDate | None = None
    end: PartialDate | None = None
    history: tuple[UnionEvent, ...] = ()
    secret: bool = False
    childless: str = ""


@dataclass(frozen=True, slots=True)
class ParentLink:
    """The child's tie to a union, or to parents named one by one.

    `order` is a hand-made place among the siblings, smaller further left; dates decide where both know
    theirs. A `secret` link is left out of the family's and the child's copies; a `contested` one is drawn
    with a "?".
    """

    child: str
    union: str | None = None
    parents: tuple[str, ...] = ()
    kind: LinkKind = LinkKind.BIRTH
    start: PartialDate | None = None
    end: PartialDate | None = None
    placement: Placement | None = None
    order: int | None = None
    secret: bool = False
    contested: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two or more children of one birth; `zygosity` None is not known."""

    members: tuple[str, ...]
    zygosity: Zygosity | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A person's belonging to a home; `share` of the time (0–1) where the person lives in two."""

    person: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Household:
    id: str
    members: tuple[Stay, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class EmotionalLine:
    """What is between two people, according to someone, on a day.

    It points from `a`, the one who acts, to `b`. `said_by` is a person's id or the name of a source.
    """

    a: str
    b: str
    kind: EmotionalKind
    label: str = ""
    said_by: str = ""
    said_on: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    secret: bool = False


@dataclass(frozen=True)
class Family:
    """Everything that one drawing of a family is made of; `index` are the people it is drawn for."""

    persons: tuple[Person, ...]
    unions: tuple[Union, ...] = ()
    links: tuple[ParentLink, ...] = ()
    twins: tuple[Twins, ...] = ()
    households: tuple[Household, ...] = ()
    emotional: tuple[EmotionalLine, ...] = ()
    name: str = ""
    index: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        check_family(self)

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.persons}

    @cached_property
    def union_by_id(self) -> Mapping[str, Union]:
        return {union.id: union for union in self.unions}

    @cached_property
    def descent(self) -> Mapping[str, tuple[str, ...]]:
        """Everyone's parents by birth, law or adoption."""
        found: dict[str, tuple[str, ...]] = {}
        for link in self.links:
            if link.kind in BY_DESCENT:
                found[link.child] = (*found.get(link.child, ()), *self.parents_of(link))
        return found

    def parents_of(self, link: ParentLink) -> tuple[str, ...]:
        """The ids of the parents that a link names, directly or through its union."""
        return self.union_by_id[link.union].partners if link.union is not None else link.parents
