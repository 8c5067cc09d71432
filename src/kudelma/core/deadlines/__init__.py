"""Clocks of the law: each rule is a dated row in `rules`, each kind of clock a small module.

A case keeps the rule version of the day that started its clock. Dates go out raw and rolled
side by side, because the roll is a permission and no new target.
"""
