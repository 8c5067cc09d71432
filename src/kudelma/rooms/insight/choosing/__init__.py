"""Which actors, and when: what the consultation group may look at beside a case before people choose whom to ask.

    access      who may: the unit's consultation group and the one who leads it, beside a case they share
    plan        the question, stored before it is asked
    past        the unit's own past assessments as rows of `pathways.actors`
    tables      the tables of a month: made on purpose, the same for all, everything through the privacy gate
    queries     a table beside a case, the plan, the switch; every look leaves a row in the trail
    actions     switched on or off, tables made, a choice recorded

Nothing here is worked out for one family: a case only says which table is laid beside it.
"""
