import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kudelma.pathways.privacy import (
    TOTAL,
    Cell,
    CellError,
    Hidden,
    Note,
    Policy,
    Rounding,
    flow_relations,
    hierarchy_relations,
    release,
    solver,
    suppression,
)
from kudelma.pathways.privacy.relations import table_relations
from pathways.privacy.tables import bounds, flows, tables, with_totals

K = 5
some = settings(max_examples=60)


@some
@given(tables())
def test_no_small_cell_of_a_table_can_be_bounded_within_its_protection(cells: list[Cell]) -> None:
    released = release(cells)

    small = {cell.key for cell in cells if 0 < cell.clients < K}
    assert small <= set(released.hidden)
    known = bounds(released, table_relations(cell.key for cell in cells))
    assert {key: known[key] for key in small if known[key][0] > 0.001 or known[key][1] < K - 0.001} == {}


@some
@given(flows())
def test_no_small_move_of_a_map_can_be_worked_out_from_the_flow(cells: list[Cell]) -> None:
    relations = flow_relations(cell.key for cell in cells)

    released = release(cells, relations=relations)

    small = {cell.key for cell in cells if 0 < cell.clients < K}
    known = bounds(released, relations)
    assert {key: known[key] for key in small if known[key][0] > 0.001 or known[key][1] < K - 0.001} == {}


@some
@given(tables())
def test_what_is_shown_is_true_and_zeros_stay(cells: list[Cell]) -> None:
    released = release(cells)

    assert released.shown == {c.key: c.value for c in cells if c.key not in released.hidden}
    assert [c.key for c in cells if c.value == 0 and c.key in released.hidden] == []


@some
@given(tables())
def test_a_table_without_small_cells_is_shown_whole(cells: list[Cell]) -> None:
    large = [Cell(c.key, c.value * 5, c.clients * 5) for c in cells]

    assert release(large).hidden == ()


@some
@given(tables(), st.randoms())
def test_the_order_of_cells_changes_nothing(cells: list[Cell], chance) -> None:  # noqa: ANN001 (hypothesis' own)
    shuffled = list(cells)
    chance.shuffle(shuffled)

    assert release(shuffled).shown == release(cells).shown


def test_hidden_for_its_own_sake_and_hidden_for_anothers_look_alike() -> None:
    released = release(with_totals({("a", "x"): 20, ("a", "y"): 3, ("b", "x"): 9, ("b", "y"): 15}))

    assert {cell.because.value for cell in released.cells if isinstance(cell, Hidden)} == {"protected"}
    assert released.what_was_hidden() == {"shown": 5, "hidden": 4, "joined": 0}
    assert released.notes == (Note.HIDDEN,)


def test_small_rows_that_are_few_together_take_another_row_with_them() -> None:
    cells = [Cell(("a",), 2, 2), Cell(("b",), 2, 2), Cell(("c",), 10, 10), Cell((TOTAL,), 14, 14)]

    assert release(cells).shown == {(TOTAL,): 14}


def test_a_hierarchy_is_protected_level_by_level() -> None:
    inside = {"school": 8, "clinic": 3, "shelter": 9, "police": 12}
    parents = {"school": "near", "clinic": "near", "shelter": "far", "police": "far", "near": "all", "far": "all"}
    counts = inside | {"near": 11, "far": 21, "all": 32}
    cells = [Cell((name,), n, n) for name, n in counts.items()]
    relations = hierarchy_relations(parents, [c.key for c in cells])

    released = release(cells, relations=relations)

    low, high = bounds(released, relations)["clinic",]
    assert (low, high >= K) == (0, True)


def test_a_total_that_counts_clients_once_is_hidden_with_its_parts() -> None:
    cells = [Cell(("a",), 3, 3), Cell(("b",), 20, 20), Cell((TOTAL,), 21, 21)]

    assert release(cells).shown == {("b",): 20}


@pytest.mark.parametrize(("clients", "shown"), [(4, False), (5, True), (14, True), (15, True), (16, False), (20, True)])
def test_a_share_near_nothing_or_all_is_hidden(clients: int, shown: bool) -> None:  # noqa: FBT001
    assert bool(release([Cell(("school",), clients, clients, of=20)]).shown) is shown


def test_all_of_a_group_is_shown_only_by_choice() -> None:
    whole = [Cell(("school",), 20, 20, of=20)]

    assert (release(whole).hidden, release(whole, Policy(show_whole=False)).hidden) == ((), (("school",),))


def test_zero_is_shown_only_by_choice() -> None:
    none = [Cell(("school",), 0, 0)]

    assert (release(none).hidden, release(none, Policy(show_zero=False)).hidden) == ((), (("school",),))


def test_one_client_that_makes_most_of_a_sum_hides_it() -> None:
    hours = [Cell(("a",), 100, 10, largest=80), Cell(("b",), 100, 10, largest=20)]

    assert release(hours, Policy(dominance=0.75)).shown == {("b",): 100}


def test_few_clients_with_many_events_are_hidden() -> None:
    assert release([Cell(("a", "b"), 900, 4)]).shown == {}


@some
@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_joined_rows_have_k_clients_or_nothing_is_told(counts: list[int]) -> None:
    cells = [Cell((f"path {n}",), value, value) for n, value in enumerate(counts)]

    released = release(cells, Policy(other="muut polut"))

    assert all(value == 0 or value >= K for value in released.shown.values())
    if not released.hidden:
        assert sum(released.shown.values()) == sum(counts)
    again = release([Cell(k, v, int(v)) for k, v in released.shown.items()], Policy(other="muut polut"))
    assert again.shown == released.shown


def test_a_joint_row_too_small_takes_in_the_smallest_of_the_others() -> None:
    cells = [Cell((name,), n, n) for name, n in (("a", 40), ("b", 6), ("c", 2), ("d", 1))]

    released = release(cells, Policy(other="muut polut"))

    assert (released.shown, released.joined) == ({("a",): 40, ("muut polut",): 9}, 3)


def test_clients_in_several_rows_are_not_added_up() -> None:
    cells = [Cell((name,), 4, 4) for name in "abc"]

    assert release(cells, Policy(other="muut", one_row_per_client=False)).shown == {}


@pytest.mark.parametrize(
    "how", [Policy(round_to=5), Policy(round_to=5, rounding=Rounding.RANDOM, rounding_key=b"secret")]
)
@given(value=st.integers(5, 10_000))
def test_rounding_keeps_near_is_steady_and_done_twice_changes_nothing(how: Policy, value: int) -> None:
    once = release([Cell(("a",), value, value)], how)

    (rounded,) = once.shown.values()
    assert (rounded % 5, abs(rounded - value) < 5) == (0, True)
    assert once == release([Cell(("a",), value, value)], how)
    if rounded:
        assert release([Cell(("a",), rounded, value)], how).shown == once.shown
    assert Note.ROUNDED in once.notes


@pytest.mark.parametrize(
    ("make", "cure"),
    [
        (lambda: Cell((), 1, 1), "one or more strings"),
        (lambda: Cell(("a",), math.nan, 1), "finite number"),
        (lambda: Cell(("a",), math.inf, 1), "finite number"),
        (lambda: Cell(("a",), -3, 1), "finite number"),
        (lambda: Cell(("a",), 3, -1), "count them from the rows"),
        (lambda: Cell(("a",), 3, True), "count them from the rows"),
        (lambda: Cell(("a",), 3, 0), "no client behind it"),
        (lambda: Cell(("a",), 30, 30, of=20), "count both the same way"),
        (lambda: release([Cell(("a",), 9, 9), Cell(("a",), 9, 9)]), "given twice"),
        (lambda: release([Cell(("a",), 9, 9), Cell(("a", "b"), 9, 9)]), "different lengths"),
        (lambda: release([Cell((TOTAL,), 9, 9)], Policy(other="muut")), "no totals"),
        (lambda: Policy(k=0), "at least 1"),
        (lambda: Policy(rounding=Rounding.RANDOM), "rounding_key"),
        (lambda: release([Cell(("a",), 9, 9)], relations=flow_relations([("b", "c"), ("c", "d")])), "no cell"),
    ],
)
def test_hostile_values_are_refused_with_a_cure(make, cure: str) -> None:  # noqa: ANN001 (any maker)
    with pytest.raises(CellError, match=cure):
        make()


def test_the_solver_leaves_no_file_with_the_hidden_numbers(tmp_path: Path) -> None:
    table = "0\n3\n0 14 14 s 0 100 0 0 0\n1 3 3 u 0 100 3 2 0\n2 11 11 s 0 100 0 0 0\n1\n0 3 : 0 (-1) 1 (1) 2 (1) \n"
    child = subprocess.run(  # noqa: S603 (our own file)
        [sys.executable, "-I", solver.__file__], input=json.dumps(table), cwd=tmp_path, text=True,
        capture_output=True, check=True,
    )  # fmt: skip

    assert (json.loads(child.stdout)["more"], list(tmp_path.iterdir())) == ([2], [])


def test_a_solver_that_dies_hides_all_that_is_tied(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = with_totals({("a", "x"): 20, ("a", "y"): 3, ("b", "x"): 9, ("b", "y"): 15})
    monkeypatch.setattr(suppression, "_SOLVER", Dead())

    assert release(cells).shown == {}


class Dead:
    def ask(self, _text: str) -> None:
        return None


def test_nothing_in_nothing_out() -> None:
    assert release([]).cells == ()


def test_strange_names_and_huge_numbers_pass() -> None:
    cells = [Cell(("; DROP\n\"'", "ä€"), 1e12, 10**9), Cell(("", "\0"), 3, 3)]

    assert release(cells).shown == {("; DROP\n\"'", "ä€"): 1e12}
