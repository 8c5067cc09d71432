"""Invented families for measuring, grown from a seed, so that everybody can make the same ones."""

from random import Random

from kudelma.core.kinship import (
    Family,
    Gender,
    LinkKind,
    ParentLink,
    PartialDate,
    Person,
    Twins,
    Union,
    UnionKind,
)


def grown(seed: int, size: int, *, loops: float = 0.1, several: float = 0.25, undated: float = 0.1) -> Family:
    """About `size` people over four or five generations.

    `loops`: share of marriages between people both born in the family; `several`: share of people with a
    second partner; `undated`: share of people whose birth year is not known.
    """
    chance = Random(seed)  # noqa: S311  a seed, not a secret
    world = _World(chance, undated)
    founders = max(2, size // 12)
    generation = [world.person(1900 + chance.randrange(6)) for _ in range(founders)]
    while len(world.people) < size and generation:
        generation = _next(world, generation, size, loops, several)
    return world.family(f"seed {seed}")


class _World:
    def __init__(self, chance: Random, undated: float) -> None:
        self.chance, self.undated = chance, undated
        self.people: list[Person] = []
        self.year: dict[str, int] = {}
        self.gender: dict[str, Gender] = {}
        self.parents: dict[str, str] = {}
        self.unions: list[Union] = []
        self.links: list[ParentLink] = []
        self.twins: list[Twins] = []

    def person(self, year: int, gender: Gender | None = None) -> str:
        number = len(self.people)
        kind = gender or self.chance.choice((Gender.MAN, Gender.WOMAN))
        known = self.chance.random() >= self.undated
        self.people.append(Person(f"p{number}", "", kind, PartialDate(year) if known else None))
        self.year[f"p{number}"], self.gender[f"p{number}"] = year, kind
        return f"p{number}"

    def union(self, a: str, b: str) -> str:
        kind = self.chance.choice((UnionKind.MARRIED, UnionKind.MARRIED, UnionKind.COHABITING, UnionKind.DIVORCED))
        self.unions.append(Union(f"u{len(self.unions)}", (a, b), kind))
        return self.unions[-1].id

    def family(self, name: str) -> Family:
        return Family(tuple(self.people), tuple(self.unions), tuple(self.links), tuple(self.twins), name=name)


def _next(world: _World, people: list[str], size: int, loops: float, several: float) -> list[str]:
    """Marry a generation and give it children."""
    chance = world.chance
    children: list[str] = []
    free = list(people)
    for person in people:
        if person not in free or chance.random() < 0.12:
            continue
        free.remove(person)
        for _ in range(2 if chance.random() < several else 1):
            if len(world.people) >= size:
                break
            own = world.parents.get(person)
            near = [
                p
                for p in free
                if world.gender[p] is not world.gender[person] and not (own and world.parents.get(p) == own)
            ]
            if near and chance.random() < loops:
                partner = chance.choice(near)
                free.remove(partner)
            else:
                other = Gender.WOMAN if world.gender[person] is Gender.MAN else Gender.MAN
                partner = world.person(world.year[person] + chance.randrange(-4, 5), other)
                if chance.random() < 0.25 and len(world.people) + 2 < size:
                    a, b = (
                        world.person(world.year[partner] - 28, Gender.MAN),
                        world.person(world.year[partner] - 26, Gender.WOMAN),
                    )
                    world.links.append(ParentLink(partner, union=world.union(a, b)))
            children += _children(world, world.union(person, partner), world.year[person], size)
    return children


def _children(world: _World, union: str, year: int, size: int) -> list[str]:
    chance = world.chance
    born: list[str] = []
    when = year + 22
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 3, 4, 6))):
        if len(world.people) >= size:
            break
        when += chance.randrange(1, 4)
        twin = chance.random() < 0.05
        pair = [world.person(when) for _ in range(2 if twin else 1)]
        kind = LinkKind.ADOPTED if chance.random() < 0.05 else LinkKind.BIRTH
        world.parents.update(dict.fromkeys(pair, union))
        world.links += [ParentLink(child, union=union, kind=kind) for child in pair]
        if twin:
            world.twins.append(Twins(tuple(pair)))
        born += pair
    return born
