"""One believable, wholly invented town: units, teams, workers, and sixty families in every state of the process.

What happens with families is made by the same actions that pages use, so that limits, tasks and the log are as
they would be; units, teams, workers and referral sources are rows.
Deterministic; dates follow today. Names are common ones in combinations of chance; identity codes are
artificial (900–999).
"""
