"""Permissions to take part and to tell: who was asked, how, what they answered, for what, until when.

This is participation consent (regulation.md 2.2). Disclosure permits and prohibitions are the national service's;
they are mirrored later, never created here. What does not live here: what is then told (voice, documents).
"""
