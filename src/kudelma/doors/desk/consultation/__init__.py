"""The consultation group: past assessments beside a case, whom it suggests to ask and why, the switch of the tables."""
