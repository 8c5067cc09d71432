"""Tables to hide in, and an attacker who can do sums."""

import numpy as np
from hypothesis import strategies as st
from scipy import optimize

from kudelma.pathways.privacy import END, START, TOTAL, Cell, Key, Relation, Released


@st.composite
def tables(draw: st.DrawFn) -> list[Cell]:
    """One or two dimensions of client counts with all totals; often small, often empty."""
    rows = draw(st.integers(1, 5))
    columns = draw(st.integers(1, 5))
    number = st.one_of(st.integers(0, 6), st.integers(0, 60))
    inside = {(f"r{i}", f"c{j}"): draw(number) for i in range(rows) for j in range(columns)}
    return with_totals(inside)


def with_totals(inside: dict[Key, int]) -> list[Cell]:
    counts: dict[Key, int] = {}
    for (row, column), value in inside.items():
        for key in {(row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)}:
            counts[key] = counts.get(key, 0) + value
    return [Cell(key, value, value) for key, value in sorted(counts.items())]


@st.composite
def flows(draw: st.DrawFn) -> list[Cell]:
    """A map of moves made of whole paths, so that every node is in balance; with or without the nodes' counts."""
    nodes = [f"n{i}" for i in range(draw(st.integers(1, 4)))]
    paths = draw(
        st.lists(st.tuples(st.lists(st.sampled_from(nodes), min_size=1, max_size=4), st.integers(1, 12)), max_size=8)
    )
    counts: dict[Key, int] = {}
    for path, times in paths:
        for edge in zip([START, *path], [*path, END], strict=True):
            counts[edge] = counts.get(edge, 0) + times
        for node in path:
            counts[node, TOTAL] = counts.get((node, TOTAL), 0) + times
    if not draw(st.booleans()):
        counts = {key: value for key, value in counts.items() if TOTAL not in key}
    return [Cell(key, value, value) for key, value in sorted(counts.items())]


def bounds(released: Released, relations: tuple[Relation, ...]) -> dict[Key, tuple[float, float]]:
    """What linear programming tells of each hidden cell, from what is shown, the sums and that nothing is negative."""
    hidden = released.hidden
    place = {key: number for number, key in enumerate(hidden)}
    sums, rights = [], []
    for each in relations:
        row, right = np.zeros(len(hidden)), 0.0
        for keys, sign in ((each.plus, 1.0), (each.minus, -1.0)):
            for key in keys:
                if key in place:
                    row[place[key]] += sign
                else:
                    right -= sign * released.shown[key]
        if row.any():
            sums.append(row)
            rights.append(right)
    found = {}
    for key, number in place.items():
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(len(hidden))
            aim[number] = sign
            answer = optimize.linprog(
                aim, A_eq=np.array(sums) if sums else None, b_eq=rights or None, bounds=(0, None), method="highs"
            )
            assert answer.status in {0, 3}, answer.message
            ends.append(answer.fun * sign if answer.status == 0 else float("inf"))
        found[key] = (ends[0], ends[1])
    return found
