"""What the county reports of its own assessments: counts, and nothing that names anyone."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Q, QuerySet

from kudelma.core.codes import MeetingState, TaskKind
from kudelma.core.deadlines import caseload, reporting
from kudelma.core.deadlines.assessment import Basis
from kudelma.core.deadlines.reporting import Cohort, Period, Reading, Report
from kudelma.rooms.casework.models import Task
from kudelma.rooms.casework.queries.caseload import Load, loads
from kudelma.rooms.insight.access import looking, of_led_units, told_as_events
from kudelma.rooms.insight.books import Filter, policy
from kudelma.rooms.meetings.models import FollowUp, NetworkMeeting, Participant
from kudelma.rooms.organisation.queries import Actor, team_mates
from kudelma.rooms.people.models import Family

MONTHS = 18


@dataclass(frozen=True, slots=True)
class Thl:
    """The half-year report by both readings, and on which working day assessments began."""

    period: Period
    due: date
    cohort: Cohort
    later: Report
    earlier: Report
    started_on_day: Counter[int]


@dataclass(frozen=True, slots=True)
class SelfMonitoring:
    """Four months of one's own practice. `of` counts stand beside what was done in time."""

    period: Period
    thl: Report
    assessed: int
    child_met: int
    child_opinion_missing: int
    feedback_due: int
    feedback_given: int
    meetings_held: int
    followed_up: int
    timing_hard: int
    constellation_obstacle: int
    would_do_again: int


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """A month: the median days to begin and to finish (None when too few families), and how many were finished."""

    month: date
    to_start: float | None
    to_finish: float | None
    finished: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`open_now` assessments are not finished; `late_start` and `late_finish` of them are past a limit."""

    open_now: int
    not_begun: int
    late_start: int
    late_finish: int
    months: tuple[MonthFigure, ...]


@dataclass(frozen=True, slots=True)
class Took:
    """From one source: in how many assessments someone of each kind took part in a meeting that was held."""

    source: str
    of: int
    families: int
    parts: dict[str, tuple[int, int]]


def _facts(actor: Actor) -> list[reporting.Assessment]:
    rows = of_led_units(actor).values_list("initiated_on", "started_on", "approved_on", "basis")
    return [reporting.Assessment(a, s, f, Basis(b)) for a, s, f, b in rows]


def half_years(today: date, many: int = 4) -> list[Period]:
    """Return the reporting periods, the one that holds today first."""
    found = [reporting.half_year(today)]
    while len(found) < many:
        found.append(reporting.half_year(found[-1].first - timedelta(days=1)))
    return found


def four_month_periods(today: date, many: int = 4) -> list[Period]:
    found = [reporting.four_months(today)]
    while len(found) < many:
        found.append(reporting.four_months(found[-1].first - timedelta(days=1)))
    return found


def thl(actor: Actor, *, period: Period, cohort: Cohort) -> Thl:
    """Return the half-year report (LSL 27 a §). Families with a safety mark are counted: it names nobody."""
    looking(actor, "thl")
    cases = _facts(actor)
    made = [
        reporting.report(cases, period=period, cohort=cohort, reading=reading, extracted_on=actor.today)
        for reading in (Reading.LATER, Reading.EARLIER)
    ]
    begun = [case for case in cases if case.started_on and case.started_on in period]
    return Thl(period, reporting.report_due(period), cohort, made[0], made[1], reporting.working_days_to_start(begun))


def self_monitoring(actor: Actor, *, period: Period) -> SelfMonitoring:
    """Return the four-month aggregate (ValvL 27 §): limits kept, children met, feedback, meetings."""
    looking(actor, "self_monitoring")
    within = (period.first, period.last)
    done = of_led_units(actor).filter(approved_on__range=within)
    met = Q(child__child_meetings__met_on__lte=period.last)
    told = Task.objects.filter(
        kind=TaskKind.FEEDBACK_TO_REFERRER, due_on__range=within, matter__family__in=_families(actor)
    )
    held = NetworkMeeting.objects.filter(
        matter__family__in=_families(actor), state=MeetingState.HELD, held_on__range=within
    )
    forms = FollowUp.objects.filter(meeting__in=held)
    opinions = [bool(a.child_opinion_missing) for a in done.only("child_opinion_missing")]
    return SelfMonitoring(
        period,
        reporting.report(
            _facts(actor), period=period, cohort=Cohort.EVENT, reading=Reading.LATER, extracted_on=actor.today
        ),
        assessed=len(opinions),
        child_met=done.filter(met).distinct().count(),
        child_opinion_missing=sum(opinions),
        feedback_due=told.count(),
        feedback_given=told.filter(done_on__isnull=False).count(),
        meetings_held=held.count(),
        followed_up=forms.count(),
        timing_hard=forms.filter(timing_difficulty__gte=2).count(),
        constellation_obstacle=forms.filter(constellation_obstacle=True).count(),
        would_do_again=forms.filter(would_do_again="yes").count(),
    )


def _families(actor: Actor) -> "QuerySet[Family]":
    return Family.objects.filter(team__unit__in=actor.led_units)


def overview(actor: Actor) -> Overview:
    """Return how waiting stands today and how it has gone by month."""
    looking(actor, "overview")
    cases = _facts(actor)
    open_now = [case for case in cases if case.finished_on is None]
    period = Period(date(1900, 1, 1), actor.today)
    stand = [reporting.classify(c, period=period, cohort=Cohort.INITIATED, extracted_on=actor.today) for c in open_now]
    late = {reporting.Class.LATE}
    return Overview(
        len(open_now),
        sum(case.started_on is None for case in open_now),
        sum(s.start in late and c.started_on is None for s, c in zip(stand, open_now, strict=True)),
        sum(s.finish in late for s in stand),
        tuple(_months(actor)),
    )


def _months(actor: Actor) -> list[MonthFigure]:
    rows = of_led_units(actor).values_list("initiated_on", "started_on", "approved_on", "matter__family")
    starts: dict[date, list[tuple[int, object]]] = {}
    ends: dict[date, list[tuple[int, object]]] = {}
    for initiated, started, approved, family in rows:
        if started:
            starts.setdefault(started.replace(day=1), []).append(((started - initiated).days, family))
        if approved:
            ends.setdefault(approved.replace(day=1), []).append(((approved - initiated).days, family))
    first = min([*starts, *ends], default=actor.today.replace(day=1))
    month, found = actor.today.replace(day=1), list[MonthFigure]()
    while month >= first and len(found) < MONTHS:
        found.append(
            MonthFigure(month, _told(starts.get(month, [])), _told(ends.get(month, [])), len(ends.get(month, [])))
        )
        month = (month - timedelta(days=1)).replace(day=1)
    return found[::-1]


def _told(waits: list[tuple[int, object]]) -> float | None:
    """Return the median, or None when fewer than k families are behind it."""
    enough = len({family for _days, family in waits}) >= policy().k
    return float(median(days for days, _family in waits)) if enough else None


def worker_loads(actor: Actor) -> tuple[list[tuple[str, Load]], int | None]:
    """Return each worker of the led units with their load, the heaviest first, and the cap of the day."""
    looking(actor, "caseload")
    mates = {mate.id: mate.name for mate in team_mates(actor)}
    found = loads(actor, list(mates))
    ranked = sorted(found.items(), key=lambda pair: (-pair[1].children, mates[pair[0]]))
    return [(mates[key], load) for key, load in ranked], caseload.cap_on(actor.today)


def participation(actor: Actor, chosen: Filter) -> list[Took]:
    """Return who took part in held meetings, by where the family came from; kinds are sectors and "team"."""
    looking(actor, "participation")
    taken = told_as_events(actor)
    if chosen.first:
        taken = taken.filter(initiated_on__gte=chosen.first)
    if chosen.last:
        taken = taken.filter(initiated_on__lte=chosen.last)
    if chosen.source:
        taken = taken.filter(arrival__source__code=chosen.source)
    rows = list(taken.values_list("matter", "matter__family", "arrival__source__code").distinct())
    came = (
        Participant.objects.filter(came=True, meeting__matter__in={row[0] for row in rows})
        .values_list("meeting__matter", "member__sector", "person", "worker")
        .annotate(n=Count("id"))
    )
    kinds: dict[object, set[str]] = {}
    for matter, sector, person, worker, _n in came:
        kind = "family" if person else "team" if worker else str(sector)
        kinds.setdefault(matter, set()).add(kind)
    found: dict[str, list[tuple[object, object]]] = {}
    for matter, family, source in rows:
        found.setdefault(source, []).append((matter, family))
    names = sorted({kind for some in kinds.values() for kind in some})
    return [
        Took(
            source,
            len(pairs),
            len({family for _m, family in pairs}),
            {
                kind: (
                    sum(kind in kinds.get(m, ()) for m, _f in pairs),
                    len({f for m, f in pairs if kind in kinds.get(m, ())}),
                )
                for kind in names
            },
        )
        for source, pairs in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
