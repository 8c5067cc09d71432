"""First orders: walks through the family that meet relatives one after another."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kudelma.tools.genogram.row_state import RowState


def first_orders(state: "RowState", count: int) -> list[list[list[int]]]:
    """Up to `count` orders of chains per row, from different beginnings, half of them mirrored."""
    orders = []
    for number, root in enumerate(_roots(state, (count + 1) // 2)):
        orders.append(_walk(state, root, mirrored=False))
        if 2 * number + 1 < count:
            orders.append(_walk(state, root, mirrored=True))
    return orders[:count]


def _roots(state: "RowState", count: int) -> list[int]:
    """People to begin from: who the picture is for, then the founders with most descendants."""
    graph = state.plan.graph
    if not graph.size:
        return []
    chosen = [graph.number[p] for p in graph.family.index]
    children = [sum(len(graph.couples[c].children) for c in graph.couples_of[p]) for p in range(graph.size)]
    founders = sorted(
        (p for p in range(graph.size) if graph.above[p] < 0),
        key=lambda p: (state.plan.row_of[p], -children[p], p),
    )
    rest = sorted(range(graph.size), key=lambda p: (-children[p], p))
    roots: list[int] = []
    for person in (*founders[:1], *chosen, *rest, *founders):
        if person not in roots:
            roots.append(person)
        if len(roots) == count:
            break
    return roots


def _walk(state: "RowState", root: int, *, mirrored: bool) -> list[list[int]]:
    """Depth first: parents' lineage, then children, eldest first; each joins its row on the right."""
    plan = state.plan
    met: list[list[int]] = [[] for _ in plan.rows]
    seen: set[tuple[int, int]] = set()
    for start in (root, *range(len(plan.row_of))):
        stack = [start]
        while stack:
            node = stack.pop()
            row = plan.row_of[node]
            chain = state.chain_of[node]
            if (row, chain) in seen:
                continue
            seen.add((row, chain))
            met[row].append(chain)
            following: list[int] = []
            members = state.chains[row][chain]
            for member in members[::-1] if mirrored else members:
                for number in state.ups[member]:
                    following += plan.nets[number].uppers
            for member in members[::-1] if mirrored else members:
                for number in state.downs[member]:
                    lowers = plan.nets[number].lowers
                    following += lowers[::-1] if mirrored else lowers
            stack.extend(following[::-1])
    return [row[::-1] for row in met] if mirrored else met
