import pytest

from kudelma.core.kinship import Family, Gender, LinkKind, ParentLink, Person, Union, UnionKind
from kudelma.core.kinship.kin import kin, kin_all

M, W = Gender.MAN, Gender.WOMAN
FAMILY = Family(
    persons=(
        *(
            Person(p, p.title(), M)
            for p in ("ukki", "isä", "setä", "eno", "poika", "serkku", "vävy", "isäpuoli", "pikku", "veli")
        ),
        *(
            Person(p, p.title(), W)
            for p in ("mummo", "äiti", "minä", "vaimo", "täti", "tytär", "puolisisko", "sijaisäiti", "rakas")
        ),
        Person("yksin"),
    ),
    unions=(
        Union("1", ("ukki", "mummo")),
        Union("2", ("isä", "äiti"), UnionKind.DIVORCED),
        Union("3", ("setä", "vaimo")),
        Union("4", ("äiti", "isäpuoli")),
        Union("5", ("minä", "rakas"), UnionKind.COHABITING),
        Union("6", ("tytär", "vävy")),
    ),
    links=(
        *(ParentLink(c, union="1") for c in ("isä", "setä")),
        *(ParentLink(c, union="2") for c in ("minä", "veli")),
        ParentLink("serkku", union="3"),
        ParentLink("puolisisko", union="4"),
        ParentLink("tytär", parents=("minä",)),
        ParentLink("poika", parents=("tytär",)),
        ParentLink("minä", parents=("sijaisäiti",), kind=LinkKind.FOSTER),
        ParentLink("äiti", parents=("pikku",)),
        ParentLink("eno", parents=("pikku",)),
        ParentLink("täti", parents=("pikku",)),
    ),
)


@pytest.mark.parametrize(
    ("other", "fi", "sv", "en"),
    [
        ("minä", "hän itse", "personen själv", "themselves"),
        ("äiti", "äiti", "mor", "mother"),
        ("ukki", "isoisä", "farfar", "grandfather"),
        ("mummo", "isoäiti", "farmor", "grandmother"),
        ("pikku", "isoisä", "morfar", "grandfather"),
        ("setä", "setä", "farbror", "uncle"),
        ("eno", "eno", "morbror", "uncle"),
        ("täti", "täti", "moster", "aunt"),
        ("vaimo", "sedän vaimo", "farbrors fru", "father's brother's wife"),
        ("serkku", "serkku", "kusin", "cousin"),
        ("veli", "veli", "bror", "brother"),
        ("puolisisko", "puolisisar", "halvsyster", "half-sister"),
        ("tytär", "tytär", "dotter", "daughter"),
        ("poika", "tyttärenpoika", "dotterson", "grandson"),
        ("vävy", "vävy", "svärson", "son-in-law"),
        ("isäpuoli", "isäpuoli", "styvfar", "stepfather"),
        ("sijaisäiti", "sijaisäiti", "fostermor", "foster mother"),
        ("rakas", "avovaimo", "sambo", "partner"),
        ("yksin", "ei tunnettua sukulaisuutta", "inget känt släktskap", "no known relationship"),
    ],
)
def test_kinship_words(other: str, fi: str, sv: str, en: str) -> None:
    assert tuple(kin(FAMILY, "minä", other, lang).word for lang in ("fi", "sv", "en")) == (fi, sv, en)


@pytest.mark.parametrize(
    ("a", "b", "word"),
    [
        ("setä", "minä", "veljentytär"),
        ("isä", "äiti", "entinen vaimo"),
        ("vävy", "minä", "anoppi"),
        ("isäpuoli", "minä", "tytärpuoli"),
        ("poika", "serkku", "äidin äidin isän veljen poika"),
        ("vaimo", "isä", "lanko"),
    ],
)
def test_kinship_words_the_other_way(a: str, b: str, word: str) -> None:
    assert kin(FAMILY, a, b).word == word


def test_path_explains_the_word() -> None:
    assert kin(FAMILY, "minä", "eno").path == "Minä – äiti Äiti – isä Pikku – poika Eno"


def test_cousins_who_marry_are_told_both_ways() -> None:
    family = Family(
        persons=(Person("a", "A", M), Person("b", "B", W), *(Person(p) for p in "pqg")),
        unions=(Union("u", ("a", "b")),),
        links=tuple(ParentLink(c, parents=(p,)) for c, p in (("a", "p"), ("b", "q"), ("p", "g"), ("q", "g"))),
    )

    assert [found.word for found in kin_all(family, "a", "b", "en")] == ["wife", "cousin"]
