"""Hard families for the tests: invented people, one difficulty each."""

from dataclasses import replace

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

M, W = Gender.MAN, Gender.WOMAN


def year(number: int) -> PartialDate:
    return PartialDate(number)


def separated() -> Family:
    """Three generations, a divorce, two homes that share the children, a new partner on both sides."""
    return Family(
        persons=(
            Person("gm", "Anneli Ranta", W, year(1950)),
            Person("gf", "Tauno Ranta", M, year(1948), death=year(2015)),
            Person("gm2", "Maria-Kristiina Hietaniemi-Rautiainen", W, year(1955)),
            Person("gf2", "Erkki Rautiainen", M, year(1953)),
            Person("m", "Liisa Ranta-Rautiainen", W, year(1986)),
            Person("f", "Pekka Rautiainen", M, year(1984)),
            Person("t", "Tiina Ranta", W, year(1980)),
            Person("n", "Jari Koskinen", M, year(1983)),
            Person("a", "Aino Rautiainen", W, PartialDate(2014, 5, 3)),
            Person("o", "Onni Rautiainen", M, year(2016)),
            Person("v", "Väinö Koskinen", M, year(2022)),
            Person("p", kind=PersonKind.PREGNANCY, birth=PartialDate(2027, 2)),
            Person("s", "Sanna Lehto", W, year(1988)),
            Person("e", "Eetu Lehto", M, year(2012)),
            Person("x", "", M, unknown=True),
        ),
        unions=(
            Union("u1", ("gm", "gf"), UnionKind.WIDOWED, year(1975)),
            Union("u2", ("gm2", "gf2"), UnionKind.MARRIED, year(1978)),
            Union("u3", ("m", "f"), UnionKind.DIVORCED, year(2012), year(2019)),
            Union("u4", ("m", "n"), UnionKind.COHABITING, year(2020)),
            Union("u5", ("f", "s"), UnionKind.MARRIED, year(2023)),
            Union("u6", ("s", "x"), UnionKind.COPARENTS),
        ),
        links=(
            ParentLink("t", union="u1"),
            ParentLink("m", union="u1"),
            ParentLink("f", union="u2"),
            ParentLink("a", union="u3"),
            ParentLink("o", union="u3"),
            ParentLink("v", union="u4"),
            ParentLink("p", union="u4"),
            ParentLink("e", union="u6"),
        ),
        households=(
            Household(
                "h1",
                (Stay("m"), Stay("n"), Stay("a", share=0.5), Stay("o", share=0.5), Stay("v")),
                "Äidin koti",
            ),
            Household(
                "h2",
                (Stay("f"), Stay("s"), Stay("e"), Stay("a", share=0.5), Stay("o", share=0.5)),
                "Isän koti",
            ),
        ),
        emotional=(
            EmotionalLine("a", "m", EmotionalKind.CLOSE, said_by="a", said_on=PartialDate(2026, 3)),
            EmotionalLine("m", "f", EmotionalKind.HOSTILE),
            EmotionalLine("o", "gf2", EmotionalKind.CLOSE),
            EmotionalLine("n", "o", EmotionalKind.PHYSICAL_ABUSE),
            EmotionalLine("m", "gm", EmotionalKind.CUTOFF),
            EmotionalLine("t", "m", EmotionalKind.FUSED),
        ),
        name="Aino ja Onni",
        index=("a", "o"),
    )


def placed() -> Family:
    """Foster care, kinship care with grandparents, adoption by two mothers, a donor, an institution."""
    return Family(
        persons=(
            Person("m", "Jaana Salo", W, year(1995)),
            Person("f", "Mika Virta", M, year(1990)),
            Person("a", "Emma Salo", W, year(2015)),
            Person("b", "Niko Salo", M, year(2017)),
            Person("c", "Iida Virta", W, year(2020)),
            Person("gm", "Raija Salo", W, year(1968)),
            Person("gf", "Seppo Salo", M, year(1965)),
            Person("fm", "Kirsi Mäkelä", W, year(1978)),
            Person("ff", "Timo Mäkelä", M, year(1976)),
            Person("fk", "Oskari Mäkelä", M, year(2008)),
            Person("fk2", "Elsa Mäkelä", W, year(2011)),
            Person("am", "Hanna Niemi", W, year(1985)),
            Person("am2", "Laura Niemi", W, year(1983)),
            Person("d", "", M, unknown=True),
            Person("z", "Noa Niemi", Gender.NONBINARY, year(2019)),
            Person("w", "Sosiaaliohjaaja Pia", W, kind=PersonKind.OTHER),
            Person("i", "Koivulan lastenkoti", kind=PersonKind.INSTITUTION),
        ),
        unions=(
            Union("u1", ("m", "f"), UnionKind.SEPARATED, year(2014), year(2021)),
            Union("u2", ("gm", "gf"), UnionKind.MARRIED, year(1990)),
            Union("u3", ("fm", "ff"), UnionKind.MARRIED, year(2005)),
            Union("u4", ("am", "am2"), UnionKind.MARRIED, year(2016)),
        ),
        links=(
            ParentLink("m", union="u2"),
            ParentLink("a", union="u1"),
            ParentLink("b", union="u1"),
            ParentLink("c", union="u1"),
            ParentLink("a", union="u3", kind=LinkKind.FOSTER, start=year(2021)),
            ParentLink("b", union="u2", kind=LinkKind.KINSHIP, start=year(2021)),
            ParentLink("c", union="u4", kind=LinkKind.ADOPTED, start=year(2022)),
            ParentLink("z", union="u4"),
            ParentLink("z", parents=("d",), kind=LinkKind.DONOR, contested=True),
            ParentLink("fk", union="u3"),
            ParentLink("fk2", union="u3"),
            ParentLink("a", parents=("i",), kind=LinkKind.FOSTER, start=year(2020), end=year(2021)),
        ),
        households=(Household("h", tuple(Stay(p) for p in ("fm", "ff", "fk", "fk2", "a")), "Mäkelän koti"),),
        emotional=(
            EmotionalLine("w", "m", EmotionalKind.CLOSE),
            EmotionalLine("a", "fm", EmotionalKind.CLOSE),
        ),
        name="Salo",
        index=("a",),
    )


def triplets() -> Family:
    """Thirteen children: triplets, identical twins, a stillbirth, a miscarriage."""
    born = (1980, 1982, 1984, 1986, 1986, 1986, 1989, 1991, 1993, 1993, 1996)
    children = tuple(Person(f"k{n}", f"Lapsi {n}", W if n % 2 else M, year(y)) for n, y in enumerate(born))
    partners = tuple(Person(f"s{n}", f"Puoliso {n}", M, year(1980 + n)) for n in (1, 3, 5, 7))
    grandchildren = tuple(Person(f"g{n}", f"Lapsenlapsi {n}", M, year(2010 + n)) for n in range(6))
    return Family(
        persons=(
            Person("m", "Aili Korhonen", W, year(1955)),
            Person("f", "Väinö Korhonen", M, year(1950)),
            *children,
            *partners,
            *grandchildren,
            Person("sb", kind=PersonKind.STILLBIRTH, birth=year(1994)),
            Person("mc", kind=PersonKind.MISCARRIAGE),
        ),
        unions=(
            Union("u", ("m", "f"), UnionKind.MARRIED, year(1979)),
            *(Union(f"u{n}", (f"k{n}", f"s{n}")) for n in (1, 3, 5, 7)),
        ),
        links=(
            *(ParentLink(child.id, union="u") for child in children),
            ParentLink("sb", union="u"),
            ParentLink("mc", union="u"),
            *(ParentLink(f"g{n}", union=f"u{(1, 3, 3, 5, 7, 7)[n]}") for n in range(6)),
        ),
        twins=(Twins(("k3", "k4", "k5")), Twins(("k8", "k9"), Zygosity.IDENTICAL)),
        name="Kolmoset",
    )


def double_cousins() -> Family:
    """Two brothers marry two sisters; their children marry each other."""
    years = {
        "ma": 1930,
        "wa": 1932,
        "mb": 1931,
        "wb": 1933,
        "m1": 1955,
        "m2": 1957,
        "w1": 1956,
        "w2": 1958,
        "m11": 1980,
        "w11": 1982,
        "m21": 1981,
        "w21": 1983,
        "mx": 2005,
    }
    children = (
        ("m1", "a"),
        ("m2", "a"),
        ("w1", "b"),
        ("w2", "b"),
        ("m11", "c"),
        ("w11", "c"),
        ("m21", "d"),
        ("w21", "d"),
        ("mx", "e"),
    )
    couples = {
        "a": ("ma", "wa"),
        "b": ("mb", "wb"),
        "c": ("m1", "w1"),
        "d": ("m2", "w2"),
        "e": ("m11", "w21"),
    }
    return Family(
        persons=tuple(Person(p, p.title(), M if p[0] == "m" else W, year(y)) for p, y in years.items()),
        unions=tuple(Union(u, partners) for u, partners in couples.items()),
        links=tuple(ParentLink(child, union=union) for child, union in children),
        name="Serkukset",
    )


def crossed_cousins() -> Family:
    """The same, the elder brother with the younger sister: not both couples can stand side by side."""
    family = double_cousins()
    crossed = {"c": ("m1", "w2"), "d": ("m2", "w1")}
    return replace(family, unions=tuple(replace(u, partners=crossed.get(u.id, u.partners)) for u in family.unions))


def four_wives() -> Family:
    kinds = (UnionKind.DIVORCED, UnionKind.SEPARATED, UnionKind.MARRIED, UnionKind.AFFAIR)
    return Family(
        persons=(
            Person("m", "Pertti Monnonen", M, year(1950)),
            *(Person(f"w{n}", f"Vaimo {n}", W, year(1952 + n)) for n in range(4)),
            *(Person(f"c{n}", f"Lapsi {n}", M if n % 2 else W, year(1975 + n)) for n in range(8)),
            Person("s1", "Siiri", W),
            Person("s2", "Sulo", M),
            Person("o", "Orvokki", W, year(1990)),
        ),
        unions=(
            *(Union(f"u{n}", ("m", f"w{n}"), kinds[n], year(1974 + 5 * n)) for n in range(4)),
            Union("x"),
        ),
        links=(
            *(ParentLink(f"c{n}", union=f"u{n // 2}") for n in range(8)),
            ParentLink("s1", union="x"),
            ParentLink("s2", union="x"),
        ),
        name="Neljä vaimoa",
    )


def across_rows() -> Family:
    """An uncle marries his niece; a big brother is the carer of his little sister; a grandmother adopts."""
    return Family(
        persons=(
            Person("g", "Mummo", W, year(1940)),
            Person("h", "Ukki", M, year(1938)),
            Person("u", "Eno", M, year(1960)),
            Person("s", "Sisar", W, year(1962)),
            Person("d", "Lanko", M, year(1961)),
            Person("n", "Sisarentytär", W, year(1985)),
            Person("k", "Kuopus", W, year(2005)),
            Person("c", "Lapsi", M, year(2010)),
            Person("q", "Puoliso", W, year(1986)),
            Person("b", "Veli", M, year(1984)),
        ),
        unions=(
            Union("1", ("g", "h")),
            Union("2", ("s", "d")),
            Union("3", ("u", "n")),
            Union("4", ("b", "q")),
        ),
        links=(
            ParentLink("u", union="1"),
            ParentLink("s", union="1"),
            ParentLink("b", union="2"),
            ParentLink("n", union="2"),
            ParentLink("k", union="2"),
            ParentLink("c", union="3"),
            ParentLink("k", union="4", kind=LinkKind.KINSHIP),
            ParentLink("c", parents=("g",), kind=LinkKind.ADOPTED),
        ),
        name="Rivien yli",
    )


HARD = {
    family.__name__: family
    for family in (separated, placed, triplets, double_cousins, crossed_cousins, four_wives, across_rows)
}


def every_feeling() -> Family:
    """Emotional lines of every kind, many between the same few people."""
    people = (
        Person("m", "Marjatta Kuusinen", W, year(1970)),
        Person("f", "Reijo Kuusinen", M, year(1968)),
        *(Person(f"c{n}", f"Lapsi {n}", M if n % 2 else W, year(1990 + 2 * n)) for n in range(6)),
        Person("gm", "Hilkka", W, year(1940)),
        Person("gf", "Arvo", M, year(1938)),
        Person("am", "Aune", W, year(1945)),
        Person("af", "Veikko", M, year(1944)),
    )
    pairs = (
        *("m f", "m c0", "m c5", "f c1", "f c2", "c0 c1", "c2 c3", "c3 c4", "c1 c4", "gm m", "gf m", "gm c0"),
        *("am f", "af f", "af c5", "gm gf", "am af", "c4 c5", "m c3", "f c5"),
    )
    return Family(
        persons=people,
        unions=(
            Union("u", ("m", "f"), UnionKind.MARRIED, year(1989)),
            Union("g", ("gm", "gf")),
            Union("a", ("am", "af")),
        ),
        links=(
            *(ParentLink(f"c{n}", union="u") for n in range(6)),
            ParentLink("m", union="g"),
            ParentLink("f", union="a"),
        ),
        emotional=tuple(EmotionalLine(*pair.split(" "), kind) for pair, kind in zip(pairs, EmotionalKind, strict=True)),
        name="Kaikki tunnesuhteet",
        index=("c2",),
    )


def losses() -> Family:
    """Stillbirths, a miscarriage, an abortion, a pregnancy, unknown grandparents, one child of two homes."""
    kinds = {
        "sb": PersonKind.STILLBIRTH,
        "mc": PersonKind.MISCARRIAGE,
        "ab": PersonKind.ABORTION,
    }
    return Family(
        persons=(
            Person("m", "Anna-Maija Kettunen-Lappalainen", W, year(1990)),
            Person("f", "Jean-Christophe Vandenbroucke", M, year(1988)),
            Person("a", "Eino", M, year(2012)),
            *(Person(who, kind=kind, birth=year(2013 + n)) for n, (who, kind) in enumerate(kinds.items())),
            Person("t", "Toivo", M, year(2018), kind=PersonKind.STILLBIRTH),
            Person("b", "Ilona", W, year(2019), death=year(2020)),
            Person("p", kind=PersonKind.PREGNANCY, birth=PartialDate(2027, 2)),
            Person("k", "Musti", kind=PersonKind.PET),
            Person("u1", "", unknown=True),
            Person("u2", "", M, unknown=True),
        ),
        unions=(
            Union("u", ("m", "f"), UnionKind.SEPARATED, year(2010), year(2021)),
            Union("un", ("u1", "u2"), UnionKind.UNCLEAR),
        ),
        links=(
            *(ParentLink(child, union="u") for child in ("a", "sb", "mc", "ab", "t", "b", "p")),
            ParentLink("m", union="un"),
        ),
        households=(
            Household("h1", (Stay("m"), Stay("a", share=0.5), Stay("k")), "Äidin koti"),
            Household("h2", (Stay("f"), Stay("a", share=0.5)), "Isän koti"),
        ),
        emotional=(
            EmotionalLine("a", "m", EmotionalKind.CLOSE),
            EmotionalLine("a", "f", EmotionalKind.DISTANT),
            EmotionalLine("a", "k", EmotionalKind.CLOSE),
        ),
        name="Menetykset ja kaksi kotia",
        index=("a",),
    )


SHOWN = HARD | {family.__name__: family for family in (every_feeling, losses)}
"""Those with pictures in the documentation."""
