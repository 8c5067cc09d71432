"""`release`: the one function that every output passes."""

import hashlib
import hmac
from collections.abc import Iterable

from kudelma.pathways.privacy.cells import TOTAL, Cell, CellError, Hidden, Key, Note, Policy, Released, Rounding, Shown
from kudelma.pathways.privacy.relations import Relation, table_relations
from kudelma.pathways.privacy.suppression import Protection, protect

_SAME = 1e-6
_DEFAULT = Policy()


def release(cells: Iterable[Cell], policy: Policy = _DEFAULT, *, relations: Iterable[Relation] = ()) -> Released:
    """Show, join or hide each cell; nothing hidden can be worked out from what is shown.

    Totals are cells with `TOTAL` in their key, and are found by themselves; give `relations` for what else adds up
    (`hierarchy_relations`, `flow_relations`). A total that is not the sum of its parts (clients counted once over
    rows that share them) is hidden as soon as one of its parts is.
    """
    given = list(cells)
    _check_keys(given)
    if policy.other is not None:
        if tuple(relations):
            raise CellError("Rows that add up to others cannot be joined: leave out `other`, or the relations.")
        return _rounded(_joined(given, policy), policy)
    sums = (*table_relations(cell.key for cell in given), *_known(relations, given))
    by_key = {cell.key: cell for cell in given}
    hidden = _hidden(by_key, sums, policy)
    outcome: list[Shown | Hidden] = [
        Hidden(cell.key) if cell.key in hidden else Shown(cell.key, cell.value, dict(cell.extra)) for cell in given
    ]
    return _rounded(Released(tuple(outcome), notes=(Note.HIDDEN,) if hidden else ()), policy)


def is_small(cell: Cell, policy: Policy) -> bool:
    """Whether the cell may not be shown for its own sake."""
    if cell.clients == 0:
        return not policy.show_zero
    if cell.clients < policy.k or _few_others(cell, policy):
        return True
    return _of_one(cell, policy)


def _of_one(cell: Cell, policy: Policy) -> bool:
    """Whether the sum tells too well what its largest client makes of it."""
    if cell.largest is None:
        return False
    if policy.dominance is not None and cell.largest > policy.dominance * cell.value:
        return True
    others = cell.value - cell.largest - (cell.second or 0.0)
    return policy.closeness is not None and others < policy.closeness * cell.largest - _SAME


def _few_others(cell: Cell, policy: Policy) -> bool:
    if cell.of is None:
        return False
    others = cell.of - cell.clients
    return cell.of < policy.k or 0 < others < policy.k or (others == 0 and not policy.show_whole)


def _hidden(cells: dict[Key, Cell], sums: tuple[Relation, ...], policy: Policy) -> frozenset[Key]:
    values = {key: cell.value for key, cell in cells.items()}
    firm = tuple(each for each in sums if _adds_up(each, values))
    loose = tuple(each for each in sums if each not in firm)
    primary = {key: _protection(cell, policy) for key, cell in cells.items() if is_small(cell, policy)}
    while True:
        hidden = primary.keys() | protect(values, firm, primary)
        more = {
            key
            for each in loose
            if hidden.intersection(each.keys) and not hidden.issuperset(each.minus)
            for key in each.minus
            if key not in hidden
        }
        if not more:
            return frozenset(hidden)
        primary |= {key: _protection(cells[key], policy) for key in more}


def _protection(cell: Cell, policy: Policy) -> Protection:
    """Counts of few: anything from none to k. Other sums: the policy's leeway both ways, and never under k."""
    if cell.clients < policy.k and cell.value <= cell.clients:
        return Protection(cell.value, policy.k - cell.value)
    least = float(policy.k)
    return Protection(min(cell.value, max(policy.leeway * cell.value, least)), max(policy.leeway * cell.value, least))


def _joined(given: list[Cell], policy: Policy) -> Released:
    """Rare rows become one, which takes in the smallest of the others until it has k clients itself."""
    if any(TOTAL in cell.key for cell in given):
        raise CellError("Rows can be joined only where no totals stand beside them: leave out `other`, or the totals.")
    rare = [cell for cell in given if cell.clients and is_small(cell, policy)]
    small = {cell.key for cell in rare}
    rest = sorted((cell for cell in given if cell.clients and cell.key not in small), key=lambda c: (c.clients, c.key))
    rest.reverse()
    while rare and rest and _clients(rare, policy) < policy.k:
        rare.append(rest.pop())
    gone = {cell.key for cell in rare}
    outcome: list[Shown | Hidden] = [
        Shown(cell.key, cell.value, dict(cell.extra))
        for cell in given
        if cell.key not in gone and (cell.clients or policy.show_zero)
    ]
    notes: tuple[Note, ...] = ()
    if rare:
        assert policy.other is not None
        key = (policy.other, *("",) * (len(given[0].key) - 1))
        enough = _clients(rare, policy) >= policy.k
        outcome.append(Shown(key, sum(cell.value for cell in rare)) if enough else Hidden(key))
        notes = (Note.FOLDED,) if enough else (Note.FOLDED, Note.HIDDEN)
    return Released(tuple(outcome), joined=len(rare), notes=notes)


def _clients(rows: list[Cell], policy: Policy) -> int:
    counts = [cell.clients for cell in rows]
    return sum(counts) if policy.one_row_per_client else max(counts)


def _rounded(found: Released, policy: Policy) -> Released:
    if not policy.round_to:
        return found
    cells = tuple(
        Shown(cell.key, round_value(cell.key, cell.value, policy), cell.extra) if isinstance(cell, Shown) else cell
        for cell in found.cells
    )
    return Released(cells, found.joined, (*found.notes, Note.ROUNDED))


def round_value(key: Key, value: float, policy: Policy) -> float:
    """To a multiple of the base; halves go up. Done again, it changes nothing."""
    base = policy.round_to
    if not base:
        return value
    whole, rest = divmod(value, base)
    if policy.rounding is Rounding.NEAREST:
        return float((whole + (rest * 2 >= base)) * base)
    said = repr((key, round(value, 6))).encode()
    drawn = int.from_bytes(hmac.digest(policy.rounding_key, said, hashlib.sha256)[:8], "big") / 2**64
    return float((whole + (drawn < rest / base)) * base)


def _check_keys(given: list[Cell]) -> None:
    seen: set[Key] = set()
    for cell in given:
        if cell.key in seen:
            raise CellError(f"{cell.key} is given twice: add the two up, counting each client once.")
        seen.add(cell.key)
    if len({len(cell.key) for cell in given}) > 1:
        raise CellError(f"Keys of different lengths in one output: write {TOTAL!r} for what is summed over.")


def _known(relations: Iterable[Relation], given: list[Cell]) -> tuple[Relation, ...]:
    there = {cell.key for cell in given}
    found = tuple(relations)
    for each in found:
        unknown = [key for key in each.keys if key not in there]
        if unknown:
            raise CellError(f"A relation names {unknown[0]}, which is no cell: build relations from the same cells.")
    return found


def _adds_up(each: Relation, values: dict[Key, float]) -> bool:
    one, other = (sum(values[key] for key in side) for side in (each.plus, each.minus))
    return abs(one - other) <= _SAME * max(1.0, one, other)
