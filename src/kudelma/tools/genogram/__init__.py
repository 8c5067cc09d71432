"""The genogram: a family laid out and drawn, described, read and written.

`draw(family)` gives SVG and `describe(family)` the same in words; `read_family(data, name)` reads GEDCOM,
PED and the family JSON. Places and lines are computed in `layout`, once for the screen, print and tests. A
*couple* is a set of parents, a *chain* people who stand side by side, a *strand* a line that passes a row,
a *net* one line system between two rows, a *bar* the couple's line under its row.
"""

from kudelma.tools.genogram.describing import describe
from kudelma.tools.genogram.drawing import draw
from kudelma.tools.genogram.file_errors import GenogramFileError
from kudelma.tools.genogram.files import read_family, write_family
from kudelma.tools.genogram.layout import Layout, lay_out

__all__ = ["GenogramFileError", "Layout", "describe", "draw", "lay_out", "read_family", "write_family"]
