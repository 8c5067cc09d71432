"""What the unit's work has led to, over time: how meetings were found, small steps, who came back, how much work.

Told are whole fours and their months (`pathways.telling.outcomes`), when `LATEST` has passed since a four's end, so
that late answers are in it. Families with a safety mark are counted: leaving one out the day it is marked would tell
of it. No words of anyone are read here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean
from uuid import UUID
from zoneinfo import ZoneInfo

from kudelma.core.calendar import add_months
from kudelma.core.codes import ArrivalKind, MeetingState, StepState, Yes
from kudelma.core.deadlines.reporting import Period, four_months
from kudelma.pathways.charts.survival import At
from kudelma.pathways.measures.survival import NEVER, SEEN
from kudelma.pathways.privacy import Cell, release
from kudelma.pathways.telling import waiting
from kudelma.pathways.telling.outcomes import Answer, Share, Spread, When, ends, months_of, share, spreads
from kudelma.rooms.casework.models import Arrival, Matter
from kudelma.rooms.insight.access import looking, of_led_units
from kudelma.rooms.insight.books import policy
from kudelma.rooms.insight.choosing.past import ADULT, OWN_PEOPLE, month_end
from kudelma.rooms.meetings.models import FollowUp, NetworkMeeting, Participant
from kudelma.rooms.organisation.queries import Actor
from kudelma.rooms.plans.models import SmallStep

HELSINKI = ZoneInfo("Europe/Helsinki")
LATEST = timedelta(days=30)
FOURS, A_YEAR = 9, 3
BACK = 12
"""Months in which a family is looked for to have come back."""
EVENING = 16
SCALES = ("heard", "mattered", "know_next", "safe", "strengthened")
CAME, ANSWERED = "came", "answered"
FORMS = ("not_again", "would_again", "timing_hard", "constellation")
OTHERS = "others"
"""Ways in which steps of too few families ended, together."""
_BACK_BY = (ArrivalKind.NOTIFICATION, ArrivalKind.CONTACT, ArrivalKind.JOINT_CONTACT)


class Group(StrEnum):
    """Whose view of a meeting it is."""

    CHILDREN = "children"
    ADULTS = "adults"
    """Adults of the family, and people of its own network."""
    PROFESSIONALS = "professionals"


@dataclass(frozen=True, slots=True)
class Load:
    """At a month's end: families with an open matter, and of how many for each worker who answers for some."""

    families: int
    each: float


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`scales` are by group and question, with how many `CAME` and `ANSWERED`. Figures that may not be told are absent.

    `forms`, `steps` and `back` are by the first day of a four. `meetings` and `evenings` are counts.
    """

    fours: tuple[Period, ...]
    scales: dict[Group, dict[str, dict[When, Spread]]]
    forms: dict[str, dict[date, Share]]
    steps: dict[date, dict[str, int]]
    back: dict[date, Share]
    until_back: tuple[At, ...]
    load: dict[date, Load]
    meetings: dict[When, Spread]
    evenings: dict[When, Spread]

    @property
    def by_month(self) -> bool:
        """Whether of every group most months of the last year may be told, each of more than few."""
        whens = [(four.first, month) for four in self.fours[-A_YEAR:] for month in months_of(four)]
        told = [[self.scales[group][ANSWERED].get(when) for when in whens] for group in Group]
        return all(sum(bool(one and one.answers and not one.few) for one in of) * 3 > len(of) * 2 for of in told)


def outcomes(actor: Actor) -> Outcomes:
    """Return what may be told of the units the actor leads. Raises `Closed` for those who lead none."""
    looking(actor, "outcomes")
    fours = told_fours(actor.today - LATEST)
    held = _held(actor, fours)
    return Outcomes(
        fours,
        _scales(actor, fours),
        _forms(actor, fours),
        _steps(actor, fours),
        *_came_back(actor),
        _load(actor, fours),
        spreads([Answer(day, family) for day, family, _late in held], fours, policy()),
        _evenings(held, fours),
    )


def told_fours(day: date) -> tuple[Period, ...]:
    """Return the last fours that ended before a day."""
    now = four_months(day).first
    return tuple(four_months(add_months(now, -4 * back)) for back in range(FOURS, 0, -1))


def _within(fours: Sequence[Period]) -> tuple[date, date]:
    return fours[0].first, fours[-1].last


def _scales(actor: Actor, fours: Sequence[Period]) -> dict[Group, dict[str, dict[When, Spread]]]:
    rows = Participant.objects.filter(
        came=True,
        meeting__state=MeetingState.HELD,
        meeting__held_on__range=_within(fours),
        meeting__matter__family__team__unit__in=actor.led_units,
    ).values_list(
        "meeting__held_on", "meeting__matter__family", "person", "person__born", "member__sector",
        *(f"evaluation__{scale}" for scale in SCALES),
    )  # fmt: skip
    found: dict[Group, dict[str, list[Answer]]] = {
        group: {name: [] for name in (*SCALES, ANSWERED, CAME)} for group in Group
    }
    for day, family, person, born, sector, *answers in rows:
        assert day is not None
        of = found[_group(day, person, born, sector)]
        of[CAME].append(Answer(day, family))
        if any(answer is not None for answer in answers):
            of[ANSWERED].append(Answer(day, family))
        for name, answer in zip(SCALES, answers, strict=True):
            if answer is not None:
                of[name].append(Answer(day, family, answer))
    return {
        group: {name: spreads(answers, fours, policy()) for name, answers in of.items()} for group, of in found.items()
    }


def _group(day: date, person: UUID | None, born: date | None, sector: str | None) -> Group:
    if person is not None:
        return Group.CHILDREN if born is not None and day < add_months(born, 12 * ADULT) else Group.ADULTS
    return Group.ADULTS if sector in OWN_PEOPLE else Group.PROFESSIONALS


def _forms(actor: Actor, fours: Sequence[Period]) -> dict[str, dict[date, Share]]:
    rows = FollowUp.objects.filter(
        meeting__state=MeetingState.HELD,
        meeting__held_on__range=_within(fours),
        meeting__matter__family__team__unit__in=actor.led_units,
    ).values_list(
        "meeting__held_on", "meeting__matter__family", "repetition_avoided", "would_do_again", "timing_difficulty",
        "constellation_obstacle",
    )  # fmt: skip
    given: dict[str, dict[date, list[tuple[UUID, bool]]]] = {name: {} for name in FORMS}
    for day, family, not_again, would_again, timing, constellation in rows:
        assert day is not None
        said = (
            None if not_again == Yes.UNKNOWN else not_again == Yes.YES,
            None if would_again == Yes.UNKNOWN else would_again == Yes.YES,
            timing >= 2,  # noqa: PLR2004 - 0 easy – 3 hard, as in self-monitoring
            constellation,
        )
        for name, was in zip(FORMS, said, strict=True):
            if was is not None:
                given[name].setdefault(four_months(day).first, []).append((family, was))
    return {name: _shares(by_four, fours) for name, by_four in given.items()}


def _shares(by_four: dict[date, list[tuple[UUID, bool]]], fours: Sequence[Period]) -> dict[date, Share]:
    found = {four.first: share(by_four.get(four.first, ()), policy()) for four in fours}
    return {four: one for four, one in found.items() if one}


def _steps(actor: Actor, fours: Sequence[Period]) -> dict[date, dict[str, int]]:
    """Return how the steps that were due in each four ended; an open one was left open."""
    rows = SmallStep.objects.filter(
        due_on__range=_within(fours), matter__family__team__unit__in=actor.led_units
    ).values_list("due_on", "matter__family", "state")
    given: dict[date, list[tuple[UUID, str]]] = {}
    for day, family, state in rows:
        given.setdefault(four_months(day).first, []).append((family, StepState(state).value))
    found = {four.first: ends(given.get(four.first, ()), policy(), other=OTHERS) for four in fours}
    return {four: ways for four, ways in found.items() if ways}


def _came_back(actor: Actor) -> tuple[dict[date, Share], tuple[At, ...]]:
    """Return of whom came back in the year after an assessment, by when it ended, and the curve of coming back.

    Back is the first new notification or contact about the family after the day the assessment was approved. Of a
    four it is told when the year has passed for all of it. A family with several children counts once a day.
    """
    until = month_end(actor.today)
    ended = {
        (family, approved)
        for family, approved in of_led_units(actor)
        .filter(approved_on__lte=until)
        .values_list("matter__family", "approved_on")
        if approved is not None
    }
    arrivals: dict[UUID, list[date]] = {}
    came = Arrival.objects.filter(
        kind__in=_BACK_BY, family__in={family for family, _day in ended}, initiated_on__lte=until
    )
    for family, day in came.values_list("family", "initiated_on"):
        assert family is not None
        arrivals.setdefault(family, []).append(day)
    fours = told_fours(add_months(actor.today - LATEST, -BACK))
    by_four: dict[date, list[tuple[UUID, bool]]] = {}
    rows = list[waiting.Row]()
    keys = {family: number for number, family in enumerate(sorted({family for family, _day in ended}))}
    for family, approved in sorted(ended):
        again = min((day for day in arrivals.get(family, ()) if day > approved), default=None)
        back = again is not None and again <= add_months(approved, BACK)
        by_four.setdefault(four_months(approved).first, []).append((family, back))
        rows.append((((again or until) - approved).days, SEEN if again else NEVER, keys[family], 1))
    return _shares(by_four, fours), waiting.told("", rows, policy().k).points


def _held(actor: Actor, fours: Sequence[Period]) -> list[tuple[date, UUID, bool]]:
    """Return each meeting that was held: its day, its family, and whether it began in the evening."""
    rows = NetworkMeeting.objects.filter(
        state=MeetingState.HELD,
        held_on__range=_within(fours),
        matter__family__team__unit__in=actor.led_units,
    ).values_list("held_on", "matter__family", "starts_at")
    return [
        (day, family, at is not None and at.astimezone(HELSINKI).hour >= EVENING) for day, family, at in rows if day
    ]


def _evenings(held: Sequence[tuple[date, UUID, bool]], fours: Sequence[Period]) -> dict[When, Spread]:
    """Return how many meetings of each four began in the evening, where neither they nor the others are of few."""
    late = spreads([Answer(day, family) for day, family, late in held if late], fours, policy())
    others: dict[date, set[UUID]] = {}
    for day, family, in_evening in held:
        if not in_evening:
            others.setdefault(four_months(day).first, set()).add(family)
    return {
        (four, None): found
        for (four, month), found in late.items()
        if month is None and not 0 < len(others.get(four, ())) < policy().k
    }


def _load(actor: Actor, fours: Sequence[Period]) -> dict[date, Load]:
    rows = list(
        Matter.objects.filter(family__team__unit__in=actor.led_units, opened_on__lte=_within(fours)[1]).values_list(
            "family", "responsible", "opened_on", "closed_on"
        )
    )
    found = {}
    for month in (month for four in fours for month in months_of(four)):
        end = add_months(month, 1) - timedelta(days=1)
        of: dict[UUID, set[UUID]] = {}
        for family, worker, opened, closed in rows:
            if opened <= end and (closed is None or closed > end):
                of.setdefault(worker, set()).add(family)
        if of:
            found[month] = Load(len(set().union(*of.values())), fmean(len(some) for some in of.values()))
    cells = [Cell((str(month),), load.families, load.families) for month, load in found.items()]
    told = release(cells, policy()).shown
    return {month: load for month, load in found.items() if (str(month),) in told}
