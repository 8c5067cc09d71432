"""The measures as they may be shown: what each page and report tells, after the gate.

    size           how much is looked at
    moves          the flow map, and between what most time passes
    ways           the most travelled paths, what came first, second, third, and the others together
    months         where cases were month by month; how long those that ended lasted
    waiting        how long it takes until something happens: curves that step by k families at least
    costs          what services cost: euros of one source and year, by service, month and tenth of families
    cost_books     what is known of costs, kept at hand, and what earlier looks leave untold of it
    participation  who took part, by where the case came from
    outcomes       what people answered, how often a thing was so, how things ended: by month and by four months

Every function takes a log, the names of its activities and a `privacy.Policy`, and returns what a chart draws.
"""
