"""The table: one rule of law, one row; a changed law is a new row with the same id.

`valid_from` is the first day on which *this* program applies the row. Where the rule is older
than that, the note says so.
"""

from datetime import date

from kudelma.core.deadlines.acts import ACTS
from kudelma.core.deadlines.rule import Certainty, Rule, RuleNotInForceError, Trigger, Unit

_CHECKED = date(2026, 11, 22)
_THL = "https://thl.fi/"
_TIME_LIMITS = (
    _THL + "julkaisut/kasikirjat/lastensuojelun-kasikirja/tyoprosessi/"
    "lastensuojeluilmoitus-ja-lastensuojeluasian-vireilletulo/lastensuojelun-aikarajat"
)
_REPORTING = _THL + "tilastot-ja-data/ohjeet-tietojen-toimittamiseen/lastensuojelun-maaraaikojen-seuranta"
_OLDER = "The rule is older; no earlier day is needed here."
_ROLLS = True
_STAYS = False

A, B, C, I, M = (  # noqa: E741 (the marks of the reference page)
    Certainty.ACT,
    Certainty.AUTHORITY,
    Certainty.OTHER,
    Certainty.INTERPRETED,
    Certainty.MEMORY,
)
T, U = Trigger, Unit


def _row(
    rule_id: str,
    section: str,
    trigger: Trigger,
    length: int,
    unit: Unit,
    roll: bool,  # noqa: FBT001 (a column of the table)
    since: str,
    certainty: Certainty,
    what: str,
    *,
    until: str | None = None,
    note: str = "",
    url: str | None = None,
) -> Rule:
    act = section.split(" ", 1)[0]
    return Rule(
        rule_id,
        section,
        trigger,
        length,
        unit,
        roll,
        date.fromisoformat(since),
        certainty,
        what,
        url or (ACTS[act].url if act in ACTS else ""),
        _CHECKED,
        date.fromisoformat(until) if until else None,
        note,
    )


# A table reads better in rows than one value to a line.
# fmt: off
RULES: tuple[Rule, ...] = (
    # Assessment
    _row("LSL_26_5_START", "LSL 26.5 §", T.INITIATED, 7, U.WORKING_DAYS, _ROLLS, "2015-04-01", A,
         "Start the assessment in a child-protection matter", note=_OLDER),
    _row("LSL_26_5_FINISH", "LSL 26.5 §", T.INITIATED, 3, U.MONTHS, _ROLLS, "2015-04-01", A,
         "Finish the assessment in a child-protection matter", note=_OLDER),
    _row("LSL_26_DECIDE", "LSL 26 §", T.INITIATED, 7, U.WORKING_DAYS, _ROLLS, "2015-04-01", B,
         "Decide whether to assess; tell the guardian and the child of the notification", url=_TIME_LIMITS,
         note=_OLDER),
    _row("SHL_36_3_START", "SHL 36.3 §", T.INITIATED, 7, U.WORKING_DAYS, _ROLLS, "2015-04-01", M,
         "Start the assessment of a child needing special support", until="2024-12-31",
         note="The wording before 677/2023 was not read again."),
    _row("SHL_36_3_FINISH", "SHL 36.3 §", T.INITIATED, 3, U.MONTHS, _ROLLS, "2015-04-01", M,
         "Finish the assessment of a child needing special support", until="2024-12-31",
         note="The wording before 677/2023 was not read again."),
    _row("SHL_36_3_START", "SHL 36.3 §", T.INITIATED, 7, U.WORKING_DAYS, _ROLLS, "2025-01-01", A,
         "Start the assessment of a child needing special support", note="677/2023, 955/2023"),
    _row("SHL_36_3_FINISH", "SHL 36.3 §", T.INITIATED, 3, U.MONTHS, _ROLLS, "2025-01-01", A,
         "Finish the assessment of a child needing special support", note="677/2023, 955/2023"),
    _row("SHL_36_2_START", "SHL 36.2 §", T.CONTACT, 7, U.WORKING_DAYS, _ROLLS, "2025-01-01", A,
         "Start the assessment of a disabled person, of one over 75 or of a receiver of the highest care "
         "allowance; the law sets no day for finishing"),
    # Services and plans
    _row("SHL_45_2", "SHL 45 §", T.INITIATED, 3, U.MONTHS, _ROLLS, "2015-04-01", A,
         "Carry out the decision on a service; longer only for a special reason"),
    _row("SHL_45_3", "SHL 45.3 §", T.NEED_FOUND, 1, U.MONTHS, _ROLLS, "2025-05-01", A,
         "Carry out psychosocial support for a child or a person under 23", note="1108/2024"),
    _row("LSL_30_REVIEW", "LSL 30 §", T.APPROVED, 1, U.YEARS, _STAYS, "2008-01-01", A,
         "Review the child-protection client plan"),
    _row("LSL_38_URGENT", "LSL 38 §", T.PLACED, 30, U.DAYS_FIRST_COUNTED, _STAYS, "2016-01-01", A,
         "Urgent placement ends at latest; that it does not roll is our reading",
         note="1302/2014; that the section is in force from this day is from memory."),
    _row("LSL_38_CONTINUED", "LSL 38 §", T.PLACEMENT_ENDED, 30, U.DAYS, _STAYS, "2016-01-01", A,
         "Urgent placement continued by a new decision ends at latest",
         note="1302/2014; that the section is in force from this day is from memory."),
    _row("LSL_75_AFTERCARE", "LSL 75 §", T.AFTERCARE_BEGAN, 5, U.YEARS, _STAYS, "2024-01-01", A,
         "Aftercare ends, or on the 23rd birthday if that is earlier",
         note="1283/2023; the day is from memory."),
    _row("LSL_13B_2", "LSL 13 b.2 §", T.DAY, 35, U.CHILDREN, _STAYS, "2022-01-01", A,
         "The most children for whom one social worker is responsible", until="2023-12-31",
         note="1276/2021"),
    _row("LSL_13B_2", "LSL 13 b.2 §", T.DAY, 30, U.CHILDREN, _STAYS, "2024-01-01", A,
         "The most children for whom one social worker is responsible", note="1276/2021"),
    # Decisions, requests and feedback
    _row("HL_59_LETTER", "HL 59 §", T.POSTED, 7, U.DAYS, _STAYS, "2004-01-01", A,
         "An ordinary letter is deemed received, unless another day is shown"),
    _row("LSL_90_APPEAL", "LSL 90 §", T.RECEIVED, 30, U.DAYS, _ROLLS, "2008-01-01", A,
         "Appeal against a decision"),
    _row("JULKL_14_ANSWER", "JulkL 14 §", T.RECEIVED, 2, U.WEEKS, _STAYS, "2015-04-01", A,
         "Answer a request for information", note=_OLDER),
    _row("JULKL_14_LARGE", "JulkL 14 §", T.RECEIVED, 1, U.MONTHS, _STAYS, "2015-04-01", A,
         "Answer a large request for information", note=_OLDER),
    _row("GDPR_12_ACCESS", "GDPR 12(3)", T.RECEIVED, 1, U.MONTHS, _STAYS, "2018-05-25", M,
         "Answer a person's request to see their own data"),
    _row("DIGIL_10_FEEDBACK", "DigiL 10 §", T.RECEIVED, 2, U.WEEKS, _STAYS, "2019-09-23", A,
         "Answer feedback on accessibility", note="That services are covered from this day is from memory."),
    _row("ATL_11_ANSWER", "ATL 11 §", T.RECEIVED, 2, U.MONTHS, _STAYS, "2024-01-01", A,
         "Answer a client's request to know who has used or received their data"),
    _row("ATL_11_WINDOW", "ATL 11 §", T.RECEIVED, 2, U.YEARS, _STAYS, "2024-01-01", A,
         "How far back the answer reaches without a special reason"),
    # Reports of the county
    _row("LSL_27A_REPORT", "LSL 27 a §", T.PERIOD_ENDED, 17, U.DAYS, _STAYS, "2023-01-01", B,
         "Report processing times to THL for 1 April–30 September and 1 October–31 March", url=_REPORTING),
    _row("VALVL_26_FINDINGS", "ValvL 26 §", T.PERIOD_BEGAN, 4, U.MONTHS, _STAYS, "2024-01-01", A,
         "Publish the county's self-monitoring findings for four months"),
    _row("VALVL_27_UNIT", "ValvL 27 §", T.PERIOD_BEGAN, 4, U.MONTHS, _STAYS, "2024-01-01", A,
         "Write the unit's self-monitoring report for four months"),
    # Incidents
    _row("KYBERL_11_FIRST", "KyberL 11 §", T.FOUND, 24, U.HOURS, _STAYS, "2025-04-08", C,
         "First notice of a security incident; for counties through TihL chapter 4 a"),
    _row("KYBERL_11_FOLLOW_UP", "KyberL 11 §", T.FOUND, 72, U.HOURS, _STAYS, "2025-04-08", C,
         "Follow-up notice of a security incident"),
    _row("KYBERL_11_FINAL", "KyberL 11 §", T.FOLLOWED_UP, 1, U.MONTHS, _STAYS, "2025-04-08", M,
         "Final report of a security incident"),
    _row("GDPR_33_BREACH", "GDPR 33", T.FOUND, 72, U.HOURS, _STAYS, "2018-05-25", M,
         "Notice of a personal-data breach to the data protection ombudsman"),
    # Non-disclosure for safety
    _row("VTJL_36_FIRST", "VTJL 36 §", T.MARKED, 5, U.YEARS, _STAYS, "2015-04-01", A,
         "A non-disclosure mark is first given at most until", note=_OLDER),
    _row("VTJL_36_EXTENDED", "VTJL 36 §", T.VALID_TO, 2, U.YEARS, _STAYS, "2015-04-01", A,
         "A non-disclosure mark is extended at most until", note=_OLDER),
    # How long things are kept: the annex of ATL also covers documents made before the act
    _row("KEEP_CLIENTSHIP", "ATL annex", T.CLIENT_DIED, 2, U.YEARS, _STAYS, "2024-01-01", A,
         "Clientship document and basic data of the client"),
    _row("KEEP_FAMILIES", "ATL annex", T.MATTER_CLOSED, 30, U.YEARS, _STAYS, "2024-01-01", A,
         "Services for families with children"),
    _row("KEEP_ADULTS", "ATL annex", T.MATTER_CLOSED, 10, U.YEARS, _STAYS, "2024-01-01", A,
         "Services for working-age and elderly people; substance services"),
    _row("KEEP_DISABILITY", "ATL annex", T.LAST_MATTER_CLOSED, 10, U.YEARS, _STAYS, "2024-01-01", A,
         "Disability services, when the need has ended"),
    _row("KEEP_CHILD_PROTECTION", "ATL annex", T.CLIENT_DIED, 2, U.YEARS, _STAYS, "2024-01-01", A,
         "Child protection"),
    _row("KEEP_FAMILY_LAW_CHILD", "ATL annex", T.CHILD_BORN, 120, U.YEARS, _STAYS, "2024-01-01", A,
         "Family law services, a matter on a child"),
    _row("KEEP_FAMILY_LAW", "ATL annex", T.MATTER_CLOSED, 10, U.YEARS, _STAYS, "2024-01-01", A,
         "Family law services, other matters"),
    _row("KEEP_FEES", "ATL annex", T.VALID_TO, 12, U.YEARS, _STAYS, "2024-01-01", A,
         "Fee decisions and income papers"),
    _row("KEEP_VOUCHERS", "ATL annex", T.DATED, 3, U.YEARS, _STAYS, "2024-01-01", A,
         "Vouchers"),
    _row("KEEP_MESSAGES", "ATL annex", T.MESSAGE, 3, U.YEARS, _STAYS, "2024-01-01", A,
         "Client correspondence about the service"),
    _row("KEEP_STATEMENTS", "ATL annex", T.MADE, 5, U.YEARS, _STAYS, "2024-01-01", A,
         "Copies of statements and certificates made for others"),
    _row("KEEP_RECORDINGS", "ATL annex", T.MADE, 0, U.WHILE_NEEDED, _STAYS, "2024-01-01", A,
         "Video and sound recordings, until no longer needed and the needed notes are made"),
    _row("KEEP_LOGS", "ATL annex", T.LOGGED, 12, U.YEARS, _STAYS, "2024-01-01", A,
         "Use and disclosure logs, disclosure notices"),
    _row("KEEP_CONSENT_NEWEST", "ATL annex", T.CLIENT_DIED, 12, U.YEARS, _STAYS, "2024-01-01", A,
         "Permits, consents and prohibitions, the newest version"),
    _row("KEEP_CONSENT_REPLACED", "ATL annex", T.REPLACED, 12, U.YEARS, _STAYS, "2024-01-01", A,
         "Permits, consents and prohibitions, an earlier version"),
    _row("KEEP_TECHNICAL_LOG", "house", T.LOGGED, 24, U.MONTHS, _STAYS, "2024-01-01", I,
         "Technical log; TihL 17 § says as long as needed"),
    _row("KEEP_WORKING_MATERIAL", "house", T.MEETING, 90, U.DAYS, _STAYS, "2024-01-01", I,
         "Working material that is no client document"),
)
# fmt: on


def versions(rule_id: str) -> tuple[Rule, ...]:
    """Every version of a rule, the oldest first; an unknown id is a `KeyError`."""
    found = tuple(rule for rule in RULES if rule.id == rule_id)
    if not found:
        raise KeyError(rule_id)
    return found


def in_force(rule_id: str, on: date) -> Rule:
    """The version in force on the day that starts the clock, or `RuleNotInForceError`."""
    found = versions(rule_id)
    for rule in found:
        if rule.in_force(on):
            return rule
    raise RuleNotInForceError(rule_id, on, found[0].valid_from)
