"""What is kept of a log: one DuckDB file in which the order of events has been paid for once.

    meta         what the log is: its ticks a second, and the columns it has
    activities   number → name
    cases        one row a case: first and last event, how many, and two sums that name its path
    households   number → name, where the log names families; events and cases have the number
    moves        what follows what, how often and after how long: of a log as it was ingested, gone when days are added
    events       one row an event, in the order in which they happened: position, activity before it, time between

Times are whole seconds since 1970 where the log has no finer ones, else microseconds (`ticks` a second in `meta`).
A path is named by two sums of 40-bit numbers, one for each activity at its position: 80 bits, so that two paths of
a million would share a name once in 10^12 logs.
"""

from kudelma.pathways.store.appending import append
from kudelma.pathways.store.held import passing
from kudelma.pathways.store.ingesting import Ingested, ingest
from kudelma.pathways.store.opening import Store, StoreError, open_store

__all__ = ["Ingested", "Store", "StoreError", "append", "ingest", "open_store", "passing"]
