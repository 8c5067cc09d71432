"""How families move through services: from an event log to figures that may be shown.

    log        what is read: columns mapped to one schema, every rejected row told
    store      what is kept: events in order once and for all, one row per case
    measures   what is asked: one Ibis expression each, the same on DuckDB, PostgreSQL and Spark
    actors     who was worth asking in time: estimates that refuse when they cannot tell
    privacy    what may be shown: the one gate that every output passes
    telling    what is told: each page's figures, after the gate
    charts     how it is shown: SVG with the table beside it

A *case* is one thing followed over time (an assessment, a child's matter); an *event* is one row of its log: what
happened (*activity*) and when. A *client* is the one whose privacy is counted: the family where it is known,
otherwise the case. Knows no Django; time is UTC, and the clock is passed in.
"""
