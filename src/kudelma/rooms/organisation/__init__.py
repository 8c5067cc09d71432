"""Who works here: units, teams, workers and their roles, absences and who stands in for whom.

A worker is also the account that signs in. What does not live here: clients and their network (people).
"""
