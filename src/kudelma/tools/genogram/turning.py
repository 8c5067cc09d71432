"""Which way round a chain stands."""

from itertools import pairwise
from typing import TYPE_CHECKING

from kudelma.core.kinship.codes import Gender
from kudelma.tools.genogram.prices import pair_price

if TYPE_CHECKING:
    from kudelma.tools.genogram.row_state import RowState

LEFT_OF_MAN = 1e-4


def turned(state: "RowState", chain: list[int], ranked: tuple[int, int] | None, look: str) -> list[int]:
    """The chain the cheaper way round; `ranked` siblings in it leave no choice."""
    if ranked:
        return chain if chain.index(ranked[0]) < chain.index(ranked[1]) else chain[::-1]
    views = state.views([[node] for node in chain], look)
    there, back = _unusual(state, chain), _unusual(state, chain[::-1])
    for i, view in enumerate(views):
        for other in views[i + 1 :]:
            ab, ba = pair_price(view, other)
            there += ab
            back += ba
    return chain if there <= back else chain[::-1]


def _unusual(state: "RowState", chain: list[int]) -> float:
    """How often a woman stands left of her man: the key's custom, kept where it costs nothing."""
    people = state.plan.graph.persons
    found = 0.0
    for a, b in pairwise(chain):
        if max(a, b) < len(people) and people[a].gender is Gender.WOMAN and people[b].gender is Gender.MAN:
            found += LEFT_OF_MAN
    return found
