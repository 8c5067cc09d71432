"""Charts of service use: frozen facts in, SVG text out, with the same facts as a table.

    flow · layers · flow_map   how cases go from one activity to the next
    sankey · variants          what came first, second, third; whole paths
    states · survival          where families are month by month; how long they wait
    run_chart · panels         a figure over time, and what in it stands out; several at once
    participation · caseload   who took part; how many children a worker answers for
    swim_lane                  one family's services
    paper                      what they share

Each has `draw`. Words come in as arguments in the reader's language; the same facts give the same bytes. A drawing
carries its title and description, tells nothing by colour alone, and uses classes and attributes, never `style`.
What may be shown at all is decided before this (`pathways.privacy`).
"""
