"""From first contact to close.

Arrivals and their urgency, the decision at intake, the family's matter, each child's assessment with its
clocks, clientship as its own dated thing, tasks, hand-over.

What does not live here: what people said (voice) and meetings. Every date change keeps its history and reason.
"""
