"""What may be shown: the one gate that every figure passes before it leaves the library.

A *cell* is one number with its key and the distinct *clients* behind it. It is *small* if they are fewer than `k`, if
so few are left of the group it is a share of, or if one client makes most of it. A small cell is *hidden*; so is what
would give it away (*secondary suppression*), and the two look alike. Where no totals stand beside them, small rows are
*joined* into one ("muut polut"). A *relation* is a sum everybody knows to hold. The *guard* remembers what was shown
and refuses a figure that differs from earlier ones by a few. The *ledger* is for published tables with noise.

Not here: who may ask at all (that is the rooms' access), and pseudonymisation.
"""

from kudelma.pathways.privacy.cells import (
    TOTAL,
    Because,
    Cell,
    CellError,
    Hidden,
    Key,
    Note,
    Policy,
    Released,
    Rounding,
    Shown,
)
from kudelma.pathways.privacy.differencing import Guard, Population, Releases, isolate
from kudelma.pathways.privacy.gate import release
from kudelma.pathways.privacy.ledger import Ledger, bounded, epsilon, publish
from kudelma.pathways.privacy.relations import END, START, Relation, flow_relations, hierarchy_relations
from kudelma.pathways.privacy.rows import cells_of
from kudelma.pathways.privacy.sums import Parts, too_near

__all__ = [
    "END",
    "START",
    "TOTAL",
    "Because",
    "Cell",
    "CellError",
    "Guard",
    "Hidden",
    "Key",
    "Ledger",
    "Note",
    "Parts",
    "Policy",
    "Population",
    "Relation",
    "Released",
    "Releases",
    "Rounding",
    "Shown",
    "bounded",
    "cells_of",
    "epsilon",
    "flow_relations",
    "hierarchy_relations",
    "isolate",
    "publish",
    "release",
    "too_near",
]
