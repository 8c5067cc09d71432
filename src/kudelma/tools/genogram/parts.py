"""Parts of the family that no line joins, drawn up close to the largest."""

from collections import defaultdict

from kudelma.tools.genogram.generations import Groups
from kudelma.tools.genogram.plan import Plan


def close_up(plan: Plan, order: list[list[int]], apart: list[list[float]], x: list[float]) -> None:
    """Shift whole parts towards the largest one, as far as the least distances allow."""
    part_of = _parts(plan)
    members: dict[int, list[int]] = defaultdict(list)
    for node, part in enumerate(part_of):
        members[part].append(node)
    if len(members) <= 1:
        return
    main = max(members, key=lambda part: (len(members[part]), -part))
    left_of, right_of = _neighbours(order, apart)
    middle = _middle(members[main], x)
    parts = sorted((part for part in members if part != main), key=lambda part: (_middle(members[part], x), part))
    for part in [p for p in parts if _middle(members[p], x) < middle][::-1]:
        _shift(members[part], part_of, right_of, x, -1.0)
    for part in [p for p in parts if _middle(members[p], x) >= middle]:
        _shift(members[part], part_of, left_of, x, 1.0)


def _parts(plan: Plan) -> list[int]:
    groups = Groups(len(plan.row_of))
    for net in plan.nets:
        groups.join((*net.uppers, *net.lowers))
    for bracket in plan.brackets:
        groups.join(bracket.anchors)
    return [groups.find(node) for node in range(len(plan.row_of))]


Neighbours = dict[int, tuple[int, float]]


def _neighbours(order: list[list[int]], apart: list[list[float]]) -> tuple[Neighbours, Neighbours]:
    left: Neighbours = {}
    right: Neighbours = {}
    for nodes, gaps in zip(order, apart, strict=True):
        for a, b, gap in zip(nodes, nodes[1:], gaps, strict=False):
            left[b] = (a, gap)
            right[a] = (b, gap)
    return left, right


def _middle(nodes: list[int], x: list[float]) -> float:
    return sum(x[node] for node in nodes) / len(nodes)


def _shift(nodes: list[int], part_of: list[int], beside: Neighbours, x: list[float], sign: float) -> None:
    """Close the smallest gap to a neighbour of another part, if it is wider than it need be."""
    slack = [
        sign * (x[node] - x[other]) - gap
        for node in nodes
        if node in beside
        for other, gap in (beside[node],)
        if part_of[other] != part_of[node]
    ]
    if slack and min(slack) > 0:
        for node in nodes:
            x[node] -= sign * min(slack)
