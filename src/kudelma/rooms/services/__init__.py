"""The services a family has used, as the family itself tells it: their own map of services.

Each service has a row, and each time it is told or corrected a telling; a telling's words are a statement, so that
who may see it is decided where all words are (voice). What Kudelma itself knows (assessments, clientships, network
meetings) is shown beside. What does not live here: figures of many families (insight).
"""
