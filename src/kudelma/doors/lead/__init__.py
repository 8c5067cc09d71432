"""The lead's door: how a unit's families move through its services, in figures that name nobody."""
