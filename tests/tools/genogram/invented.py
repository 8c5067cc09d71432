"""Random families of every kind of link, for Hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from kudelma.core.kinship import (
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

NAMES = ("", "Aino", "Väinö Ranta", "Maria-Kristiina Hietaniemi-Rautiainen", "Li", "Åsa Öhman")
KINDS = [PersonKind.PERSON] * 8 + [PersonKind.PREGNANCY, PersonKind.MISCARRIAGE, PersonKind.STILLBIRTH]


@st.composite
def families(draw: st.DrawFn, most: int = 60) -> Family:
    """Loops, several partners, unknown and single parents, twins, placements, homes and feelings.

    People are made in order, and parents by birth come before their children, so that nobody is their own
    ancestor; partners may be anybody.
    """
    size = draw(st.integers(1, most))
    persons = tuple(_person(draw, number) for number in range(size))
    anybody = st.integers(0, size - 1)
    unions: list[Union] = []
    for number in range(draw(st.integers(0, size))):
        partners = sorted(draw(st.sets(anybody, min_size=0, max_size=min(2, size))))
        kind = draw(st.sampled_from(UnionKind))
        unions.append(Union(f"u{number}", tuple(f"p{p}" for p in partners), kind))
    links = [link for child in range(size) for link in _links(draw, child, unions)]
    twins = _twins(draw, links)
    return Family(
        _born_together(persons, twins),
        tuple(unions),
        tuple(links),
        tuple(twins),
        tuple(
            Household(
                f"h{n}",
                tuple(Stay(f"p{p}") for p in sorted(draw(st.sets(anybody, min_size=1, max_size=5)))),
                "Koti",
            )
            for n in range(draw(st.integers(0, 2)))
        ),
        tuple(_feelings(draw, size)),
        index=tuple(f"p{p}" for p in draw(st.sets(anybody, max_size=1))),
    )


def _born_together(persons: tuple[Person, ...], twins: list[Twins]) -> tuple[Person, ...]:
    birth = {p.id: p.birth for p in persons}
    for group in twins:
        birth.update(dict.fromkeys(group.members, birth[group.members[0]]))
    return tuple(replace(p, birth=birth[p.id]) for p in persons)


def _person(draw: st.DrawFn, number: int) -> Person:
    year = draw(st.none() | st.integers(1900, 2025))
    return Person(
        f"p{number}",
        draw(st.sampled_from(NAMES)),
        draw(st.sampled_from(Gender)),
        PartialDate(year) if year else None,
        kind=draw(st.sampled_from(KINDS)),
        dead=draw(st.booleans()),
    )


def _links(draw: st.DrawFn, child: int, unions: list[Union]) -> list[ParentLink]:
    elders = [u for u in unions if all(int(p[1:]) < child for p in u.partners)]
    found = []
    if elders and draw(st.integers(0, 3)):
        union = draw(st.sampled_from(elders))
        found.append(
            ParentLink(
                f"p{child}",
                union=union.id,
                kind=draw(st.sampled_from([LinkKind.BIRTH] * 4 + [LinkKind.ADOPTED])),
            )
        )
    elif child and draw(st.booleans()):
        found.append(ParentLink(f"p{child}", parents=(f"p{draw(st.integers(0, child - 1))}",)))
    others = [u for u in unions if u.partners and f"p{child}" not in u.partners]
    if others and draw(st.integers(0, 5)) == 0:
        kind = draw(st.sampled_from([LinkKind.FOSTER, LinkKind.KINSHIP, LinkKind.ADOPTED, LinkKind.DONOR]))
        found.append(ParentLink(f"p{child}", union=draw(st.sampled_from(others)).id, kind=kind))
    return found


def _twins(draw: st.DrawFn, links: list[ParentLink]) -> list[Twins]:
    by_union: dict[str, list[str]] = {}
    first: set[str] = set()
    for link in links:
        if link.kind is LinkKind.BIRTH and link.union is not None and link.child not in first:
            by_union.setdefault(link.union, []).append(link.child)
        first.add(link.child)
    groups = [children[:3] for children in by_union.values() if len(children) > 1]
    return [Twins(tuple(group), draw(st.sampled_from([None, *Zygosity]))) for group in groups if draw(st.booleans())]


def _feelings(draw: st.DrawFn, size: int) -> list[EmotionalLine]:
    found = []
    for _ in range(draw(st.integers(0, 4)) if size > 1 else 0):
        a = draw(st.integers(0, size - 1))
        b = draw(st.integers(0, size - 2))
        found.append(EmotionalLine(f"p{a}", f"p{b if b < a else b + 1}", draw(st.sampled_from(EmotionalKind))))
    return found
