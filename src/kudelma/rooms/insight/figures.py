"""What is asked of the books. Nothing that fewer than k families made is told; how much is left out is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from kudelma.core.codes import EventKind, Phase
from kudelma.pathways.charts.flow import Flow, Move
from kudelma.pathways.charts.participation import Cell, Participation
from kudelma.pathways.charts.sankey import STEPS, Link
from kudelma.pathways.charts.variants import Variant, Variants
from kudelma.rooms.insight.books import Books

#: So many families at least stand behind every figure that is told.
K = 5
MOST_VARIANTS = 40

#: What turns an assessment's phase; other events leave it as it is.
PHASES = {
    EventKind.INITIATED.value: Phase.ARRIVED.value,
    EventKind.ASSESSMENT_STARTED.value: Phase.ASSESSED.value,
    EventKind.ASSESSMENT_APPROVED.value: Phase.AFTER.value,
    EventKind.CLIENTSHIP_STARTED.value: Phase.PROTECTED.value,
    EventKind.CLIENTSHIP_ENDED.value: Phase.AFTER.value,
    EventKind.CLOSED.value: Phase.OVER.value,
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is looked at, and when it happened; None when fewer than k families are in it."""

    cases: int
    clients: int
    events: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Wait:
    """A move and what it costs in time: how often, the median, and its share (0–1) of all time between events."""

    before: str
    after: str
    count: int
    seconds: float
    share: float


def size(books: Books) -> Size:
    row = books.rows("select count(*), count(distinct client), sum(events), min(first_at), max(last_at) from picked")[0]
    cases, clients, events, first, last = row
    if int(clients or 0) < K:
        return Size(0, 0, 0, None, None)
    return Size(int(cases), int(clients), int(events), _moment(first), _moment(last))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def sources(books: Books) -> list[str]:
    """Return where cases come from, of sources that k families came from, the most common first."""
    found = books.rows(
        "select source from cases where source is not null group by source "
        "having count(distinct client) >= ? order by count(*) desc, source limit 30",
        [K],
    )
    return [str(source) for (source,) in found]


def flow(books: Books) -> Flow:
    """Return the directly-follows graph of the cases looked at."""
    acts = {name: count for name, count, clients in books.activities() if clients >= K}
    ended = books.rows(
        "select last_activity::varchar, count(*), count(distinct client) from picked group by 1 order by 2 desc, 1"
    )
    ends = {name: count for name, count, clients in ended if clients >= K}
    begins, moves, hidden = {}, [], 0
    for before, after, count, clients, seconds, _sum in books.moves():
        if clients >= K and not before:
            begins[after] = count
        elif clients >= K and before in acts and after in acts:
            moves.append(Move(before, after, count, float(seconds)))
        elif before:
            hidden += 1
    return Flow(acts, tuple(moves), begins, ends, hidden)


def waits(books: Books, *, most: int = 12) -> list[Wait]:
    """Return the moves between which most time passes in all: where families wait."""
    found = [row for row in books.moves() if row[0]]
    whole = sum(int(row[5]) for row in found) or 1
    told = [
        Wait(str(a), str(b), int(n), float(middle), int(total) / whole)
        for a, b, n, clients, middle, total in found
        if int(clients) >= K and int(total) > 0
    ]
    return sorted(told, key=lambda w: (-w.share, w.before, w.after))[:most]


def variants(books: Books) -> Variants:
    """Return the paths that k families went; the others together, unless they are too few to be told."""
    found = books.rows(
        "select path, events, count(*), count(distinct client), min(case_no) from picked group by 1, 2 "
        "order by 3 desc, 5"
    )
    told = [row for row in found if int(row[3]) >= K][:MOST_VARIANTS]
    ways = _paths(books, [int(row[4]) for row in told])
    shown = tuple(Variant(ways[int(row[4])], int(row[2])) for row in told)
    cases = books.number("select count(*) from picked")
    rest = cases - sum(v.count for v in shown)
    clients = books.number(
        "select count(distinct client) from picked where path not in (select unnest(?::hugeint[]))",
        [[row[0] for row in told]],
    )
    return Variants(shown, rest if clients >= K or rest == 0 else None, cases)


def _paths(books: Books, cases: Sequence[int]) -> dict[int, tuple[str, ...]]:
    found = books.rows(
        "select case_no, list(activity::varchar order by position) from events "
        "where case_no in (select unnest(?)) group by 1",
        [list(cases)],
    )
    return {int(case): tuple(path) for case, path in found}


def steps(books: Books) -> list[Link]:
    """Return what followed what at each step from the beginning, of what k families did."""
    onward = books.rows(
        "select position - 1, previous::varchar, activity::varchar, count(*), count(distinct client) from looked "
        "where position between 2 and ? group by all order by all",
        [STEPS],
    )
    ended = books.rows(
        "select events, last_activity::varchar, '', count(*), count(distinct client) from picked "
        "where events < ? group by all order by all",
        [STEPS],
    )
    return [
        Link(int(step), str(a), str(b), int(n)) for step, a, b, n, clients in [*onward, *ended] if int(clients) >= K
    ]


def by_month(books: Books, *, until: int | None = None, most: int = 24) -> list[tuple[int, dict[str, int]]]:
    """Return for each month (year × 12 + month − 1) in how many cases each state was the latest at its end.

    With `until` (seconds) the books are the unit's own: states are phases (`PHASES`), and an open case is followed
    until then. Otherwise a state is the latest activity, and a case is followed to its last event.
    """
    own = until is not None
    phases = PHASES if own else {}
    books.con.execute("create or replace temp table phase_of (activity varchar, phase varchar)")
    if own:
        books.con.executemany("insert into phase_of values (?, ?)", [list(pair) for pair in phases.items()])
    found = books.rows(
        """
        with turns as (
            select case_no, looked.client, moment, last_at, position,
                case when ? then phase else looked.activity::varchar end as state
            from looked join picked using (case_no) left join phase_of on phase_of.activity = looked.activity::varchar
            where not ? or phase is not null
        ), spans as (
            select case_no, client, state, epoch_ms(moment * 1000) as begun,
                lead(moment) over w as next_at,
                epoch_ms(1000 * coalesce(
                    lead(moment) over w, case when state = ? then moment else coalesce(?, last_at) end)) as over
            from turns window w as (partition by case_no order by position)
        ), months as (
            select state, case_no, client, unnest(range(
                year(begun) * 12 + month(begun) - 1,
                year(over) * 12 + month(over) - 1 + (next_at is null and state <> ?)::int)) as month
            from spans
        )
        select month, state, count(*), count(distinct client) from months group by all order by all
        """,
        [own, own, Phase.OVER.value, until, Phase.OVER.value],
    )
    months: dict[int, dict[str, int]] = {}
    for month, state, count, clients in found:
        if int(clients) >= K:
            months.setdefault(int(month), {})[str(state)] = int(count)
    return sorted(months.items())[-most:]


def by_role(books: Books) -> Participation:
    """Return in how many cases of each source each role took part, for logs that say so."""
    whole = books.rows(
        "select coalesce(source, '–'), count(*) from picked group by 1 having count(distinct client) >= ? "
        "order by 2 desc, 1 limit 20",
        [K],
    )
    took = books.rows(
        "select coalesce(source, '–'), role, count(distinct case_no), count(distinct looked.client) from looked "
        "join picked using (case_no) where role is not null group by all order by all"
    )
    ranked: dict[str, int] = {}
    for _source, role, cases, clients in took:
        if clients >= K:
            ranked[role] = ranked.get(role, 0) + cases
    of = dict(whole)
    cells = {(s, r): Cell(n if clients >= K else None, of[s]) for s, r, n, clients in took if s in of and r in ranked}
    roles = sorted(ranked, key=lambda role: (-ranked[role], role))
    return Participation(tuple(s for s, _n in whole) if roles else (), tuple(roles), cells)


def run_by_month(books: Books, *, most: int = 24) -> list[tuple[int, float | None, int]]:
    """Return for each month in which cases ended the median days from first to last event, and how many ended.

    The median is None where fewer than k families are behind it.
    """
    found = books.rows(
        "select year(epoch_ms(last_at * 1000)) * 12 + month(epoch_ms(last_at * 1000)) - 1, "
        "median((last_at - first_at) / 86400.0), count(*), count(distinct client) from picked group by 1 order by 1"
    )
    return [
        (int(month), float(days) if int(clients) >= K else None, int(count) if int(clients) >= K else 0)
        for month, days, count, clients in found
    ][-most:]


def middle(values: Sequence[float]) -> float | None:
    """Return the median, or None of nothing."""
    return median(values) if values else None
