"""The town's units, teams, workers and the parties families come from."""

import uuid
from datetime import date

from django.contrib.auth.hashers import make_password

from kudelma.core.codes import Role, TeamKind
from kudelma.rooms.casework.models import ReferralSource
from kudelma.rooms.organisation.models import Membership, Team, Unit, Worker

SPACE = uuid.UUID("41b3a5d9-bb9f-5893-aa48-62d0d69589a2")
PASSWORD = "leipäjuusto ja lakka"  # noqa: S105 - the demo's; a real installation has none of these accounts


def key(*parts: object) -> uuid.UUID:
    """Return the same id for the same thing in every demo."""
    return uuid.uuid5(SPACE, "/".join(str(part) for part in parts))


UNITS = (
    ("lehtoranta", "Lehtorannan perhesosiaalityö"),
    ("meri", "Merikylän perhesosiaalityö – Merikylä familjesocialt arbete"),
)
TEAMS = (
    ("koivu", "lehtoranta", "Tiimi Koivu", TeamKind.SYSTEMIC),
    ("pihlaja", "lehtoranta", "Tiimi Pihlaja", TeamKind.ASSESSMENT),
    ("meri", "meri", "Tiimi Meri – Team Havet", TeamKind.SYSTEMIC),
    ("group", "lehtoranta", "Konsultaatioryhmä", TeamKind.CONSULTATION),
    ("havsgroup", "meri", "Konsultaatioryhmä – Konsultationsgruppen", TeamKind.CONSULTATION),
)
#: Who sits in the consultation group of the unit, besides the work in their own team.
GROUPS = {"group": ("sanna", "omar", "eeva", "jarmo", "kaisu"), "havsgroup": ("mirja", "gunilla")}
WORKERS = (
    ("sanna", "Sanna Laine", "koivu", Role.SOCIAL_WORKER, "fi"),
    ("omar", "Omar Hassan", "koivu", Role.SOCIAL_COUNSELLOR, "fi"),
    ("eeva", "Eeva-Kaarina Ylitalo", "koivu", Role.CONSULTANT, "fi"),
    ("jarmo", "Jarmo Peltola", "koivu", Role.FAMILY_THERAPIST, "fi"),
    ("niina", "Niina Kettunen", "koivu", Role.FAMILY_WORKER, "fi"),
    ("tuomo", "Tuomo Aho", "koivu", Role.COORDINATOR, "fi"),
    ("kaisu", "Kaisu Moilanen", "pihlaja", Role.SOCIAL_WORKER, "fi"),
    ("petteri", "Petteri Rinne", "pihlaja", Role.SOCIAL_WORKER, "fi"),
    ("henna", "Henna Sipilä", "pihlaja", Role.SOCIAL_COUNSELLOR, "fi"),
    ("mirja", "Mirja Ojala", "meri", Role.SOCIAL_WORKER, "fi"),
    ("gunilla", "Gunilla Sandström", "meri", Role.SOCIAL_WORKER, "sv"),
    ("robert", "Robert Backman", "meri", Role.FAMILY_WORKER, "sv"),
    ("liisa", "Liisa Vainio", "koivu", Role.LEADER, "fi"),
    ("christer", "Christer Höglund", "meri", Role.LEADER, "sv"),
)
#: code, Finnish, Swedish, English, an authority, invited by default (mission.md P1).
SOURCES = (
    ("family_counselling", "perheneuvola", "familjerådgivning", "family counselling", True, True),
    ("substance_clinic", "päihdeklinikka", "missbrukarklinik", "substance-use clinic", True, True),
    ("youth_health", "nuorten terveyspalvelupiste", "hälsopunkt för unga", "youth health point", True, True),
    ("school_social_worker", "koulukuraattori tai opiskeluhuolto", "skolkurator eller studerandevård", "school social worker or student welfare", True, True),
    ("school", "koulu", "skola", "school", True, True),
    ("family_work", "perhetyö", "familjearbete", "family work", True, True),
    ("family_law", "perheoikeudellinen yksikkö", "familjerättslig enhet", "family law unit", True, True),
    ("child_health", "neuvola", "rådgivningsbyrå", "child health clinic", True, True),
    ("shelter", "turvakoti", "skyddshem", "shelter", True, True),
    ("early_education", "varhaiskasvatus", "småbarnspedagogik", "early childhood education", True, True),
    ("police_social_worker", "poliisin sosiaaliohjaaja", "polisens socialhandledare", "police social worker", True, True),
    ("psychiatric_clinic", "psykiatrian poliklinikka", "psykiatrisk poliklinik", "psychiatric outpatient clinic", True, True),
    ("disability", "vammaispalvelu", "funktionshinderservice", "disability services", True, True),
    ("youth_work", "nuorisotoimi", "ungdomsväsendet", "youth work", True, True),
    ("police", "poliisi", "polis", "police", True, False),
    ("health", "muu terveydenhuolto", "annan hälsovård", "other health care", True, False),
    ("emergency", "sosiaalipäivystys", "socialjour", "social emergency services", True, False),
    ("self_parent", "vanhempi tai huoltaja itse", "föräldern eller vårdnadshavaren själv", "the parent or guardian", False, False),
    ("self_child", "lapsi tai nuori itse", "barnet eller den unga själv", "the child or young person", False, False),
    ("private", "yksityishenkilö", "privatperson", "private person", False, False),
)  # fmt: skip


def build(today: date) -> None:
    """Make units, teams, workers and referral sources."""
    for code, name in UNITS:
        Unit.objects.create(id=key("unit", code), name=name, county_code="18")
    for code, unit, name, kind in TEAMS:
        Team.objects.create(id=key("team", code), unit_id=key("unit", unit), name=name, kind=kind)
    secret = make_password(PASSWORD)
    for code, name, team, role, language in WORKERS:
        worker = Worker.objects.create(
            id=key("worker", code), email=f"{code}@kudelma.example", name=name, language=language, password=secret
        )
        Membership.objects.create(
            id=key("membership", code),
            worker=worker,
            team_id=key("team", team),
            role=role,
            valid_from=date(today.year - 2, 1, 1),
        )
    roles = {code: role for code, _name, _team, role, _language in WORKERS}
    for group, workers in GROUPS.items():
        for code in workers:
            Membership.objects.create(
                id=key("membership", group, code),
                worker_id=key("worker", code),
                team_id=key("team", group),
                role=roles[code],
                valid_from=date(today.year - 2, 1, 1),
            )
    for order, (code, fi, sv, en, authority, invited) in enumerate(SOURCES):
        ReferralSource.objects.create(
            id=key("source", code),
            code=code.replace("_", "-"),
            name_fi=fi,
            name_sv=sv,
            name_en=en,
            is_authority=authority,
            invite_by_default=invited,
            order=order * 10,
        )
