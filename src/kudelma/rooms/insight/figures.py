"""What is asked of the books. Nothing that fewer than k families made is told; how much is left out is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from kudelma.core.codes import EventKind, Phase
from kudelma.pathways.charts import participation as parts
from kudelma.pathways.charts.flow import Flow, Move
from kudelma.pathways.charts.sankey import STEPS, Link
from kudelma.pathways.charts.variants import Variant, Variants
from kudelma.pathways.privacy import END, START, Cell, Key, Policy, Relation, flow_relations, release
from kudelma.rooms.insight.books import Books

#: What may be told (`pathways.privacy`): so many families at least stand behind every figure.
POLICY = Policy()
K = POLICY.k
#: A larger map is judged move by move: its sums are too many to be worked out while a page waits.
MOST_BALANCED = 1_500
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
    """Return the directly-follows graph of the cases looked at, as much of it as may be told; reckoned once a look."""
    found = books.known.get("flow")
    if not isinstance(found, Flow):
        found = books.known["flow"] = _released(books)
    return found


def _released(books: Books) -> Flow:
    """Return what the gate lets through: nothing small, nor what would give it away, since what goes in comes out."""
    cells: list[Cell] = []
    times: dict[tuple[str, ...], float] = {}
    for before, after, count, clients, seconds, _sum in books.moves():
        key = (before or START, after)
        cells.append(Cell(key, count, clients))
        times[key] = float(seconds)
    ended = books.rows("select last_activity::varchar, count(*), count(distinct client) from picked group by 1")
    cells += [Cell((name, END), count, clients) for name, count, clients in ended]
    cells.sort(key=lambda cell: cell.key)
    relations = flow_relations(cell.key for cell in cells) if len(cells) <= MOST_BALANCED else ()
    told = {key: int(value) for key, value in release(cells, POLICY, relations=relations).shown.items()}
    hidden = {end for cell in cells if cell.key not in told for end in cell.key}
    into: dict[str, int] = {}
    out: dict[str, int] = {}
    for (before, after), n in told.items():
        into[after] = into.get(after, 0) + n
        out[before] = out.get(before, 0) + n
    # Where a move is hidden, an activity is told by the moves that are told: at least so many.
    acts = {one: max(into.get(one, 0), out.get(one, 0)) for one in into.keys() | out.keys() if one not in {START, END}}
    moves = [Move(a, b, n, times[a, b]) for (a, b), n in told.items() if a != START and b != END]
    known = sum(before != "" for before, *_rest in books.moves())
    return Flow(
        acts,
        tuple(moves),
        {b: n for (a, b), n in told.items() if a == START and b in acts},
        {a: n for (a, b), n in told.items() if b == END and a in acts},
        known - len(moves),
        frozenset(acts.keys() & hidden),
    )


def waits(books: Books, *, most: int = 12) -> list[Wait]:
    """Return the moves between which most time passes in all: where families wait."""
    found = [row for row in books.moves() if row[0]]
    whole = sum(row[5] for row in found) or 1
    open_to_all = {(m.before, m.after) for m in flow(books).moves}
    told = [
        Wait(before, after, count, float(middle), total / whole)
        for before, after, count, _clients, middle, total in found
        if total > 0 and (before, after) in open_to_all
    ]
    return sorted(told, key=lambda w: (-w.share, w.before, w.after))[:most]


def variants(books: Books) -> Variants:
    """Return the paths that k families went, and the others together.

    The others are never few: the rarest of the told paths join them until k families are among them, since their
    number can be worked out from all cases.
    """
    found = books.rows(
        "select path, count(*), min(case_no) from picked group by path, events having count(distinct client) >= ? "
        "order by 2 desc, 3",
        [K],
    )
    told = found[:MOST_VARIANTS]
    cases = books.number("select count(*) from picked")
    while told and 0 < _other_clients(books, [row[0] for row in told]) < K:
        told.pop()
    ways = _paths(books, [row[2] for row in told])
    shown = tuple(Variant(ways[case], count) for _path, count, case in told)
    rest = cases - sum(v.count for v in shown)
    enough = rest == 0 or _other_clients(books, [row[0] for row in told]) >= K
    return Variants(shown, rest if enough else None, cases)


def _other_clients(books: Books, told: Sequence[int]) -> int:
    return books.number(
        "select count(distinct client) from picked where path not in (select unnest(?::hugeint[]))", [list(told)]
    )


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
    cells = [Cell((str(step), a, b), count, clients) for step, a, b, count, clients in [*onward, *ended]]
    found = release(cells, POLICY, relations=_balanced(cells) if len(cells) <= MOST_BALANCED else ())
    return [Link(int(step), a, b, int(n)) for (step, a, b), n in found.shown.items()]


def _balanced(cells: Sequence[Cell]) -> list[Relation]:
    """Into an activity at a step go as many as go on from it or end there."""
    into: dict[tuple[str, str], list[Key]] = {}
    out: dict[tuple[str, str], list[Key]] = {}
    for cell in cells:
        step, before, after = cell.key
        out.setdefault((step, before), []).append(cell.key)
        if after:
            into.setdefault((str(int(step) + 1), after), []).append(cell.key)
    return [Relation(tuple(into[node]), tuple(out[node])) for node in sorted(into.keys() & out.keys())]


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
    cells = [Cell((str(month), str(state)), count, clients) for month, state, count, clients in found]
    months: dict[int, dict[str, int]] = {}
    for (month, state), count in release(cells, POLICY).shown.items():
        months.setdefault(int(month), {})[state] = int(count)
    return sorted(months.items())[-most:]


def took_part(rows: Iterable[tuple[str, str, int, int, int, int]]) -> dict[tuple[str, str], parts.Cell]:
    """Judge (source, who, cases, families, of cases, of families): neither those who were there nor others are few."""
    given = {
        (source, who): (cases, of, Cell((source, who), cases, families, of=whole))
        for source, who, cases, families, of, whole in rows
    }
    told = release([cell for _cases, _of, cell in given.values()], POLICY).shown
    return {key: parts.Cell(cases if key in told else None, of) for key, (cases, of, _cell) in given.items()}


def by_role(books: Books) -> parts.Participation:
    """Return in how many cases of each source each role took part, for logs that say so."""
    whole = books.rows(
        "select coalesce(source, '–'), count(*), count(distinct client) from picked group by 1 "
        "having count(distinct client) >= ? order by 2 desc, 1 limit 20",
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
    of, families = {row[0]: row[1] for row in whole}, {row[0]: row[2] for row in whole}
    cells = took_part([(s, r, n, clients, of[s], families[s]) for s, r, n, clients in took if s in of and r in ranked])
    roles = sorted(ranked, key=lambda role: (-ranked[role], role))
    return parts.Participation(tuple(row[0] for row in whole) if roles else (), tuple(roles), cells)


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
