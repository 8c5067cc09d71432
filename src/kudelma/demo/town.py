"""The demo town whole: is it empty, fill it, who to sign in as."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from kudelma.core.deadlines.assessment import Basis
from kudelma.demo.experience import Team, experience_of_past, helped_without_assessment
from kudelma.demo.past import Place, past_assessments
from kudelma.demo.place import SOURCES, build, key
from kudelma.demo.stories import Story, tell
from kudelma.rooms.insight.choosing import actions as choosing
from kudelma.rooms.organisation.actions import tell_absence
from kudelma.rooms.organisation.models import Worker
from kudelma.rooms.organisation.queries import actor

PAST = 480
HELPED = 130
_WORKERS = {"koivu": ("sanna", "eeva"), "pihlaja": ("kaisu", "petteri"), "meri": ("mirja", "gunilla")}
_KINDS = (
    "ordinary",
    "separated",
    "ordinary",
    "interpreter",
    "step",
    "ordinary",
    "safety",
    "swedish",
    "twins",
    "foster",
)
#: (until, days ago): every state of the process, some near and some past a limit.
_WAYS = (
    ("met", 66), ("arrived", 0), ("judged", 1), ("opened", 8), ("opened", 10), ("opened", 16), ("started", 20),
    ("started", 55), ("met", 40), ("met", 84), ("met", 99), ("written", 70), ("written", 88), ("approved", 95),
    ("approved", 60), ("heard", 110), ("work", 150), ("work", 200), ("closed", 230), ("not_needed", 12),
)  # fmt: skip


def stories() -> list[Story]:
    """Return the sixty stories of the town, the same in every demo."""
    made = []
    for number in range(60):
        team = ("koivu", "pihlaja", "meri")[number % 3]
        kind = _KINDS[(number // 3 + number % 3 * 3) % len(_KINDS)] if number else "separated"
        until, days = _WAYS[(number // 3 + number % 3 * 7) % len(_WAYS)]
        worker = _WORKERS[team][1 if kind == "swedish" else (number // 3) % 2]
        basis = (
            Basis.SPECIAL_SUPPORT if number % 5 == 2 else Basis.GENERAL if number % 17 == 16 else Basis.CHILD_PROTECTION
        )
        made.append(Story(number, team, "sanna" if number == 0 else worker, kind, days, until, basis))
    return made


def is_empty() -> bool:
    return not Worker.objects.exists()


def fill(*, now: datetime, say: Callable[[str], None]) -> None:
    """Fill an empty town: all of it or nothing. `say` hears how far it is."""
    with transaction.atomic():
        build(now.date())
        all_of_them = stories()
        for done, story in enumerate(all_of_them, start=1):
            tell(story, now=now)
            if done % 15 == 0:
                say(f"{done} of {len(all_of_them)} families")
        _past(now)
        away = actor(key("worker", "eeva"), now=now)
        assert away is not None
        tell_absence(
            by=away,
            key=key("absence", "eeva"),
            worker_id=away.id,
            cover_id=key("worker", "sanna"),
            first_day=now.date() - timedelta(days=1),
            last_day=now.date() + timedelta(days=6),
        )


def _past(now: datetime) -> None:
    """Past of one unit: assessments, how meetings were found, and the tables of actors that were made of them."""
    sources = {code: key("source", code) for code, *_names in SOURCES}
    koivu, pihlaja = (
        Team(key("team", team), tuple(key("worker", one) for one in _WORKERS[team])) for team in ("koivu", "pihlaja")
    )
    place = Place(koivu.id, koivu.workers[0], key("worker", "jarmo"), sources, koivu.workers[1])
    past = past_assessments(place, PAST, today=now.date())
    experience_of_past(past, koivu, today=now.date())
    helped_without_assessment(HELPED, (koivu, pihlaja), today=now.date())
    leader = actor(key("worker", "liisa"), now=now)
    assert leader is not None
    unit = key("unit", "lehtoranta")
    choosing.turn(by=leader, unit_id=unit, on=True, why="Kokeillaan konsultaatioryhmässä kevääseen asti.")
    choosing.make_tables(by=leader, unit_id=unit)


def who_to_be() -> list[tuple[str, str]]:
    """Return (name, what one sees as them) of the demo's main people."""
    return [
        ("Sanna Laine", "responsible social worker, Tiimi Koivu: begin here"),
        ("Omar Hassan", "social counsellor of the same team: shares its families"),
        ("Mirja Ojala", "social worker of another unit: must see none of them"),
        ("Gunilla Sandström", "socialarbetare, Team Havet: på svenska"),
        ("Liisa Vainio", "leading social worker of the unit"),
    ]
