"""The log that is only added to: who read or did what, about whom, on which ground.

A row is written in the transaction of the act it tells of. When that transaction commits, the database
itself links the row to the one before it by a hash, and refuses any later change. Ids and codes only:
no names, no free text. What does not live here: what was written (the rooms above keep it).
"""
