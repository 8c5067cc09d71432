"""Clients, their relatives and the people of their network, and what joins them.

Persons with dated names, ties, partnerships, custody, households (a child may live in two), identity codes
under lock, safety marks, network members. What does not live here: what anyone said (voice) and
what is being done (casework).
"""
