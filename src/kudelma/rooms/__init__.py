"""Rooms: what is kept, known, done, and who may. Each stands on the ones below it."""
