"""Insight: how a unit's families move through its services, pseudonymised, for the one who leads it.

    access      who may: the leading social worker, of their own unit; every look leaves a row in the trail
    events      the unit's own assessments told as events, families and cases by keyed hash
    books       a log opened for questions: the unit's own, or one that was brought in
    figures     what is asked of the books; nothing that fewer than k families made is told
    outcomes    over time: how meetings were found, small steps, who came back, the amount of work
    reports     what the county reports: processing times to THL, self-monitoring, caseload
    choosing    which actors, and when: past assessments beside a case, for the consultation group
    logs        event logs brought in from elsewhere

Stands on every other room and is known by none. What a family itself may see of its services is not here.
"""
