"""What two people are to each other, with the way that explains it."""

from dataclasses import dataclass

from kudelma.core.kinship.codes import Gender, LinkKind, UnionKind
from kudelma.core.kinship.family import Family
from kudelma.core.kinship.kin_words import NOT_RELATED, PREFIXES, SIMPLE, joined, simple
from kudelma.core.kinship.paths import Kinfolk, Step, Way

SPOUSES = {UnionKind.MARRIED, UnionKind.REUNITED, UnionKind.WIDOWED}
PARTED = {UnionKind.DIVORCED, UnionKind.SEPARATED}
UNION_WORDS = {UnionKind.COHABITING: "cohabitant", UnionKind.COPARENTS: "coparent"}
BY_STEPS = {
    (1, 0): "parent",
    (2, 0): "grandparent",
    (3, 0): "great",
    (0, 1): "child",
    (0, 2): "grandchild",
    (0, 3): "great_grandchild",
    (2, 1): "uncle",
    (3, 1): "great_uncle",
    (1, 2): "nephew",
    (2, 2): "cousin",
    (3, 3): "second_cousin",
    (2, 3): "cousin_removed",
    (3, 2): "cousin_removed",
}
THROUGH_PARTNERS = {
    ("across", "up"): "parent_in_law",
    ("down", "across"): "child_in_law",
    ("across", "down"): "step_child",
    ("up", "across"): "step_parent",
    ("across", "sibling"): "sibling_in_law",
    ("sibling", "across"): "sibling_in_law",
    ("up", "across", "down"): "step_sibling",
}


@dataclass(frozen=True, slots=True)
class Kin:
    """`word`: what b is to a. `path`: from a to b in words. `steps` are empty if not related."""

    word: str
    path: str
    steps: tuple[Step, ...]


def kin(family: Family, a: str, b: str, lang: str = "fi") -> Kin:
    """What b is to a. `KeyError` for an id that is not in the family."""
    return kin_all(family, a, b, lang)[0]


def kin_all(family: Family, a: str, b: str, lang: str = "fi") -> list[Kin]:
    """Everything b is to a: partner, relative by descent; else the nearest way through partners."""
    person, other = family.by_id[a], family.by_id[b]
    if a == b:
        return [Kin(simple("self", other.gender, lang), person.name or a, ())]
    folk = Kinfolk(family)
    ways: list[list[Step]] = []
    across = folk.partner(a, b)
    if across is not None:
        ways.append([across])
    descent = folk.descent(a, b)
    if descent is not None:
        ways.append(descent)
    if not ways:
        shortest = folk.shortest(a, b)
        ways = [shortest] if shortest else []
    if not ways:
        return [Kin(NOT_RELATED[lang], "", ())]
    return [Kin(_name(folk, a, way, lang), _told(family, a, way, lang), tuple(way)) for way in ways]


def _name(folk: Kinfolk, a: str, way: list[Step], lang: str) -> str:
    """The word for a way: one of its own where there is one, else the steps joined."""
    genders = {person.id: person.gender for person in folk.family.persons}
    gender = genders[way[-1].person]
    if all(step.way is not Way.ACROSS for step in way):
        found = _by_descent(folk, a, way, gender, lang)
        if found:
            return _qualified(found, way, lang)
    pieces = _pieces(folk, a, way)
    code = THROUGH_PARTNERS.get(tuple(kind for kind, _ in pieces))
    if code and all(s.union not in PARTED for s in way if s.way is Way.ACROSS):
        return simple(code, gender, lang)
    words = [_piece_word(kind, part, genders[part[-1].person], lang) for kind, part in pieces]
    return joined(words, lang)


def _by_descent(folk: Kinfolk, a: str, way: list[Step], gender: Gender, lang: str) -> str:
    """A relative by descent; "" where the steps must be joined."""
    up = sum(step.way is Way.UP for step in way)
    down = len(way) - up
    if (up, down) == (1, 1):
        return simple("sibling" if folk.share_both_parents(a, way[-1].person) else "half", gender, lang)
    code = BY_STEPS.get((up, down))
    if code and code in SIMPLE[lang] and not (code == "grandchild" and gender is not Gender.UNKNOWN and lang == "fi"):
        return simple(code, gender, lang)
    if up == down and up > 1:
        return {"fi": f"{up - 1}. serkku", "sv": f"{up + 1}-männing", "en": f"{up - 1}th cousin"}[lang]
    if up > 3 and down == 0 and lang != "sv":  # noqa: PLR2004  further up than there are words
        head = "iso" if lang == "fi" else "great-"
        return head * (up - 3) + simple("great", gender, lang)
    return ""


def _qualified(word: str, way: list[Step], lang: str) -> str:
    """`adoptioäiti`, `foster brother`: the first link on the way that is not by birth."""
    for step in way:
        if step.link is not LinkKind.BIRTH:
            return PREFIXES[step.link.value][lang] + word
    return word


Piece = tuple[str, list[Step]]


def _pieces(folk: Kinfolk, a: str, way: list[Step]) -> list[Piece]:
    """The steps, an up and a down between siblings taken as one."""
    pieces: list[Piece] = []
    spot, here = 0, a
    while spot < len(way):
        pair = way[spot : spot + 2]
        if [step.way for step in pair] == [Way.UP, Way.DOWN]:
            pieces.append(("sibling" if folk.share_both_parents(here, pair[1].person) else "half", pair))
            spot += 2
        else:
            pieces.append((way[spot].way.value, way[spot : spot + 1]))
            spot += 1
        here = pieces[-1][1][-1].person
    return pieces


def _piece_word(kind: str, part: list[Step], gender: Gender, lang: str) -> str:
    if kind in {"sibling", "half"}:
        return simple(kind, gender, lang)
    step = part[-1]
    if step.way is Way.ACROSS:
        return simple(_union_code(step.union), gender, lang)
    return _qualified(simple("parent" if step.way is Way.UP else "child", gender, lang), part, lang)


def _union_code(union: UnionKind | None) -> str:
    if union in SPOUSES:
        return "spouse"
    if union in PARTED:
        return "former"
    return UNION_WORDS.get(union, "partner") if union else "partner"


def _told(family: Family, a: str, way: list[Step], lang: str) -> str:
    """`Aino – äiti Liisa – veli Pekka`."""
    parts = [family.by_id[a].name or a]
    for step in way:
        person = family.by_id[step.person]
        word = _piece_word(step.way.value, [step], person.gender, lang)
        parts.append(f"{word} {person.name or person.id}")
    return " – ".join(parts)
