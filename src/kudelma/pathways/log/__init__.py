"""Reading event logs: columns mapped to one schema, every rejected row told, nothing silently dropped.

    schema     the columns an event may have, and which column of a file is which
    problems   what is wrong with a file, or with a row of it
    raw        a file as it lies there: its columns, its first rows
    sources    CSV and Parquet, read by DuckDB, larger than memory if need be
    trees      XES, read as rows of the same columns
    ocel       OCEL 2.0, likewise
    writing    Parquet and OCEL 2.0

Time is read as UTC microseconds. A time without a zone is taken to be in the zone named by the mapping.
"""

from kudelma.pathways.log.problems import LogError, Problem, Report
from kudelma.pathways.log.raw import peek
from kudelma.pathways.log.schema import Mapping
from kudelma.pathways.log.sources import Source, open_log

__all__ = ["LogError", "Mapping", "Problem", "Report", "Source", "open_log", "peek"]
