"""What services cost, as it may be told: nobody's own part can be read or worked out of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kudelma.pathways.measures import costs as measures
from kudelma.pathways.measures.summary import activity_names
from kudelma.pathways.privacy import Cell, CellError, Policy, Relation, release
from kudelma.pathways.store import open_store
from kudelma.pathways.telling import costs
from kudelma.pathways.telling.cost_books import CLOSEST, Books, Pool
from kudelma.pathways.telling.costs import Costs
from pathways.cost_twins import Paid
from pathways.logs import BEGIN
from pathways.privacy.tables import bounds
from pathways.test_costs import stored

K = 5
POLICY = Policy(k=K)
MONTH = 31 * 86_400
calm = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def visit(number: int, activity: str, cost: str, *, after: int = 0, source: str = "kunta", year: int = 2024) -> Paid:
    return Paid(f"asia {number}", f"perhe {number}", activity, BEGIN + after, cost, source, year)


def told(rows: list[Paid], pool: Pool | None = None) -> Costs | None:
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        books = Books.of(store.tables, activity_names(store.tables))
        return costs.told(books, pool or books.pools(POLICY)[0], POLICY)


def by_name(found: Costs | None) -> dict[str, float]:
    assert found is not None
    return {one.name: one.euros for one in found.services}


def test_sums_are_told_rounded_with_the_mean_of_the_families_that_had_the_service() -> None:
    rows = [visit(n, "perhetyö", f"{1000 + n},49") for n in range(20)]
    rows += [visit(n, "neuvola", "101") for n in range(10)]

    found = told(rows)

    assert found is not None
    assert (found.euros, found.families, found.events) == (21_200, 20, 30)
    assert [(one.name, one.euros, one.families, one.each) for one in found.services] == [
        ("perhetyö", 20_200, 20, 1010),
        ("neuvola", 1_000, 10, 100),
    ]


def test_service_that_one_family_dominates_is_not_told_and_not_what_is_left() -> None:
    rows = [visit(n, "neuvola", "100") for n in range(20)]
    rows += [visit(n, "perhetyö", "2000") for n in range(20)]
    rows += [visit(n, "sijaishuolto", "150000" if n == 0 else "300") for n in range(6)]

    found = told(rows)

    assert found is not None
    shown = by_name(found)
    assert "sijaishuolto" not in shown
    # Either the total is not told, or another service is hidden beside it.
    assert found.euros is None or found.hidden >= 2
    assert found.top_share is None


def test_two_families_that_make_nearly_all_are_hidden_like_one() -> None:
    rows = [visit(n, "neuvola", "100") for n in range(20)]
    rows += [visit(n, "sijaishuolto", "150000" if n < 2 else "3000") for n in range(7)]

    assert "sijaishuolto" not in by_name(told(rows))


def test_service_of_few_families_is_not_told() -> None:
    rows = [visit(n, act, "100") for n in range(20) for act in ("neuvola", "perhetyö", "arvio")]
    rows += [visit(n, "turvakoti", "100") for n in range(4)]

    found = told(rows)

    assert found is not None
    assert ("turvakoti" in by_name(found), found.hidden >= 1) == (False, True)
    assert len(found.services) + found.hidden == 4


def test_years_and_sources_stand_apart() -> None:
    rows = [visit(n, "neuvola", "100", year=year) for n in range(6) for year in (2023, 2024)]
    rows += [visit(n, "neuvola", "7", source="alue") for n in range(5)]
    rows += [visit(n, "neuvola", "9", source="muu") for n in range(4)]

    assert [(by_name(told(rows, pool)), pool) for pool in (Pool("kunta", 2023), Pool("alue", 2024))] == [
        ({"neuvola": 600}, Pool("kunta", 2023)),
        ({"neuvola": 0}, Pool("alue", 2024)),
    ]
    assert told(rows, Pool("muu", 2024)) is None
    assert told(rows, Pool("kunta", 1999)) is None
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        found = Books.of(store.tables, {}).pools(POLICY)
    assert found == [Pool("kunta", 2024), Pool("kunta", 2023), Pool("alue", 2024)]


def test_share_of_the_tenth_whose_services_cost_most() -> None:
    rows = [visit(n, "perhetyö", "1000" if n < 90 else "81000") for n in range(100)]

    found = told(rows)

    assert found is not None
    assert len(found.parts) == 10
    assert found.top_share == pytest.approx(0.9)
    assert found.quarters == (1000, 1000, 1000)


def test_tenth_in_which_one_family_dominates_is_not_told() -> None:
    rows = [visit(n, "perhetyö", "1000" if n else "900000") for n in range(100)]

    found = told(rows)

    assert found is not None
    assert (found.parts[-1], found.top_share, found.euros) == (None, None, None)


@pytest.mark.parametrize(("families", "parts"), [(19, 0), (20, 4), (49, 4), (50, 10)])
def test_families_are_parted_so_that_no_part_is_of_few(families: int, parts: int) -> None:
    found = told([visit(n, "perhetyö", str(1000 + n)) for n in range(families)])

    assert found is not None
    assert (len(found.parts), len(found.quarters)) == (parts, 3 if parts else 0)


def test_quarter_is_no_familys_own_cost() -> None:
    found = told([visit(n, "perhetyö", str(1000 + 137 * n)) for n in range(20)])

    assert found is not None
    own = {1000 + 137 * n for n in range(20)}
    assert all(min(abs(one - cost) for cost in own) <= 137 for one in found.quarters)
    assert found.quarters == (1690, 2370, 3060)  # the mean of five families, to ten euros


def test_month_of_few_families_is_not_told_and_an_empty_one_is_nothing() -> None:
    rows = [visit(n, "neuvola", "100", after=month * MONTH) for n in range(20) for month in (0, 1, 3)]
    rows += [visit(n, "neuvola", "100", after=4 * MONTH) for n in range(3)]

    found = told(rows)

    assert found is not None
    euros = [one for _day, one in found.periods]
    assert (len(euros), found.yearly, euros[2], euros[4]) == (5, False, 0, None)
    assert found.euros is None or sum(one is None for one in euros) >= 2


def test_many_years_are_told_by_year() -> None:
    rows = [visit(n, "neuvola", "100", after=year * 366 * 86_400) for n in range(20) for year in range(5)]

    found = told(rows)

    assert found is not None
    assert (found.yearly, [euros for _day, euros in found.periods]) == (True, [2000] * 5)


def test_how_many_events_have_a_cost_is_told_of_no_few() -> None:
    plenty = [visit(n, "neuvola", "100") for n in range(20)]
    some = [visit(n, "arvio", "" if n else "-3") for n in range(8)]
    answers = []
    for rows in (plenty + some, plenty + some[:3], plenty, plenty[:4]):
        with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
            found = costs.known(store.tables, Books.of(store.tables, {}), POLICY)
        answers.append((found.events, found.of, found.odd))

    assert answers == [(20, 28, True), (None, 23, True), (20, 20, False), (None, None, False)]


@st.composite
def bills(draw: st.DrawFn) -> list[Paid]:
    """Families with a few services each, some of which cost a hundred times what others do."""
    cost = st.one_of(st.integers(50, 500), st.integers(50, 500), st.sampled_from([40_000, 90_000]))
    families = draw(st.integers(5, 60))
    return [
        visit(n, f"palvelu {draw(st.integers(0, 4))}", str(draw(cost)), after=draw(st.integers(0, 3)) * MONTH)
        for n in range(families)
        for _ in range(draw(st.integers(1, 3)))
    ]


@calm
@given(bills())
def test_nothing_hidden_can_be_told_from_what_is_shown(rows: list[Paid]) -> None:
    """An attacker who knows every sum bounds what is hidden: no largest part is known to within a quarter."""
    with TemporaryDirectory() as folder, open_store(stored(Path(folder), rows)) as store:
        paid = measures.priced(store.tables)
        groups = {
            "service": measures.by_activity(paid),
            "part": measures.by_part(measures.by_client(paid), 4),
            "whole": measures.totals(measures.by_client(paid)),
        }
        rows_of = {name: table.to_pyarrow().to_pylist() for name, table in groups.items()}
    total = ("whole", "")
    cells = {total: rows_of["whole"][0]}
    cells |= {("service", str(row["activity"])): row for row in rows_of["service"]}
    cells |= {("part", str(row["part"])): row for row in rows_of["part"]}
    relations = tuple(Relation(tuple(key for key in cells if key[0] == name), (total,)) for name in ("service", "part"))

    released = release(
        [
            Cell(key, row["cents"] / 100, row["clients"], largest=row["largest"] / 100, second=row["second"] / 100)
            for key, row in cells.items()
        ],
        Policy(k=K, closeness=CLOSEST),
        relations=relations,
    )

    known = bounds(released, relations)
    for key, row in cells.items():
        others = row["cents"] - row["largest"] - row["second"]
        small = row["clients"] < K or others < CLOSEST * row["largest"]
        assert not small or key in released.hidden
        if small:
            _low, high = known[key]
            assert high - (row["cents"] - row["largest"]) / 100 >= (1 + CLOSEST) * row["largest"] / 100 - 0.01


def test_rule_of_closeness_is_checked() -> None:
    with pytest.raises(CellError, match="closeness"):
        Policy(closeness=0)


@pytest.mark.parametrize("many", [20, 22, 23, 49, 54, 60, 77, 96, 100, 103])
def test_what_is_usual_and_the_parts_tell_together_of_no_few(many: int) -> None:
    found = told([visit(n, "perhetyö", str(1000 + 37 * n)) for n in range(many)])

    assert found is not None
    ranks = np.arange(many)
    groups = [ranks[ranks * len(found.parts) // many == part] for part in range(len(found.parts))]
    if found.quarters:
        groups += [ranks[many * n // 4 - 2 :][:K] for n in (1, 2, 3)]
    rows = np.array([np.isin(ranks, some) for some in groups], float)
    basis = np.linalg.svd(rows, full_matrices=False)[2][: np.linalg.matrix_rank(rows)]
    for one in range(many):  # no run of fewer than k in the order of cost is a sum and difference of what is told
        for length in range(1, K):
            run = np.isin(ranks, ranks[one : one + length]).astype(float)
            assert np.linalg.norm(basis.T @ (basis @ run) - run) > 1e-6
    assert (len(found.parts), bool(found.quarters)) == (10 if many >= 100 else 4, many != 22)


def test_events_with_prices_that_few_families_have_are_not_what_is_left_of_the_known() -> None:
    rows = [visit(n, "perhetyö", "100") for n in range(20)]

    def events(many: int) -> int | None:
        rare = [visit(n, "perhetyö", "100", year=1999) for n in range(many) for _ in range(3)]
        apart = [visit(n + 10, "perhetyö", "100", year=1998) for n in range(many)]
        with TemporaryDirectory() as folder, open_store(stored(Path(folder), [*rows, *rare, *apart])) as store:
            return costs.known(store.tables, Books.of(store.tables, {}), POLICY).events

    # Of six there are two pools of three families each; of two, four families in all.
    assert (events(0), events(2), events(3)) == (20, None, 32)


@pytest.mark.parametrize("dear", ["90000", "900000", "20"])
def test_services_left_out_are_of_no_few_families_together(dear: str) -> None:
    had = {"perhetyö": set(range(20)), "neuvola": set(range(12)), "arvio": set(range(5, 13)), "turvakoti": {0, 1}}
    costly = {"perhetyö": "1000", "neuvola": "300", "arvio": "700", "turvakoti": dear}
    found = told([visit(n, name, costly[name]) for name, some in had.items() for n in some])

    assert found is not None
    left_out = set().union(*(some for name, some in had.items() if name not in by_name(found)))
    # How many events are left beside all of them is known.
    assert len(left_out) >= K
