import pyarrow as pa
import pytest

from kudelma.pathways.privacy import TOTAL, Cell, CellError, Policy, Shown, cells_of, release

ROWS = [
    {"from": "contact", "to": "meeting", "n": 30, "clients": 12, "median": 4.5, "secret": "x"},
    {"from": "contact", "to": None, "n": 33, "clients": 13, "median": 5.0, "secret": "y"},
]


@pytest.mark.parametrize("rows", [ROWS, pa.Table.from_pylist(ROWS)])
def test_rows_and_arrow_tables_become_cells(rows: object) -> None:
    assert cells_of(rows, key=("from", "to"), value="n", extra=("median",)) == [  # type: ignore[arg-type]  # both kinds
        Cell(("contact", "meeting"), 30, 12, extra={"median": 4.5}),
        Cell(("contact", TOTAL), 33, 13, extra={"median": 5.0}),
    ]


def test_what_rides_along_is_shown_with_its_cell_and_goes_with_it() -> None:
    cells = cells_of(ROWS[:1], key=("from", "to"), value="n", extra=("median",))

    assert release(cells).cells == (Shown(("contact", "meeting"), 30, {"median": 4.5}),)
    assert "median" not in repr(release(cells, Policy(k=13)))


@pytest.mark.parametrize(
    ("row", "cure"), [({"n": 3}, "lacks from, clients"), ({"from": "a", "n": None, "clients": 3}, "no number in n")]
)
def test_rows_that_do_not_fit_are_named(row: dict[str, object], cure: str) -> None:
    with pytest.raises(CellError, match=cure):
        cells_of([row], key=("from",), value="n")
