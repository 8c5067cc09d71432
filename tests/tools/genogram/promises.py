"""What no drawing may ever have any of: names of measures (`metrics.layout_metrics`)."""

NEVER = (
    "missing",
    "copies",
    "not_below",
    "sibling_inversions",
    "symbol_overlaps",
    "label_overlaps",
    "lines_through_symbols",
    "lines_near_symbols",
    "lines_through_labels",
    "lines_on_lines",
    "torn_twins",
)
