"""The measures of the drawing, in its own units (genogram.md part 2)."""

SYMBOL = 40.0
HALF = SYMBOL / 2
STROKE = 2.0
CLEAR = 3.0
"""Lines end this far from a symbol's edge."""
PARALLEL = 4.0
INDEX_RING = 4.0
BRACKET = 16.0
"""From a symbol's lower edge down to the couple's bar."""
TRACK = 8.0
PORT = 8.0
GAP = 16.0
"""Between two people's labels, so that a line can pass."""
CORRIDOR_MARGIN = 5.0
STRAND = 5.0
LETTER = 12.0
SMALL_LETTER = 10.0
LINE_HEIGHT = 14.0
SMALL_LINE = 12.0
LABEL_WIDTH = 92.0
LABEL_GAP = 5.0
CHANNEL_PAD = 14.0
FORK = 28.0
HOME_PAD = 12.0
MARGIN = 28.0
