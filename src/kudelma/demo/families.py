"""The invented families: who is in each, where the children live, who knows them."""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from kudelma.core.codes import (
    ContactAllowed,
    CustodyKind,
    Gender,
    InfoRight,
    PartnershipEnd,
    PartnershipKind,
    Sector,
    TieKind,
)
from kudelma.core.hetu import compose
from kudelma.demo import names
from kudelma.demo.place import key
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.people import actions


@dataclass(slots=True)
class Kin:
    """One person to be made."""

    code: str
    given: str
    family: str
    gender: Gender
    born: date
    language: str = "fi"
    interpreter: str = ""
    child: bool = False


@dataclass(slots=True)
class Household:
    """A family to be made; `kind` says what is particular about it."""

    number: int
    surname: str
    kind: str
    children: list[Kin]
    mother: Kin
    father: Kin
    others: list[Kin] = field(default_factory=list)

    @property
    def name(self) -> str:
        if self.kind == "swedish":
            return f"Familjen {self.surname}"
        return f"{genitive(self.surname)} perhe" if self.kind != "interpreter" else self.surname

    def id_of(self, code: str) -> uuid.UUID:
        return key("person", self.number, code)

    @property
    def id(self) -> uuid.UUID:
        return key("family", self.number)


_GENITIVES = {"Laine": "Laineen", "Niemi": "Niemen", "Lehto": "Lehdon"}


def genitive(surname: str) -> str:
    """Return a Finnish surname in the genitive, for the names used here."""
    if surname.endswith("nen"):
        return f"{surname[:-3]}sen"
    return _GENITIVES.get(surname, f"{surname}n")


def household(number: int, kind: str, *, chance: Random, today: date) -> Household:
    """Invent a family; the same number and kind give the same family."""
    language, interpreter = "fi", ""
    surname = names.SURNAMES[number % len(names.SURNAMES)]
    girls: tuple[str, ...] = names.GIRLS
    boys: tuple[str, ...] = names.BOYS
    women: tuple[str, ...] = names.WOMEN
    men: tuple[str, ...] = names.MEN
    if kind == "swedish":
        language, surname = "sv", names.SWEDISH_SURNAMES[number % len(names.SWEDISH_SURNAMES)]
        girls, boys, women, men = names.SWEDISH_GIRLS, names.SWEDISH_BOYS, names.SWEDISH_WOMEN, names.SWEDISH_MEN
    if kind == "interpreter":
        language, girl, boy, woman, man, surname = names.FROM_ELSEWHERE[number % len(names.FROM_ELSEWHERE)]
        interpreter, girls, boys, women, men = language, (girl,), (boy,), (woman,), (man,)

    def born(years: float) -> date:
        return today - timedelta(days=int(years * 365.25) + chance.randrange(300))

    many = 2 if kind == "twins" else chance.choices((1, 2, 3), (5, 4, 1))[0]
    age = 9 if number == 0 else chance.randrange(2, 15)
    children: list[Kin] = []
    for index in range(many):
        girl_now = index % 2 == 0 if kind == "interpreter" else chance.random() < 0.5
        girl_now = girl_now or number == 0
        pool = [n for n in (girls if girl_now else boys) if n not in {c.given for c in children}]
        given = "Aino" if number == 0 and index == 0 else chance.choice(pool or list(boys))
        day = children[0].born if kind == "twins" and children else born(max(0.6, age - 2.3 * index))
        gender = Gender.FEMALE if girl_now else Gender.MALE
        children.append(Kin(f"child{index}", given, surname, gender, day, language, child=True))
    mother_age = age + chance.randrange(22, 34)
    mother = Kin("mother", chance.choice(women), surname, Gender.FEMALE, born(mother_age), language, interpreter)
    father = Kin("father", chance.choice(men), surname, Gender.MALE, born(mother_age + 2), language, interpreter)
    if kind in {"separated", "safety"}:
        father.family = names.SURNAMES[(number * 7 + 11) % len(names.SURNAMES)]
    family = Household(number, surname, kind, children, mother, father)
    if kind != "interpreter":
        grandmother = Kin(
            "grandmother", chance.choice(names.GRANDMOTHERS), surname, Gender.FEMALE, born(mother_age + 27)
        )
        family.others.append(grandmother)
    if kind == "foster":
        for code, given, gender in (("foster1", "Merja", Gender.FEMALE), ("foster2", "Olli", Gender.MALE)):
            family.others.append(Kin(code, given, "Rautio", gender, born(47), language))
    if kind == "step":
        family.others.append(
            Kin("step", chance.choice(men), "Saarelainen", Gender.MALE, born(mother_age - 1), language)
        )
    return family


def settle(family: Household, *, by: Actor, team: uuid.UUID) -> None:
    """Make a family with its people, ties, homes, custody and network, by the actions the pages use."""
    actions.found_family(by=by, key=family.id, name=family.name, team_id=team)
    for kin in (*family.children, family.mother, family.father, *family.others):
        _person(family, kin, by)
    _ties(family, by)
    _homes(family, by)
    _network(family, by)
    if family.kind == "safety":
        actions.mark_safety(
            by=by,
            key=key("safety", family.number),
            person_id=family.id_of("mother"),
            since=by.today - timedelta(days=200),
            until=None,
            against=[family.id_of("father")],
            note="Osoite, koulu ja työpaikka eivät saa paljastua.",
        )
        for kin in family.children:
            actions.mark_safety(
                by=by,
                key=key("safety", family.number, kin.code),
                person_id=family.id_of(kin.code),
                since=by.today - timedelta(days=200),
                until=None,
                against=[family.id_of("father")],
                note="",
            )


def _person(family: Household, kin: Kin, by: Actor) -> None:
    actions.add_person(
        by=by,
        key=family.id_of(kin.code),
        family_id=family.id,
        given=kin.given,
        family_name=kin.family,
        born=kin.born,
        gender=kin.gender,
        language=kin.language,
        interpreter=kin.interpreter,
        is_client_child=kin.child,
    )
    if kin.child or kin.code in {"mother", "father"}:
        number = 900 + (family.number * 7 + sum(map(ord, kin.code))) % 100
        actions.set_identity_code(by=by, person_id=family.id_of(kin.code), code=compose(kin.born, number))


def _ties(family: Household, by: Actor) -> None:
    mother, father = family.id_of("mother"), family.id_of("father")
    apart = family.kind in {"separated", "safety", "step"}
    together = date(family.children[0].born.year - 1, 6, 18)
    actions.join_partners(
        by=by,
        one_id=father,
        other_id=mother,
        kind=PartnershipKind.MARRIAGE if family.number % 3 else PartnershipKind.COHABITATION,
        valid_from=together,
        valid_to=by.today - timedelta(days=800) if apart else None,
        ended_as=(PartnershipEnd.DIVORCED if family.number % 3 else PartnershipEnd.SEPARATED) if apart else "",
    )
    for kin in family.children:
        child = family.id_of(kin.code)
        for parent in (mother, father):
            actions.tie_parent(by=by, parent_id=parent, child_id=child, kind=TieKind.BIRTH)
        if family.kind == "foster":
            for foster in ("foster1", "foster2"):
                since = by.today - timedelta(days=400)
                actions.tie_parent(
                    by=by, parent_id=family.id_of(foster), child_id=child, kind=TieKind.FOSTER, valid_from=since
                )
        if family.kind == "step":
            actions.tie_parent(by=by, parent_id=family.id_of("step"), child_id=child, kind=TieKind.STEP)
        _custody(family, child, by)
    if any(kin.code == "grandmother" for kin in family.others):
        actions.tie_parent(by=by, parent_id=family.id_of("grandmother"), child_id=mother, kind=TieKind.BIRTH)
    if family.kind == "step":
        actions.join_partners(
            by=by,
            one_id=family.id_of("step"),
            other_id=mother,
            kind=PartnershipKind.COHABITATION,
            valid_from=by.today - timedelta(days=500),
        )
    if family.kind == "foster":
        actions.join_partners(
            by=by, one_id=family.id_of("foster2"), other_id=family.id_of("foster1"), kind=PartnershipKind.MARRIAGE
        )


def _custody(family: Household, child: uuid.UUID, by: Actor) -> None:
    mother, father = family.id_of("mother"), family.id_of("father")
    if family.kind == "safety":
        actions.record_custody(
            by=by, child_id=child, custodian_id=mother, kind=CustodyKind.SOLE, content="Käräjäoikeuden päätös."
        )
        actions.record_custody(
            by=by, child_id=child, custodian_id=father, kind=CustodyKind.NONE, info_right=InfoRight.LIMITED
        )
        return
    for parent in (mother, father):
        actions.record_custody(by=by, child_id=child, custodian_id=parent, kind=CustodyKind.JOINT)


_STREETS = ("Kanervatie", "Rantakuja", "Myllypolku", "Koivurinne", "Satamakatu", "Pihlajatie", "Harjukuja")


def _homes(family: Household, by: Actor) -> None:
    children = [family.id_of(kin.code) for kin in family.children]
    street = _STREETS[family.number % len(_STREETS)]
    swedish = family.kind == "swedish"
    if family.kind == "foster":
        homes = {
            "Sijaisperhe": [family.id_of("foster1"), family.id_of("foster2"), *children],
            "Vanhempien koti": [family.id_of("mother"), family.id_of("father")],
        }
    elif family.kind in {"separated", "safety", "step"}:
        first = [family.id_of("mother"), *children, *([family.id_of("step")] if family.kind == "step" else [])]
        both = children if family.kind == "separated" else []
        homes = {"Äidin koti": first, "Isän koti": [family.id_of("father"), *both]}
    else:
        homes = {"Hemmet" if swedish else "Koti": [family.id_of("mother"), family.id_of("father"), *children]}
    for index, (label, people) in enumerate(homes.items()):
        rhythm = "vuoroviikoin" if family.kind == "separated" else ""
        actions.add_household(
            by=by,
            key=key("home", family.number, index),
            family_id=family.id,
            label=label,
            address=f"{street} {family.number + 3 + index * 11}, Lehtoranta",
            phone="",
            people={p: rhythm if p in children else "" for p in people},
        )


def _network(family: Household, by: Actor) -> None:
    toddler = (by.today - family.children[0].born).days < 6 * 365
    teacher = (
        ("Varhaiskasvatuksen opettaja", "Päiväkoti Metsätähti") if toddler else ("Luokanopettaja", "Lehtorannan koulu")
    )
    people = [
        (("Pia Lindqvist" if family.number == 0 else f"{names.WOMEN[(family.number * 5) % len(names.WOMEN)]} {names.SURNAMES[(family.number * 3 + 5) % len(names.SURNAMES)]}"), *teacher, Sector.SCHOOL_WORK, ContactAllowed.YES if family.number % 2 == 0 else ContactAllowed.ASK_FIRST, True),
        (f"{names.WOMEN[(family.number * 11 + 3) % len(names.WOMEN)]} {names.SURNAMES[(family.number * 13 + 1) % len(names.SURNAMES)]}", "Terveydenhoitaja", "Lehtorannan neuvola" if toddler else "Kouluterveydenhuolto", Sector.PROFESSIONALS, ContactAllowed.ASK_FIRST, True),
    ]  # fmt: skip
    for index, (name, relation, organisation, sector, allowed, authority) in enumerate(people):
        actions.add_member(
            by=by,
            key=key("member", family.number, index),
            family_id=family.id,
            name=name,
            relation=relation,
            organisation=organisation,
            sector=sector,
            contact_allowed=allowed,
            is_authority=authority,
        )
    if any(kin.code == "grandmother" for kin in family.others):
        grandmother = next(kin for kin in family.others if kin.code == "grandmother")
        actions.add_member(
            by=by,
            key=key("member", family.number, "grandmother"),
            family_id=family.id,
            name=f"{grandmother.given} {grandmother.family}",
            relation="Isoäiti",
            organisation="",
            sector=Sector.KIN,
            contact_allowed=ContactAllowed.YES,
            person_id=family.id_of("grandmother"),
        )
