"""The outline of each person's symbol and how far it reaches (genogram.md 2.1)."""

from dataclasses import dataclass
from math import sqrt

from kudelma.core.kinship import Gender, Person, PersonKind, Shape
from kudelma.tools.genogram import sizes

DIAMOND = 22.0
TRIANGLE = 12.0
DOT = 5.0
STILL = 10.0
PET = 12.0


@dataclass(frozen=True, slots=True)
class Outline:
    """A form (square, circle, diamond, triangle, dot, cross, house, plate) and its half size."""

    form: str
    half: float

    def reach(self, dx: float, *, down: bool) -> float:
        """From the centre up or down to the edge, `dx` to the side of the centre."""
        inside = max(0.0, self.half**2 - dx**2)
        if self.form in {"circle", "dot"}:
            return sqrt(inside)
        if self.form == "diamond":
            return max(0.0, self.half - abs(dx))
        if self.form in {"triangle", "house"} and not down:
            return max(0.0, self.half - abs(dx))
        return self.half


BY_GENDER = {
    Gender.MAN: Outline("square", sizes.HALF),
    Gender.WOMAN: Outline("circle", sizes.HALF),
    Gender.NONBINARY: Outline("diamond", DIAMOND),
    Gender.UNKNOWN: Outline("diamond", DIAMOND),
}
BY_SHAPE = {
    Shape.SQUARE: BY_GENDER[Gender.MAN],
    Shape.CIRCLE: BY_GENDER[Gender.WOMAN],
    Shape.DIAMOND: BY_GENDER[Gender.NONBINARY],
}
BY_KIND = {
    PersonKind.PREGNANCY: Outline("triangle", TRIANGLE),
    PersonKind.MISCARRIAGE: Outline("dot", DOT),
    PersonKind.ABORTION: Outline("cross", DOT),
    PersonKind.PET: Outline("diamond", PET),
    PersonKind.INSTITUTION: Outline("house", sizes.HALF),
    PersonKind.OTHER: Outline("plate", sizes.HALF),
}


def outline_of(person: Person) -> Outline:
    """A chosen shape first; then what kind of entry it is; then gender."""
    if person.kind in BY_KIND:
        return BY_KIND[person.kind]
    outline = BY_SHAPE[person.shape] if person.shape else BY_GENDER[person.gender]
    return Outline(outline.form, STILL) if person.kind is PersonKind.STILLBIRTH else outline
