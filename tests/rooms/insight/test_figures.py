"""Figures asked of the books, against small logs counted by hand and a public log with known answers."""

import csv
import gzip
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kudelma.core.codes import Phase
from kudelma.pathways.charts.flow import Flow
from kudelma.pathways.charts.participation import Cell
from kudelma.pathways.charts.sankey import Link
from kudelma.pathways.charts.variants import Variant, Variants
from kudelma.pathways.measures.survival import NEVER, SEEN
from kudelma.pathways.telling import months, moves, participation, waiting, ways
from kudelma.pathways.telling.size import Size
from kudelma.rooms.insight.books import Books, Filter, own_books, policy
from kudelma.rooms.insight.events import PHASES, SCHEMA

LOGS = Path(__file__).resolve().parents[4] / "shared" / "data" / "event_logs"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)

Row = tuple[str, str, int, str]


def table(rows: list[Row], source: str = "school") -> pa.Table:
    """Events of (case, activity, day from the beginning, family)."""
    facts = {name: [None] * len(rows) for name in SCHEMA.names}
    facts["case_id"] = [row[0] for row in rows]
    facts["activity"] = [row[1] for row in rows]
    facts["timestamp"] = [START + timedelta(days=row[2]) for row in rows]
    facts["household"] = [hashed(row[3]) for row in rows]
    facts["source"] = [source] * len(rows)
    return pa.table(facts, schema=SCHEMA)


def hashed(family: str) -> str:
    return hashlib.sha256(family.encode()).hexdigest()[:16]


@contextmanager
def opened(rows: list[Row], source: str = "school") -> Iterator[Books]:
    with own_books(table(rows, source)) as books:
        yield books


def flow(books: Books) -> Flow:
    return moves.flow(books.moves)


def variants(books: Books) -> Variants:
    return ways.most_travelled(books.log, books.names, policy())


def by_month(books: Books, until: date) -> list[tuple[date, dict[str, int]]]:
    shown = months.months_of(date(2026, 1, 1), until, ticks=1)
    phases = months.Phases(PHASES, Phase.OVER.value, until)
    return months.by_state(books.log, books.names, policy(), shown, phases)


def families(path: str, many: int, *, name: str = "f", apart: int = 2) -> list[Row]:
    """Return so many families that all go one path, a letter for each activity."""
    return [(f"{name}{n}", what, spot * apart, f"{name}{n}") for n in range(many) for spot, what in enumerate(path)]


def test_flow_counts_moves_and_their_times() -> None:
    with opened(families("abc", 5) + families("ac", 6, name="g", apart=3)) as books:
        found = flow(books)
    assert {(m.before, m.after): (m.count, m.seconds) for m in found.moves} == {
        ("a", "b"): (5, 2 * 86400.0),
        ("b", "c"): (5, 2 * 86400.0),
        ("a", "c"): (6, 3 * 86400.0),
    }
    assert (dict(found.activities), dict(found.starts), dict(found.ends), found.hidden) == (
        {"a": 11, "c": 11, "b": 5},
        {"a": 11},
        {"c": 11},
        0,
    )


def test_move_of_four_families_is_not_told_but_counted_as_hidden() -> None:
    with opened(families("ab", 9) + families("ba", 4, name="g")) as books:
        found = flow(books)
    assert ("b", "a") not in {(m.before, m.after) for m in found.moves}
    assert found.hidden >= 1
    # Into “a” go those who begin there and the hidden move: not all of what adds up may be told.
    assert "a" not in (found.activities.keys() - found.untold) & found.starts.keys()


def test_one_family_with_many_cases_is_one_family() -> None:
    rows = [(f"case{n}", what, spot, "one family") for n in range(30) for spot, what in enumerate("ab")]
    with opened(rows) as books:
        found = flow(books)
        assert (dict(found.activities), found.moves, books.size.cases) == ({}, (), 0)
        assert moves.waits(books.moves) == []
        assert variants(books).shown == ()
        assert variants(books).others is None


def test_variants_tell_common_paths_and_join_the_rest() -> None:
    with opened(families("abc", 6) + families("ab", 3, name="g") + families("ba", 2, name="h")) as books:
        found = variants(books)
    assert (found.shown, found.others, found.cases) == ((Variant(("a", "b", "c"), 6),), 5, 11)


def test_few_others_are_joined_by_the_rarest_path_that_is_told() -> None:
    rows = families("abc", 9) + families("ac", 6, name="g") + families("ab", 3, name="h")
    with opened(rows) as books:
        found = variants(books)
    assert (found.shown, found.others) == ((Variant(("a", "b", "c"), 9),), 9)


def test_few_in_all_are_not_told() -> None:
    with opened(families("ab", 3)) as books:
        assert variants(books).others is None


def test_move_the_gate_hides_is_no_bottleneck() -> None:
    with opened(families("ab", 9, apart=1) + families("ba", 4, name="g", apart=300)) as books:
        assert ("b", "a") not in {(w.before, w.after) for w in moves.waits(books.moves)}


def test_steps_say_what_followed_and_where_ways_ended() -> None:
    with opened(families("ab", 5)) as books:
        assert sorted(ways.step_by_step(books.log, books.names, policy()), key=lambda one: one.step) == [
            Link(1, "a", "b", 5),
            Link(2, "b", "", 5),
        ]


def test_bottleneck_is_where_most_time_goes() -> None:
    rows = families("ab", 6, apart=1) + families("bc", 6, name="g", apart=40)
    with opened(rows) as books:
        first = moves.waits(books.moves)[0]
    assert (first.before, first.after, first.seconds, round(first.share, 3)) == ("b", "c", 40 * 86400.0, 0.976)


def test_filter_by_period_and_source() -> None:
    late = [(f"l{n}", "b", 60, f"l{n}") for n in range(5)]
    with opened(families("a", 6) + late) as books:
        assert dict(flow(books.look(Filter(first=date(2026, 2, 1)))).activities) == {"b": 5}
        assert dict(flow(books.look(Filter(last=date(2026, 1, 5)))).activities) == {"a": 6}
        assert books.look(Filter(source="police")).size == Size()


def test_hostile_source_is_only_a_value() -> None:
    with opened(families("ab", 6), source="'; drop table cases; --") as books:
        part = books.look(Filter(source="'; drop table cases; --"))
        assert (part.size.cases, list(part.clients_by_source())) == (6, ["'; drop table cases; --"])


def test_states_by_month_follow_an_open_case_until_today() -> None:
    rows = [(f"f{n}", "initiated", 0, f"f{n}") for n in range(5)]
    rows += [(f"f{n}", "assessment_started", 40, f"f{n}") for n in range(5)]
    rows += [(f"f{n}", "child_heard", 50, f"f{n}") for n in range(5)]
    with opened(rows) as books:
        found = by_month(books, date(2026, 4, 10))
    assert found == [
        (date(2026, 1, 1), {"arrived": 5}),
        (date(2026, 2, 1), {"assessed": 5}),
        (date(2026, 3, 1), {"assessed": 5}),
        (date(2026, 4, 1), {"assessed": 5}),
    ]


def test_closed_case_is_in_no_later_month() -> None:
    rows = [(f"f{n}", what, day, f"f{n}") for n in range(5) for what, day in (("initiated", 0), ("closed", 40))]
    with opened(rows) as books:
        assert by_month(books, date(2026, 6, 1)) == [(date(2026, 1, 1), {"arrived": 5})]


def test_roles_are_counted_by_case() -> None:
    told = table(families("am", 12)).to_pylist()
    for row in told:
        number = int(row["case_id"][1:])
        row["role"] = None if row["activity"] == "a" else "teacher" if number < 6 else "nurse"
        if row["activity"] == "m" and number < 4:
            told.append(row | {"role": "police", "activity": "n"})
    with own_books(pa.Table.from_pylist(told, schema=SCHEMA)) as books:
        found = participation.by_role(books.log, ["school"], policy())
    assert (found.sources, found.actors, dict(found.cells)) == (
        ("school",),
        ("nurse", "teacher"),
        {("school", "teacher"): Cell(6, 12), ("school", "nurse"): Cell(6, 12)},
    )


def test_neither_those_who_took_part_nor_the_others_may_be_few() -> None:
    judged = participation.took_part(
        [("school", "teacher", 14, 14, 20, 20), ("school", "nurse", 17, 17, 20, 20)], policy()
    )
    assert judged == {("school", "teacher"): Cell(14, 20), ("school", "nurse"): Cell(None, 20)}


# --- waiting -----------------------------------------------------------------------------------------------


def curve(*waits: tuple[int, int, int]) -> list[tuple[int, float, int]]:
    """Of so many families each: (day, ending, how many)."""
    rows = [(day, ending) for day, ending, many in waits for _ in range(many)]
    found = waiting.told("all", [(day, ending, client, 1) for client, (day, ending) in enumerate(rows)], 5)
    return [(p.day, round(p.share, 4), p.at_risk) for p in found.points]


def test_curve_is_kaplan_and_meiers() -> None:
    """Thirty followed: six at day 3, five leave at 5, seven at day 8."""
    assert curve((3, SEEN, 6), (5, NEVER, 5), (8, SEEN, 7), (20, NEVER, 12)) == [(3, 0.8, 30), (8, 0.5053, 24)]


def test_curve_steps_when_k_have_reached_it() -> None:
    assert curve((1, SEEN, 2), (2, SEEN, 3), (4, SEEN, 4), (9, NEVER, 11)) == [(2, 0.75, 20)]


def test_curve_tells_of_no_few_who_left() -> None:
    """One leaves between: the step waits until five have, here until no step is left."""
    assert curve((1, SEEN, 6), (2, NEVER, 1), (3, SEEN, 6), (9, NEVER, 7)) == [(1, 0.7, 20)]


def test_curve_tells_of_no_few_who_still_wait() -> None:
    assert curve((1, SEEN, 6), (3, SEEN, 6), (9, NEVER, 2)) == [(1, 0.5714, 14)]


def test_two_children_of_one_family_are_one() -> None:
    rows = [(1, SEEN, client // 2, 1) for client in range(8)] + [(9, NEVER, 100 + n, 1) for n in range(6)]
    assert waiting.told("all", rows, 5).points == ()


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from([NEVER, SEEN]), st.integers(0, 30)), max_size=80))
def test_no_step_of_a_curve_tells_of_few(waits: list[tuple[int, int, int]]) -> None:
    rows = [(day, ending, client, 1) for day, ending, client in waits]
    points = waiting.told("all", rows, 5).points
    last = -1
    for point in points:
        between = [row for row in rows if last < row[0] <= point.day]
        seen = {row[2] for row in between if row[1] == SEEN}
        gone = {row[2] for row in between if row[1] == NEVER}
        after = {row[2] for row in rows if row[0] > point.day}
        assert len(seen) >= 5
        assert len(gone) not in range(1, 5)
        assert len(after) not in range(1, 5)
        assert point.at_risk == sum(row[0] > last for row in rows)
        last = point.day


def test_open_case_is_followed_until_today() -> None:
    rows = [(f"f{n}", "initiated", 0, f"f{n}") for n in range(10)]
    rows += [(f"f{n}", "assessment_started", 4, f"f{n}") for n in range(5)]
    until = int((START + timedelta(days=30)).timestamp())
    with opened(rows) as books:
        awaited = books.numbers("assessment_started")
        (found,) = waiting.curves(books.log, awaited, until=until, told_apart=["school"], k=5)
    assert (found.name, [(p.day, p.share, p.at_risk) for p in found.points]) == ("school", [(4, 0.5, 10)])


# --- against others ----------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_flow_is_what_plain_python_counts_whatever_the_order_of_the_rows(paths: list[str], chance: object) -> None:
    rows = [(f"c{n}", what, spot, f"f{n}") for n, path in enumerate(paths) for spot, what in enumerate(path)]
    chance.shuffle(rows)  # type: ignore[attr-defined]  # a random.Random
    counted = Counter(move for path in paths for move in pairwise(path))
    who: dict[tuple[str, str], set[int]] = {}
    for n, path in enumerate(paths):
        for move in pairwise(path):
            who.setdefault(move, set()).add(n)
    with opened(rows) as books:
        found = flow(books)
    told = {(m.before, m.after): m.count for m in found.moves}
    assert told.items() <= counted.items()
    assert {move for move in told if len(who[move]) < policy().k} == set()
    assert len(told) + found.hidden == len(counted)


def public_log(name: str) -> pa.Table:
    rows = csv.DictReader(io.StringIO(gzip.decompress((LOGS / f"{name}.csv.gz").read_bytes()).decode()))
    told = list(rows)
    facts = {key: [None] * len(told) for key in SCHEMA.names}
    facts["case_id"] = [row["case_id"] for row in told]
    facts["activity"] = [row["activity"] for row in told]
    facts["timestamp"] = [datetime.fromisoformat(row["timestamp"]) for row in told]
    facts["household"] = [hashed(row["case_id"]) for row in told]
    return pa.table(facts, schema=SCHEMA)


@pytest.mark.parametrize(("name", "told_of"), [("sepsis", 15), ("patients", 7)])  # one in sepsis is too rare
def test_public_log_has_its_known_answers(name: str, told_of: int) -> None:
    known = json.loads((LOGS / "reference_answers.json").read_text())["logs"][name]
    with own_books(public_log(name)) as books:
        found, paths, size = flow(books), variants(books), books.size
    moves = {(a, b): n for a, b, n in known["dfg"]}
    told = {(m.before, m.after): m.count for m in found.moves}
    assert {move: n for move, n in told.items() if moves.get(move) != n} == {}
    assert len(told) + found.hidden == len(moves)
    assert (size.events, size.cases, len(found.activities)) == (known["events"], known["cases"], told_of)
    common = Counter({tuple(path): n for path, n in known["top_variants"] if n >= policy().k})
    assert Counter({v.path: v.count for v in paths.shown}) & common == common
