"""The unit's own past assessments as rows: who had taken part by when, what was known before, what followed.

A person of the network is told by the type of party they are of, never by name: the party they notified for, else
the one their relation or place of work names, else by where in life they stand.
"""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kudelma.core.codes import ArrivalKind, MeetingState, Sector, Urgency
from kudelma.core.deadlines.assessment import Basis
from kudelma.pathways.actors import Assessment as Row
from kudelma.rooms.casework.models import Arrival, Assessment, ReferralSource
from kudelma.rooms.insight.choosing.plan import OWN_NETWORK
from kudelma.rooms.insight.pseudonyms import pseudonym
from kudelma.rooms.meetings.models import Participant
from kudelma.rooms.organisation.models import Membership, Unit
from kudelma.rooms.people.models import SafetyMark

YEARS = 5
ADULT = 18
OWN_PEOPLE = frozenset({Sector.HOME, Sector.KIN, Sector.FRIENDS, Sector.OTHER})
_URGENT = frozenset({Urgency.IMMEDIATE, Urgency.TODAY})
_EITHER = re.compile(r"\s+(?:tai|eller|or)\s+")


@dataclass(frozen=True, slots=True)
class Past:
    """A row, what it is compared by, and how the child is grouped in the view of who is asked."""

    row: Row
    need: str
    source: str
    age: str
    interpreter: str


@dataclass(frozen=True, slots=True)
class Seat:
    """An actor was in a meeting held on this day."""

    actor: str
    on: date


def past(unit: Unit, *, as_of: date) -> list[Past]:
    """Return the assessments begun in the last five years up to a day; families with a safety mark are left out."""
    marked = SafetyMark.objects.filter(lifted_at__isnull=True).values("person__belongings__family")
    rows = list(
        Assessment.objects.filter(
            matter__family__team__unit=unit,
            started_on__range=(date(as_of.year - YEARS, as_of.month, 1), as_of),
            child__born__isnull=False,
        )
        .exclude(matter__family__in=marked)
        .order_by("started_on", "id")
        .values(
            "id", "matter", "matter__family", "arrival", "arrival__source__code", "arrival__urgency__result", "basis",
            "initiated_on", "started_on", "approved_on", "child", "child__born", "child__interpreter",
        )
    )  # fmt: skip
    families = {row["matter__family"] for row in rows}
    arrivals = _arrivals(families)
    seats = _seats({row["matter"] for row in rows}, unit)
    siblings: dict[uuid.UUID, int] = {}
    for row in rows:
        siblings[row["arrival"]] = siblings.get(row["arrival"], 0) + 1
    return [
        _past(one, arrivals.get(one["matter__family"], []), seats.get(one["matter"], []), siblings, as_of)
        for one in rows
    ]


def _arrivals(families: set[uuid.UUID]) -> dict[uuid.UUID, list[tuple[uuid.UUID, str, date]]]:
    found: dict[uuid.UUID, list[tuple[uuid.UUID, str, date]]] = {}
    rows = Arrival.objects.filter(family__in=families).order_by("initiated_on")
    for family, key, kind, day in rows.values_list("family", "id", "kind", "initiated_on"):
        assert family is not None
        found.setdefault(family, []).append((key, kind, day))
    return found


def _seats(matters: set[uuid.UUID], unit: Unit) -> dict[uuid.UUID, list[Seat]]:
    came = Participant.objects.filter(
        came=True, meeting__matter__in=matters, meeting__state=MeetingState.HELD, meeting__held_on__isnull=False
    ).values_list(
        "meeting__matter", "meeting__held_on", "member", "member__sector", "member__relation",
        "member__organisation", "worker",
    )  # fmt: skip
    parties = parties_by_word()
    notifiers = dict(
        Arrival.objects.filter(matter__in=matters, notifier__isnull=False, source__is_authority=True).values_list(
            "notifier", "source__code"
        )
    )
    roles = dict(Membership.objects.filter(team__unit=unit).values_list("worker", "role"))
    found: dict[uuid.UUID, list[Seat]] = {}
    for matter, day, member, sector, relation, organisation, worker in came:
        actor = None
        if member is not None:
            actor = notifiers.get(member) or actor_of(parties, sector or "", f"{relation} {organisation}")
        elif worker is not None:
            actor = roles.get(worker)
        if actor and day:
            found.setdefault(matter, []).append(Seat(actor, day))
    return found


def parties_by_word() -> dict[str, str]:
    """Return each name of a party, in any language, with its code; the longest name first."""
    rows = ReferralSource.objects.filter(is_authority=True).order_by("order")
    named: dict[str, str] = {}
    for code, *names in rows.values_list("code", "name_fi", "name_sv", "name_en"):
        for name in names:
            for part in _EITHER.split(name.casefold()):
                named.setdefault(part.strip(), code)
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))


def actor_of(parties: Mapping[str, str], sector: str, described: str) -> str | None:
    """Return the party that a description names as whole words, else the family's own network, else nobody."""
    text = described.casefold()
    for word, code in parties.items():
        if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            return code
    return OWN_NETWORK if sector in OWN_PEOPLE else None


def _past(
    one: Mapping[str, "object"],
    arrivals: Iterable[tuple[uuid.UUID, str, date]],
    seats: Iterable[Seat],
    siblings: Mapping[uuid.UUID, int],
    as_of: date,
) -> Past:
    started, initiated, born = _day(one["started_on"]), _day(one["initiated_on"]), _day(one["child__born"])
    approved = one["approved_on"]
    last = approved if isinstance(approved, date) else as_of
    within = [seat for seat in seats if started <= seat.on <= last]
    joined: dict[str, date] = {}
    for seat in sorted(within, key=lambda each: each.on):
        joined.setdefault(seat.actor, seat.on)
    others = [(kind, day) for key, kind, day in arrivals if key != one["arrival"]]
    again = next((day for kind, day in others if kind == ArrivalKind.NOTIFICATION and started < day <= as_of), None)
    grown = _birthday(born, ADULT)
    followed = max(started, min(as_of, grown))
    if again is not None and again > followed:
        again = None
    age = (initiated - born).days / 365.25
    arrival = one["arrival"]
    assert isinstance(arrival, uuid.UUID)
    family = one["matter__family"]
    assert isinstance(family, uuid.UUID)
    ended = approved if isinstance(approved, date) and started <= approved <= as_of else None
    return Past(
        Row(
            family=pseudonym("family", family),
            need_type="",
            started=started,
            joined=joined,
            covariates={
                "child_age": age,
                "earlier_contacts": float(sum(day < initiated for _kind, day in others)),
                "siblings": float(siblings[arrival] - 1),
                "urgent": float(one["arrival__urgency__result"] in _URGENT),
                "child_protection": float(one["basis"] == Basis.CHILD_PROTECTION),
                "interpreter": float(bool(one["child__interpreter"])),
            },
            outcome=None if again is None else 1.0,
            outcome_on=again,
            ended=ended,
            followed_to=followed,
            first_meeting=min((seat.on for seat in within), default=None),
            negative_control=float((started - initiated).days),
        ),
        need=str(one["basis"]),
        source=str(one["arrival__source__code"]),
        age=_ages(age),
        interpreter="interpreter" if one["child__interpreter"] else "no_interpreter",
    )


def followed_whole(row: Row, *, days: int) -> Row:
    """Return the row with "nothing followed" where the family could be followed all the way."""
    if row.outcome is None and row.followed_to is not None and (row.followed_to - row.started).days >= days:
        return replace(row, outcome=0.0)
    return row


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # 29 February
        return date(born.year + age, 3, 1)


def _ages(age: float) -> str:
    return "under_7" if age < 7 else "from_7_to_12" if age < 13 else "from_13"  # noqa: PLR2004 - school's own steps


def month_end(today: date) -> date:
    """Return the last day of the month before: tables are made of whole months, so that two never differ by a day."""
    return today.replace(day=1) - timedelta(days=1)
