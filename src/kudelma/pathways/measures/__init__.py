"""What may be asked of a log: one Ibis expression each, over the tables of `enriched`, the same on every engine.

    flows          what follows what, how often and after how long; where cases begin and end
    paths          the whole paths of cases, told apart by name and spelled out
    times          how long cases last, and how long each service
    episodes       pauses, returns, and spells between them
    overlaps       services that run at the same time
    states         what each case was in, month by month
    survival       time to the first joint meeting, to closing, to return: curves with bands
    participation  who took part, by the party that referred
    costs          what services cost, in whole cents, prices of each source and year apart
    workload       arrivals, endings and open cases, month by month
    conformance    the clocks of an assessment and the order of its steps
    summary        the first page: all the core figures of a log

Every expression that counts cases also counts `clients`, since what may be shown is decided by that.
"""
