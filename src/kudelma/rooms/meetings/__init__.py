"""Network meetings: the question, who convenes, who is invited and on whose permission, the meeting and
its one record, evaluation by each, the follow-up form, the next question.

What was said in a meeting is statements (voice). What does not live here: the steps agreed (plans).
"""
