"""Network meetings: the question, who convenes, who is called on whose permission, the one record.

Then evaluation by each, the follow-up form, the next question. What was said in a meeting is statements (voice).
What does not live here: the steps agreed (plans).
"""
