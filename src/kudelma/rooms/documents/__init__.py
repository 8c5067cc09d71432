"""What is written and approved: the assessment summary and the meeting record as tagged PDF, frozen with a hash.

Each is a working tool's copy beside the official record: its status says so. What does not live here: the words
it is made of (voice, casework, meetings).
"""
