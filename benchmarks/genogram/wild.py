"""Wild families: anybody may be tied to anybody, as long as nobody is their own ancestor.

Drawn from a seed, without any of the habits of real families that `invented.grown` keeps, so that what holds
here was not tuned to those. `python benchmarks/genogram/wild.py [COUNT] [FIRST SEED]` lays so many out, checks
every hard guarantee, and prints the smallest family it can find for each that was broken.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[2] / "tests")]

from kudelma.core.kinship import (  # noqa: E402
    EmotionalKind,
    EmotionalLine,
    Family,
    Gender,
    Household,
    LinkKind,
    ParentLink,
    PartialDate,
    Person,
    PersonKind,
    Stay,
    Twins,
    Union,
    UnionKind,
    Zygosity,
)
from kudelma.tools.genogram import lay_out  # noqa: E402
from kudelma.tools.genogram.metrics import layout_metrics  # noqa: E402
from tools.genogram.promises import NEVER  # noqa: E402

NAMES = ("", "", "Aino", "Väinö Ranta", "Maria-Kristiina Hietaniemi-Rautiainen", "Åsa Öhman")
KINDS = [PersonKind.PERSON] * 12 + [PersonKind.PREGNANCY, PersonKind.MISCARRIAGE, PersonKind.STILLBIRTH, PersonKind.PET]
FURTHER = [LinkKind.FOSTER, LinkKind.KINSHIP, LinkKind.ADOPTED, LinkKind.DONOR, LinkKind.STEP, LinkKind.LEGAL]


def wild(seed: int, most: int = 60) -> Family:
    """A family of 1 to `most` people; every third one is dense with unions, every third has hardly a date."""
    chance = Random(seed)  # noqa: S311  a seed, not a secret
    size = chance.randint(1, most)
    dense = chance.choice((0.3, 0.6, 1.0))
    dated = chance.choice((0.1, 0.6, 0.95))
    persons = [_person(chance, n, dated) for n in range(size)]
    near = chance.choice((5, 12, size))
    unions = []
    for n in range(round(size * dense)):
        a = chance.randrange(size)
        b = min(size - 1, max(0, a + chance.randint(-near, near)))
        partners = [a] if a == b or chance.random() < 0.1 else [a, b]
        unions.append(Union(f"u{n}", tuple(f"p{p}" for p in partners), chance.choice(list(UnionKind))))
    links: list[ParentLink] = []
    for child in range(size):
        links += _links(chance, child, unions)
    twins = _twins(chance, links)
    for group in twins:
        first = persons[int(group.members[0][1:])].birth
        for member in group.members:
            persons[int(member[1:])] = replace(persons[int(member[1:])], birth=first)
    return Family(
        tuple(persons), tuple(unions), tuple(links), tuple(twins), _homes(chance, size), _feelings(chance, size),
        index=tuple(f"p{n}" for n in {chance.randrange(size)}),
    )  # fmt: skip


def _person(chance: Random, number: int, dated: float) -> Person:
    birth = PartialDate(chance.randint(1900, 2025)) if chance.random() < dated else None
    gender = chance.choice(list(Gender))
    kind = chance.choice(KINDS)
    return Person(f"p{number}", chance.choice(NAMES), gender, birth, kind=kind, dead=chance.random() < 0.2)


def _links(chance: Random, child: int, unions: list[Union]) -> list[ParentLink]:
    found = []
    elder = [u for u in unions if all(int(p[1:]) < child for p in u.partners)]
    if elder and chance.random() < 0.75:
        union = chance.choice(elder[-8:])
        found.append(ParentLink(f"p{child}", union=union.id, kind=chance.choice([LinkKind.BIRTH] * 5 + FURTHER[:3])))
    elif child and chance.random() < 0.3:
        found.append(ParentLink(f"p{child}", parents=(f"p{chance.randrange(child)}",)))
    others = [u for u in unions if u.partners and f"p{child}" not in u.partners]
    if others and chance.random() < 0.2:
        found.append(ParentLink(f"p{child}", union=chance.choice(others).id, kind=chance.choice(FURTHER)))
    return found


def _twins(chance: Random, links: list[ParentLink]) -> list[Twins]:
    by_union: dict[str, list[str]] = {}
    met: set[str] = set()
    for link in links:
        if link.kind is LinkKind.BIRTH and link.union is not None and link.child not in met:
            by_union.setdefault(link.union, []).append(link.child)
        met.add(link.child)
    groups = [children[: chance.randint(2, 3)] for children in by_union.values() if len(children) > 1]
    return [Twins(tuple(g), chance.choice([None, *Zygosity])) for g in groups if chance.random() < 0.3]


def _homes(chance: Random, size: int) -> tuple[Household, ...]:
    homes = []
    for n in range(chance.randint(0, 2)):
        people = sorted({chance.randrange(size) for _ in range(4)})
        homes.append(Household(f"h{n}", tuple(Stay(f"p{p}") for p in people), "Koti"))
    return tuple(homes)


def _feelings(chance: Random, size: int) -> tuple[EmotionalLine, ...]:
    found = []
    for _ in range(chance.randint(0, 4)):
        a, b = chance.randrange(size), chance.randrange(size)
        if a != b:
            found.append(EmotionalLine(f"p{a}", f"p{b}", chance.choice(list(EmotionalKind))))
    return tuple(found)


def broken(family: Family) -> dict[str, float]:
    """The hard guarantees that do not hold."""
    found = layout_metrics(lay_out(family))
    return {key: found[key] for key in NEVER if found[key]}


def smallest(family: Family, bad: Callable[[Family], bool]) -> Family:
    """Leave out people, unions, links and the rest one by one as long as it stays bad."""
    shrunk = True
    while shrunk:
        shrunk = False
        for less in _without(family):
            if bad(less):
                family, shrunk = less, True
                break
    return family


def _without(family: Family) -> list[Family]:
    found = []
    for person in family.persons:
        gone = person.id
        found.append(
            replace(
                family,
                persons=tuple(p for p in family.persons if p.id != gone),
                unions=tuple(replace(u, partners=tuple(p for p in u.partners if p != gone)) for u in family.unions),
                links=tuple(
                    replace(link, parents=tuple(p for p in link.parents if p != gone))
                    for link in family.links
                    if link.child != gone
                ),
                twins=tuple(t for t in family.twins if gone not in t.members),
                households=tuple(
                    replace(h, members=tuple(s for s in h.members if s.person != gone)) for h in family.households
                ),
                emotional=tuple(line for line in family.emotional if gone not in {line.a, line.b}),
                index=tuple(p for p in family.index if p != gone),
            )
        )
    found += [
        replace(
            family,
            unions=tuple(u for u in family.unions if u is not union),
            links=tuple(link for link in family.links if link.union != union.id),
        )
        for union in family.unions
    ]
    for name in ("links", "twins", "households", "emotional", "index"):
        held = getattr(family, name)
        found += [replace(family, **{name: (*held[:n], *held[n + 1 :])}) for n in range(len(held))]
    for n, person in enumerate(family.persons):
        for plainer in (replace(person, name=""), replace(person, birth=None), replace(person, kind=PersonKind.PERSON)):
            if plainer != person:
                found.append(replace(family, persons=(*family.persons[:n], plainer, *family.persons[n + 1 :])))
    return found


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    faults: dict[str, Family] = {}
    bad = 0
    for seed in range(first, first + count):
        family = wild(seed)
        for key in broken(family):
            bad += 1
            print(f"seed {seed}: {key}", file=sys.stderr, flush=True)
            if key not in faults or len(family.persons) < len(faults[key].persons):
                faults[key] = family
    print(f"{count} wild families: {bad} broken guarantees")
    for key, family in faults.items():
        small = smallest(family, lambda less, key=key: key in broken(less))
        print(f"{key}: {small}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
